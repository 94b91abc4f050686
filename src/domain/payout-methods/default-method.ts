import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** The id of an affiliate's default method; null: it has none. */
export async function readDefaultId(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<Uuid | null> {
  const [row] = await tx.sql<{ id: Uuid }>({
    name: 'default-payout-method', text: 'select id from payout_method where program_id = $1 and affiliate_id = $2 and is_default', values: [programId, affiliateId],
  })
  return row?.id ?? null
}

/** Takes it from whichever method has it, so that another can have it. */
export async function clearDefault(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<void> {
  await tx.count({
    name: 'clear-default-payout-method',
    text: 'update payout_method set is_default = false, updated_at = $3 where program_id = $1 and affiliate_id = $2 and is_default',
    values: [programId, affiliateId, now],
  })
}

/** How many methods an affiliate has that are not archived. */
export async function countMethods(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<number> {
  const [row] = await tx.sql<{ methods: number }>({
    name: 'count-payout-methods',
    text: 'select count(*)::integer as methods from payout_method where program_id = $1 and affiliate_id = $2 and archived_at is null',
    values: [programId, affiliateId],
  })
  return row?.methods ?? 0
}
