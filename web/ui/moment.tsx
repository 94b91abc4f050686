import { useTimeZone } from './time-zone.tsx'
import { dateFormat } from './intl-formats.ts'
import { kitWords } from './kit-words.ts'
import { type Language, useLanguage, useWords } from './words.ts'

type Shown = 'date' | 'time' | 'ago'

type Shape = 'date' | 'time' | 'full'

const SHAPES: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  full: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** The one way to show a time: an ISO instant in the program's zone. `shown`: with hours (default), the day only, or how long ago. */
export function Moment({ at, shown = 'time' }: { readonly at: string | null | undefined; readonly shown?: Shown }) {
  const language = useLanguage()
  const zone = useTimeZone()
  const t = useWords(kitWords)
  if (at === null || at === undefined) return <span className="text-soft">–</span>
  const full = formatFor(language, 'full', zone).format(new Date(at))
  const text = shown === 'ago' ? (formatAgo(at, language) ?? t('now')) : formatMoment(at, shown, zone, language)
  return (
    <time dateTime={at} title={full} className="whitespace-nowrap tabular-nums">
      {text}
    </time>
  )
}

export function formatMoment(at: string, shown: 'date' | 'time', zone: string, language: Language): string {
  return formatFor(language, shown, zone).format(new Date(at))
}

/** A calendar day (`2026-11-21`) as text; it belongs to no zone. */
export function formatDay(day: string, language: Language): string {
  return formatFor(language, 'date', 'UTC').format(new Date(`${day}T00:00:00Z`))
}

function formatFor(language: Language, shape: Shape, timeZone: string): Intl.DateTimeFormat {
  return dateFormat(language, { ...SHAPES[shape], timeZone })
}

function formatAgo(at: string, language: Language): string | null {
  const seconds = (Date.parse(at) - Date.now()) / 1_000
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? []
  if (unit === undefined || size === undefined) return null
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}
