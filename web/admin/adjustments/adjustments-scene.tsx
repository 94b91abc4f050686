import { Scale } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Adjustment } from '../../api/operator-api.ts'
import { Amount, formatAmount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { Actor } from '../affiliates/actor.tsx'
import { MoneyState, needsSecondPerson, ReasonDialog, SecondPersonNotice, useMoneyCodes, usePeriodName, Whom } from '../money/parts.tsx'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { useCurrency, useMay, useSession } from '../shell/session.tsx'
import { AdjustmentForm } from './adjustment-form.tsx'
import { adjustmentWords } from './words.ts'

const STATES = ['pending', 'approved', 'rejected'] as const

/** Money by hand, and what of it waits for a second person. */
export default function AdjustmentsScene() {
  const t = useWords(adjustmentWords)
  const code = useMoneyCodes()
  const language = useLanguage()
  const currency = useCurrency()
  const mayWrite = useMay('ledger')
  const [isOpen, setOpen] = useState(false)
  const [{ state, affiliateId }, setUrl] = useUrlState({ state: '', affiliateId: '' })
  const program = operatorApi.useGet('GET /program', {})
  const pages = operatorApi.useList('GET /adjustment', { query: { affiliateId, status: STATES.find((known) => known === state) } })
  const create = mayWrite && (
    <Button look="primary" onClick={() => setOpen(true)}>
      {t('create')}
    </Button>
  )
  return (
    <Page
      title={t('title')}
      subtitle={program.data && t('subtitle', { limit: formatAmount(program.data.adjustmentLimit, currency, language) })}
      actions={create}
    >
      <DataTable
        name="adjustments"
        label={t('title')}
        pages={pages}
        columns={useColumns(mayWrite)}
        rowId={({ id }) => id}
        filters={
          <>
            <FilterSelect
              label={t('anyState')}
              value={state}
              onChange={(next) => setUrl({ state: next })}
              options={STATES.map((known) => [known, code('state', known)])}
            />
            <AffiliateFilter value={affiliateId} onChange={(next) => setUrl({ affiliateId: next })} />
          </>
        }
        empty={<Empty icon={<Scale />} title={t('none')} hint={t('noneHint')} action={create} />}
      />
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('create')}>
        <AdjustmentForm limit={program.data?.adjustmentLimit ?? 0} affiliateId={affiliateId} onDone={() => setOpen(false)} />
      </Dialog>
    </Page>
  )
}

function useColumns(mayWrite: boolean): Column<Adjustment>[] {
  const t = useWords(adjustmentWords)
  const nameOf = usePeriodName()
  return [
    {
      id: 'affiliate',
      header: t('affiliate'),
      cell: ({ affiliateId, affiliateName }) => <Whom id={affiliateId} name={affiliateName} />,
      text: ({ affiliateId, affiliateName }) => affiliateName ?? affiliateId,
    },
    { id: 'created', header: t('created'), cell: ({ createdTs }) => <Moment at={createdTs} />, text: ({ createdTs }) => createdTs },
    {
      id: 'state',
      header: t('state'),
      cell: ({ status }) => <MoneyState state={status === 'approved' ? 'settled' : status} />,
      text: ({ status }) => status,
    },
    {
      id: 'reason',
      header: t('reason'),
      text: ({ reason }) => reason,
      cell: ({ reason, note, rejectionReason, relatesToPeriod }) => (
        <div className="[overflow-wrap:anywhere]">
          {reason}
          <span className="block text-xs text-soft">
            {[relatesToPeriod === null ? null : nameOf(relatesToPeriod), note, rejectionReason].filter((text) => text !== null).join(' · ')}
          </span>
        </div>
      ),
    },
    { id: 'by', header: t('by'), cell: ({ createdBy }) => <Actor actor={createdBy} />, text: ({ createdBy }) => createdBy },
    {
      id: 'decidedBy',
      header: t('decidedBy'),
      isExtra: true,
      cell: ({ decidedBy }) => (decidedBy === null ? '–' : <Actor actor={decidedBy} />),
      text: ({ decidedBy }) => decidedBy,
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      cell: ({ amount, currency }) => <Amount value={amount} currency={currency} />,
      text: ({ amount }) => amount,
    },
    ...(mayWrite ? [{ id: 'decision', header: t('decision'), cell: (adjustment: Adjustment) => <Decide adjustment={adjustment} /> }] : []),
  ]
}

function Decide({ adjustment }: { readonly adjustment: Adjustment }) {
  const t = useWords(adjustmentWords)
  const language = useLanguage()
  const { user } = useSession()
  const [asked, setAsked] = useState<'approve' | 'reject'>()
  const [isRefused, setRefused] = useState(false)
  const approve = operatorApi.useSend('POST /adjustment/{id}/approval')
  const reject = operatorApi.useSend('POST /adjustment/{id}/rejection')
  const { id, status, createdBy, amount, currency, affiliateName, affiliateId, reason } = adjustment
  if (status !== 'pending') return null
  const isOwn = createdBy === `user:${user.id}`
  const told = { amount: formatAmount(amount, currency, language), affiliate: affiliateName ?? affiliateId, reason }
  const close = () => setAsked(undefined)
  return (
    <span className="flex items-center gap-1">
      {isOwn ? (
        <span className="text-xs text-soft">{t('ownWaits')}</span>
      ) : (
        <Button size="small" onClick={() => setAsked('approve')}>
          {t('approve')}
        </Button>
      )}
      <Button size="small" look="ghost" onClick={() => setAsked('reject')}>
        {t('reject')}
      </Button>
      <Confirm
        isOpen={asked === 'approve'}
        onClose={close}
        title={t('approveTitle')}
        confirmLabel={t('approve')}
        onConfirm={async () => {
          await approve.mutateAsync({ params: { id }, body: {} }).catch((error: unknown) => {
            setRefused(needsSecondPerson(error))
            throw error
          })
          toast(t('approved'))
        }}
      >
        {t('approveText', told)}
        {isRefused && (
          <div className="mt-3">
            <SecondPersonNotice />
          </div>
        )}
      </Confirm>
      <ReasonDialog
        isOpen={asked === 'reject'}
        onClose={close}
        title={t('rejectTitle')}
        confirmLabel={t('reject')}
        isDanger
        onConfirm={async (why) => {
          await reject.mutateAsync({ params: { id }, body: { reason: why } })
          toast(t('rejected'))
        }}
      >
        {t('rejectText', told)}
      </ReasonDialog>
    </span>
  )
}
