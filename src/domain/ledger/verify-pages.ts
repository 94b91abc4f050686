import type { Tx } from '../../db/database.ts'

/** Rows that are in memory at a time. */
const PAGE_ROWS = 5_000

let cursors = 0

/**
 * Runs a statement that goes over whole tables. Without statistics (a fresh table, a restored copy) the planner believes them empty
 * and loops over one for every row of the other; such statements always want hash joins.
 */
export async function overWholeTables<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.sql({ text: `select set_config('enable_nestloop', 'off', true)` })
  const result = await work()
  await tx.sql({ text: `select set_config('enable_nestloop', 'on', true)` })
  return result
}

/** Reads a statement's rows page by page through a cursor: one plan, one pass, and never all of them in memory. */
export async function* pages<Row>(tx: Tx, text: string, values: readonly unknown[]): AsyncGenerator<Row[]> {
  cursors += 1
  const cursor = `verify_${cursors}`
  await overWholeTables(tx, () => tx.count({ text: `declare ${cursor} no scroll cursor for ${text}`, values }))
  const fetch = () => tx.sql<Row>({ text: `fetch ${PAGE_ROWS} from ${cursor}` })
  let next = fetch()
  for (;;) {
    const rows = await next
    const isLast = rows.length < PAGE_ROWS
    // The database reads the next page while this one is worked through.
    if (!isLast) next = fetch()
    if (rows.length > 0) yield rows
    if (isLast) break
  }
  await tx.count({ text: `close ${cursor}` })
}
