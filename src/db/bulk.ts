import { BinaryArray, type ElementTypeName, isElementType } from './binary-array.ts'
import type { Tx } from './database.ts'

/** A value of a bulk column. Arrays travel as PostgreSQL array literals in a text column with a cast. */
export type BulkValue = string | number | bigint | boolean | Date | null | undefined

export interface BulkColumn {
  readonly name: string
  /** The element type of the unnested array. */
  readonly type: ElementTypeName
  /** What the element is cast to when it travels as text, e.g. `bigint[]` or `jsonb`. */
  readonly cast?: string
}

/** Describes columns in one line: `columns('id uuid, name text, flags text text[]')` (name, type, optional cast). */
export function columns(specification: string): readonly BulkColumn[] {
  return specification.split(',').map((part) => {
    const [name = '', type = 'text', cast] = part.trim().split(/\s+/)
    if (!isElementType(type)) throw new TypeError(`no bulk column can have the type ${type}`)
    return cast === undefined ? { name, type } : { name, type, cast }
  })
}

/**
 * Many rows through one statement: `insert … select … from unnest($1::uuid[], …)` with arrays in binary form, built by hand.
 * COPY would not do: it is refused on tables with row-level security, and wins only from about 20,000 rows on.
 */
export class BulkRows {
  readonly #columns: readonly BulkColumn[]
  readonly #arrays: readonly BinaryArray[]
  #size = 0

  constructor(bulkColumns: readonly BulkColumn[]) {
    this.#columns = bulkColumns
    this.#arrays = bulkColumns.map(({ type }) => new BinaryArray(type))
  }

  get size(): number {
    return this.#size
  }

  /** Adds one row; the values stand in the order of the columns. */
  add(...values: BulkValue[]): void {
    this.#size += 1
    for (let i = 0; i < this.#arrays.length; i += 1) this.#arrays[i]?.add(values[i])
  }

  /** The arrays, one per column, as parameters. */
  parameters(): Buffer[] {
    return this.#arrays.map((array) => array.toParameter())
  }

  /** `unnest($1::uuid[], $2::text[]) as <alias> (id, name)`, parameters counted from `first`. */
  unnest(alias: string, first = 1): string {
    const arrays = this.#columns.map((column, i) => `$${first + i}::${column.type}[]`)
    return `unnest(${arrays.join(', ')}) as ${alias} (${this.#columns.map((column) => column.name).join(', ')})`
  }

  /** Inserts the rows (nothing happens without rows); `conflict` is the rest of the statement, e.g. `on conflict do nothing`. */
  async insertInto(tx: Tx, table: string, conflict = ''): Promise<number> {
    if (this.#size === 0) return 0
    const names = this.#columns.map((column) => column.name).join(', ')
    const { selected, source, values } = this.#rowSource()
    const text = `insert into ${table} (${names}) select ${selected} ${source} ${conflict}`
    const name = statementName(table, text)
    return tx.count(name === undefined ? { text, values } : { name, text, values })
  }

  /**
   * The rows as the end of an `insert … select`. A column with one value throughout is one parameter and not an array: of the fifty columns
   * of a transaction two thirds are (a third less time for the statement), and of a single row all are.
   */
  #rowSource(): { readonly selected: string; readonly source: string; readonly values: readonly (Buffer | null)[] } {
    const isArray = this.#arrays.map((array) => this.#size > 1 && !array.isConstant)
    // Something has to say how many rows there are.
    if (this.#size > 1 && !isArray.includes(true)) isArray[0] = true
    const selected = this.#columns.map(({ name, type, cast }, i) => {
      const value = isArray[i] ? `r.${name}` : `$${i + 1}::${type}`
      return cast === undefined ? value : `${value}::${cast}`
    })
    const arrays = this.#columns.flatMap(({ name, type }, i) => (isArray[i] ? [{ name, parameter: `$${i + 1}::${type}[]` }] : []))
    return {
      selected: selected.join(', '),
      source: arrays.length === 0 ? '' : `from unnest(${arrays.map(({ parameter }) => parameter).join(', ')}) as r (${arrays.map(({ name }) => name).join(', ')})`,
      values: this.#arrays.map((array, i) => (isArray[i] ? array.toParameter() : array.toSingleParameter())),
    }
  }
}

const STATEMENT_NAMES_MAX = 300
const statementNames = new Map<string, string>()

/** A prepared statement's name, one per text. Which columns are constant follows few patterns; should there be many, the rest goes unprepared. */
function statementName(table: string, text: string): string | undefined {
  const known = statementNames.get(text)
  if (known !== undefined || statementNames.size >= STATEMENT_NAMES_MAX) return known
  const name = `insert:${table}:${statementNames.size}`
  statementNames.set(text, name)
  return name
}

/** A one-dimensional array literal of simple values, for one parameter. */
export function arrayLiteral(values: readonly BulkValue[]): string {
  return `{${values.map(literal).join(',')}}`
}

/** An element of an array literal. */
function literal(value: BulkValue): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Date) return value.toISOString()
  return String(value)
}

// Plain words, ids and dates need no quotes; everything else gets them, with backslash and quote escaped. NULL is a word of its own.
const PLAIN = /^[A-Za-z0-9_\-:.+]+$/

function quoted(text: string): string {
  if (PLAIN.test(text) && text.length !== 4) return text
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}
