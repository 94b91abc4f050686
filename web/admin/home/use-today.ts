import { dayInZone } from '../../ui/date-range/index.ts'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useProgramNow } from '../periods/use-program-now.ts'

/** The program's day: a test program has a clock of its own. Until that is known, the day that it is on the reader's clock. */
export function useToday(): string {
  const now = useProgramNow()
  return dayInZone(now === undefined ? new Date() : new Date(now), useTimeZone())
}
