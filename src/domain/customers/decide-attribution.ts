import type { Uuid } from '../ids.ts'

/** How a customer can be bound to an affiliate, strongest first (docs/attribution.md). */
export const CARRIERS = ['manual', 'coupon', 'click_key', 'referral_code', 'cookie'] as const
export type Carrier = (typeof CARRIERS)[number]

/** A click sent with the registration may be this much later than it: the operator's clock and ours differ. */
export const CLOCK_SKEW_MS = 24 * 3_600_000
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** One contact of the future customer with an affiliate. */
export interface Touch {
  readonly carrier: Carrier
  readonly clickKey: Uuid | null
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly touchedAt: Date
  /** Named by the registration itself, not found through the visitor. */
  readonly isSent: boolean
  /** Why the click was flagged invalid when it happened (`bot`, `prefetch`, `head`, `non_document`); null for a person's click. */
  readonly blockedBecause: string | null
}

/** Something sent with the registration that leads to no affiliate: a key that does not decode, an unknown coupon … */
export interface Refusal {
  readonly carrier: Carrier
  readonly clickKey: Uuid | null
  readonly reason: RefusalReason
}

export type RefusalReason = 'click_invalid' | 'click_foreign' | 'coupon_unknown' | 'referral_code_unknown'
export type WonReason = 'manual' | 'coupon' | 'last_click' | 'first_click' | 'referral_code' | 'cookie' | 'clock_skew'

export interface AttributionSettings {
  readonly model: 'last_click' | 'first_click'
  readonly windowDays: number
  readonly organicTracking: 'assign' | 'reject'
  readonly standDownMinutes: number
  /** False: a click that counts is stronger than a coupon. */
  readonly couponBeatsClick: boolean
}

export interface LostTouch<T extends Touch> {
  readonly touch: T
  /** `bot`, `prefetch`, …, `click_expired`, `click_after_registration`, `stood_down`, `lower_precedence`, `not_last_click`, `not_first_click`. */
  readonly reason: string
}

export type AttributionDecision<T extends Touch> =
  | { readonly outcome: 'attributed', readonly winner: T, readonly reason: WonReason, readonly losers: readonly LostTouch<T>[] }
  | { readonly outcome: 'organic' | 'rejected', readonly reason: string, readonly losers: readonly LostTouch<T>[] }

/**
 * Decides whom a registration belongs to. Pure; rule's source: docs/attribution.md.
 *
 * A touch counts from its own instant for `windowDays` × 24 h, end exclusive: a registration exactly `windowDays` after the click is
 * too late. A click after the registration does not count, but one that was sent with it does up to and including 24 h later
 * (reason `clock_skew`). Among the touches that count the strongest carrier wins, among clicks the last or the first by the model.
 * The order of `touches` has no influence.
 */
export function decideAttribution<T extends Touch>(
  registeredAt: Date,
  settings: AttributionSettings,
  touches: readonly T[],
  refusals: readonly Refusal[] = [],
): AttributionDecision<T> {
  const ranked = [...touches].sort((a, b) => compareTouches(a, b, settings))
  const outOfTheRace = new Map<T, string>()
  for (const touch of ranked) {
    const reason = whyNotCounted(touch, registeredAt, settings.windowDays)
    if (reason !== null) outOfTheRace.set(touch, reason)
  }
  for (const touch of stoodDown(ranked.filter((candidate) => !outOfTheRace.has(candidate)), settings.standDownMinutes)) {
    outOfTheRace.set(touch, 'stood_down')
  }
  const winner = ranked.find((touch) => !outOfTheRace.has(touch))
  const losers = ranked.filter((touch) => touch !== winner)
    .map((touch) => ({ touch, reason: outOfTheRace.get(touch) ?? whyOutranked(touch, winner, settings.model) }))
  if (winner !== undefined) return { outcome: 'attributed', winner, reason: whyWon(winner, registeredAt, settings.model), losers }
  return {
    outcome: settings.organicTracking === 'assign' ? 'organic' : 'rejected',
    reason: whyOrganic(losers, refusals),
    losers,
  }
}

/** Why a touch does not count for a registration at that instant, whatever else there is; null if it counts. */
export function whyNotCounted(touch: Touch, registeredAt: Date, windowDays: number): string | null {
  if (touch.blockedBecause !== null) return touch.blockedBecause
  const ageMs = registeredAt.getTime() - touch.touchedAt.getTime()
  if (ageMs < 0 && !(touch.isSent && -ageMs <= CLOCK_SKEW_MS)) return 'click_after_registration'
  return ageMs >= windowDays * DAY_MS ? 'click_expired' : null
}

/** Strongest first: by carrier, then by the model's idea of the better click; the key decides between equal instants. */
function compareTouches(a: Touch, b: Touch, { model, couponBeatsClick }: AttributionSettings): number {
  const byCarrier = rankOf(a.carrier, couponBeatsClick) - rankOf(b.carrier, couponBeatsClick)
  if (byCarrier !== 0) return byCarrier
  const byTime = a.touchedAt.getTime() - b.touchedAt.getTime()
  if (byTime !== 0) return model === 'first_click' ? byTime : -byTime
  if (a.isSent !== b.isSent) return a.isSent ? -1 : 1
  return (a.clickKey ?? '') < (b.clickKey ?? '') ? -1 : 1
}

function rankOf(carrier: Carrier, couponBeatsClick: boolean): number {
  // Behind the click, and still in front of what comes after it.
  if (carrier === 'coupon' && !couponBeatsClick) return CARRIERS.indexOf('click_key') + 0.5
  return CARRIERS.indexOf(carrier)
}

// A coupon must not take a customer from the affiliate who has just brought them (browser extensions that fill in a code at checkout).
function stoodDown<T extends Touch>(counted: readonly T[], standDownMinutes: number): T[] {
  const clicks = counted.filter((touch) => touch.carrier === 'click_key')
  return counted.filter((coupon) => coupon.carrier === 'coupon' && clicks.some((click) =>
    click.affiliateId !== coupon.affiliateId
    && coupon.touchedAt.getTime() - click.touchedAt.getTime() < standDownMinutes * MINUTE_MS))
}

function whyOutranked(touch: Touch, winner: Touch | undefined, model: AttributionSettings['model']): string {
  if (winner !== undefined && winner.carrier !== touch.carrier) return 'lower_precedence'
  return model === 'last_click' ? 'not_last_click' : 'not_first_click'
}

function whyWon(winner: Touch, registeredAt: Date, model: AttributionSettings['model']): WonReason {
  if (winner.touchedAt.getTime() > registeredAt.getTime()) return 'clock_skew'
  return winner.carrier === 'click_key' ? model : winner.carrier
}

/** What was sent explains more than what was found; `click_required`: nothing was sent at all. */
function whyOrganic(losers: readonly LostTouch<Touch>[], refusals: readonly Refusal[]): string {
  const sentClick = losers.find((loser) => loser.touch.isSent)
  if (sentClick !== undefined) return sentClick.reason
  const refusedClick = refusals.find((refusal) => refusal.carrier === 'click_key') ?? refusals[0]
  return refusedClick?.reason ?? 'click_required'
}
