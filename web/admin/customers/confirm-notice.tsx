import { operatorApi } from '../../api/client.ts'
import type { ApiError } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { customerWords } from './words.ts'

/** A page registered the customer: somebody should look. */
export function ConfirmNotice({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords)
  const mayWrite = useMay('customers')
  const change = operatorApi.useSend('PATCH /customer/{id}')
  const confirm = () =>
    change.mutateAsync({ params: { id: customerId }, body: { isVerified: true } }).then(
      () => toast(t('confirmed')),
      (error: ApiError) => toast(error.message, 'bad'),
    )
  return (
    <Notice tone="warn" title={t('unverified')}>
      <p>{t('confirmHint')}</p>
      {mayWrite && (
        <div className="mt-2">
          <Button size="small" look="primary" isBusy={change.isPending} onClick={() => void confirm()}>
            {t('confirm')}
          </Button>
        </div>
      )}
    </Notice>
  )
}
