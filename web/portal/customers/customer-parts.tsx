import { Badge } from '../../ui/badge.tsx'
import { formatDay } from '../../ui/moment.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { customerWords } from './words.ts'

/** A day of the program's calendar. */
export function Day({ day }: { readonly day: string | null }) {
  const language = useLanguage()
  return day === null ? (
    <span className="text-soft">–</span>
  ) : (
    <time dateTime={day} className="whitespace-nowrap tabular-nums">
      {formatDay(day, language)}
    </time>
  )
}

const TONES = { active: 'good', unconfirmed: 'warn', moved: 'quiet' } as const

export function CustomerState({ state }: { readonly state: keyof typeof TONES }) {
  const t = useWords(customerWords)
  return <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>
}
