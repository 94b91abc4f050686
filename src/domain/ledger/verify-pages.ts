import type { Tx } from '../../db/database.ts'

/** Rows that are in memory at a time. */
const PAGE_ROWS = 5_000

let cursors = 0

/** Reads a statement's rows page by page through a cursor: one plan, one pass, and never all of them in memory. */
export async function* pages<Row>(tx: Tx, text: string, values: readonly unknown[]): AsyncGenerator<Row[]> {
  cursors += 1
  const cursor = `verify_${cursors}`
  await tx.count({ text: `declare ${cursor} no scroll cursor for ${text}`, values })
  for (;;) {
    const rows = await tx.sql<Row>({ text: `fetch ${PAGE_ROWS} from ${cursor}` })
    if (rows.length > 0) yield rows
    if (rows.length < PAGE_ROWS) break
  }
  await tx.count({ text: `close ${cursor}` })
}
