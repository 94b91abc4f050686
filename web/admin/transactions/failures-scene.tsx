import { RotateCcw, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { TransactionFailure } from '../../api/operator-api.ts'
import { Count } from '../../ui/amount.tsx'
import { StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Drawer } from '../../ui/overlay.tsx'
import { Facts, Page } from '../../ui/page.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { Said } from '../../ui/refusals/said.tsx'
import { Empty } from '../../ui/states.tsx'
import { DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords, wordFor } from '../../ui/words.ts'
import { JsonText } from '../activity/json-text.tsx'
import { useCodes } from '../activity/parts.tsx'
import { activityWords } from '../activity/words.ts'
import { useMay } from '../shell/session.tsx'
import { TransactionTabs } from './transaction-tabs.tsx'
import { transactionWords } from './words.ts'

const STATES = ['failed', 'waiting', 'discarded', 'replaced', 'resolved'] as const

export default function FailuresScene() {
  const t = useWords(transactionWords)
  const shared = useWords(activityWords)
  const code = useCodes()
  const reason = useReason()
  const mayWrite = useMay('transactions')
  const [{ state, open }, setUrl] = useUrlState({ state: '', open: '' })
  const pages = operatorApi.useList('GET /transaction/failure', { query: { state: STATES.find((one) => one === state) } })
  const opened = pages.rows.find(({ id }) => id === open)
  const canChange = mayWrite && (state === '' || state === 'failed' || state === 'waiting')
  return (
    <Page title={t('title')} subtitle={t('failuresHint')} tabs={<TransactionTabs />}>
      <DataTable<TransactionFailure>
        name="transaction-failures"
        label={t('failures')}
        pages={pages}
        rowId={({ id }) => id}
        onOpen={({ id }) => setUrl({ open: id })}
        filters={
          <FilterSelect
            label={t('state_failed')}
            value={state}
            onChange={(next) => setUrl({ state: next })}
            options={STATES.slice(1).map((one) => [one, t(`state_${one}`)])}
          />
        }
        {...(canChange && { bulk: (rows, clear) => <ChangeButtons failures={rows} onDone={clear} /> })}
        columns={[
          {
            id: 'externalId',
            header: shared('externalId'),
            cell: ({ externalId, id }) => <span className="block max-w-52 truncate">{externalId ?? id}</span>,
            text: ({ externalId }) => externalId,
          },
          {
            id: 'cause',
            header: t('cause'),
            cell: ({ code: why, message }) => (
              <span className="block max-w-96 truncate" title={message}>
                {reason(why)}
              </span>
            ),
            text: ({ code: why }) => why,
          },
          {
            id: 'type',
            header: shared('type'),
            cell: ({ item }) => code('type', String(item['type'] ?? '')),
            text: ({ item }) => String(item['type'] ?? ''),
          },
          {
            id: 'attempts',
            header: t('attempts'),
            isNumber: true,
            cell: ({ attempts }) => <Count value={attempts} />,
            text: ({ attempts }) => attempts,
          },
          {
            id: 'due',
            header: t('due'),
            cell: ({ dueAt }) => <Moment at={dueAt} />,
            text: ({ dueAt }) => dueAt,
            isExtra: state !== 'waiting',
          },
          { id: 'received', header: t('received'), cell: ({ createdTs }) => <Moment at={createdTs} />, text: ({ createdTs }) => createdTs },
        ]}
        empty={
          <Empty
            title={t(state === 'waiting' ? 'noWaiting' : 'noFailures')}
            hint={t(state === 'waiting' ? 'noWaitingHint' : 'noFailuresHint')}
            icon={<ShieldCheck className="size-5" />}
          />
        }
      />
      <Drawer isOpen={opened !== undefined} onClose={() => setUrl({ open: '' })} title={opened?.externalId ?? t('item')}>
        {opened !== undefined && <FailureDetails failure={opened} canChange={canChange} onDone={() => setUrl({ open: '' })} />}
      </Drawer>
    </Page>
  )
}

function FailureDetails({
  failure,
  canChange,
  onDone,
}: {
  readonly failure: TransactionFailure
  readonly canChange: boolean
  readonly onDone: () => void
}) {
  const t = useWords(transactionWords)
  const reason = useReason()
  return (
    <>
      <Facts
        items={[
          [
            t('failureState'),
            <StatusBadge key="state" state={failure.state}>
              {wordFor(t as never, `state_${failure.state}`)}
            </StatusBadge>,
          ],
          [
            t('cause'),
            <span key="cause">
              {reason(failure.code)}
              <span className="block text-xs text-soft">
                <Said text={failure.message} />
              </span>
            </span>,
          ],
          [t('attempts'), <Count key="attempts" value={failure.attempts} />],
          [t('received'), <Moment key="received" at={failure.createdTs} />],
          [t('due'), <Moment key="due" at={failure.dueAt} />],
          [
            t('batch'),
            <TextLink key="batch" to={`/transactions/batches/${failure.batchId}`}>{`${t('batch')} · ${failure.index}`}</TextLink>,
          ],
        ]}
      />
      {canChange && (
        <div className="flex gap-2">
          <ChangeButtons failures={[failure]} onDone={onDone} />
        </div>
      )}
      <JsonText title={t('sent')} value={failure.item} />
    </>
  )
}

/** Tries items again, or gives them up: one call each, so that what one refuses stops no other. */
function ChangeButtons({ failures, onDone }: { readonly failures: readonly TransactionFailure[]; readonly onDone: () => void }) {
  const t = useWords(transactionWords)
  const [isGivingUp, setGivingUp] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const retry = operatorApi.useSend('POST /transaction/failure/{id}/retry')
  const discard = operatorApi.useSend('POST /transaction/failure/{id}/discard')
  const count = failures.length
  const forAll = async (change: typeof retry | typeof discard, word: 'retried' | 'discarded') => {
    setBusy(true)
    const refusals: string[] = []
    for (const { id } of failures) await change.mutateAsync({ params: { id } }).catch((error: Error) => refusals.push(error.message))
    setBusy(false)
    const [message] = refusals
    if (message === undefined) toast(t(word, { count }))
    else toast(t('partly', { done: count - refusals.length, count, message }), 'bad')
    onDone()
  }
  return (
    <>
      {failures.every(({ state }) => state === 'failed') && (
        <Button
          size="small"
          look="primary"
          isBusy={isBusy}
          icon={<RotateCcw className="size-3.5" aria-hidden="true" />}
          onClick={() => void forAll(retry, 'retried')}
        >
          {t('retry')}
        </Button>
      )}
      <Button size="small" disabled={isBusy} icon={<Trash2 className="size-3.5" aria-hidden="true" />} onClick={() => setGivingUp(true)}>
        {t('discard')}
      </Button>
      <Confirm
        isOpen={isGivingUp}
        onClose={() => setGivingUp(false)}
        title={t('discardTitle', { count })}
        confirmLabel={t('discard')}
        onConfirm={() => forAll(discard, 'discarded')}
        isDanger
      >
        {t('discardHint')}
      </Confirm>
    </>
  )
}
