import { operatorApi } from '../../api/client.ts'
import type { Commission, Transaction } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useCommissionColumns } from '../activity/commission-columns.tsx'
import { DecideButtons } from '../activity/decide.tsx'
import { ExplainDrawer } from '../activity/explain-drawer.tsx'
import { AffiliateLink, affiliateOf, CustomerLink, State, useCodes } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { useCurrency, useMay } from '../shell/session.tsx'
import { transactionWords } from './words.ts'

export default function TransactionScene() {
  const t = useWords(transactionWords)
  const id = useSceneParam('transactionId')
  const mayWrite = useMay('transactions')
  const transaction = operatorApi.useGet('GET /transaction/{id}', { params: { id } })
  const found = transaction.data
  return (
    <Page
      title={found?.externalId ?? t('transaction')}
      subtitle={found && <Subtitle transaction={found} />}
      back={{ to: '/transactions', label: t('title') }}
      actions={
        found && (
          <>
            <ButtonLink to="/events/story" search={{ about: id }}>
              {t('story')}
            </ButtonLink>
            {mayWrite && <DecideButtons transactions={[found]} size="normal" />}
          </>
        )
      }
    >
      <Load of={transaction}>{(loaded) => <Details transaction={loaded} />}</Load>
      <Lines transactionId={id} />
    </Page>
  )
}

function Subtitle({ transaction: { type, status, isVerified, firstTransaction, cpaQualified } }: { readonly transaction: Transaction }) {
  const t = useWords(transactionWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {code('type', type)} <State state={status} />
      {!isVerified && <Badge tone="warn">{shared('unverified')}</Badge>}
      {firstTransaction && <Badge tone="info">{t('firstDeposit')}</Badge>}
      {cpaQualified && <Badge tone="good">{t('qualified')}</Badge>}
    </span>
  )
}

function Details({ transaction }: { readonly transaction: Transaction }) {
  const t = useWords(transactionWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const { tracking, decisionReason } = transaction
  return (
    <>
      {decisionReason !== null && (
        <Notice tone={transaction.status === 'rejected' ? 'bad' : 'info'} title={t('decision')}>
          {decisionReason}
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title={t('details')}>
          <Facts
            items={[
              [shared('customer'), <CustomerLink key="customer" id={transaction.customerId} name={transaction.externalCustomerId} />],
              [shared('affiliate'), <AffiliateLink key="affiliate" {...affiliateOf(tracking)} />],
              [t('tracker'), tracking?.affiliateTrackerName ?? null],
              [shared('brand'), tracking?.brandName ?? transaction.externalBrandId],
              [t('occurred'), <Moment key="occurred" at={transaction.transactionDate} />],
              [t('recorded'), <Moment key="recorded" at={transaction.createdTs} />],
              [shared('via'), code('via', transaction.integrationType)],
              ...optional([
                [t('product'), tracking?.productName ?? transaction.externalProductId],
                [t('click'), tracking?.clickId],
                [t('customParameter'), tracking?.customParameter],
                [t('country'), transaction.country_code ?? transaction.country],
                [t('category'), transaction.category],
                [t('label'), transaction.label],
                [t('note'), transaction.note],
              ]),
              ...linked(t('related'), transaction.relatedTransactionId, 'transactions'),
              ...linked(t('replaces'), transaction.replacesId, 'transactions'),
              ...(transaction.batchId === null
                ? []
                : [
                    [
                      t('batch'),
                      <TextLink key="batch" to={`/transactions/batches/${transaction.batchId}`}>
                        {transaction.batchId.slice(-8)}
                      </TextLink>,
                    ] as const,
                  ]),
              ...(transaction.payoutInfo === null
                ? []
                : [[t('statement'), <OnStatement key="statement" info={transaction.payoutInfo} />] as const]),
            ]}
          />
        </Section>
        <Section title={t('amounts')}>
          <Amounts transaction={transaction} />
        </Section>
      </div>
    </>
  )
}

type Fact = readonly [string, string | null | undefined]

/** What is not there is not shown. */
function optional(facts: readonly Fact[]): readonly (readonly [string, string])[] {
  return facts.flatMap(([label, value]) => (value === null || value === undefined || value === '' ? [] : [[label, value] as const]))
}

function linked(label: string, id: string | null, place: string) {
  return id === null
    ? []
    : [
        [
          label,
          <TextLink key={label} to={`/${place}/${id}`}>
            {id.slice(-8)}
          </TextLink>,
        ] as const,
      ]
}

function OnStatement({ info: { invoicePeriod, dueDate } }: { readonly info: NonNullable<Transaction['payoutInfo']> }) {
  const t = useWords(transactionWords)
  const zone = useTimeZone()
  const language = useLanguage()
  return (
    <span className="tabular-nums">
      {invoicePeriod} <span className="text-soft">· {t('dueOn', { date: formatMoment(dueDate, 'date', zone, language) })}</span>
    </span>
  )
}

/** All amounts that are not zero; what it brought is always said. */
function Amounts({ transaction }: { readonly transaction: Transaction }) {
  const t = useWords(transactionWords)
  const currency = useCurrency()
  const {
    saleAmount,
    depositAmount,
    withdrawalAmount,
    wageredAmount,
    bonusAmount,
    taxes,
    costOfGoodsSold,
    paymentFees,
    grossRevenue,
    revenueAmount,
  } = transaction
  const all = [
    [t('sale'), saleAmount],
    [t('deposit'), depositAmount],
    [t('withdrawal'), withdrawalAmount],
    [t('wager'), wageredAmount],
    [t('bonusAmount'), bonusAmount],
    [t('taxes'), taxes],
    [t('costOfGoods'), costOfGoodsSold],
    [t('fees'), paymentFees],
  ] as const
  const shown = [...all.filter(([, amount]) => amount !== 0), [t('gross'), grossRevenue] as const, [t('net'), revenueAmount] as const]
  return <Facts items={shown.map(([label, amount]) => [label, <Amount key={label} value={amount} currency={currency} />])} />
}

function Lines({ transactionId }: { readonly transactionId: string }) {
  const shared = useWords(activityWords)
  const [{ explain }, setUrl] = useUrlState({ explain: '' })
  const pages = operatorApi.useList('GET /commission', { query: { transactionId } })
  return (
    <div className="grid gap-2">
      <h2 className="text-sm font-semibold">{shared('linesTitle')}</h2>
      <DataTable<Commission>
        name="transaction-commissions"
        label={shared('linesTitle')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ explain: id })}
        columns={useCommissionColumns().filter(({ id }) => id !== 'about')}
        empty={<Empty title={shared('linesNone')} />}
      />
      <ExplainDrawer id={explain} onClose={() => setUrl({ explain: '' })} />
    </div>
  )
}
