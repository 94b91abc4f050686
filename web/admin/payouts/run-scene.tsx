import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { LeftOut, PayoutRun } from '../../api/operator-api.ts'
import { Amount, Count } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { download } from '../../ui/csv.ts'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Facts, Notice, Page, Section } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Empty, Load } from '../../ui/states.tsx'
import { Steps } from '../../ui/steps.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { MoneyState, needsSecondPerson, ReasonDialog, SecondPersonNotice, useMoneyCodes, usePeriodName, Whom } from '../money/parts.tsx'
import { useCurrency, useMay, useSession } from '../shell/session.tsx'
import { FreezeNotice } from './freeze.tsx'
import { WhyNot } from './left-out.tsx'
import { PayoutsTable } from './payouts-table.tsx'
import { SendButton } from './send.tsx'
import { SettleButton } from './settle.tsx'
import { useTold } from './totals.tsx'
import { payoutWords } from './words.ts'

/** One run on its way: prepared, approved by somebody else, sent, paid. */
export default function RunScene() {
  const t = useWords(payoutWords)
  const id = useSceneParam('runId')
  const run = operatorApi.useGet('GET /payout-run/{id}', { params: { id } }, { everyMs: (data) => (isUnderWay(data) ? 2_000 : false) })
  if (run.data === undefined)
    return (
      <Page title={t('run')} back={{ to: '/payouts', label: t('back') }}>
        <Load of={run}>{() => null}</Load>
      </Page>
    )
  return <Content run={run.data} />
}

function isUnderWay(data: unknown): boolean {
  return (data as PayoutRun | undefined)?.status === 'preparing'
}

function Content({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const nameOf = usePeriodName()
  return (
    <Page
      title={run.throughPeriod === null ? t('run') : `${t('run')} · ${nameOf(run.throughPeriod)}`}
      back={{ to: '/payouts', label: t('back') }}
      subtitle={
        <span className="flex items-center gap-2">
          <MoneyState state={run.status} />
          <Moment at={run.createdTs} />
        </span>
      }
      actions={<Actions run={run} />}
    >
      <FreezeNotice />
      {run.status === 'preparing' && <Notice>{t('preparing')}</Notice>}
      <Progress run={run} />
      <OwnRunNotice run={run} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Totals run={run} />
        <About run={run} />
      </div>
      {run.files.length > 0 && <Files run={run} />}
      <Members run={run} />
    </Page>
  )
}

const STEPS = ['draft', 'approved', 'instructed', 'settled'] as const

function Progress({ run: { status, payouts } }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  if (status === 'empty' || status === 'cancelled' || status === 'preparing') return null
  const isPaid =
    payouts.some((sum) => sum.status === 'settled') && payouts.every((sum) => !['draft', 'approved', 'instructed'].includes(sum.status))
  const at = isPaid ? 3 : STEPS.indexOf(status)
  return <Steps names={[t('stepPrepared'), t('stepApproved'), t('stepSent'), t('stepPaid')]} at={at} done={at + 1} />
}

/** Whether the reader prepared the run and the program asks for two people. */
function useIsOwn(run: PayoutRun): boolean {
  const { user } = useSession()
  const program = operatorApi.useGet('GET /program', {})
  return program.data?.payoutApproval === 'two_people' && run.preparedBy === `user:${user.id}`
}

function OwnRunNotice({ run }: { readonly run: PayoutRun }) {
  const isOwn = useIsOwn(run)
  return run.status === 'draft' && isOwn ? <SecondPersonNotice /> : null
}

function Actions({ run }: { readonly run: PayoutRun }): ReactNode {
  const mayPay = useMay('payouts')
  const isOwn = useIsOwn(run)
  if (!mayPay) return null
  const hasApproved = run.payouts.some(({ status }) => status === 'approved')
  const canCancel = run.status === 'draft' || run.status === 'approved'
  return (
    <>
      {canCancel && <CancelButton run={run} />}
      {run.status === 'draft' && !isOwn && <ApproveButton run={run} />}
      {hasApproved && run.status !== 'draft' && <SendButton run={run} />}
    </>
  )
}

function ApproveButton({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const told = useTold(run.payouts, ['draft'])
  const [isOpen, setOpen] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /payout-run/{id}/approval')
  const approve = async () => {
    try {
      await mutateAsync({ params: { id: run.id }, body: {} })
    } catch (error) {
      setRefused(needsSecondPerson(error))
      throw error
    }
    toast(t('approved'))
  }
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('approve')}
      </Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('approveTitle')} confirmLabel={t('approve')} onConfirm={approve}>
        {t('approveText', told)}
        {isRefused && (
          <div className="mt-3">
            <SecondPersonNotice />
          </div>
        )}
      </Confirm>
    </>
  )
}

function CancelButton({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const told = useTold(run.payouts, ['draft', 'approved'])
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('POST /payout-run/{id}/cancellation')
  const cancel = async (reason: string) => {
    await mutateAsync({ params: { id: run.id }, body: { reason } })
    toast(t('cancelled'))
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('cancelRun')}</Button>
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('cancelTitle')}
        confirmLabel={t('cancelRun')}
        isDanger
        onConfirm={cancel}
      >
        {t('cancelText', told)}
      </ReasonDialog>
    </>
  )
}

