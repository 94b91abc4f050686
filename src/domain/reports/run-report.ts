import type { Tx } from '../../db/database.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import { isCancelled } from '../../db/retry.ts'
import { DomainError } from '../errors.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import { type DayRange, requireDays } from './report-days.ts'
import { isMeasure, type ReportQuestion, type ReportSort, requireQuestion } from './report-definition.ts'
import { DAY_TABLES, type DayTableName, type Dimension, DIMENSION_SQL, type FilterName, FILTERS, type Measure, type MeasureName, MEASURES, partsOf } from './report-fields.ts'

/** One group of a report. Values are in the order of the question's names. */
export interface ReportRow {
  /** Ids, days, codes; null: none. */
  readonly dimensions: readonly (string | null)[]
  /** Counts, millionths, minor units or percentages; null: a percentage of nothing. */
  readonly measures: readonly (bigint | number | null)[]
}

/** Where a page begins: after the row with this value of what is sorted by, and these dimensions. */
export interface ReportPosition {
  readonly sort: string
  readonly dimensions: readonly string[]
}

export interface ReportPage {
  readonly rows: readonly ReportRow[]
  /** Of the last row; null without rows. */
  readonly position: ReportPosition | null
}

interface Scope {
  readonly programId: Uuid
  readonly range: DayRange
}

/** A report that takes longer asks for too much: half of what a request's statement may take. */
const STATEMENT_TIMEOUT_MS = 2_500
/** A percentage of nothing comes after all others. */
const NOTHING = '-1'

/**
 * Answers a question over days that are counted: rows of groups, `limit` at most, from a position on. Throws `invalid_request` for what is no
 * report and `report_too_large` for one that takes too long.
 */
export async function runReport(tx: Tx, scope: Scope, question: ReportQuestion, page: { readonly after: ReportPosition | null; readonly limit: number }): Promise<ReportPage> {
  requireQuestion(question)
  requireDays(scope.range)
  const values: unknown[] = [scope.programId, scope.range.from, scope.range.to]
  const sort = sortOf(question)
  const names = question.dimensions.map((_, index) => `d${index}`)
  const order = [`s ${sort.descending ? 'desc' : 'asc'}`, ...names]
  const text = `select * from (
      select ${[...names, ...question.measures.map((measure, index) => `${measureSql(measure)} as m${index}`), `${sortSql(sort, question)} as s`].join(', ')}
        from (${sourcesSql(question, values)}) f ${names.length === 0 ? '' : `group by ${names.join(', ')}`}) r
    ${page.after === null ? '' : `where ${afterSql(page.after, sort, question, values)}`}
    order by ${order.join(', ')} limit $${values.push(page.limit)}`
  const rows = await limited(tx, () => tx.sql<Readonly<Record<string, bigint | string | null>>>({ text, values }))
  return { rows: rows.map((row) => rowOf(row, question)), position: positionOf(rows.at(-1), names) }
}

/** What everything in the range comes to, in the order of the measures. */
export async function totalReport(tx: Tx, scope: Scope, question: ReportQuestion): Promise<ReportRow['measures']> {
  const { rows } = await runReport(tx, scope, { ...question, dimensions: [], sort: null }, { after: null, limit: 1 })
  return rows[0]?.measures ?? []
}

async function limited<Answer>(tx: Tx, work: () => Promise<Answer>): Promise<Answer> {
  await tx.sql({ text: `select set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', true)` })
  try {
    return await work()
  } catch (error) {
    if (isCancelled(error)) throw new DomainError('report_too_large', { cause: error })
    throw error
  }
}

function sortOf({ dimensions, measures, sort }: ReportQuestion): ReportSort {
  if (sort !== null) return sort
  const time = dimensions.find((dimension) => dimension === 'day' || dimension === 'week' || dimension === 'month')
  return time === undefined ? { by: measures[0] ?? 'clicks', descending: true } : { by: time, descending: false }
}

