import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { TransactionRecord } from './transaction-record.ts'

/**
 * Gives claims that are being approved the external ids that they held among claims only. To be called with the program's book held.
 * Throws state_conflict when one of the ids belongs to another transaction by now: the sale would count twice.
 */
export async function takeClaimedKeys(tx: Tx, programId: Uuid, records: readonly TransactionRecord[]): Promise<void> {
  const rows = new BulkRows(columns('id uuid, brand_id uuid, external_id text'))
  for (const record of records) if (isClaim(record)) rows.add(record.id, record.brandId, record.externalId)
  if (rows.size === 0) return
  const taken = await tx.sql<{ transaction_id: Uuid }>({
    name: 'take-claimed-keys',
    text: `insert into transaction_key (program_id, brand_id, external_id, content_hash, transaction_id)
           select $1, r.brand_id, r.external_id, c.content_hash, r.id
             from ${rows.unnest('r', 2)}
             join claim_key c on c.program_id = $1 and c.brand_id = r.brand_id and c.external_id = r.external_id
            order by r.brand_id, r.external_id
           on conflict do nothing returning transaction_id`,
    values: [programId, ...rows.parameters()],
  })
  if (taken.length === rows.size) return
  const own = new Set(taken.map((row) => row.transaction_id))
  const late = records.find((record) => isClaim(record) && !own.has(record.id))
  throw new DomainError('state_conflict', { message: `Transaction ${late?.id} cannot be approved: its externalId was reported by the operator itself.` })
}

/** Reported by a page, and without effect so far. */
function isClaim({ isVerified, appliedSequence, externalId }: TransactionRecord): boolean {
  return !isVerified && appliedSequence === null && externalId !== null
}
