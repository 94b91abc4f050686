import { operatorApi } from '../../api/client.ts'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Form, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { customerWords } from './words.ts'

const NEW = { from: '', reason: '' }

/** Keeps a customer from qualifying. */
export function DisqualifyDialog({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const t = useWords(customerWords)
  const zone = useTimeZone()
  const form = useFields(NEW)
  const disqualify = operatorApi.useSend('POST /customer/{id}/disqualification')
  const send = async ({ from, reason }: typeof NEW) => {
    await disqualify.mutateAsync({
      params: { id: customerId },
      body: { reason, ...(from === '' ? {} : { from: instantOfLocal(`${from}T00:00`, zone) }) },
    })
    toast(t('disqualified'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('disqualify')} hint={t('disqualifyHint')}>
      <Form form={form} onSubmit={send} submitLabel={t('disqualify')} look="danger">
        <TextAreaField name="reason" label={t('reason')} hint={t('reasonOne')} rows={3} isRequired />
        <TextField name="from" label={t('disqualifyFrom')} hint={t('disqualifyFromHint')} type="date" />
      </Form>
    </Dialog>
  )
}
