import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { DetailedPayout, PayoutLine } from '../../api/operator-api.ts'
import { Amount, Count, formatAmount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Facts, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords, wordFor } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { MoneyRow, MoneyState, ReasonDialog, useMoneyCodes, usePeriodName, Whom } from '../money/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { FreezeNotice } from './freeze.tsx'
import { SettleOneButton } from './settle.tsx'
import { payoutWords } from './words.ts'

/** One payout: to whom, what it is made of, and everything that happened to it. */
export default function PayoutScene() {
  const t = useWords(payoutWords)
  const id = useSceneParam('payoutId')
  const payout = operatorApi.useGet('GET /payout/{id}', { params: { id } })
  if (payout.data === undefined)
    return (
      <Page title={t('title')} back={{ to: '/payouts/list', label: t('backList') }}>
        <Load of={payout}>{() => null}</Load>
      </Page>
    )
  return <Content payout={payout.data} />
}

function Content({ payout }: { readonly payout: DetailedPayout }) {
  const t = useWords(payoutWords)
  const language = useLanguage()
  return (
    <Page
      title={`${formatAmount(payout.paidAmount, payout.paidCurrency, language)} · ${payout.affiliateName ?? payout.affiliateId}`}
      back={{ to: '/payouts/list', label: t('backList') }}
      subtitle={
        <span className="flex flex-wrap items-center gap-2">
          <MoneyState state={payout.status} />
          <Whom id={payout.affiliateId} name={payout.affiliateName} />
        </span>
      }
      actions={<Actions payout={payout} />}
    >
      <FreezeNotice />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid gap-6">
          <About payout={payout} />
          <Composition payout={payout} />
        </div>
        <History payout={payout} />
      </div>
      <Lines payout={payout} />
    </Page>
  )
}

type End = 'failure' | 'return' | 'cancellation'

function Actions({ payout }: { readonly payout: DetailedPayout }) {
  const mayPay = useMay('payouts')
  if (!mayPay) return null
  if (payout.status === 'instructed')
    return (
      <>
        <EndButton payout={payout} end="failure" />
        <SettleOneButton payout={payout} />
      </>
    )
  if (payout.status === 'settled') return <EndButton payout={payout} end="return" />
  return payout.status === 'draft' || payout.status === 'approved' ? <EndButton payout={payout} end="cancellation" /> : null
}

function EndButton({ payout, end }: { readonly payout: DetailedPayout; readonly end: End }) {
  const t = useWords(payoutWords)
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const fail = operatorApi.useSend('POST /payout/{id}/failure')
  const giveBack = operatorApi.useSend('POST /payout/{id}/return')
  const cancel = operatorApi.useSend('POST /payout/{id}/cancellation')
  const { mutateAsync } = { failure: fail, return: giveBack, cancellation: cancel }[end]
  const label = { failure: t('fail'), return: t('comeBack'), cancellation: t('cancelOne') }[end]
  const title = { failure: t('failTitle'), return: t('comeBackTitle'), cancellation: t('cancelOneTitle') }[end]
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        confirmLabel={label}
        isDanger
        onConfirm={async (reason) => {
          await mutateAsync({ params: { id: payout.id }, body: { reason } })
          toast(t('ended'))
        }}
      >
        {t('failText', { amount: formatAmount(payout.amount, payout.currency, language) })}
      </ReasonDialog>
    </>
  )
}

