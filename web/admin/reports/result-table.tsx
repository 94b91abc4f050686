import { operatorApi } from '../../api/client.ts'
import type { Report } from '../../api/operator-api.ts'
import { TextLink } from '../../ui/link.tsx'
import { formatDay } from '../../ui/moment.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { type Language, useLanguage, useWords, wordFor } from '../../ui/words.ts'
import type { Dimension } from './fields.ts'
import { type Question, queryOf } from './use-question.ts'
import { Value } from './value.tsx'
import { reportWords } from './words.ts'
import { dateFormat } from '../../ui/intl-formats.ts'

type Row = Report['items'][number]

/** The groups of the answer, page by page. */
export function ResultTable({ question, currency }: { readonly question: Question; readonly currency: string }) {
  const t = useWords(reportWords)
  const language = useLanguage()
  const pages = operatorApi.useList('GET /report', { query: queryOf(question) })
  const say = (name: string) => wordFor(t as never, name)
  const columns: Column<Row>[] = [
    ...question.dimensions.map(
      (dimension): Column<Row> => ({
        id: dimension,
        header: t(`dim_${dimension}`),
        serverSort: dimension,
        cell: (row) => <Place dimension={dimension} row={row} />,
        text: (row) => placeText(dimension, row, say, language) ?? t('none'),
      }),
    ),
    ...question.measures.map(
      (measure): Column<Row> => ({
        id: measure,
        header: t(`m_${measure}`),
        serverSort: measure,
        isNumber: true,
        cell: ({ measures }) => <Value measure={measure} value={measures[measure]} currency={currency} />,
        text: ({ measures }) => measures[measure] ?? null,
      }),
    ),
  ]
  return (
    <DataTable
      name="report"
      label={t('results')}
      pages={pages}
      columns={columns}
      rowId={(row) => JSON.stringify(row.dimensions)}
      empty={<Empty title={t('empty')} hint={t('emptyHint')} />}
    />
  )
}

function Place({ dimension, row }: { readonly dimension: Dimension; readonly row: Row }) {
  const t = useWords(reportWords)
  const language = useLanguage()
  const text = placeText(dimension, row, (name) => wordFor(t as never, name), language)
  if (text === null) return <span className="text-soft">{t('none')}</span>
  const thing = dimension === 'affiliate' || dimension === 'brand' ? row.dimensions[dimension] : undefined
  if (thing === undefined || thing === null) return text
  return (
    <TextLink to={`/${dimension}s/${thing.id}`} className="no-underline hover:underline">
      {text}
    </TextLink>
  )
}

/** What a row is about, in one dimension; null: nothing. */
export function placeText(dimension: Dimension, { dimensions }: Row, say: (name: string) => string, language: Language): string | null {
  const value = dimensions[dimension]
  if (value === null || value === undefined) return null
  if (typeof value === 'object') return value.name ?? value.id
  if (dimension === 'day' || dimension === 'week') return formatDay(value, language)
  if (dimension === 'month')
    return dateFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${value}-01T00:00:00Z`))
  return dimension === 'type' || dimension === 'component' ? kindWord(value, dimension, say) : value
}

/** What a type or a component is called; as it is written where it is none of the usual ones. */
export function kindWord(kind: string, dimension: 'type' | 'component', say: (name: string) => string): string {
  const name = dimension === 'type' && (kind === 'revenue' || kind === 'bonus') ? `kind_t_${kind}` : `kind_${kind}`
  const word = say(name)
  return word === name ? kind : word
}

export const COMPONENT_KINDS = [
  'cpa',
  'cpl',
  'cpc',
  'revenue_share',
  'percent_of_sale',
  'fixed_per_sale',
  'period_fee',
  'sub_affiliate',
  'bonus',
] as const
export const TYPE_KINDS = ['deposit', 'revenue', 'sale', 'wager', 'withdrawal', 'refund', 'chargeback', 'bonus'] as const
