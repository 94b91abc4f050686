import { portalApi } from '../../api/client.ts'
import type { DetailedOwnPayout } from '../../api/portal-api.ts'
import { Amount, Count } from '../../ui/amount.tsx'
import { StatusBadge } from '../../ui/badge.tsx'
import { formatMoment, Moment } from '../../ui/moment.tsx'
import { Facts, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { CustomerLink, ExplainDrawer, useBrandName, useComponentName, useStateWord } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { payoutWords } from './words.ts'

/** One payout: what became of it, what it is made of, and each line. */
export default function PayoutScene() {
  const t = useWords(payoutWords)
  const language = useLanguage()
  const zone = useTimeZone()
  const id = useSceneParam('payoutId')
  const payout = portalApi.useGet('GET /payout/{id}', { params: { id } })
  return (
    <Page
      title={
        payout.data === undefined ? t('title') : t('payoutTitle', { date: formatMoment(payout.data.createdTs, 'date', zone, language) })
      }
      back={{ to: '/payouts', label: t('back') }}
    >
      <Load of={payout}>
        {(found) => (
          <>
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <About payout={found} />
              <History payout={found} />
            </div>
            <Parts payout={found} />
            <Lines payoutId={id} />
          </>
        )}
      </Load>
    </Page>
  )
}

function About({ payout }: { readonly payout: DetailedOwnPayout }) {
  const t = useWords(payoutWords)
  const shared = useWords(activityWords)
  const stateWord = useStateWord('payout')
  return (
    <Section title={t('facts')}>
      <Facts
        items={[
          [
            shared('status'),
            <StatusBadge key="status" state={payout.status}>
              {stateWord(payout.status)}
            </StatusBadge>,
          ],
          [t('offBalance'), <Amount key="amount" value={payout.amount} currency={payout.currency} />],
          [t('sent'), <Amount key="sent" value={payout.paidAmount} currency={payout.paidCurrency} />],
          ...(payout.rate === null ? [] : [[t('rate'), t('rateOf', { rate: payout.rate.rate, source: payout.rate.source })] as const]),
          [t('method'), payout.methodHint],
          [
            t('endToEndId'),
            <code key="reference" className="font-mono text-xs">
              {payout.endToEndId}
            </code>,
          ],
        ]}
      />
    </Section>
  )
}

function History({ payout }: { readonly payout: DetailedOwnPayout }) {
  const t = useWords(payoutWords)
  return (
    <Section title={t('history')}>
      <ol className="grid gap-3 border-l border-line pl-4">
        {payout.events.map(({ kind, at, reason }) => (
          <li key={`${kind} ${at}`}>
            <span className="font-medium">{wordFor(t as never, `event_${kind}`)}</span>{' '}
            <span className="text-soft">
              <Moment at={at} />
            </span>
            {reason !== null && <p className="text-soft">{reason}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Parts({ payout }: { readonly payout: DetailedOwnPayout }) {
  const t = useWords(payoutWords)
  const componentName = useComponentName()
  const brandName = useBrandName()
  return (
    <Section title={t('parts')}>
      <ul className="grid gap-1.5">
        {payout.parts.map(({ component, brandId, lines, amount }) => (
          <li key={`${component} ${brandId}`} className="flex items-baseline justify-between gap-4">
            <span>
              {[componentName(component), brandName(brandId)].filter(Boolean).join(' · ')}{' '}
              <span className="text-xs text-soft">
                × <Count value={lines} />
              </span>
            </span>
            <Amount value={amount} currency={payout.currency} />
          </li>
        ))}
        {payout.other !== 0 && (
          <li className="flex items-baseline justify-between gap-4">
            <span>{t('other')}</span>
            <Amount value={payout.other} currency={payout.currency} />
          </li>
        )}
        <li className="flex items-baseline justify-between gap-4 border-t border-line pt-1.5 font-semibold">
          <span>{t('offBalance')}</span>
          <Amount value={payout.amount} currency={payout.currency} />
        </li>
      </ul>
    </Section>
  )
}

function Lines({ payoutId }: { readonly payoutId: string }) {
  const t = useWords(payoutWords)
  const shared = useWords(activityWords)
  const componentName = useComponentName()
  const [{ line }, setUrl] = useUrlState({ line: '' })
  const pages = portalApi.useList('GET /payout/{id}/line', { params: { id: payoutId } })
  return (
    <>
      <DataTable
        name="payout-lines"
        label={t('allLines')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ line: id })}
        columns={[
          {
            id: 'component',
            header: shared('component'),
            cell: ({ component }) => componentName(component),
            text: ({ component }) => componentName(component),
          },
          {
            id: 'date',
            header: shared('date'),
            cell: ({ occurredAt }) => <Moment at={occurredAt} />,
            text: ({ occurredAt }) => occurredAt,
          },
          {
            id: 'customer',
            header: shared('customer'),
            cell: ({ customerId, customer }) => <CustomerLink id={customerId} name={customer} />,
            text: ({ customer }) => customer,
          },
          {
            id: 'period',
            header: shared('period'),
            cell: ({ period }) => <span className="tabular-nums">{period}</span>,
            text: ({ period }) => period,
          },
          {
            id: 'amount',
            header: shared('amount'),
            cell: ({ amount, currency }) => <Amount value={amount} currency={currency} />,
            text: ({ amount }) => amount,
            isNumber: true,
          },
        ]}
        empty={<Empty title={t('lines')} />}
      />
      <ExplainDrawer id={line} onClose={() => setUrl({ line: '' })} />
    </>
  )
}
