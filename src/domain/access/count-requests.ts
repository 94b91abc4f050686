import type { Tx } from '../../db/database.ts'

/** How long requests are counted together. */
export const RATE_WINDOW_MS = 60_000

/** The minute in which a principal's requests are being counted, by all processes together. */
export interface RateWindow {
  readonly startedAt: Date
  /** With those just counted, and with those that were refused. */
  readonly used: number
}

/**
 * Counts requests of a principal in its current minute, which its first request opens. Exact however many processes count at once.
 * A window that begins more than a minute from now is over too: somebody's clock was wrong.
 */
export async function countRequests(tx: Tx, { principal, count, now }: { readonly principal: string; readonly count: number; readonly now: Date }): Promise<RateWindow> {
  const [row] = await tx.sql<{ started_at: Date; used: number }>({
    name: 'count-requests',
    text: `insert into rate_window as w (principal, started_at, used) values ($1, $2, $3)
      on conflict (principal) do update set
        started_at = case when w.started_at > $4 and w.started_at < $5 then w.started_at else excluded.started_at end,
        used = case when w.started_at > $4 and w.started_at < $5 then w.used + excluded.used else excluded.used end
      returning started_at, used`,
    values: [principal, now, count, new Date(now.getTime() - RATE_WINDOW_MS), new Date(now.getTime() + RATE_WINDOW_MS)],
  })
  if (row === undefined) throw new Error('a window neither made nor found')
  return { startedAt: row.started_at, used: row.used }
}

/** Whether a window that began at `startedAt` still counts, by the same rule. */
export function isWindowOpen(startedAt: Date, now: Date): boolean {
  return Math.abs(now.getTime() - startedAt.getTime()) < RATE_WINDOW_MS
}
