import { ImportRefusal } from './import-refusal.ts'
import type { ImportField, Mapping } from './import-field.ts'

/** Which column each field is read from, and those that say nothing to us. */
export interface MatchedColumns {
  readonly columnOf: ReadonlyMap<string, string>
  readonly ignored: readonly string[]
}

/** Matches a heading with the fields of a kind: the mapped column, else the one of its name in any case. Throws ImportRefusal (mapping). */
export function matchColumns(heading: readonly string[], fields: readonly ImportField[], mapping: Mapping): MatchedColumns {
  requireMapping(heading, fields, mapping)
  const byName = new Map(heading.map((column) => [column.toLowerCase(), column]))
  return matched(heading, fields, ({ name }) => (name in mapping ? mapping[name] : byName.get(name.toLowerCase())))
}

/**
 * What a mapping could be, to be looked at by somebody: as it was the last time where the columns are still there, else the column of the
 * field's name, else one that is called as other programs call it.
 */
export function proposeMapping(heading: readonly string[], fields: readonly ImportField[], remembered: Mapping): Mapping {
  const columns = new Set(heading)
  const byPlainName = new Map(heading.map((column) => [plain(column), column]))
  const used = new Set<string>()
  const proposed = new Map<string, string | null>()
  const take = (field: ImportField, column: string | null | undefined) => {
    if (proposed.has(field.name) || column === undefined || (column !== null && used.has(column))) return
    if (column !== null) used.add(column)
    proposed.set(field.name, column)
  }
  for (const field of fields) {
    const before = remembered[field.name]
    if (typeof before === 'string' && columns.has(before)) take(field, before)
  }
  for (const field of fields) take(field, byPlainName.get(plain(field.name)))
  for (const field of fields) take(field, field.otherNames?.map((name) => byPlainName.get(name)).find((column) => column !== undefined && !used.has(column)))
  for (const field of fields) take(field, null)
  return Object.fromEntries(proposed)
}

function requireMapping(heading: readonly string[], fields: readonly ImportField[], mapping: Mapping): void {
  const known = new Set(fields.map(({ name }) => name))
  const columns = new Set(heading)
  for (const [field, column] of Object.entries(mapping)) {
    if (!known.has(field)) throw new ImportRefusal('unknown_field', `There is no field "${field}"; there are ${[...known].join(', ')}.`, 'mapping')
    if (column !== null && !columns.has(column)) throw new ImportRefusal('unknown_column', `The file has no column "${column}"; it has ${heading.join(', ')}.`, 'mapping')
  }
}

function matched(heading: readonly string[], fields: readonly ImportField[], columnFor: (field: ImportField) => string | null | undefined): MatchedColumns {
  const columnOf = new Map<string, string>()
  for (const field of fields) {
    const column = columnFor(field)
    if (column !== undefined && column !== null) columnOf.set(field.name, column)
  }
  const used = new Set(columnOf.values())
  return { columnOf, ignored: heading.filter((column) => column !== '' && !used.has(column)) }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
