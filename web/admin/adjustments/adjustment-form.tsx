import { operatorApi } from '../../api/client.ts'
import { formatAmount } from '../../ui/amount.tsx'
import { Fields, Form, SelectField, TextAreaField, TextField, useFields } from '../../ui/form.tsx'
import { Notice } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { usePeriodName } from '../money/parts.tsx'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { useCurrency } from '../shell/session.tsx'
import { adjustmentWords } from './words.ts'

/** Gives an affiliate money by hand, or takes it. Says before it is sent whether a second person is needed. */
export function AdjustmentForm({
  limit,
  affiliateId,
  onDone,
}: {
  readonly limit: number
  readonly affiliateId: string
  readonly onDone: () => void
}) {
  const t = useWords(adjustmentWords)
  const language = useLanguage()
  const currency = useCurrency()
  const nameOf = usePeriodName()
  const form = useFields({ affiliateId, amount: '', reason: '', note: '', relatesToPeriod: '', brandId: '' })
  const { rows: brands } = operatorApi.useList('GET /brand', { query: { limit: 200 } })
  const { rows: periods } = operatorApi.useList('GET /period', { query: { limit: 60 } })
  const { mutateAsync } = operatorApi.useSend('POST /adjustment')
  const amount = numberOf(form.watch('amount'))
  return (
    <Form
      form={form}
      submitLabel={t('send')}
      onSubmit={async (values) => {
        const { status } = await mutateAsync({
          body: {
            affiliateId: values.affiliateId,
            amount: numberOf(values.amount),
            reason: values.reason,
            note: values.note === '' ? null : values.note,
            relatesToPeriod: values.relatesToPeriod === '' ? null : values.relatesToPeriod,
            brandId: values.brandId === '' ? null : values.brandId,
          },
        })
        toast(status === 'pending' ? t('waits') : t('posted'))
        onDone()
      }}
    >
      <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />
      <TextField name="amount" label={`${t('amount')} (${currency})`} hint={t('amountHint')} inputMode="decimal" isRequired />
      <TextAreaField name="reason" label={t('reason')} hint={t('reasonHint')} rows={2} isRequired />
      <TextAreaField name="note" label={t('note')} hint={t('noteHint')} rows={2} />
      <Fields>
        <SelectField
          name="relatesToPeriod"
          label={t('period')}
          hint={t('periodHint')}
          options={[
            ['', t('thisMonth')],
            ...periods.filter(({ id, status }) => status !== 'open' && /^\d{4}-\d{2}$/.test(id)).map(({ id }) => [id, nameOf(id)] as const),
          ]}
        />
        <SelectField
          name="brandId"
          label={t('brand')}
          hint={t('brandHint')}
          options={[['', t('programBears')], ...brands.map(({ id, name }) => [id, name] as const)]}
        />
      </Fields>
      {Math.abs(amount) > limit && <Notice tone="warn">{t('aboveLimit', { limit: formatAmount(limit, currency, language) })}</Notice>}
    </Form>
  )
}

function numberOf(text: string): number {
  return Number(text.trim().replace(',', '.'))
}