function Totals({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  return (
    <Section title={t('totals')} isFlush>
      {run.payouts.length === 0 ? (
        <Empty title={t('nobody')} hint={t('nobodyHint')} />
      ) : (
        <table className="w-full text-left">
          <tbody>
            {run.payouts.map(({ status, count, amount, currency, paidAmount, paidCurrency }) => (
              <tr key={`${status} ${paidCurrency}`} className="border-b border-line last:border-0">
                <td className="px-4 py-2">
                  <MoneyState state={status} />
                </td>
                <td className="px-4 py-2 text-right tabular-nums">
                  <Count value={count} />
                </td>
                <td className="px-4 py-2 text-right text-soft">
                  {paidCurrency !== currency && <Amount value={paidAmount} currency={paidCurrency} />}
                </td>
                <td className="px-4 py-2 text-right font-medium">
                  <Amount value={amount} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {Object.keys(run.leftOut).length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-xs text-soft">
          {Object.entries(run.leftOut).map(([reason, count]) => (
            <li key={reason}>
              {code('why', reason)}: <Count value={count} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function About({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const nameOf = usePeriodName()
  const who = (actor: string, at: string | null) => (
    <span>
      <Actor actor={actor} /> · <Moment at={at} />
    </span>
  )
  return (
    <Section title={t('details')}>
      <Facts
        items={[
          [t('through'), run.throughPeriod === null ? t('anyTime') : nameOf(run.throughPeriod)],
          ...(run.currency === null ? [] : [[t('currency'), run.currency] as const]),
          [t('preparedBy'), run.cause === 'schedule' ? t('bySchedule') : who(run.preparedBy, run.createdTs)],
          ...(run.approvedBy === null ? [] : [[t('approvedBy'), who(run.approvedBy, run.approvedAt)] as const]),
          ...(run.cancelledBy === null
            ? []
            : [
                [
                  t('cancelledBy'),
                  <span key="c">
                    {who(run.cancelledBy, run.cancelledAt)}
                    <span className="block text-soft">{run.cancellationReason}</span>
                  </span>,
                ] as const,
              ]),
        ]}
      />
    </Section>
  )
}

function Files({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const code = useMoneyCodes()
  const save = async (fileId: string) => {
    const file = await operatorApi.send('GET /payout-run/{id}/file', { params: { id: run.id }, query: { fileId } })
    download(file.fileName, new Blob([Uint8Array.from(atob(file.content), (char) => char.charCodeAt(0))], { type: file.contentType }))
  }
  return (
    <Section title={t('files')} hint={t('fileHint')} isFlush>
      <ul>
        {run.files.map(({ id, fileName, rail, payouts, createdTs }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-0">
            <span className="min-w-0 flex-1 basis-48">
              <span className="font-medium [overflow-wrap:anywhere]">{fileName}</span>{' '}
              <span className="text-soft">{code('rail', rail)}</span>
            </span>
            <span className="text-soft">{t('count', { count: payouts })}</span>
            <Moment at={createdTs} />
            <Button
              size="small"
              icon={<Download className="size-4" />}
              onClick={() => void save(id).catch((error: Error) => toast(error.message, 'bad'))}
            >
              {t('download')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Members({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const mayPay = useMay('payouts')
  const [{ show }, setUrl] = useUrlState({ show: '' })
  const payouts = operatorApi.useList('GET /payout', { query: { runId: run.id } })
  const left = Object.values(run.leftOut).reduce((sum, count) => sum + count, 0)
  const tab = (value: string, label: string, count: number) => (
    <button
      type="button"
      aria-pressed={show === value}
      onClick={() => setUrl({ show: value })}
      className={classNames(
        'border-b-2 px-0.5 py-2',
        show === value ? 'border-accent text-ink' : 'border-transparent text-soft hover:text-ink',
      )}
    >
      {label} <span className="ml-1 rounded bg-raised px-1 text-xs tabular-nums">{count}</span>
    </button>
  )
  return (
    <section className="grid gap-3">
      <div className="flex gap-4 border-b border-line">
        {tab(
          '',
          t('title'),
          run.payouts.reduce((sum, { count }) => sum + count, 0),
        )}
        {tab('left', t('leftOut'), left)}
      </div>
      {show === 'left' ? (
        <LeftOuts run={run} />
      ) : (
        <PayoutsTable
          ofRun
          pages={payouts}
          {...(mayPay && {
            bulk: (rows, clear) => <SettleButton run={run} payouts={rows.filter(({ status }) => status === 'instructed')} onDone={clear} />,
          })}
        />
      )}
    </section>
  )
}

function LeftOuts({ run }: { readonly run: PayoutRun }) {
  const t = useWords(payoutWords)
  const own = useCurrency()
  const pages = operatorApi.useList('GET /payout-run/{id}/left-out', { params: { id: run.id } })
  const columns: Column<LeftOut>[] = [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateId, affiliateName }) => <Whom id={affiliateId} name={affiliateName} />,
      text: ({ affiliateId, affiliateName }) => affiliateName ?? affiliateId,
    },
    { id: 'why', header: t('why'), cell: (row) => <WhyNot of={row} />, text: ({ reason }) => reason },
    {
      id: 'amount',
      header: t('payable'),
      isNumber: true,
      cell: ({ amount }) => <Amount value={amount} currency={own} />,
      text: ({ amount }) => amount,
    },
  ]
  return (
    <DataTable
      name="left-out"
      label={t('leftOut')}
      pages={pages}
      columns={columns}
      rowId={({ affiliateId }) => affiliateId}
      empty={<Empty title={t('noLeftOut')} />}
    />
  )
}
