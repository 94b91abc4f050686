import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Transaction } from '../../api/operator-api.ts'
import { formatAmount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useCurrency } from '../shell/session.tsx'
import { commissionOf } from './parts.tsx'
import { activityWords } from './words.ts'

type Kind = 'approval' | 'rejection'

/** Buttons that approve and reject transactions, with the reason and what it comes to. */
export function DecideButtons({
  transactions,
  onDone,
  size = 'small',
}: {
  readonly transactions: readonly Transaction[]
  readonly onDone?: () => void
  readonly size?: 'small' | 'normal'
}) {
  const t = useWords(activityWords)
  const [kind, setKind] = useState<Kind>()
  const pending = transactions.filter(({ status }) => status === 'pending')
  const rejectable = transactions.filter(({ status }) => status === 'pending' || status === 'approved')
  return (
    <>
      {pending.length > 0 && (
        <Button size={size} look="primary" icon={<Check className="size-3.5" aria-hidden="true" />} onClick={() => setKind('approval')}>
          {t('approve')}
        </Button>
      )}
      {rejectable.length > 0 && (
        <Button size={size} icon={<X className="size-3.5" aria-hidden="true" />} onClick={() => setKind('rejection')}>
          {t('reject')}
        </Button>
      )}
      {kind !== undefined && (
        <DecideDialog
          kind={kind}
          transactions={kind === 'approval' ? pending : rejectable}
          onClose={() => setKind(undefined)}
          {...(onDone && { onDone })}
        />
      )}
    </>
  )
}

function DecideDialog({
  kind,
  transactions,
  onClose,
  onDone,
}: {
  readonly kind: Kind
  readonly transactions: readonly Transaction[]
  readonly onClose: () => void
  readonly onDone?: () => void
}) {
  const t = useWords(activityWords)
  const language = useLanguage()
  const currency = useCurrency()
  const form = useFields({ reason: '' })
  const approve = operatorApi.useSend('POST /transaction/approval')
  const reject = operatorApi.useSend('POST /transaction/rejection')
  const count = transactions.length
  const isApproval = kind === 'approval'
  const amount = formatAmount(
    Number(transactions.reduce((sum, transaction) => sum + commissionOf(transaction), 0).toFixed(6)),
    currency,
    language,
  )
  const decide = async ({ reason }: { reason: string }) => {
    const ids = transactions.map(({ id }) => id)
    await (isApproval
      ? approve.mutateAsync({ body: { ids, ...(reason === '' ? {} : { reason }) } })
      : reject.mutateAsync({ body: { ids, reason } }))
    toast(t(isApproval ? 'approved' : 'rejected', { count }))
    onClose()
    onDone?.()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(isApproval ? 'approveTitle' : 'rejectTitle', { count })}
      hint={t(isApproval ? 'approveEffect' : 'rejectEffect', { amount })}
    >
      <Form form={form} onSubmit={decide} submitLabel={t(isApproval ? 'approve' : 'reject')} look={isApproval ? 'primary' : 'danger'}>
        <TextAreaField name="reason" label={t('reason')} hint={t('reasonHint')} rows={3} isRequired={!isApproval} />
      </Form>
    </Dialog>
  )
}
