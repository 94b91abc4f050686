import { lazy, Suspense } from 'react'
import { classNames } from '../../ui/class-names.ts'
import type { FieldInput } from '../../ui/form.tsx'
import { onceStarted } from '../../ui/once-started.ts'
import { useWords } from '../../ui/words.ts'
import { pickWords } from './words.ts'

// A page is there before anybody searches in it.
const AffiliateCombobox = lazy(() => onceStarted().then(() => import('./affiliate-combobox.tsx')))

export interface PickProps {
  /** The id, or empty. */
  readonly value: string
  readonly onChange: (id: string) => void
  readonly placeholder: string
  readonly label?: string
  readonly input?: FieldInput
  readonly className?: string
}

/** One affiliate's id, however many there are. */
export function AffiliatePick(props: PickProps) {
  const { value, placeholder, label, input, className } = props
  const waiting = (
    <div className={classNames('min-w-0', className)}>
      <input {...input} aria-label={label} placeholder={placeholder} disabled className={pickLook(value, input)} />
    </div>
  )
  return (
    <Suspense fallback={waiting}>
      <AffiliateCombobox {...props} />
    </Suspense>
  )
}

export function pickLook(value: string, input: FieldInput | undefined): string {
  return classNames(
    'h-8 w-full min-w-0 rounded-md border bg-surface pr-7 pl-2.5 aria-invalid:border-bad',
    value === '' ? (input === undefined ? 'border-line' : 'border-edge') : 'border-accent',
  )
}

/** A filter by affiliate. */
export function AffiliateFilter({ value, onChange }: Pick<PickProps, 'value' | 'onChange'>) {
  const t = useWords(pickWords)
  return <AffiliatePick value={value} onChange={onChange} label={t('anyAffiliate')} placeholder={t('anyAffiliate')} className="w-44" />
}
