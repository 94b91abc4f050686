import { operatorApi } from '../../api/client.ts'
import type { Gateway } from '../../api/operator-api.ts'
import { CheckField, Form, TextAreaField, useFields } from '../../ui/form.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { gatewayWords } from './words.ts'

interface Values {
  readonly enabled: boolean
  readonly allowMetadata: boolean
  readonly allowCoupon: boolean
  readonly secrets: Record<string, string>
}

export function SetUpDialog({ gateway, onClose }: { readonly gateway: Gateway; readonly onClose: () => void }) {
  const t = useWords(gatewayWords)
  const { kind, name, secrets, enabled, allowMetadata, allowCoupon, updatedTs } = gateway
  const form = useFields<Values>({
    enabled: enabled || updatedTs === null,
    allowMetadata,
    allowCoupon,
    secrets: Object.fromEntries(secrets.map((secret) => [secret.name, ''])),
  })
  const setUp = operatorApi.useSend('PUT /gateway/{kind}')
  const save = async (values: Values) => {
    // What was left empty stays as it is.
    const given = Object.entries(values.secrets)
      .map(([secret, text]) => [secret, linesOf(text)] as const)
      .filter(([, lines]) => lines.length > 0)
    await setUp.mutateAsync({ params: { kind: kind as 'stripe' }, body: { ...values, secrets: Object.fromEntries(given) } })
    toast(t('saved', { name }))
    onClose()
  }
  return (
    <Dialog isOpen isWide onClose={onClose} title={name}>
      <Form form={form} onSubmit={save} submitLabel={t('setUp')}>
        <CheckField name="enabled" label={t('isOn')} hint={t('isOnHint')} />
        <CheckField name="allowMetadata" label={t('metadata')} />
        <CheckField name="allowCoupon" label={t('coupon')} />
        {secrets.map((secret) => (
          <TextAreaField
            key={secret.name}
            name={`secrets.${secret.name}`}
            label={secret.name}
            rows={2}
            isMono
            hint={
              <>
                {secret.about} {t('secretHint')}
              </>
            }
          />
        ))}
      </Form>
    </Dialog>
  )
}

function linesOf(text: string): string[] {
  // A key in PEM is one value of many lines.
  if (text.includes('-----BEGIN'))
    return text
      .split(/(?=-----BEGIN)/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
