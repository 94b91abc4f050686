import { useNavigate } from '@tanstack/react-router'
import { operatorApi } from '../../api/client.ts'
import type { Affiliate } from '../../api/operator-api.ts'
import { Form, TextField, useFields } from '../../ui/form.tsx'
import { Confirm, Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { affiliateWords } from './words.ts'

interface FarewellProps {
  readonly affiliate: Affiliate
  readonly onClose: () => void
}

export function ArchiveDialog({ affiliate: { id, name }, onClose }: FarewellProps) {
  const t = useWords(affiliateWords)
  const archive = operatorApi.useSend('DELETE /affiliate/{id}')
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={t('archiveTitle', { name })}
      confirmLabel={t('archive')}
      onConfirm={() => archive.mutateAsync({ params: { id } }).then(() => toast(t('archived')))}
    >
      {t('archiveEffect')}
    </Confirm>
  )
}

/** Cannot be undone, so it asks for the name. */
export function EraseDialog({ affiliate: { id, name }, onClose }: FarewellProps) {
  const t = useWords(affiliateWords)
  const navigate = useNavigate()
  const form = useFields({ confirmation: '' })
  const erase = operatorApi.useSend('POST /affiliate/{id}/erasure')
  const submit = async ({ confirmation }: { confirmation: string }) => {
    if (confirmation.trim() !== name.trim()) return form.setError('confirmation', { message: t('eraseMismatch') })
    await erase.mutateAsync({ params: { id } })
    toast(t('erased'))
    onClose()
    await navigate({ to: '/affiliates' })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('eraseTitle', { name })} hint={t('eraseEffect')}>
      <Form form={form} onSubmit={submit} submitLabel={t('erase')} look="danger">
        <TextField name="confirmation" label={t('eraseConfirm')} hint={<code className="font-mono">{name}</code>} isRequired />
      </Form>
    </Dialog>
  )
}
