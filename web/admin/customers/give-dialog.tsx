import { operatorApi } from '../../api/client.ts'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { customerWords } from './words.ts'

const NEW = { affiliateId: '', mode: 'with_history', from: '', reason: '' }

/** Gives a customer to another affiliate. */
export function GiveDialog({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const t = useWords(customerWords)
  const zone = useTimeZone()
  const form = useFields(NEW)
  const isFromDate = form.watch('mode') === 'from_date'
  const give = operatorApi.useSend('POST /customer/{id}/re-attribution')
  const send = async ({ affiliateId, from, reason }: typeof NEW) => {
    const { movedTransactions } = await give.mutateAsync({
      params: { id: customerId },
      body: {
        affiliateId,
        reason,
        ...(isFromDate ? { mode: 'from_date' as const, from: instantOfLocal(`${from}T00:00`, zone) } : { mode: 'with_history' as const }),
      },
    })
    toast(t('given', { count: movedTransactions }))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('give')} hint={t('giveHint')}>
      <Form form={form} onSubmit={send} submitLabel={t('giveNow')}>
        <AffiliateField name="affiliateId" label={t('toWhom')} isRequired />
        <SelectField
          name="mode"
          label={t('mode')}
          isRequired
          options={[
            ['with_history', t('mode_with_history')],
            ['from_date', t('mode_from_date')],
          ]}
        />
        {isFromDate && <TextField name="from" label={t('since')} type="date" isRequired />}
        <TextAreaField name="reason" label={t('reason')} hint={t('reasonBoth')} rows={3} isRequired />
      </Form>
    </Dialog>
  )
}
