import { operatorApi } from '../../api/client.ts'
import type { Coupon } from '../../api/operator-api.ts'
import { Form, SelectField, TextField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateField } from '../pick/affiliate-field.tsx'
import { couponWords } from './words.ts'

/** Makes a coupon, or changes one: its code, whom it brings, whether it counts. */
export function CouponDialog({
  coupon,
  affiliateId = '',
  onClose,
}: {
  readonly coupon?: Coupon
  readonly affiliateId?: string
  readonly onClose: () => void
}) {
  const t = useWords(couponWords)
  const form = useFields<{ code: string; affiliateId: string; status: string }>({
    code: coupon?.code ?? '',
    affiliateId: coupon?.affiliateId ?? affiliateId,
    status: coupon?.status ?? 'active',
  })
  const create = operatorApi.useSend('POST /coupon')
  const change = operatorApi.useSend('PATCH /coupon/{id}')
  const submit = async ({ code, affiliateId: owner, status }: { code: string; affiliateId: string; status: string }) => {
    const body = { code, affiliateId: owner, status: status === 'inactive' ? ('inactive' as const) : ('active' as const) }
    await (coupon === undefined ? create.mutateAsync({ body }) : change.mutateAsync({ params: { id: coupon.id }, body }))
    toast(t(coupon === undefined ? 'made' : 'saved'))
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={coupon === undefined ? t('add') : coupon.code}>
      <Form form={form} onSubmit={submit} submitLabel={t('save')}>
        <TextField name="code" label={t('code')} hint={t('codeHint')} isRequired isMono />
        {affiliateId === '' && <AffiliateField name="affiliateId" label={t('affiliate')} isRequired />}
        <SelectField
          name="status"
          label={t('status')}
          isRequired
          options={[
            ['active', t('active')],
            ['inactive', t('inactive')],
          ]}
        />
      </Form>
    </Dialog>
  )
}
