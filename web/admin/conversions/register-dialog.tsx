import { operatorApi } from '../../api/client.ts'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { Fields, Form, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useReason } from '../../ui/reason-words.ts'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { conversionWords } from './words.ts'

const NEW = {
  affiliateId: '',
  orderId: '',
  orderValue: '',
  customerId: '',
  customerEmail: '',
  customerName: '',
  product: '',
  occurredAt: '',
  note: '',
}

/** An order that came by telephone or message. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(conversionWords)
  const reason = useReason()
  const zone = useTimeZone()
  const form = useFields(NEW)
  const create = operatorApi.useSend('POST /conversion')
  const register = async ({ affiliateId, orderId, orderValue, occurredAt, ...rest }: typeof NEW) => {
    const value = Number(orderValue.trim().replace(',', '.'))
    if (Number.isNaN(value)) return form.setError('orderValue', { message: t('number') })
    const said = Object.fromEntries(Object.entries(rest).filter(([, text]) => text !== ''))
    const event = await create.mutateAsync({
      body: {
        affiliateId,
        orderId,
        orderValue: value,
        ...said,
        ...(occurredAt === '' ? {} : { occurredAt: instantOfLocal(occurredAt, zone) }),
      },
    })
    if (event.outcome === 'converted') toast(t('registered', { id: orderId }))
    else toast(event.outcome === 'duplicate' ? t('repeated') : t('notConverted', { reason: reason(event.reason) ?? '' }), 'bad')
    onClose()
  }
  return (
    <Dialog isOpen isWide onClose={onClose} title={t('registerTitle')} hint={t('registerHint')}>
      <Form form={form} onSubmit={register} submitLabel={t('save')}>
        <Fields>
          <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />
          <TextField name="orderId" label={t('orderId')} hint={t('orderIdHint')} isRequired />
          <TextField name="orderValue" label={t('orderValue')} inputMode="decimal" isRequired />
          <TextField name="occurredAt" label={t('occurredAt')} hint={t('occurredHint')} type="datetime-local" />
          <TextField name="customerEmail" label={t('email')} type="email" />
          <TextField name="customerName" label={t('name')} />
          <TextField name="customerId" label={t('customerId')} hint={t('customerIdHint')} />
          <TextField name="product" label={t('product')} hint={t('productHint')} />
        </Fields>
        <TextAreaField name="note" label={t('note')} placeholder={t('notePlaceholder')} rows={2} />
      </Form>
    </Dialog>
  )
}
