import { useMemo } from 'react'
import type { SavedReport } from '../../api/operator-api.ts'
import { type DateRangeValue, daysOf, readDateRange, writeDateRange } from '../../ui/date-range/index.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useToday } from '../home/use-today.ts'
import {
  type Dimension,
  fits,
  isDimension,
  isMeasure,
  type Measure,
  MOST_DIMENSIONS,
  MOST_MEASURES,
  readNames,
  USUAL_DIMENSIONS,
  USUAL_MEASURES,
} from './fields.ts'

export const FILTERS = ['affiliateId', 'brandId', 'productId', 'trackerId', 'country', 'type', 'component'] as const
export type Filter = (typeof FILTERS)[number]

const NO_FILTERS: Readonly<Record<Filter, string>> = {
  affiliateId: '',
  brandId: '',
  productId: '',
  trackerId: '',
  country: '',
  type: '',
  component: '',
}

type Url = Readonly<Record<Filter | 'range' | 'by' | 'of' | 'sort' | 'chart', string>>

export interface Question {
  readonly url: Url
  readonly setUrl: (change: Partial<Url>) => void
  readonly today: string
  readonly range: DateRangeValue
  readonly days: { readonly from: string; readonly to: string }
  readonly dimensions: readonly Dimension[]
  readonly measures: readonly Measure[]
  readonly filters: Readonly<Partial<Record<Filter, string>>>
  /** Something stands otherwise than it was saved. */
  readonly isChanged: boolean
  setRange: (value: DateRangeValue) => void
}

/** What the page asks: it lives in the address; what the address does not say is as it was saved. */
export function useQuestion(saved: SavedReport | undefined): Question {
  const defaults = useMemo(() => defaultsOf(saved), [saved])
  const [url, setUrl] = useUrlState<Url>(defaults)
  const today = useToday()
  const range = { ...readDateRange({ range: url.range }), comparison: 'none' } as const
  const measures = readNames(url.of, isMeasure, MOST_MEASURES)
  const dimensions = readNames(url.by, isDimension, MOST_DIMENSIONS).filter((dimension) =>
    measures.every((measure) => fits(measure, dimension)),
  )
  const filters = Object.fromEntries(FILTERS.filter((name) => url[name] !== '').map((name) => [name, url[name]]))
  return {
    url,
    setUrl,
    today,
    range,
    days: daysOf(range.range, today),
    dimensions,
    measures: measures.length === 0 ? ['clicks'] : measures,
    filters,
    isChanged: (Object.keys(defaults) as (keyof Url)[]).some((name) => name !== 'chart' && url[name] !== defaults[name]),
    setRange: (value) => setUrl({ range: writeDateRange(value, { range: 'last_30', comparison: 'none' }).range ?? '' }),
  }
}

function defaultsOf(saved: SavedReport | undefined): Url {
  if (saved === undefined) return { ...NO_FILTERS, range: '', by: USUAL_DIMENSIONS, of: USUAL_MEASURES, sort: '', chart: '' }
  const { dimensions, measures, filters, sort, range } = saved.definition
  const kept = Object.fromEntries(FILTERS.map((name) => [name, filters[name]?.join(',') ?? ''])) as Record<Filter, string>
  return { ...kept, range: range ?? '', by: dimensions.join(','), of: measures.join(','), sort: sort ?? '', chart: '' }
}

/** A question as it is saved. */
export function definitionOf({ dimensions, measures, filters, url }: Question): SavedReport['definition'] {
  return {
    dimensions: [...dimensions],
    measures: [...measures],
    sort: url.sort === '' ? null : url.sort,
    range: url.range === '' ? null : url.range,
    filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value.split(',')])),
  }
}

/** What the API is asked. A sort that is no column any more is left out. */
export function queryOf({ dimensions, measures, filters, days, url }: Question) {
  const sort = url.sort.replace('-', '')
  const isSorted = dimensions.some((one) => one === sort) || measures.some((one) => one === sort)
  return { dimensions: dimensions.join(','), measures: measures.join(','), ...days, ...filters, ...(isSorted && { sort: url.sort }) }
}
