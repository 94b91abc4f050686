import { useEffect, useId, useState } from 'react'
import { portalApi } from '../../api/client.ts'
import type { DetailedOwnTrackingLink } from '../../api/portal-api.ts'
import { CopyField } from '../../ui/copy.tsx'
import { Section } from '../../ui/page.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useWords } from '../../ui/words.ts'
import { useBrands } from '../activity/parts.tsx'
import { linkWords } from './words.ts'

const FEW = 3
const ALL = 10
const PAUSE_MS = 250

type Values = Readonly<Record<string, string>>

/** Sub ids and a page of the brand, put together as the server reads them: what is shown is what will work. */
export function AddressBuilder({ link }: { readonly link: DetailedOwnTrackingLink }) {
  const t = useWords(linkWords)
  const [values, setValues] = useState<Values>({})
  const [isLong, setLong] = useState(false)
  const brand = useBrands().find(({ id }) => id === link.brandId)
  const settled = useSettled(values)
  const query = Object.fromEntries(
    Object.entries(settled)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  )
  const built = portalApi.useGet('GET /tracking-link/{id}/address', { params: { id: link.id }, query })
  const address = built.data?.address ?? link.url
  const set = (name: string) => (value: string) => setValues((now) => ({ ...now, [name]: value }))
  const wrong = built.error?.fields.find(({ path }) => path === 'page')?.message
  return (
    <Section title={t('builder')} hint={t('builderHint')}>
      <div className="grid gap-5 lg:grid-cols-[1fr_auto]">
        <div className="grid content-start gap-4">
          <div className="grid gap-3 sm:grid-cols-3">
            {Array.from({ length: isLong ? ALL : FEW }, (_, index) => `s${index + 1}`).map((name, index) => (
              <Input key={name} label={t('subId', { number: index + 1 })} value={values[name] ?? ''} onChange={set(name)} />
            ))}
          </div>
          {!isLong && (
            <button
              type="button"
              className="w-fit text-xs text-soft underline underline-offset-3 hover:text-ink"
              onClick={() => setLong(true)}
            >
              {t('moreSubIds')}
            </button>
          )}
          <div className="grid gap-3 sm:grid-cols-2">
            <Input label={t('clickId')} value={values['clickId'] ?? ''} onChange={set('clickId')} />
            {brand !== undefined && brand.deepLinkHosts.length > 0 && (
              <Input
                label={t('deepLink')}
                value={values['page'] ?? ''}
                onChange={set('page')}
                placeholder={`https://${brand.deepLinkHosts[0]}/…`}
                {...(wrong && { wrong })}
              />
            )}
          </div>
          <div className="grid gap-1" aria-live="polite">
            <span className="font-medium">{t('address')}</span>
            <CopyField value={address} />
          </div>
        </div>
        <QrCode text={address} fileName="link.svg" />
      </div>
    </Section>
  )
}

function Input({
  label,
  value,
  onChange,
  placeholder,
  wrong,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly wrong?: string
}) {
  const id = useId()
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={placeholder}
        aria-invalid={wrong !== undefined}
        {...(wrong && { 'aria-describedby': `${id}-error` })}
        autoComplete="off"
        className="h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 aria-invalid:border-bad"
      />
      {wrong !== undefined && (
        <p id={`${id}-error`} className="text-xs text-bad">
          {wrong}
        </p>
      )}
    </div>
  )
}

/** A value once nobody has changed it for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
