import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** A program that a user may work in. */
export interface UserProgram {
  readonly id: Uuid
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly isTest: boolean
  /** Of its portal; null: it has none. */
  readonly portalSlug: string | null
}

/** By name. */
export function programsOfUser(tx: Tx, userId: Uuid): Promise<UserProgram[]> {
  return tx.sql<UserProgram>({
    text: `select p.id, p.name, p.currency, p.time_zone as "timeZone", p.is_test as "isTest", s.slug as "portalSlug"
      from operator_user u join program p on p.operator_id = u.operator_id left join portal_slug s on s.program_id = p.id
      where u.id = $1 and (u.all_programs or exists (select from operator_user_program o where o.operator_user_id = u.id and o.program_id = p.id))
      order by p.name, p.id`,
    values: [userId],
  })
}

/** Where a user was last, or else the first program that there is for them. Throws `sign_in_refused`: none at all. */
export async function programToStartIn(tx: Tx, userId: Uuid): Promise<Uuid> {
  const [program] = await tx.sql<{ id: Uuid }>({
    text: `select p.id from operator_user u join program p on p.operator_id = u.operator_id
      where u.id = $1 and (u.all_programs or exists (select from operator_user_program o where o.operator_user_id = u.id and o.program_id = p.id))
      order by (select max(s.created_at) from session s where s.operator_user_id = u.id and s.program_id = p.id) desc nulls last, p.id limit 1`,
    values: [userId],
  })
  if (program === undefined) throw new DomainError('sign_in_refused')
  return program.id
}
