/** A month of all affiliates together, as charts take it. */
export interface MonthTotal {
  readonly x: string
  readonly before: number
  readonly after: number
}

interface Earner {
  readonly months: readonly { readonly period: string; readonly before: number; readonly after: number }[]
}

const TEN_MILLIONTHS = 1e7

/** What all affiliates earned and would have earned, month by month from the first to the last, empty months too. */
export function monthsOf(result: { readonly from: string; readonly to: string; readonly affiliates: readonly Earner[] }): MonthTotal[] {
  const totals = new Map(monthsBetween(result.from, result.to).map((month) => [month, { before: 0, after: 0 }]))
  for (const { months } of result.affiliates) {
    for (const { period, before, after } of months) {
      const total = totals.get(period)
      if (total === undefined) continue
      total.before += before
      total.after += after
    }
  }
  return [...totals].map(([x, { before, after }]) => ({ x, before: tidy(before), after: tidy(after) }))
}

function monthsBetween(from: string, to: string): string[] {
  const [first, last] = [numberOf(from), numberOf(to)]
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => `${Math.floor((first + index) / 12)}-${String(((first + index) % 12) + 1).padStart(2, '0')}`,
  )
}

function numberOf(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

/** Sums of decimals without the dust of binary ones. */
function tidy(value: number): number {
  return Math.round(value * TEN_MILLIONTHS) / TEN_MILLIONTHS
}
