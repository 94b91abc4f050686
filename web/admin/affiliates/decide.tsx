import { Ban, Check, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate } from '../../api/operator-api.ts'
import { Button } from '../../ui/button.tsx'
import { Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { affiliateWords } from './words.ts'

export type DecisionKind = 'approve' | 'suspend' | 'reactivate'
type Decided = Pick<Affiliate, 'id' | 'status'>

/** Which affiliates a decision is about: those that are in a state it leads from. */
export function decidable<Row extends Decided>(kind: DecisionKind, affiliates: readonly Row[]): readonly Row[] {
  const from = { approve: ['pending'], suspend: ['pending', 'active', 'inactive'], reactivate: ['suspended', 'inactive'] }[kind]
  return affiliates.filter(({ status }) => from.includes(status))
}

const ICONS = {
  approve: <Check className="size-3.5" aria-hidden="true" />,
  suspend: <Ban className="size-3.5" aria-hidden="true" />,
  reactivate: <RotateCcw className="size-3.5" aria-hidden="true" />,
}
const KINDS = ['approve', 'reactivate', 'suspend'] as const

/** Buttons for what can be decided about some affiliates, each behind a question with its reason. */
export function DecideButtons({
  affiliates,
  onDone,
  size = 'small',
}: {
  readonly affiliates: readonly Decided[]
  readonly onDone?: () => void
  readonly size?: 'small' | 'normal'
}) {
  const t = useWords(affiliateWords)
  const [kind, setKind] = useState<DecisionKind>()
  return (
    <>
      {KINDS.filter((one) => decidable(one, affiliates).length > 0).map((one) => (
        <Button key={one} size={size} look={one === 'approve' ? 'primary' : 'secondary'} icon={ICONS[one]} onClick={() => setKind(one)}>
          {t(one)}
        </Button>
      ))}
      {kind !== undefined && (
        <DecideDialog kind={kind} affiliates={decidable(kind, affiliates)} onClose={() => setKind(undefined)} {...(onDone && { onDone })} />
      )}
    </>
  )
}

const TEXTS = {
  approve: { title: 'approveTitle', effect: 'approveEffect', done: 'approved' },
  suspend: { title: 'suspendTitle', effect: 'suspendEffect', done: 'suspended' },
  reactivate: { title: 'reactivateTitle', effect: 'reactivateEffect', done: 'reactivated' },
} as const

function DecideDialog({
  kind,
  affiliates,
  onClose,
  onDone,
}: {
  readonly kind: DecisionKind
  readonly affiliates: readonly Decided[]
  readonly onClose: () => void
  readonly onDone?: () => void
}) {
  const t = useWords(affiliateWords)
  const form = useFields({ reason: '' })
  const approve = operatorApi.useSend('POST /affiliate/approval')
  const suspend = operatorApi.useSend('POST /affiliate/suspension')
  const reactivate = operatorApi.useSend('POST /affiliate/reactivation')
  const count = affiliates.length
  const texts = TEXTS[kind]
  const decide = async ({ reason }: { reason: string }) => {
    const ids = affiliates.map(({ id }) => id)
    const maybe = reason.trim() === '' ? {} : { reason }
    if (kind === 'suspend') await suspend.mutateAsync({ body: { ids, reason } })
    else if (kind === 'approve') await approve.mutateAsync({ body: { ids, ...maybe } })
    else await reactivate.mutateAsync({ body: { ids, ...maybe } })
    toast(t(texts.done, { count }))
    onClose()
    onDone?.()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t(texts.title, { count })} hint={t(texts.effect)}>
      <Form form={form} onSubmit={decide} submitLabel={t(kind)} look={kind === 'suspend' ? 'danger' : 'primary'}>
        <TextAreaField name="reason" label={t('reason')} hint={t('reasonPrivate')} rows={3} isRequired={kind === 'suspend'} />
      </Form>
    </Dialog>
  )
}
