import { useMemo } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, ReportMeasures } from '../../api/operator-api.ts'
import { formatAmount, formatCount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { type ChartRow, LineChart } from '../../ui/charts/index.ts'
import { addDays, dayInZone } from '../../ui/date-range/calendar-days.ts'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { affiliateWords } from './words.ts'

const DAYS = 90
const MEASURES = ['validClicks', 'registrations', 'commission'] as const
type Measure = (typeof MEASURES)[number]

/** What an affiliate brought and earned, day by day. */
export function Trend({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const [{ measure }, setUrl] = useUrlState({ measure: 'validClicks' })
  const shown = MEASURES.find((one) => one === measure) ?? 'validClicks'
  const to = dayInZone(new Date(), useTimeZone())
  const from = addDays(to, 1 - DAYS)
  const report = operatorApi.useGet('GET /report', {
    query: { dimensions: 'day', measures: MEASURES.join(','), affiliateId: affiliate.id, from, to, limit: DAYS },
  })
  const actions = (
    <div className="flex flex-wrap gap-1">
      {MEASURES.map((one) => (
        <Button
          key={one}
          size="small"
          look={one === shown ? 'secondary' : 'ghost'}
          aria-pressed={one === shown}
          onClick={() => setUrl({ measure: one })}
        >
          {t(`trend_${one}`)}
        </Button>
      ))}
    </div>
  )
  return (
    <Section title={t('trend')} actions={actions}>
      <Load of={report}>{({ items, currency }) => <Days from={from} measure={shown} currency={currency} measured={items} />}</Load>
    </Section>
  )
}

interface DaysProps {
  readonly from: string
  readonly measure: Measure
  readonly currency: string
  readonly measured: readonly { readonly dimensions: { readonly day?: string | null }; readonly measures: ReportMeasures }[]
}

function Days({ from, measure, currency, measured }: DaysProps) {
  const t = useWords(affiliateWords)
  const language = useLanguage()
  const rows = useMemo((): readonly ChartRow<'value'>[] => {
    const byDay = new Map(measured.map(({ dimensions, measures }) => [dimensions.day, measures[measure] ?? 0]))
    return Array.from({ length: DAYS }, (_, index) => addDays(from, index)).map((x) => ({ x, value: byDay.get(x) ?? 0 }))
  }, [measured, measure, from])
  const format = (value: number) => (measure === 'commission' ? formatAmount(value, currency, language) : formatCount(value, language))
  return (
    <LineChart
      label={`${t('trend')}: ${t(`trend_${measure}`)}`}
      rows={rows}
      series={[{ key: 'value', label: t(`trend_${measure}`) }]}
      format={format}
      xLabel={t('when')}
      height={200}
      empty={t('never')}
    />
  )
}
