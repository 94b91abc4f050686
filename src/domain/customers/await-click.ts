import type { Database } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { ClickKeys } from '../tracking/click-key.ts'

/** How long a registration waits for the row of its click; the drain brings clicks at least every 100 ms. */
export const CLICK_WAIT_MS = 300
const POLL_MS = 40

/**
 * Waits until the row of a click has arrived, at most CLICK_WAIT_MS; at once for what is no click key of ours. Outside any transaction:
 * a connection held while waiting would keep the drain from what it needs.
 */
export async function awaitClick(db: Database, clickKeys: ClickKeys, programId: Uuid, text: string | null): Promise<void> {
  const key = text === null ? null : clickKeys.read(text)
  if (key === null) return
  const deadline = performance.now() + CLICK_WAIT_MS
  while (!(await hasArrived(db, programId, key)) && performance.now() + POLL_MS <= deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function hasArrived(db: Database, programId: Uuid, key: { readonly uuid: Uuid, readonly occurredAt: Date }): Promise<boolean> {
  const rows = await db.inProgram(programId, (tx) => tx.sql({
    name: 'click-arrived',
    text: 'select 1 from click where program_id = $1 and occurred_at = $2 and click_key = $3',
    values: [programId, key.occurredAt, key.uuid],
  }))
  return rows.length > 0
}