function About({ payout }: { readonly payout: DetailedPayout }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const {
    methodKind,
    methodHint,
    runId,
    createdTs,
    rate,
    rail,
    endToEndId,
    externalId,
    instruction,
    notSentReason,
    amount,
    currency,
    paidAmount,
    paidCurrency,
  } = payout
  return (
    <Section>
      <Facts
        items={[
          [t('method'), `${code('method', methodKind)} ${methodHint}`],
          [
            t('run'),
            <TextLink key="run" to={`/payouts/runs/${runId}`}>
              <Moment at={createdTs} />
            </TextLink>,
          ],
          [t('payable'), <Amount key="amount" value={amount} currency={currency} />],
          ...(rate === null
            ? []
            : [
                [
                  t('paid'),
                  <span key="paid">
                    <Amount value={paidAmount} currency={paidCurrency} />{' '}
                    <span className="text-soft">{t('atRate', { rate: rate.rate, source: rate.source })}</span>
                  </span>,
                ] as const,
              ]),
          ...(rail === null ? [] : [[t('rail'), code('rail', rail)] as const]),
          ...(instruction === null
            ? []
            : [
                [
                  t('instruction'),
                  <span key="i" className="inline-flex flex-wrap items-center gap-2">
                    <MoneyState state={instruction.state} />
                    {instruction.detail !== null && <span className="text-soft">{instruction.detail}</span>}
                  </span>,
                ] as const,
              ]),
          ...(notSentReason === null
            ? []
            : [
                [
                  t('state'),
                  <span key="n" className="text-warn">
                    {t('notSent', { reason: code('why', notSentReason) })}
                  </span>,
                ] as const,
              ]),
          [t('endToEnd'), <CopyField key="e" value={endToEndId} />],
          ...(externalId === null ? [] : [[t('externalId'), <CopyField key="x" value={externalId} />] as const]),
        ]}
      />
    </Section>
  )
}

function Composition({ payout }: { readonly payout: DetailedPayout }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const {
    composition: { parts, other },
    amount,
    currency,
  } = payout
  return (
    <Section title={t('composition')}>
      {parts.map((part) => (
        <MoneyRow
          key={`${part.component} ${part.brandId}`}
          isPart
          label={
            <>
              {code('component', part.component)}{' '}
              <span className="text-xs">
                (<Count value={part.lines} />)
              </span>
            </>
          }
        >
          <Amount value={part.amount} currency={currency} />
        </MoneyRow>
      ))}
      {other !== 0 && (
        <MoneyRow isPart label={t('other')}>
          <Amount value={other} currency={currency} />
        </MoneyRow>
      )}
      <MoneyRow isTotal label={t('amount')}>
        <Amount value={amount} currency={currency} />
      </MoneyRow>
    </Section>
  )
}

function History({ payout }: { readonly payout: DetailedPayout }) {
  const t = useWords(payoutWords)
  const nameOf = (kind: string) =>
    wordFor(t as never, `event_${kind}`) === `event_${kind}` ? kind.replaceAll('_', ' ') : wordFor(t as never, `event_${kind}`)
  return (
    <Section title={t('history')}>
      <ol className="grid gap-3">
        {payout.events.map(({ id, kind, actor, reason, externalId, recordedAt }) => (
          <li key={id} className="grid gap-0.5 border-l-2 border-line pl-3">
            <span className="font-medium">{nameOf(kind)}</span>
            <span className="text-xs text-soft">
              <Moment at={recordedAt} /> · <Actor actor={actor} />
            </span>
            {reason !== null && <span className="text-soft [overflow-wrap:anywhere]">{reason}</span>}
            {externalId !== null && (
              <span className="font-mono text-xs text-soft [overflow-wrap:anywhere]">{t('outside', { id: externalId })}</span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Lines({ payout }: { readonly payout: DetailedPayout }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const nameOf = usePeriodName()
  const pages = operatorApi.useList('GET /payout/{id}/line', { params: { id: payout.id } })
  const columns: Column<PayoutLine>[] = [
    { id: 'when', header: t('when'), cell: ({ occurredAt }) => <Moment at={occurredAt} />, text: ({ occurredAt }) => occurredAt },
    {
      id: 'component',
      header: t('component'),
      cell: ({ component, isReleased }) => (
        <span>
          {code('component', component)}
          {isReleased && <span className="ml-2 text-xs text-soft">{t('released')}</span>}
        </span>
      ),
      text: ({ component }) => component,
    },
    { id: 'period', header: t('period'), cell: ({ period }) => nameOf(period), text: ({ period }) => period },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ amount, currency }) => <Amount value={amount} currency={currency} />,
      text: ({ amount }) => amount,
    },
  ]
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('lines')}</h2>
      <DataTable
        name="payout-lines"
        label={t('lines')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        empty={<Empty title={t('noLines')} />}
      />
    </section>
  )
}
