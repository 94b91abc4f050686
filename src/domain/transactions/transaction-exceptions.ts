import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Database, Tx } from '../../db/database.ts'
import { Overtaken } from '../../db/retry.ts'
import { newId, type Uuid } from '../ids.ts'
import { holdsKey, type QueuedItem } from './queued-item.ts'
import { brandKey } from './read-surroundings.ts'
import type { RefusedItem } from './resolve-transactions.ts'
import { isClaim } from './transaction-item.ts'
import type { TransactionRecord } from './transaction-record.ts'

const MINUTE_MS = 60_000
/** When an item whose customer is unknown is tried again, after it was acknowledged; then it fails. Its registration wakes it at once. */
export const RETRY_OFFSETS_MS = [1, 5, 30, 120, 720].map((minutes) => minutes * MINUTE_MS)
/** An item whose customer is not confirmed yet waits for as long as it takes; its confirmation wakes it, and this makes up for a lost waking. */
const UNVERIFIED_RETRY_MS = 720 * MINUTE_MS

type State = 'waiting' | 'failed'

interface Standing {
  readonly state: State
  readonly code: string
  readonly message: string
  readonly dueAt: Date | null
  readonly attempts: number
}

/** Keeps what did not become a transaction: waiting items hold their externalId, failed ones let it go. Duplicates leave no trace here. */
export async function recordRefusals(tx: Tx, programId: Uuid, refused: readonly RefusedItem[], now: Date): Promise<void> {
  const fresh = refused.filter(({ queued, refusal }) => queued.exception === null && refusal.kind !== 'duplicate')
  await insertExceptions(tx, programId, fresh, now)
  await holdWaitingKeys(tx, programId, refused)
  await releaseKeys(tx, programId, refused.filter((entry) => holdsKey(entry.queued) && isFailed(entry, now)))
  // A duplicate is resolved by whoever brought it back.
  const again = refused.filter(({ queued, refusal }) => queued.exception !== null && refusal.kind !== 'duplicate')
  if (again.length > 0) await updateExceptions(tx, programId, again, now)
}

const EXCEPTION_COLUMNS = columns(
  `program_id uuid, id uuid, batch_id uuid, batch_index int, state text, code text, message text, brand_id uuid, external_id text,
   awaited_customer text, awaited_original text, item text json, holds_key boolean, attempts int, due_at timestamptz,
   recorded_at timestamptz, updated_at timestamptz`,
)

async function insertExceptions(tx: Tx, programId: Uuid, refused: readonly RefusedItem[], now: Date): Promise<void> {
  const rows = new BulkRows(EXCEPTION_COLUMNS)
  for (const entry of refused) {
    const { queued, brandId } = entry
    const standing = standingOf(entry, now)
    const isWaiting = standing.state === 'waiting'
    const isAboutCustomer = CUSTOMER_CODES.has(standing.code)
    rows.add(
      programId, newId(), queued.batchId, queued.batchIndex, standing.state, standing.code, standing.message, brandId, queued.item.externalId,
      isWaiting && isAboutCustomer ? queued.item.externalCustomerId : null,
      isWaiting && !isAboutCustomer ? queued.item.relatedExternalId : null,
      JSON.stringify(queued.item), isWaiting && queued.item.externalId !== undefined && !isClaim(queued.item), 0, standing.dueAt, queued.acknowledgedAt, now,
    )
  }
  await rows.insertInto(tx, 'transaction_exception')
}

const CUSTOMER_CODES: ReadonlySet<string> = new Set(['customer_unknown', 'customer_unverified'])

/**
 * Puts items of a step that failed on the waiting list, due at once. They hold no more than was reserved for them: they may be what the
 * step failed for.
 */
export async function setApart(tx: Tx, programId: Uuid, items: readonly QueuedItem[]): Promise<void> {
  const rows = new BulkRows(EXCEPTION_COLUMNS)
  for (const { item, batchId, batchIndex, acknowledgedAt } of items) {
    rows.add(
      programId, newId(), batchId, batchIndex, 'waiting', 'processing_failed', 'It is tried again by itself.', item.holdsKey === true ? item.brandId : null, item.externalId,
      null, null, JSON.stringify(item), item.holdsKey === true, 0, DUE_AT_ONCE, acknowledgedAt, acknowledgedAt,
    )
  }
  await rows.insertInto(tx, 'transaction_exception')
}

