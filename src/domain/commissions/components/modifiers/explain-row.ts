import { type Because, count, fact } from '../../explanation.ts'
import type { RateRow } from '../../rules/plan-terms.ts'
import type { RateFacts } from './rate-table.ts'

/** Which row of a table of rates was taken, and by what it matched; nothing when the component's own rate or amounts hold. */
export function explainRow(rates: readonly RateRow[], row: RateRow | undefined, facts: RateFacts): Because[] {
  if (row === undefined) return []
  const matched = [
    [row.countries, 'country', facts.country], [row.brands, 'brandId', facts.brandId], [row.products, 'productId', facts.productId],
    [row.trackers, 'trackerId', facts.trackerId], [row.devices, 'device', facts.device],
  ] as const
  return [count('rateRow', rates.indexOf(row) + 1, matched.flatMap(([narrowedTo, name, value]) => (narrowedTo === null ? [] : [fact(name, value)])))]
}
