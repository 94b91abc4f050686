import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { acceptTransactions } from './accept-transactions.ts'
import { contentHash, type TransactionItem } from './transaction-item.ts'

/** Claims of one program within 24 hours at most. */
export const CLAIMS_PER_DAY = 20_000
const DAY_MS = 86_400_000

/** A transaction that a page reports, under a name that it uses once. */
export type Claim = TransactionItem & { readonly brandId: Uuid; readonly externalId: string }

/**
 * Takes in transactions that pages report: held for approval, without any effect before it, and out of the way of the operator's own
 * report of the same external id. A name that was claimed before is ignored. Answers whether there is anything to process.
 * Throws `too_many` after CLAIMS_PER_DAY.
 */
export async function acceptClaims(tx: Tx, programId: Uuid, actor: string, claims: readonly Claim[], now: Date): Promise<boolean> {
  const held = claims.map((claim): Claim => ({ ...claim, heldAt: 'transaction', isUnverified: true }))
  await refuseTooMany(tx, programId, now)
  const fresh = await takeNames(tx, programId, held, now)
  if (fresh.length === 0) return false
  await acceptTransactions(tx, programId, [{ items: fresh, integrationType: 'sdk', createdBy: actor }], now)
  return true
}

async function refuseTooMany(tx: Tx, programId: Uuid, now: Date): Promise<void> {
  const rows = await tx.sql({
    name: 'claims-of-a-day',
    text: 'select from claim_key where program_id = $1 and recorded_at > $2 offset $3 limit 1',
    values: [programId, new Date(now.getTime() - DAY_MS), CLAIMS_PER_DAY - 1],
  })
  if (rows.length > 0) throw new DomainError('too_many', { message: 'Too many transactions were reported by pages today.' })
}

async function takeNames(tx: Tx, programId: Uuid, claims: readonly Claim[], now: Date): Promise<Claim[]> {
  const first = new Map<string, Claim>()
  for (const claim of claims) if (!first.has(nameOf(claim))) first.set(nameOf(claim), claim)
  const rows = new BulkRows(columns('program_id uuid, brand_id uuid, external_id text, content_hash uuid, recorded_at timestamptz'))
  // In one order, so that two calls with the same names cannot deadlock.
  const sorted = [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim)
  for (const claim of sorted) rows.add(programId, claim.brandId, claim.externalId, contentHash(claim), now)
  const taken = await tx.sql<{ brandId: Uuid; externalId: string }>({
    name: 'take-claim-names',
    text: `insert into claim_key (program_id, brand_id, external_id, content_hash, recorded_at) select * from ${rows.unnest('r')}
           on conflict do nothing returning brand_id as "brandId", external_id as "externalId"`,
    values: rows.parameters(),
  })
  const won = new Set(taken.map(nameOf))
  return [...first.values()].filter((claim) => won.has(nameOf(claim)))
}

function nameOf({ brandId, externalId }: { readonly brandId: Uuid; readonly externalId: string }): string {
  return `${brandId}:${externalId}`
}
