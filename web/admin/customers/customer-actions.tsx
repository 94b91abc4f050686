import { ChevronDown } from 'lucide-react'
import { operatorApi } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm, Menu } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useWords } from '../../ui/words.ts'
import { DisqualifyDialog } from './disqualify-dialog.tsx'
import { GiveDialog } from './give-dialog.tsx'
import { customerWords } from './words.ts'

/** What managers can decide about a customer. */
export function CustomerActions({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords)
  const [{ dialog }, setUrl] = useUrlState({ dialog: '' })
  const close = () => setUrl({ dialog: '' })
  const decisions = operatorApi.useGet('GET /customer/{id}/disqualification', { params: { id: customerId } })
  const isDisqualified = decisions.data?.items[0]?.kind === 'disqualified'
  return (
    <>
      <Menu
        trigger={<Button icon={<ChevronDown className="size-4" aria-hidden="true" />}>{t('actions')}</Button>}
        entries={[
          { label: t('give'), onSelect: () => setUrl({ dialog: 'give' }) },
          isDisqualified
            ? { label: t('restore'), onSelect: () => setUrl({ dialog: 'restore' }) }
            : { label: t('disqualify'), onSelect: () => setUrl({ dialog: 'disqualify' }), isDanger: true },
        ]}
      />
      {dialog === 'give' && <GiveDialog customerId={customerId} onClose={close} />}
      {dialog === 'disqualify' && <DisqualifyDialog customerId={customerId} onClose={close} />}
      <RestoreConfirm customerId={customerId} isOpen={dialog === 'restore'} onClose={close} />
    </>
  )
}

function RestoreConfirm({
  customerId,
  isOpen,
  onClose,
}: {
  readonly customerId: string
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const t = useWords(customerWords)
  const restore = operatorApi.useSend('DELETE /customer/{id}/disqualification')
  return (
    <Confirm
      isOpen={isOpen}
      onClose={onClose}
      title={t('restore')}
      confirmLabel={t('restore')}
      onConfirm={() => restore.mutateAsync({ params: { id: customerId } }).then(() => toast(t('restored')))}
    >
      {t('restoreHint')}
    </Confirm>
  )
}
