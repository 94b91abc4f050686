import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Rejects the claims of pages for which these transactions are the operator's own report: pending ones without effect, with the same
 * external id. To be called in the step that stores the transactions, after them.
 */
export async function replaceClaims(
  tx: Tx, programId: Uuid, reported: readonly { readonly brandId: Uuid; readonly externalId: string | null }[], now: Date,
): Promise<void> {
  if (!(await hasClaims(tx, programId))) return
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const { brandId, externalId } of reported) if (externalId !== null) rows.add(brandId, externalId)
  if (rows.size === 0) return
  await tx.count({
    name: 'replace-claims',
    text: `with replaced as (
        update transaction t set status = 'rejected', updated_at = $2 from ${rows.unnest('r', 3)}
         where t.program_id = $1 and t.brand_id = r.brand_id and t.external_id = r.external_id
           and not t.is_verified and t.status = 'pending' and t.applied_sequence is null
        returning t.id, t.batch_id),
      told as (
        insert into transaction_event (program_id, id, transaction_id, kind, actor, reason, recorded_at)
        select $1, gen_random_uuid(), id, 'rejected', 'system', 'reported_by_operator', $2 from replaced)
      update transaction_batch b set processed = b.processed + r.claims, pending_approval = b.pending_approval - r.claims
        from (select batch_id, count(*)::int as claims from replaced group by batch_id) r
       where b.program_id = $1 and b.id = r.batch_id`,
    values: [programId, now, ...rows.parameters()],
  })
}

/** Most programs never have any, and their steps are thousands of transactions. */
async function hasClaims(tx: Tx, programId: Uuid): Promise<boolean> {
  const rows = await tx.sql({ name: 'has-claims', text: 'select from claim_key where program_id = $1 limit 1', values: [programId] })
  return rows.length > 0
}
