import { ArrowDownRight, ArrowUpRight, Link2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { portalApi } from '../../api/client.ts'
import type { PortalOverview } from '../../api/portal-api.ts'
import { Amount, Count, formatAmount, formatCount, formatShare } from '../../ui/amount.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { BarChart, FunnelChart, LineChart } from '../../ui/charts/index.ts'
import { classNames } from '../../ui/class-names.ts'
import { Moment } from '../../ui/moment.tsx'
import { Page, Section, Stat, Stats } from '../../ui/page.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useSession } from '../shell/session.tsx'
import { LatestLines } from './latest-lines.tsx'
import { Owed } from './owed.tsx'
import { homeWords } from './words.ts'

const RANGES = ['7', '30', '90'] as const

/** What came of the affiliate's work lately, and what it is owed. */
export default function HomeScene() {
  const t = useWords(homeWords)
  const { affiliate } = useSession()
  const [{ days }, setUrl] = useUrlState({ days: '30' })
  const range = RANGES.find((one) => one === days) ?? '30'
  const overview = portalApi.useGet('GET /overview', { query: { days: range } })
  return (
    <Page
      title={t('title')}
      subtitle={t('hello', { name: affiliate.name })}
      actions={<RangeChoice value={range} onChange={(next) => setUrl({ days: next })} />}
    >
      <Load of={overview}>{(found) => <Overview overview={found} />}</Load>
    </Page>
  )
}

function RangeChoice({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useWords(homeWords)
  return (
    <fieldset aria-label={t('range')} className="inline-flex rounded-md border border-line bg-surface p-0.5">
      {RANGES.map((range) => (
        <button
          key={range}
          type="button"
          aria-pressed={value === range}
          onClick={() => onChange(range)}
          className={classNames('h-7 rounded px-2.5 font-medium', value === range ? 'bg-raised text-ink' : 'text-soft hover:text-ink')}
        >
          {t(`days_${range}`)}
        </button>
      ))}
    </fieldset>
  )
}

function Overview({ overview }: { readonly overview: PortalOverview }) {
  const t = useWords(homeWords)
  const { total, before, currency } = overview
  const figures = ['clicks', 'uniqueClicks', 'registrations', 'firstDeposits', 'conversions'] as const
  return (
    <>
      <Stats>
        <Stat
          label={t('commission')}
          value={<Amount value={total.commission} currency={currency} />}
          below={
            <Change
              now={total.commission}
              before={before.commission}
              shown={<Amount value={before.commission} currency={currency} isPlain />}
            />
          }
          to="/commissions"
        />
        {figures.map((figure) => (
          <Stat
            key={figure}
            label={t(figure)}
            value={<Count value={total[figure]} />}
            below={<Change now={total[figure]} before={before[figure]} shown={<Count value={before[figure]} />} />}
          />
        ))}
      </Stats>
      <Charts overview={overview} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Owed overview={overview} />
        <LatestLines />
      </div>
      <p className="text-xs text-soft">{overview.countedAt === null ? t('notCounted') : <Counted at={overview.countedAt} />}</p>
    </>
  )
}

function Counted({ at }: { readonly at: string }) {
  const t = useWords(homeWords)
  const [before = '', after = ''] = t('counted', { when: '\u0000' }).split('\u0000')
  return (
    <>
      {before}
      <Moment at={at} shown="ago" />
      {after}
    </>
  )
}

/** How a figure compares: in words and by how much, not by colour alone. */
function Change({ now, before, shown }: { readonly now: number; readonly before: number; readonly shown: ReactNode }) {
  const t = useWords(homeWords)
  const language = useLanguage()
  if (before === 0) return <>{now === 0 ? t('same') : t('fresh')}</>
  const share = (now - before) / Math.abs(before)
  const Icon = share < 0 ? ArrowDownRight : ArrowUpRight
  const [head = '', tail = ''] = t('versus', { before: '\u0000' }).split('\u0000')
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1">
      {share === 0 ? (
        t('same')
      ) : (
        <span className={classNames('inline-flex items-center', share < 0 ? 'text-bad' : 'text-good')}>
          <Icon className="size-3.5" aria-hidden="true" />
          {formatShare(share, language)}
        </span>
      )}
      <span>
        {head}
        {shown}
        {tail}
      </span>
    </span>
  )
}

function Charts({ overview: { days, total, currency } }: { readonly overview: PortalOverview }) {
  const t = useWords(homeWords)
  const language = useLanguage()
  const money = (value: number) => formatAmount(value, currency, language)
  const count = (value: number) => formatCount(value, language)
  const comparisonLabel = t('before', { count: days.length })
  // Programs that sell know no deposits.
  const names = total.firstDeposits > 0 ? (['clicks', 'registrations', 'firstDeposits'] as const) : (['clicks', 'registrations'] as const)
  const steps = names.map((key) => ({ key, label: t(key), value: total[key] }))
  return (
    <>
      <Section title={t('commissionByDay')}>
        <LineChart
          label={t('commissionByDay')}
          rows={days.map(({ day, commission }) => ({ x: day, commission }))}
          series={[{ key: 'commission', label: t('commission') }]}
          comparison={days.map(({ day, before }) => ({ x: day, commission: before.commission }))}
          comparisonLabel={comparisonLabel}
          format={money}
          xLabel={t('day')}
          height={240}
          empty={t('noCommission')}
        />
      </Section>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title={t('trafficByDay')}>
          <BarChart
            label={t('trafficByDay')}
            rows={days.map(({ day, clicks, registrations }) => ({ x: day, clicks, registrations }))}
            format={count}
            xLabel={t('day')}
            height={200}
            series={[
              { key: 'clicks', label: t('clicks') },
              { key: 'registrations', label: t('registrations') },
            ]}
            empty={<NoTraffic />}
          />
        </Section>
        <Section title={t('funnel')}>
          <FunnelChart
            label={t('funnel')}
            steps={steps}
            format={count}
            shareOfFirst={(percent) => t('ofClicks', { percent })}
            height={140}
            empty={<NoTraffic />}
          />
        </Section>
      </div>
    </>
  )
}

function NoTraffic() {
  const t = useWords(homeWords)
  return (
    <Empty
      title={t('noTraffic')}
      action={
        <ButtonLink to="/links" icon={<Link2 className="size-4" />}>
          {t('makeLink')}
        </ButtonLink>
      }
    />
  )
}
