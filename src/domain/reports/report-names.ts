import type { Tx } from '../../db/database.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import type { ReportRow } from './run-report.ts'
import type { Dimension } from './report-fields.ts'

/** The dimensions that are objects of the program, and their tables. */
const NAMED = { affiliate: 'affiliate', brand: 'brand', product: 'product', tracker: 'tracker' } as const satisfies Readonly<Partial<Record<Dimension, string>>>
export type NamedDimension = keyof typeof NAMED

/** Whether the values of a dimension are ids. */
export function isNamed(dimension: Dimension): dimension is NamedDimension {
  return Object.hasOwn(NAMED, dimension)
}

/** The names of what rows are about, by id. What was deleted has none. */
export async function readReportNames(tx: Tx, programId: Uuid, dimensions: readonly Dimension[], rows: readonly ReportRow[]): Promise<Map<Uuid, string>> {
  const names = new Map<Uuid, string>()
  for (const [index, dimension] of dimensions.entries()) {
    if (!isNamed(dimension)) continue
    const ids = [...new Set(rows.flatMap((row) => row.dimensions[index] ?? []))]
    const found = await tx.sql<{ id: Uuid; name: string }>({
      name: `names-of-${dimension}`,
      text: `select id, name from ${NAMED[dimension]} where program_id = $1 and id = any($2::uuid[])`,
      values: [programId, arrayLiteral(ids)],
    })
    for (const { id, name } of found) names.set(id, name)
  }
  return names
}
