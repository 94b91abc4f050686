import { Rocket } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import type { Overview } from '../../api/operator-api.ts'
import { formatCount } from '../../ui/amount.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { FunnelChart, LineChart } from '../../ui/charts/index.ts'
import { comparedDays, DateRangePicker, daysOf, readDateRange, writeDateRange } from '../../ui/date-range/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { AttentionList } from './attention.tsx'
import { Leaders } from './leaders.tsx'
import { MeasureCard } from './measure-card.tsx'
import { formatMeasure, formatShort, type HomeMeasure, MEASURES } from './measures.ts'
import { useToday } from './use-today.ts'
import { homeWords } from './words.ts'

const FRESH_MS = 15_000

/** How the program is doing, and what to do next. */
export default function HomeScene() {
  const t = useWords(homeWords)
  const [url, setUrl] = useUrlState({ range: '', compare: '', show: 'commission' })
  const today = useToday()
  const value = readDateRange(url)
  const [days, compared] = [daysOf(value.range, today), comparedDays(value, today)]
  const overview = operatorApi.useGet(
    'GET /overview',
    {
      query: {
        ...days,
        compare: compared === null ? 'none' : 'previous',
        ...(compared !== null && { comparedFrom: compared.from, comparedTo: compared.to }),
      },
    },
    { everyMs: FRESH_MS },
  )
  const choose = (next: typeof value) => {
    const { range, compare } = writeDateRange(next)
    setUrl({ range: range ?? '', compare: compare ?? '' })
  }
  const shown = MEASURES.find((measure) => measure === url.show) ?? 'commission'
  const asOf = overview.data?.asOf
  return (
    <Page
      title={t('title')}
      subtitle={
        asOf === undefined ? undefined : asOf === null ? (
          t('notCounted')
        ) : (
          <>
            {t('asOf')} <Moment at={asOf} shown="ago" />
          </>
        )
      }
      actions={<DateRangePicker value={value} onChange={choose} today={today} />}
    >
      <Load of={overview}>
        {(data) => (
          <>
            <Numbers overview={data} shown={shown} onShow={(show) => setUrl({ show })} onThisYear={() => setUrl({ range: 'this_year' })} />
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
              <Funnel overview={data} />
              <AttentionList items={data.attention} />
            </div>
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <Leaders
                kind="affiliate"
                rows={data.topAffiliates}
                currency={data.currency}
                search={{ ...(url.range !== '' && { range: url.range }) }}
              />
              <Leaders
                kind="brand"
                rows={data.topBrands}
                currency={data.currency}
                search={{ ...(url.range !== '' && { range: url.range }) }}
              />
            </div>
          </>
        )}
      </Load>
    </Page>
  )
}

interface NumbersProps {
  readonly overview: Overview
  readonly shown: HomeMeasure
  readonly onShow: (measure: HomeMeasure) => void
  readonly onThisYear: () => void
}

/** The numbers beside each other, and one of them day by day. */
function Numbers({ overview, shown, onShow, onThisYear }: NumbersProps) {
  const t = useWords(homeWords)
  const language = useLanguage()
  const { currency, totals, totalsCompared, days, daysCompared, balances } = overview
  const isEmpty =
    MEASURES.every((measure) => totals[measure] === 0 && (totalsCompared?.[measure] ?? 0) === 0) &&
    balances.payable === 0 &&
    balances.pending === 0
  const rowsOf = (some: Overview['days']) => some.map((day) => ({ x: day.day, value: day[shown] }))
  const measure = t(shown)
  if (isEmpty)
    return (
      <Section>
        <Start onThisYear={onThisYear} />
      </Section>
    )
  return (
    <div className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface">
      <div className="grid grid-cols-2 gap-px border-b border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
        {MEASURES.map((one) => (
          <MeasureCard
            key={one}
            measure={one}
            currency={currency}
            isChosen={one === shown}
            onChoose={() => onShow(one)}
            label={t(one === 'payable' ? 'payableNow' : one)}
            hint={one === 'revenue' ? t('revenueHint') : undefined}
            value={one === 'payable' ? balances.payable : totals[one]}
            before={totalsCompared === null ? null : totalsCompared[one]}
            days={days.map((day) => day[one])}
            below={
              one === 'payable' ? t('becamePayable', { amount: formatMeasure('payable', totals.payable, currency, language) }) : undefined
            }
          />
        ))}
      </div>
      <div className="p-4">
        <LineChart
          label={t(daysCompared === null ? 'chartOf' : 'chartOfCompared', { measure })}
          rows={rowsOf(days)}
          series={[{ key: 'value', label: measure }]}
          {...(daysCompared !== null && { comparison: rowsOf(daysCompared), comparisonLabel: t('earlier') })}
          format={(value) => formatMeasure(shown, value, currency, language)}
          formatTick={(value) => formatShort(shown, value, currency, language)}
          xLabel={t('day')}
          height={260}
          empty={t('nothingYet')}
        />
      </div>
    </div>
  )
}

/** A program in which nothing has happened is led on. */
function Start({ onThisYear }: { readonly onThisYear: () => void }) {
  const t = useWords(homeWords)
  const { data } = operatorApi.useGet('GET /affiliate', { query: { limit: 2 } })
  const hasAffiliates = data?.items.some(({ isOrganic }) => !isOrganic) ?? false
  if (hasAffiliates) {
    return (
      <Empty
        title={t('otherDays')}
        hint={t('otherDaysHint')}
        action={
          <>
            <Button onClick={onThisYear}>{t('lastYear')}</Button>
            <ButtonLink to="/guide">{t('openGuide')}</ButtonLink>
          </>
        }
      />
    )
  }
  return (
    <Empty
      icon={<Rocket className="size-5" />}
      title={t('start')}
      hint={t('startHint')}
      action={
        <ButtonLink look="primary" to="/guide">
          {t('openGuide')}
        </ButtonLink>
      }
    />
  )
}

function Funnel({ overview: { totals } }: { readonly overview: Overview }) {
  const t = useWords(homeWords)
  const language = useLanguage()
  const steps = (['uniqueClicks', 'registrations', 'firstDeposits', 'qualified'] as const).map((key) => ({
    key,
    label: t(key),
    value: totals[key],
  }))
  return (
    <Section title={t('funnel')}>
      <FunnelChart
        label={t('funnel')}
        steps={steps}
        format={(value) => formatCount(value, language)}
        shareOfFirst={(percent) => t('shareOfFirst', { percent })}
        height={150}
        empty={t('noFunnel')}
      />
    </Section>
  )
}
