import { UsageError } from './refusal.ts'
import type { CsvFile, CsvRow } from './read-csv.ts'

export type FieldKind = 'text' | 'number' | 'flag' | 'json'

/** Which column each known field is read from: the mapped one, else the one of its name in any case. */
export interface FieldColumns {
  readonly columnOf: ReadonlyMap<string, string>
  readonly ignored: readonly string[]
}

/** Matches the heading of a file with the fields we know. Throws a UsageError for a mapped field that we do not. */
export function matchColumns({ heading, columns }: CsvFile, fields: Readonly<Record<string, FieldKind>>): FieldColumns {
  for (const field of columns.keys()) {
    if (!(field in fields)) throw new UsageError(`--map: there is no field "${field}"; there are ${Object.keys(fields).join(', ')}.`)
  }
  const byName = new Map(heading.map((column) => [column.toLowerCase(), column]))
  const columnOf = new Map<string, string>()
  for (const field of Object.keys(fields)) {
    const column = columns.get(field) ?? byName.get(field.toLowerCase())
    if (column !== undefined) columnOf.set(field, column)
  }
  const used = new Set(columnOf.values())
  return { columnOf, ignored: heading.filter((column) => column !== '' && !used.has(column)) }
}

/** A cell that does not hold what its field takes. */
export class BadCell extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'BadCell'
    this.code = code
  }
}

/** The fields of a row as JSON would hold them; empty cells are left out. Throws BadCell. */
export function readFields(row: CsvRow, fields: Readonly<Record<string, FieldKind>>, { columnOf }: FieldColumns): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [field, column] of columnOf) {
    const cell = row.cells.get(column) ?? ''
    if (cell.trim() !== '') values[field] = readCell(field, cell, fields[field] ?? 'text')
  }
  return values
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const FLAGS = new Map([['true', true], ['1', true], ['yes', true], ['false', false], ['0', false], ['no', false]])

function readCell(field: string, cell: string, kind: FieldKind): unknown {
  switch (kind) {
    case 'text':
      return cell
    case 'number':
      if (!NUMBER.test(cell.trim())) throw new BadCell('invalid_number', `${field}: Expected a number with a decimal point and nothing else, not "${short(cell)}".`)
      return Number(cell)
    case 'flag': {
      const flag = FLAGS.get(cell.trim().toLowerCase())
      if (flag === undefined) throw new BadCell('invalid_flag', `${field}: Expected true or false, not "${short(cell)}".`)
      return flag
    }
    case 'json':
      try {
        return JSON.parse(cell)
      } catch {
        throw new BadCell('invalid_json', `${field}: Expected JSON.`)
      }
  }
}

const SHOWN = 40

function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
