import type { Tx } from '../db/database.ts'

const ROWS_PER_FETCH = 2_000

/** The rows of a query in pages, so that a table of any size passes through a little memory. One at a time per transaction. */
export async function* readRows<Row>(tx: Tx, text: string, values: readonly unknown[] = []): AsyncGenerator<readonly Row[]> {
  await tx.sql({ text: `declare pages no scroll cursor for ${text}`, values })
  for (;;) {
    const rows = await tx.sql<Row>({ text: `fetch ${ROWS_PER_FETCH} from pages` })
    if (rows.length === 0) break
    yield rows
  }
  await tx.sql({ text: 'close pages' })
}
