import type { NamedProgram } from '../find-program.ts'

export const DEMO_DAYS = 90
export const DAY_MS = 24 * 60 * 60_000

/** How much a demo makes, about. */
export interface DemoSize {
  readonly affiliates: number
  readonly clicks: number
  readonly customers: number
  readonly transactions: number
}

export const DEMO_SIZES: Readonly<Record<'small' | 'large', DemoSize>> = {
  small: { affiliates: 20, clicks: 4_000, customers: 300, transactions: 3_000 },
  large: { affiliates: 2_000, clicks: 400_000, customers: 30_000, transactions: 300_000 },
}

/** What every part of the making works with. */
export interface DemoPlan {
  readonly program: NamedProgram
  readonly size: DemoSize
  /** Midnight UTC that the 90 days begin with. They end with the last midnight, so everything lies in the past. */
  readonly startMs: number
}

/** How many of `total` fall on a day: traffic grows over the 90 days, and the days add up to the total exactly. */
export function shareOfDay(total: number, day: number): number {
  return Math.round(total * grown(day + 1)) - Math.round(total * grown(day))
}

/** The part of all traffic that lies before a day; from 0.6 of the mean per day at the beginning to 1.4 at the end. */
function grown(day: number): number {
  const passed = day / DEMO_DAYS
  return passed * (0.6 + 0.4 * passed)
}
