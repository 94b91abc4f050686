import { DomainError, type FieldError } from '../errors.ts'
import type { CsvRow } from './file/read-csv.ts'
import type { FieldKind, FieldValues, ImportField } from './import-field.ts'
import type { MatchedColumns } from './match-columns.ts'

/** The fields of a row as JSON would hold them; empty cells are left out. Throws `invalid_request` naming every wrong field. */
export function readValues(row: CsvRow, fields: readonly ImportField[], { columnOf }: MatchedColumns): FieldValues {
  const errors: FieldError[] = []
  const values = new Map<string, unknown>()
  for (const { name, kind, isRequired } of fields) {
    const column = columnOf.get(name)
    const cell = column === undefined ? '' : (row.cells.get(column) ?? '')
    if (cell.trim() === '') {
      if (isRequired === true) errors.push({ path: name, code: 'required', message: 'Required.' })
      continue
    }
    const value = readCell(cell, kind)
    if (value instanceof BadCell) errors.push({ path: name, code: value.code, message: value.message })
    else values.set(name, value)
  }
  if (errors.length > 0) throw new DomainError('invalid_request', { errors })
  return Object.fromEntries(values)
}

class BadCell {
  readonly code: string
  readonly message: string

  constructor(code: string, message: string) {
    this.code = code
    this.message = message
  }
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const FLAGS = new Map([['true', true], ['1', true], ['yes', true], ['false', false], ['0', false], ['no', false]])

function readCell(cell: string, kind: FieldKind): unknown {
  if (cell.includes('\0')) return new BadCell('nul_character', 'Text cannot contain the NUL character.')
  switch (kind) {
    case 'text':
      return cell
    case 'number':
      return NUMBER.test(cell.trim()) ? Number(cell) : new BadCell('invalid_number', `Expected a number with a decimal point and nothing else, not "${short(cell)}".`)
    case 'flag':
      return FLAGS.get(cell.trim().toLowerCase()) ?? new BadCell('invalid_flag', `Expected true or false, not "${short(cell)}".`)
    case 'json':
      return readJson(cell)
  }
}

/** Halves of characters and NUL can only come as escapes; the database holds neither. */
const UNSTORABLE = /\\u(?:d[89a-f]|0000)/i

function readJson(cell: string): unknown {
  if (UNSTORABLE.test(cell)) return new BadCell('invalid_json', 'Expected JSON whose characters are written as they are.')
  try {
    return JSON.parse(cell)
  } catch {
    return new BadCell('invalid_json', 'Expected JSON.')
  }
}

const SHOWN = 40

function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
