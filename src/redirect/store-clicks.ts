import { BulkRows, columns } from '../db/bulk.ts'
import type { Tx } from '../db/database.ts'
import { isConnectionFailure, isRetryable } from '../db/retry.ts'
import type { Uuid } from '../domain/ids.ts'
import { flagNames, isBlocking } from '../domain/tracking/click-flags.ts'
import type { StoredClick } from './click-record.ts'

/** Clicks of one program have arrived in the database: what waited for them can be completed, in the same transaction. */
export type OnClicksStored = (tx: Tx, programId: Uuid, clickKeys: readonly Uuid[]) => Promise<unknown>

/** A click whose country and address are as they shall be kept. */
export interface SettledClick extends StoredClick {
  readonly country: string | null
  readonly address: string | null
}

const CLICK_COLUMNS = columns(`program_id uuid, occurred_at timestamptz, click_key uuid, tracking_link_id uuid, affiliate_id uuid,
  tracker_id uuid, brand_id uuid, visitor_id uuid, flags text text[], is_valid boolean, country text, ip inet, agent_family text,
  referring_url text, custom_parameter text, sub_ids jsonb, utm jsonb, recorded_at timestamptz`)

const FLAG_LITERALS = Array.from({ length: 256 }, (_, flags) => `{${flagNames(flags).join(',')}}`)

/** Inserts clicks of one program. A click that is there already (drained before a crash, or written twice) stays as it is. */
export async function insertClicks(tx: Tx, clicks: readonly SettledClick[]): Promise<number> {
  const rows = new BulkRows(CLICK_COLUMNS)
  for (const click of clicks) {
    rows.add(
      click.programId, new Date(click.occurredAtMs), click.clickKey, click.linkId, click.affiliateId, click.trackerId, click.brandId,
      click.visitorId, FLAG_LITERALS[click.flags], !isBlocking(click.flags), click.country, click.address, click.agentFamily,
      click.referringUrl, click.customParameter, click.subIds, click.utm, new Date(click.recordedAtMs),
    )
  }
  return rows.insertInto(tx, 'click', 'on conflict do nothing')
}

/** Clicks by the program they belong to. */
export function byProgram(clicks: readonly SettledClick[]): Map<Uuid, SettledClick[]> {
  const groups = new Map<Uuid, SettledClick[]>()
  for (const click of clicks) {
    const group = groups.get(click.programId)
    if (group === undefined) groups.set(click.programId, [click])
    else group.push(click)
  }
  return groups
}

/** Stores clicks of one program and tells of them. */
export async function storeClicks(tx: Tx, programId: Uuid, clicks: readonly SettledClick[], onStored: OnClicksStored): Promise<void> {
  await insertClicks(tx, clicks)
  await onStored(tx, programId, clicks.map((click) => click.clickKey)).catch((cause: unknown) => {
    throw isTemporary(cause) ? cause : new CompletionFailed(cause)
  })
}

/** The clicks were fine; what hears of them was not. */
class CompletionFailed extends Error {
  constructor(cause: unknown) {
    super('completing attributions failed', { cause })
    this.name = 'CompletionFailed'
  }
}

/**
 * The slow way, after the database refused something: halves, until only what it refuses is left out. Answers the refused clicks.
 * What hears of stored clicks may fail here without keeping them from being stored.
 */
export async function storeClicksCarefully(
  tx: Tx, programId: Uuid, clicks: readonly SettledClick[], onStored: OnClicksStored, onError: (err: unknown) => void,
): Promise<SettledClick[]> {
  const isInserted = await attempt(tx, () => insertClicks(tx, clicks), isRefusal, onError)
  if (isInserted) {
    await attempt(tx, () => onStored(tx, programId, clicks.map((click) => click.clickKey)), (err) => !isTemporary(err), onError)
    return []
  }
  if (clicks.length === 1) return [...clicks]
  const middle = Math.ceil(clicks.length / 2)
  const first = await storeClicksCarefully(tx, programId, clicks.slice(0, middle), onStored, onError)
  const second = await storeClicksCarefully(tx, programId, clicks.slice(middle), onStored, onError)
  return [...first, ...second]
}

async function attempt(
  tx: Tx, work: () => Promise<unknown>, isTolerable: (err: unknown) => boolean, onError: (err: unknown) => void,
): Promise<boolean> {
  await tx.sql({ text: 'savepoint click_store' })
  try {
    await work()
    await tx.sql({ text: 'release savepoint click_store' })
    return true
  } catch (err) {
    if (!isTolerable(err)) throw err
    onError(err)
    await tx.sql({ text: 'rollback to savepoint click_store' })
    return false
  }
}

/** The data was looked at and refused, as opposed to a database that is away or busy: trying again would not help. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof CompletionFailed || error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && REFUSALS.test(error.code)
}

/** Data exceptions and integrity violations. */
const REFUSALS = /^2[23]/

function isTemporary(error: unknown): boolean {
  return isConnectionFailure(error) || isRetryable(error)
}
