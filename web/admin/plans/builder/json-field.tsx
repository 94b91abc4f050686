import { useId } from 'react'
import { useWords } from '../../../ui/words.ts'
import { builderWords } from './words.ts'

/** The components as the API takes them, to be changed as text: what is rare is sooner written than clicked. */
export function JsonField({
  value,
  onChange,
  isInvalid,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isInvalid: boolean
}) {
  const t = useWords(builderWords)
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {t('jsonLabel')}
      </label>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={Math.min(40, Math.max(12, value.split('\n').length + 1))}
        spellCheck={false}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-hint`}
        className="w-full rounded-md border border-edge bg-surface p-2.5 font-mono text-xs text-ink aria-invalid:border-bad"
      />
      <p id={`${id}-hint`} className={isInvalid ? 'text-xs text-bad' : 'text-xs text-soft'}>
        {isInvalid ? t('jsonInvalid') : t('jsonHint')}
      </p>
    </div>
  )
}

/** The components that a text holds; undefined for anything else. */
export function componentsOf(text: string): readonly object[] | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return Array.isArray(json) && json.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one)) ? json : undefined
  } catch {
    return undefined
  }
}
