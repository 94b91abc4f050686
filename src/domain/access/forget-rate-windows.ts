import type { Tx } from '../../db/database.ts'
import { RATE_WINDOW_MS } from './count-requests.ts'

/** Deletes windows in which nobody counts any more, at most `limit` of them. Answers how many it deleted. */
export async function forgetRateWindows(tx: Tx, { now, limit }: { readonly now: Date; readonly limit: number }): Promise<number> {
  return tx.count({
    text: `delete from rate_window w using (select principal from rate_window where started_at < $1 limit $2 for update skip locked) old
      where w.principal = old.principal`,
    // Twice a window: the clocks of several processes differ.
    values: [new Date(now.getTime() - 2 * RATE_WINDOW_MS), limit],
  })
}
