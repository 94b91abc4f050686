import { useFormContext, useWatch } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/form.tsx'
import { useWords } from '../../ui/words.ts'
import { carriesClickKey, exampleLandingPage } from './compose-link.ts'
import { linkWords } from './words.ts'

const PLACEHOLDERS = ['ClickKey', 'AffiliateId', 'TrackerId', 'CustomParameter', 'S1', 'S2', 'Country'] as const

/** A form's landing page: placeholders to insert, and where it leads with example values. `fallback` is the page that holds when it is empty. */
export function LandingField({ name, hint, fallback }: { readonly name: string; readonly hint?: string; readonly fallback: string }) {
  const t = useWords(linkWords)
  const { setValue, getValues } = useFormContext()
  const own = String(useWatch({ name }) ?? '')
  const page = own.trim() === '' ? fallback : own
  const insert = (placeholder: string) => {
    const now = String(getValues(name) ?? '')
    const base = now === '' ? fallback : now
    const parameter =
      {
        ClickKey: 'btag',
        AffiliateId: 'affiliate',
        TrackerId: 'tracker',
        CustomParameter: 'clickid',
        S1: 's1',
        S2: 's2',
        Country: 'country',
      }[placeholder] ?? placeholder
    setValue(name, `${base}${base.includes('?') ? '&' : '?'}${parameter}=[${placeholder}]`, { shouldDirty: true })
  }
  return (
    <div className="grid gap-2">
      <TextField name={name} label={t('landing')} {...(hint && { hint })} placeholder={fallback} isMono />
      <div className="flex flex-wrap items-center gap-1">
        <span className="mr-1 text-xs text-soft">{t('placeholders')}</span>
        {PLACEHOLDERS.map((placeholder) => (
          <Button key={placeholder} size="small" onClick={() => insert(placeholder)}>
            {t(`ph_${placeholder}`)}
          </Button>
        ))}
      </div>
      {page !== '' && (
        <div className="rounded-md bg-raised px-3 py-2">
          <p className="text-xs text-soft">
            {t('preview')} · {t('previewHint')}
          </p>
          <p className="font-mono text-xs [overflow-wrap:anywhere]" data-testid="landing-preview">
            {exampleLandingPage(page)}
          </p>
          {!carriesClickKey(page) && <p className="mt-1 text-xs text-warn">{t('noClickKey')}</p>}
        </div>
      )}
    </div>
  )
}