function sortSql(sort: ReportSort, { dimensions }: ReportQuestion): string {
  if (!isMeasure(sort.by)) return `d${dimensions.indexOf(sort.by)}`
  return MEASURES[sort.by].unit === 'percent' ? `coalesce(${measureSql(sort.by)}, ${NOTHING})` : measureSql(sort.by)
}

function measureSql(name: MeasureName): string {
  const measure: Measure = MEASURES[name]
  if (measure.unit !== 'percent') return `coalesce(sum(${name.toLowerCase()}), 0)::numeric`
  return `round(10000 * coalesce(sum(${measure.of.toLowerCase()}), 0) / nullif(sum(${measure.by.toLowerCase()}), 0))`
}

/** One select for each table that is needed, with zeros for what it does not hold. */
function sourcesSql({ dimensions, measures, filters }: ReportQuestion, values: unknown[]): string {
  const needed = [...new Set(measures.flatMap(partsOf))]
  const conditions = Object.entries(filters).map(([name, wanted]) => `${DIMENSION_SQL[FILTERS[name as FilterName]]} = any($${values.push(arrayLiteral(wanted))}::text[])`)
  const where = ['program_id = $1', 'day between $2 and $3', ...conditions].join(' and ')
  const tables = Object.keys(DAY_TABLES).filter((table): table is DayTableName => needed.some((name) => tableOf(name) === table))
  return tables
    .map((table) => {
      const columns = needed.map((name) => `${tableOf(name) === table ? sumSql(name) : '0'}::numeric as ${name.toLowerCase()}`)
      const told = dimensions.map((dimension, index) => `${collated(dimension)} as d${index}`)
      return `select ${[...told, ...columns].join(', ')} from ${table} where ${where} ${told.length === 0 ? '' : `group by ${dimensions.map((_, index) => index + 1).join(', ')}`}`
    })
    .join(' union all ')
}

/** In the order of bytes: the same in every database, and as cursors compare. */
function collated(dimension: Dimension): string {
  return `(${DIMENSION_SQL[dimension]}) collate "C"`
}

function tableOf(name: MeasureName): DayTableName | null {
  const measure: Measure = MEASURES[name]
  return measure.unit === 'percent' ? null : measure.table
}

function sumSql(name: MeasureName): string {
  const measure: Measure = MEASURES[name]
  return measure.unit === 'percent' ? '0' : `sum(${measure.sql})`
}

function afterSql(after: ReportPosition, sort: ReportSort, { dimensions }: ReportQuestion, values: unknown[]): string {
  const type = dimensions.some((dimension) => dimension === sort.by) ? 'text collate "C"' : 'numeric'
  const value = `$${values.push(after.sort)}::${type}`
  const comparison = `s ${sort.descending ? '<' : '>'} ${value}`
  if (dimensions.length === 0) return 'false'
  const places = after.dimensions.map((place) => `$${values.push(place)}::text collate "C"`)
  return `(${comparison} or (s = ${value} and (${dimensions.map((_, index) => `d${index}`).join(', ')}) > (${places.join(', ')})))`
}

const NONE: ReadonlySet<unknown> = new Set(['', NIL_UUID])
/** Percentages come in hundredths. */
const HUNDREDTHS = 100

function rowOf(row: Readonly<Record<string, bigint | string | null>>, { dimensions, measures }: ReportQuestion): ReportRow {
  return {
    dimensions: dimensions.map((_, index) => (NONE.has(row[`d${index}`]) ? null : String(row[`d${index}`]))),
    measures: measures.map((name, index) => {
      const value = row[`m${index}`]
      if (typeof value !== 'bigint') return null
      return MEASURES[name].unit === 'percent' ? Number(value) / HUNDREDTHS : value
    }),
  }
}

function positionOf(row: Readonly<Record<string, bigint | string | null>> | undefined, names: readonly string[]): ReportPosition | null {
  return row === undefined ? null : { sort: String(row['s']), dimensions: names.map((name) => String(row[name])) }
}
