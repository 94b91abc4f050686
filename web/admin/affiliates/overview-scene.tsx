import type { ReactNode } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate, AffiliateDecision, AffiliateSummary } from '../../api/operator-api.ts'
import { Amount, Count, formatCount } from '../../ui/amount.tsx'
import { StatusBadge } from '../../ui/badge.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Notice, Section, Stat, Stats } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { Actor } from './actor.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { Trend } from './trend.tsx'
import { affiliateWords } from './words.ts'

/** What matters of an affiliate, in numbers. */
export default function OverviewScene() {
  return <AffiliateFrame>{(affiliate) => <Overview affiliate={affiliate} />}</AffiliateFrame>
}

const DECISION_STATES = { approved: 'approved', suspended: 'suspended', reactivated: 'active' } as const

function Overview({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const mayReport = useMay('reports', 'read')
  const params = { id: affiliate.id }
  const summary = operatorApi.useGet('GET /affiliate/{id}/summary', { params })
  const { rows: decisions } = operatorApi.useList('GET /affiliate/{id}/decision', { params, query: { limit: 20 } })
  return (
    <>
      <StateNotice affiliate={affiliate} latest={decisions[0]} />
      <Load of={summary}>
        {(numbers) => (
          <Numbers id={affiliate.id} numbers={numbers}>
            {mayReport && <Trend affiliate={affiliate} />}
          </Numbers>
        )}
      </Load>
      <Section title={t('decisions')}>
        {decisions.length === 0 ? (
          <p className="text-soft">{t('noDecisions')}</p>
        ) : (
          <ul className="grid gap-3">
            {decisions.map(({ id, kind, actor, reason, recordedAt }) => (
              <li key={id} className="grid gap-0.5">
                <div className="flex flex-wrap items-center gap-2">
                  <StatusBadge state={DECISION_STATES[kind]}>{t(`decided_${kind}`)}</StatusBadge>
                  <Actor actor={actor} />
                  <span className="text-soft">
                    <Moment at={recordedAt} />
                  </span>
                </div>
                {reason !== null && <p className="[overflow-wrap:anywhere] whitespace-pre-line">{reason}</p>}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

function StateNotice({ affiliate: { status }, latest }: { readonly affiliate: Affiliate; readonly latest: AffiliateDecision | undefined }) {
  const t = useWords(affiliateWords)
  if (status === 'pending') return <Notice tone="warn">{t('waitingNotice')}</Notice>
  if (status === 'archived') return <Notice tone="warn">{t('archivedNotice')}</Notice>
  if (status !== 'suspended') return null
  const reason = latest?.kind === 'suspended' ? latest.reason : null
  return (
    <Notice tone="bad">
      {t('suspendedNotice')}
      {reason !== null && <span className="block [overflow-wrap:anywhere]">{t('because', { reason })}</span>}
    </Notice>
  )
}

/** `children` stand behind the numbers that matter most. */
function Numbers({ id, numbers, children }: { readonly id: string; readonly numbers: AffiliateSummary; readonly children: ReactNode }) {
  const t = useWords(affiliateWords)
  const language = useLanguage()
  const before = (count: number) => t('before', { count: formatCount(count, language) })
  const { currency, balances } = numbers
  return (
    <>
      <Stats>
        <Stat
          label={t('clicks')}
          value={<Count value={numbers.validClicks} />}
          below={
            <>
              {before(numbers.validClicksBefore)}
              <br />
              {t('allClicks', { count: formatCount(numbers.clicks, language) })}
            </>
          }
        />
        <Stat
          label={t('newCustomers')}
          value={<Count value={numbers.newCustomers} />}
          below={before(numbers.newCustomersBefore)}
          to={`/affiliates/${id}/customers`}
        />
        <Stat
          label={t('customers')}
          value={<Count value={numbers.customers} />}
          below={`${t('depositors')}: ${formatCount(numbers.depositors, language)}`}
          to={`/affiliates/${id}/customers`}
        />
        <Stat label={t('conversions')} value={<Count value={numbers.conversions} />} />
        <Stat
          label={t('commission')}
          value={<Amount value={numbers.commission} currency={currency} />}
          to={`/affiliates/${id}/commissions`}
        />
        <Stat label={t('paid')} value={<Amount value={numbers.paid} currency={currency} />} to={`/affiliates/${id}/money`} />
      </Stats>
      {children}
      <Section title={t('balances')}>
        <div className="grid gap-4">
          {balances.map((balance) => (
            <dl key={balance.currency} className="grid grid-cols-3 gap-4">
              {(['pending', 'payable', 'inTransit'] as const).map((kind) => (
                <div key={kind}>
                  <dt className="text-soft">{t(kind)}</dt>
                  <dd className="text-base font-medium">
                    <Amount value={balance[kind]} currency={balance.currency} />
                  </dd>
                </div>
              ))}
            </dl>
          ))}
        </div>
      </Section>
      <Stats>
        <Stat label={t('trackers')} value={<Count value={numbers.trackers} />} to={`/affiliates/${id}/links`} />
        <Stat label={t('trackingLinks')} value={<Count value={numbers.trackingLinks} />} to={`/affiliates/${id}/links`} />
        <Stat label={t('coupons')} value={<Count value={numbers.coupons} />} to={`/affiliates/${id}/links`} />
        <Stat label={t('recruits')} value={<Count value={numbers.recruits} />} to={`/affiliates/${id}/network`} />
        <Stat label={t('notes')} value={<Count value={numbers.notes} />} to={`/affiliates/${id}/notes`} />
        <Stat label={t('lastClick')} value={numbers.lastClickTs === null ? t('never') : <Moment at={numbers.lastClickTs} shown="ago" />} />
      </Stats>
    </>
  )
}
