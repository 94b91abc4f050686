import type { Tx } from '../../db/database.ts'
import type { OperatorRole } from '../access/roles.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { MailLocale } from '../mail/mail-template.ts'

/** Somebody who works for an operator, as others see them. */
export interface OperatorUser {
  readonly id: Uuid
  readonly operatorId: Uuid
  readonly email: string
  /** Empty until they said it. */
  readonly name: string
  readonly role: OperatorRole
  /** Null: every program of the operator, those to come as well. */
  readonly programIds: readonly Uuid[] | null
  readonly locale: MailLocale | null
  readonly hasPassword: boolean
  /** An authenticator app or a passkey. */
  readonly hasSecondFactor: boolean
  readonly lastSeenAt: Date | null
  readonly disabledAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Users that may see a program, oldest first. */
export function listOperatorUsers(tx: Tx, { programId, afterId, limit }: { readonly programId: Uuid; readonly afterId: Uuid | null; readonly limit: number }): Promise<OperatorUser[]> {
  return tx.sql<OperatorUser>({ text: `${USERS} and ($2::uuid is null or u.id > $2) order by u.id limit $3`, values: [programId, afterId, limit] })
}

/** A user that may see the program. Throws `not_found`. */
export async function readOperatorUser(tx: Tx, programId: Uuid, id: Uuid): Promise<OperatorUser> {
  const [user] = await tx.sql<OperatorUser>({ text: `${USERS} and u.id = $2`, values: [programId, id] })
  if (user === undefined) throw new DomainError('not_found')
  return user
}

const USERS = `
  select u.id, u.operator_id as "operatorId", u.email, u.name, u.role, u.locale, u.disabled_at as "disabledAt", u.created_at as "createdAt", u.updated_at as "updatedAt",
      case when not u.all_programs then array(select o.program_id from operator_user_program o where o.operator_user_id = u.id order by 1) end as "programIds",
      u.password_hash is not null as "hasPassword",
      u.sealed_totp is not null or exists (select from passkey k where k.operator_user_id = u.id) as "hasSecondFactor",
      (select max(s.last_seen_at) from session s where s.operator_user_id = u.id) as "lastSeenAt"
    from operator_user u join program p on p.operator_id = u.operator_id
    where p.id = $1 and (u.all_programs or exists (select from operator_user_program o where o.operator_user_id = u.id and o.program_id = p.id))`
