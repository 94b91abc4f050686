import type { EventTerms } from './event-terms.ts'
import type { EventAffiliate } from './find-event-affiliates.ts'
import type { EventReason, NewEvent, RecordedEvent } from './new-event.ts'

export interface Fate {
  readonly outcome: RecordedEvent['outcome']
  readonly reason: EventReason | null
}

/**
 * What becomes of an event, as far as the event itself decides it: a conversion may still turn out to be a repeated one.
 * `ratesFrom`: since when there is a rate, by currency.
 */
export function fateOfEvent(
  event: Pick<NewEvent, 'kind' | 'currency'>, terms: Pick<EventTerms, 'status' | 'currency' | 'brandId'>, affiliate: Pick<EventAffiliate, 'isActive'> | undefined,
  occurredAt: Date, ratesFrom: ReadonlyMap<string, Date>,
): Fate {
  if (terms.status !== 'active') return unattributed('campaign_paused')
  if (affiliate === undefined) return unattributed('affiliate_unknown')
  if (!affiliate.isActive) return unattributed('affiliate_inactive')
  if (event.kind !== 'conversion') return { outcome: 'recorded', reason: null }
  if (terms.brandId === null) return unattributed('brand_unknown')
  return hasRate(event.currency, terms.currency, occurredAt, ratesFrom) ? { outcome: 'converted', reason: null } : unattributed('fx_rate_missing')
}

function unattributed(reason: EventReason): Fate {
  return { outcome: 'unattributed', reason }
}

function hasRate(currency: string | null, own: string, occurredAt: Date, ratesFrom: ReadonlyMap<string, Date>): boolean {
  if (currency === null || currency === own) return true
  const from = ratesFrom.get(currency)
  return from !== undefined && from <= occurredAt
}