/** Before every clock, a test program's too. */
const DUE_AT_ONCE = new Date(0)

/** Where an item stands after this attempt: a waiting one is due at the next offset, or fails after the last. */
function standingOf({ queued, refusal }: RefusedItem, now: Date): Standing {
  if (refusal.kind === 'duplicate') throw new Error('a duplicate is no exception')
  if (refusal.kind === 'failed') return { state: 'failed', code: refusal.code, message: refusal.message, dueAt: null, attempts: queued.exception?.attempts ?? 0 }
  const attempts = queued.exception === null ? 0 : queued.exception.attempts + 1
  const base = { state: 'waiting' as const, code: refusal.code, message: refusal.message, attempts }
  if (refusal.code === 'customer_unverified') return { ...base, dueAt: new Date(now.getTime() + UNVERIFIED_RETRY_MS) }
  if (refusal.code !== 'customer_unknown') return { ...base, dueAt: null }
  const offset = RETRY_OFFSETS_MS[attempts]
  if (offset === undefined) return { ...base, state: 'failed', dueAt: null }
  return { ...base, dueAt: new Date(queued.acknowledgedAt.getTime() + offset) }
}

function isFailed(entry: RefusedItem, now: Date): boolean {
  return entry.refusal.kind !== 'duplicate' && standingOf(entry, now).state === 'failed'
}

async function holdWaitingKeys(tx: Tx, programId: Uuid, refused: readonly RefusedItem[]): Promise<void> {
  const rows = new BulkRows(columns('program_id uuid, brand_id uuid, external_id text, content_hash uuid'))
  for (const { queued, brandId, refusal } of refused) {
    if (refusal.kind === 'waiting' && queued.item.externalId !== undefined && brandId !== null && !holdsKey(queued) && !isClaim(queued.item)) {
      rows.add(programId, brandId, queued.item.externalId, queued.contentHash)
    }
  }
  const taken = await rows.insertInto(tx, 'transaction_key', 'on conflict (program_id, brand_id, external_id) do nothing')
  if (taken < rows.size) throw new Overtaken('an external id was reserved meanwhile')
}

/** Lets external ids go that were held for items which failed. */
async function releaseKeys(tx: Tx, programId: Uuid, failed: readonly RefusedItem[]): Promise<void> {
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const { queued: { item }, brandId } of failed) rows.add(brandId ?? item.brandId, item.externalId)
  if (rows.size === 0) return
  await tx.count({
    name: 'release-keys',
    text: `delete from transaction_key k using ${rows.unnest('r', 2)}
            where k.program_id = $1 and k.brand_id = r.brand_id and k.external_id = r.external_id and k.transaction_id is null`,
    values: [programId, ...rows.parameters()],
  })
}

async function updateExceptions(tx: Tx, programId: Uuid, refused: readonly RefusedItem[], now: Date): Promise<void> {
  const rows = new BulkRows(columns('id uuid, state text, code text, message text, due_at timestamptz, attempts int, may_hold boolean'))
  for (const entry of refused) {
    const { queued } = entry
    if (queued.exception === null) continue
    const standing = standingOf(entry, now)
    rows.add(queued.exception.id, standing.state, standing.code, standing.message, standing.dueAt, standing.attempts, !isClaim(queued.item))
  }
  await tx.count({
    name: 'update-exceptions',
    text: `update transaction_exception e set state = r.state, code = r.code, message = r.message, due_at = r.due_at, attempts = r.attempts,
                  holds_key = r.state = 'waiting' and e.external_id is not null and r.may_hold, updated_at = $2
             from ${rows.unnest('r', 3)} where e.program_id = $1 and e.id = r.id`,
    values: [programId, now, ...rows.parameters()],
  })
}

/**
 * New transactions in view of the exceptions: refunds that waited for one of them become due, and failed items that one of them
 * resubmits are replaced. Answers whether anything became due.
 */
