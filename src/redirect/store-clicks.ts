import type { Tx } from '../db/database.ts'
import { isConnectionFailure, isRetryable } from '../db/retry.ts'
import type { Uuid } from '../domain/ids.ts'
import { type ClickGroup, clickKeysOf } from './click-group.ts'
import { type ClickRows, INSERT_CLICKS } from './click-rows.ts'
import { markLateClicks } from './mark-late-clicks.ts'

/** Clicks of one program have arrived in the database: what waited for them can be completed, in the same transaction. */
export type OnClicksStored = (tx: Tx, programId: Uuid, clickKeys: readonly Uuid[]) => Promise<unknown>

const INSERT = { name: 'store-clicks', text: INSERT_CLICKS }
const INSERT_ONCE = { name: 'store-clicks-once', text: `${INSERT_CLICKS} on conflict do nothing` }

/** Stores clicks of one program and tells of them. */
export async function storeClicks(tx: Tx, group: ClickGroup, rows: ClickRows, onStored: OnClicksStored): Promise<void> {
  await insert(tx, group, rows, INSERT)
  await tell(tx, group, onStored).catch((cause: unknown) => {
    throw isTemporary(cause) ? cause : new CompletionFailed(cause)
  })
}

async function insert(tx: Tx, group: ClickGroup, rows: ClickRows, statement: typeof INSERT): Promise<void> {
  await Promise.all((await rows.pieces(tx, group)).map((values) => tx.count({ ...statement, values })))
}

/** Nearly always nothing waits: one look at a nearly empty index saves looking there for every click. */
async function tell(tx: Tx, group: ClickGroup, onStored: OnClicksStored): Promise<void> {
  await markLateClicks(tx, group, Date.now())
  const waiting = await tx.sql({
    name: 'attributions-waiting',
    text: 'select from attribution where program_id = $1 and not is_complete limit 1',
    values: [group.programId],
  })
  if (waiting.length > 0) await onStored(tx, group.programId, clickKeysOf(group))
}

/** The clicks were fine; what hears of them was not. */
class CompletionFailed extends Error {
  constructor(cause: unknown) {
    super('completing attributions failed', { cause })
    this.name = 'CompletionFailed'
  }
}

/**
 * The slow way, after the database refused something. A click that is there already (drained before a crash, or written twice after a
 * failed sync) stays as it is; the others are stored by halves, until only what is refused is left out and answered. Who hears of
 * stored clicks may fail here without keeping them from being stored.
 */
export async function storeClicksCarefully(
  tx: Tx, group: ClickGroup, rows: ClickRows, onStored: OnClicksStored, onError: (err: unknown) => void,
): Promise<ClickGroup[]> {
  if (await attempt(tx, () => insert(tx, group, rows, INSERT_ONCE), isRefusal, onError)) {
    await attempt(tx, () => tell(tx, group, onStored), (err) => !isTemporary(err), onError)
    return []
  }
  if (group.ranges.length === 2) return [group]
  // Ranges are pairs, so the cut lies on an even place.
  const middle = Math.ceil(group.ranges.length / 4) * 2
  const halves = [group.ranges.slice(0, middle), group.ranges.slice(middle)]
  const refused: ClickGroup[] = []
  for (const ranges of halves) refused.push(...(await storeClicksCarefully(tx, { ...group, ranges }, rows, onStored, onError)))
  return refused
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

/** The data was looked at and refused, as opposed to a database that is away or busy: trying the same again would not help. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof CompletionFailed || error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && REFUSALS.test(error.code)
}

/** Data exceptions and integrity violations. */
const REFUSALS = /^2[23]/

function isTemporary(error: unknown): boolean {
  return isConnectionFailure(error) || isRetryable(error)
}
