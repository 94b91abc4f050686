import { type Period, periodEndExclusive, periodOf, periodStart } from '../../../time/periods.ts'

/**
 * Finds periods of instants (milliseconds since 1970) that mostly follow each other: as long as they stay in the period found last, it is
 * two comparisons.
 */
export function periodFinder(timeZone: string): (ms: number) => Period {
  let period: Period = ''
  let [from, until] = [0, 0]
  return (ms) => {
    if (ms >= from && ms < until) return period
    period = periodOf(new Date(ms), timeZone)
    from = periodStart(period, timeZone).getTime()
    until = periodEndExclusive(period, timeZone).getTime()
    return period
  }
}
