import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import { periodEndExclusive, periodOf, periodStart } from '../time/periods.ts'
import type { EventTerms } from './event-terms.ts'

/** Conversions of a program in a calendar month of its own, by its operator's plan. */
const CONVERSIONS_PER_MONTH = { starter: 500, pro: 5_000, premium: null } as const

/**
 * Lets `fresh` more conversions be recorded if the plan allows that many this month; from here to the end of the transaction nobody else
 * of a limited plan can add any. Throws `conversion_limit_reached`.
 */
export async function keepConversionLimit(tx: Tx, terms: EventTerms, fresh: number, now: Date): Promise<void> {
  const limit = CONVERSIONS_PER_MONTH[terms.billingPlan]
  if (limit === null || fresh === 0) return
  await tx.sql({
    name: 'lock-conversions',
    text: 'select id from brand where program_id = $1 and id = $2 for no key update',
    values: [terms.programId, terms.brandId],
  })
  const used = await countConversions(tx, terms, now)
  if (used + fresh <= limit) return
  throw new DomainError('conversion_limit_reached', {
    message: `Conversion limit exceeded: Monthly conversion limit reached for ${terms.billingPlan} plan. Current: ${used}/${limit}`,
  })
}

async function countConversions(tx: Tx, { programId, time_zone: timeZone }: EventTerms, now: Date): Promise<number> {
  const month = periodOf(now, timeZone)
  const [row] = await tx.sql<{ used: number }>({
    // Without a name: each month is planned by itself.
    text: `select count(*)::int as used from event where program_id = $1 and outcome = 'converted' and recorded_at >= $2 and recorded_at < $3`,
    values: [programId, periodStart(month, timeZone), periodEndExclusive(month, timeZone)],
  })
  return row?.used ?? 0
}
