import { operatorApi } from '../../api/client.ts'
import type { Customer } from '../../api/operator-api.ts'
import { Amount, formatAmount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Page, Section, Stat, Stats } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load, Loading } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { AffiliateLink, affiliateOf } from '../activity/parts.tsx'
import { Timeline } from '../activity/timeline.tsx'
import { activityWords } from '../activity/words.ts'
import { useCurrency, useMay } from '../shell/session.tsx'
import { Attribution } from './attribution.tsx'
import { CustomerActions } from './customer-actions.tsx'
import { ConfirmNotice } from './confirm-notice.tsx'
import { Decisions } from './decisions.tsx'
import { Qualifications } from './qualifications.tsx'
import { customerWords } from './words.ts'

/** Everything about one customer: whose it is and why, how far it is, and all that happened. */
export default function CustomerScene() {
  const t = useWords(customerWords)
  const id = useSceneParam('customerId')
  const mayWrite = useMay('customers')
  const customer = operatorApi.useGet('GET /customer/{id}', { params: { id } })
  const story = operatorApi.useList('GET /story', { query: { about: id } })
  const found = customer.data
  const isUnconfirmed = story.rows.some(({ kind, state }) => kind === 'registration' && state === 'unverified')
  return (
    <Page
      title={found?.externalId ?? found?.username ?? t('title')}
      subtitle={found && <Subtitle customer={found} />}
      back={{ to: '/customers', label: t('title') }}
      actions={found && mayWrite && <CustomerActions customerId={id} />}
    >
      <Load of={customer}>
        {(loaded) => (
          <>
            {isUnconfirmed && <ConfirmNotice customerId={id} />}
            <Figures customer={loaded} />
            <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
              <div className="grid min-w-0 gap-6">
                <Qualifications customerId={id} />
                <Section
                  title={t('timeline')}
                  actions={
                    <>
                      <ButtonLink size="small" to="/transactions" search={{ customerId: id }}>
                        {t('allTransactions')}
                      </ButtonLink>
                      <ButtonLink size="small" to="/commissions" search={{ customerId: id }}>
                        {t('allCommissions')}
                      </ButtonLink>
                    </>
                  }
                >
                  {story.isLoading ? <Loading /> : <Timeline pages={story} />}
                </Section>
              </div>
              <div className="grid min-w-0 gap-6">
                <Attribution customerId={id} />
                <Decisions customerId={id} />
                <Profile customer={loaded} />
              </div>
            </div>
          </>
        )}
      </Load>
    </Page>
  )
}

function Subtitle({ customer: { tracking, cpaQualified, registrationDate } }: { readonly customer: Customer }) {
  const t = useWords(customerWords)
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <AffiliateLink {...affiliateOf(tracking)} /> · {tracking?.brandName} · {t('registered')} <Moment at={registrationDate} shown="date" />{' '}
      {cpaQualified && <Badge tone="good">{t('qualified')}</Badge>}
    </span>
  )
}

function Figures({ customer }: { readonly customer: Customer }) {
  const t = useWords(customerWords)
  const currency = useCurrency()
  const language = useLanguage()
  const money = (value: number) => formatAmount(value, currency, language)
  const {
    lifetimeDeposits,
    lifetimeRevenue,
    lifetimeCommission,
    lifetimeRevShareCommission: share,
    lifetimeCpaCommission: cpa,
    lifetimeFixedCommission: fixed,
    firstDepositAmount,
    ftdDate,
  } = customer
  return (
    <Stats>
      <Stat
        label={t('firstDeposit')}
        value={<Amount value={firstDepositAmount} currency={currency} />}
        below={ftdDate === null ? t('never') : <Moment at={ftdDate} shown="date" />}
      />
      <Stat label={t('deposits')} value={<Amount value={lifetimeDeposits} currency={currency} />} />
      <Stat label={t('revenue')} value={<Amount value={lifetimeRevenue} currency={currency} />} />
      <Stat
        label={t('lifetimeCommission')}
        value={<Amount value={lifetimeCommission} currency={currency} />}
        below={t('commissionParts', { share: money(share), cpa: money(cpa), fixed: money(fixed) })}
      />
    </Stats>
  )
}

function Profile({ customer }: { readonly customer: Customer }) {
  const t = useWords(customerWords)
  const shared = useWords(activityWords)
  const { id, tracking, revShareExcluded, cpaExcluded } = customer
  const excluded = [revShareExcluded && t('excludedShare'), cpaExcluded && t('excludedCpa')].filter(Boolean).join(', ')
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t('username'), customer.username],
    [t('country'), customer.country_code ?? customer.country],
    [shared('brand'), tracking?.brandName ?? customer.externalBrandId],
    [t('product'), tracking?.productName],
    [t('category'), customer.category],
    [t('label'), customer.label],
    [t('customParameter'), tracking?.customParameter],
    [t('referringUrl'), customer.referringUrl],
    [t('address'), customer.registerIp],
    [t('exclusions'), excluded],
    [t('createdBy'), customer.createdBy],
  ]
  return (
    <Section title={t('profile')}>
      <Facts
        items={[
          ...facts.filter(([, value]) => value !== null && value !== undefined && value !== ''),
          [
            t('ourId'),
            <span key="id" className="flex items-center">
              <code className="min-w-0 truncate text-xs">{id}</code>
              <CopyButton text={id} />
            </span>,
          ],
        ]}
      />
    </Section>
  )
}
