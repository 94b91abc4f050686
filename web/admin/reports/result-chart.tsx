import { operatorApi } from '../../api/client.ts'
import { LineChart } from '../../ui/charts/index.ts'
import { daysIn, eachDay } from '../../ui/date-range/index.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Section } from '../../ui/page.tsx'
import { Loading } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { MEASURES } from './fields.ts'
import type { Question } from './use-question.ts'
import { formatValue } from './value.tsx'
import { reportWords } from './words.ts'

/** What is looked at first, where the question has it. */
const LEADING = ['commission', 'revenue', 'registrations', 'clicks'] as const
/** Days are points up to a quarter of a year, months beyond. */
const MOST_DAYS = 92

/** One measure of the question over its days, all groups together. */
export function ResultChart({ question, currency }: { readonly question: Question; readonly currency: string }) {
  const t = useWords(reportWords)
  const language = useLanguage()
  const { measures, days, filters, url, setUrl } = question
  const measure = measures.find((one) => one === url.chart) ?? LEADING.find((one) => measures.includes(one)) ?? measures[0] ?? 'clicks'
  const step = daysIn(days) > MOST_DAYS ? 'month' : 'day'
  const { data } = operatorApi.useGet('GET /report', {
    query: { dimensions: step, measures: measure, ...days, ...filters, sort: step, limit: 500 },
  })
  const known = new Map(data?.items.map(({ dimensions, measures: values }) => [dimensions[step], values[measure] ?? null]))
  const places = step === 'day' ? eachDay(days) : [...new Set(eachDay(days).map((day) => day.slice(0, 7)))]
  const none = MEASURES[measure].unit === 'percent' ? null : 0
  const rows = places.map((place) => ({
    x: step === 'day' ? place : `${place}-01`,
    value: known.has(place) ? (known.get(place) ?? null) : none,
  }))
  const name = t(`m_${measure}`)
  return (
    <Section
      title={t('chart', { measure: name })}
      actions={
        measures.length > 1 && (
          <FilterSelect
            label={t('chartMeasure')}
            value={measure}
            onChange={(chart) => setUrl({ chart })}
            options={measures.map((one) => [one, t(`m_${one}`)])}
          />
        )
      }
    >
      {data === undefined ? (
        <Loading lines={4} />
      ) : (
        <LineChart
          label={t('chart', { measure: name })}
          rows={data.items.length === 0 ? [] : rows}
          series={[{ key: 'value', label: name }]}
          xLabel={t('time')}
          height={220}
          format={(value) => formatValue(measure, value, currency, language)}
          empty={t('noChart')}
        />
      )}
    </Section>
  )
}
