import { type BulkColumn, BulkRows, type BulkValue } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { DayRow } from './quarters.ts'

/** What a table of days is made of, beside program and day. */
export interface DayTable {
  readonly name: string
  readonly key: readonly BulkColumn[]
  readonly sums: readonly string[]
}

/** Adds amounts to the rows of days; rows that are not there yet are made. */
export async function addToDays(tx: Tx, programId: Uuid, table: DayTable, rows: readonly DayRow[]): Promise<void> {
  if (rows.length === 0) return
  const bulk = new BulkRows([{ name: 'day', type: 'text' }, ...table.key, ...table.sums.map((name) => ({ name, type: 'text' as const }))])
  for (const row of rows) bulk.add(row.day, ...table.key.map(({ name }) => valueOf(row[name])), ...table.sums.map((name) => String(row[name] ?? 0)))
  const keys = ['day', ...table.key.map(({ name }) => name)].join(', ')
  await tx.count({
    name: `add-to-days:${table.name}`,
    // In the order of the key: whoever else writes rows of the same days takes them in the same order.
    text: `insert into ${table.name} as d (program_id, ${keys}, ${table.sums.join(', ')})
           select $1, ${['r.day', ...table.key.map(({ name }) => `r.${name}`)].join(', ')}, ${table.sums.map((sum) => `r.${sum}::numeric`).join(', ')}
             from ${bulk.unnest('r', 2)} order by ${keys}
           on conflict (program_id, ${keys}) do update set ${table.sums.map((sum) => `${sum} = d.${sum} + excluded.${sum}`).join(', ')}`,
    values: [programId, ...bulk.parameters()],
  })
}

/** What a key holds is text or a truth. */
function valueOf(value: unknown): BulkValue {
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}
