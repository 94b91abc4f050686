import { dateFormat } from '../intl-formats.ts'

/** An instant as `<input type="datetime-local">` holds it, `2026-11-21T10:00`, by the clock of a zone. */
export function localTimeOf(instant: string, timeZone: string): string {
  return clockAt(Date.parse(instant), timeZone)
}

/**
 * The instant of a local time in a zone, as the API takes it; what is no time goes as it is. A time that the zone's clock shows twice is the first of
 * both, one that it leaves out is as far behind the change as it says.
 */
export function instantOfLocal(localTime: string, timeZone: string): string {
  const wanted = Date.parse(`${localTime.slice(0, 16)}Z`)
  if (Number.isNaN(wanted)) return localTime
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map(
    (near) => Date.parse(`${clockAt(near, timeZone)}Z`) - Math.floor(near / MINUTE_MS) * MINUTE_MS,
  )
  const candidates = offsets.map((offset) => wanted - offset).sort((one, other) => one - other)
  const exact = candidates.find((instant) => clockAt(instant, timeZone) === localTime.slice(0, 16))
  return new Date(exact ?? candidates.at(-1) ?? wanted).toISOString()
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

function clockAt(instant: number, timeZone: string): string {
  const format = dateFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}`
}