export async function wakeRefunds(tx: Tx, programId: Uuid, records: readonly TransactionRecord[]): Promise<boolean> {
  const names = new Map<string, { brandId: Uuid; externalId: string }>()
  for (const { brandId, externalId } of records) if (externalId !== null) names.set(brandKey(brandId, externalId), { brandId, externalId })
  if (names.size === 0) return false
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const name of names.values()) rows.add(name.brandId, name.externalId)
  const woken = await tx.count({
    name: 'wake-refunds',
    text: `update transaction_exception e set due_at = e.recorded_at
             from ${rows.unnest('r', 2)}
            where e.program_id = $1 and e.state = 'waiting' and e.brand_id = r.brand_id and e.awaited_original = r.external_id`,
    values: [programId, ...rows.parameters()],
  })
  await tx.count({
    name: 'replace-failed',
    text: `update transaction_exception e set state = 'replaced'
             from ${rows.unnest('r', 2)}
            where e.program_id = $1 and e.state = 'failed' and e.brand_id = r.brand_id and e.external_id = r.external_id
              and e.code <> 'duplicate_with_other_content'`,
    values: [programId, ...rows.parameters()],
  })
  return woken > 0
}

/**
 * The other half of wakeWaitingTransactions: items whose customer is registered become due. `just_parked` looks at items of the last
 * minute, for a registration that crossed the step which parked them; `all` also finds those whose waking a kill has cut off.
 */
export async function wakeRegistered(db: Database, programId: Uuid, reach: 'just_parked' | 'all'): Promise<void> {
  await db.inProgram(programId, (tx) =>
    tx.count({
      name: 'wake-registered',
      text: `update transaction_exception e set due_at = e.recorded_at
               from customer c
              where e.program_id = $1 and e.state = 'waiting' and e.awaited_customer is not null and (e.attempts = 0 or $2) and e.due_at > e.recorded_at
                and c.program_id = $1 and c.brand_id = e.brand_id and c.external_id = e.awaited_customer and c.is_verified`,
      values: [programId, reach === 'all'],
    }),
  )
}

/** Marks waiting items as resolved: they became transactions, or turned out to be duplicates. Counts them into their batches. */
export async function resolveExceptions(
  tx: Tx,
  programId: Uuid,
  resolved: readonly { readonly exceptionId: Uuid; readonly batchId: Uuid; readonly outcome: 'processed' | 'pending' | 'duplicate' }[],
  now: Date,
): Promise<void> {
  if (resolved.length === 0) return
  await tx.count({
    name: 'resolve-exceptions',
    text: `update transaction_exception set state = 'resolved', due_at = null, holds_key = false, updated_at = $2 where program_id = $1 and id = any($3::uuid[])`,
    values: [programId, now, arrayLiteral(resolved.map(({ exceptionId }) => exceptionId))],
  })
  const rows = new BulkRows(columns('id uuid, processed int, pending int, duplicates int'))
  const batches = new Map<Uuid, { processed: number; pending: number; duplicate: number }>()
  for (const { batchId, outcome } of resolved) {
    const counts = batches.get(batchId) ?? { processed: 0, pending: 0, duplicate: 0 }
    counts[outcome] += 1
    batches.set(batchId, counts)
  }
  for (const [id, counts] of batches) rows.add(id, counts.processed, counts.pending, counts.duplicate)
  await tx.count({
    name: 'count-into-batches',
    text: `update transaction_batch b set processed = b.processed + r.processed, pending_approval = b.pending_approval + r.pending,
                  duplicates = b.duplicates + r.duplicates
             from ${rows.unnest('r', 2)} where b.program_id = $1 and b.id = r.id`,
    values: [programId, ...rows.parameters()],
  })
}

/** Ends an item that cannot be processed even by itself. Its externalId is free again. */
export async function failItem(tx: Tx, programId: Uuid, id: Uuid): Promise<void> {
  await tx.count({
    name: 'release-key-of-item',
    text: `delete from transaction_key k using transaction_exception e
            where e.program_id = $1 and e.id = $2 and e.holds_key and k.program_id = $1 and k.brand_id = e.brand_id
              and k.external_id = e.external_id and k.transaction_id is null`,
    values: [programId, id],
  })
  await tx.count({
    name: 'fail-item',
    text: `update transaction_exception set state = 'failed', code = 'processing_failed', message = 'It could not be processed; the cause is in the log.',
                  due_at = null, holds_key = false, updated_at = clock_timestamp() where program_id = $1 and id = $2`,
    values: [programId, id],
  })
}
