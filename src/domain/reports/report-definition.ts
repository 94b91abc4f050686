import { DomainError } from '../errors.ts'
import { DAY_TABLES, type Dimension, DIMENSIONS, type FilterName, FILTERS, MEASURE_NAMES, type MeasureName, tablesOf } from './report-fields.ts'

/** What a report asks, but for its range of days. */
export interface ReportQuestion {
  readonly dimensions: readonly Dimension[]
  readonly measures: readonly MeasureName[]
  /** Any of the values of each. */
  readonly filters: Readonly<Partial<Record<FilterName, readonly string[]>>>
  /** A dimension or a measure of the report; null: the time, else the first measure, largest first. */
  readonly sort: ReportSort | null
}

export interface ReportSort {
  readonly by: Dimension | MeasureName
  readonly descending: boolean
}

export const MOST_DIMENSIONS = 4
export const MOST_MEASURES = 12
export const MOST_FILTER_VALUES = 50
/** Three years. */
export const MOST_DAYS = 1_100

/** Refuses what is no report: `invalid_request` names the field. What it lets through is made of our own names only. */
export function requireQuestion({ dimensions, measures, filters, sort }: ReportQuestion): void {
  if (new Set(dimensions).size < dimensions.length) throw wrong('dimensions', 'repeated', 'A dimension is named twice.')
  if (new Set(measures).size < measures.length) throw wrong('measures', 'repeated', 'A measure is named twice.')
  if (dimensions.length > MOST_DIMENSIONS) throw wrong('dimensions', 'too_many', `At most ${MOST_DIMENSIONS}.`)
  if (measures.length === 0 || measures.length > MOST_MEASURES) throw wrong('measures', 'too_many', `One to ${MOST_MEASURES}.`)
  for (const dimension of dimensions) requireSupport(measures, dimension, 'dimensions')
  for (const [name, values] of Object.entries(filters)) {
    if (!isFilter(name)) throw wrong(name, 'unknown', 'No report can be narrowed by this.')
    if (values.length > MOST_FILTER_VALUES) throw wrong(name, 'too_many', `At most ${MOST_FILTER_VALUES} values.`)
    requireSupport(measures, FILTERS[name], name)
  }
  if (sort !== null && !isAmong(dimensions, sort.by) && !isAmong(measures, sort.by)) throw wrong('sort', 'unknown', 'Expected a dimension or a measure of this report.')
}

function isAmong(names: readonly string[], name: string): boolean {
  return names.includes(name)
}

function isFilter(name: string): name is FilterName {
  return Object.hasOwn(FILTERS, name)
}

function requireSupport(measures: readonly MeasureName[], dimension: Dimension, path: string): void {
  const lacking = measures.find((measure) => tablesOf(measure).some((table) => !isAmong(DAY_TABLES[table], dimension)))
  if (lacking !== undefined) throw wrong(path, 'not_told_apart', `${lacking} is not told apart by ${dimension}.`)
}

function wrong(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}

export function isDimension(name: string): name is Dimension {
  return isAmong(DIMENSIONS, name)
}

export function isMeasure(name: string): name is MeasureName {
  return isAmong(MEASURE_NAMES, name)
}
