import { newId, type Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { type Customer, NO_TOTALS, type Tracking } from './customer.ts'
import { type AttributionDecision, decideAttribution, type Refusal } from './decide-attribution.ts'
import { attributionSettings, type BrandedRegistration, type Evidence, type FoundTouch } from './find-touches.ts'
import type { OrganicPlace } from './organic-place.ts'
import { failed, type RegistrationFailure } from './registration.ts'
import type { NewCustomer, TouchRecord } from './store-customers.ts'

interface Surroundings {
  readonly program: Program
  readonly organic: OrganicPlace
  /** The program's present. */
  readonly now: Date
}

/** The customer that a registration becomes, with its attribution and every touch; or why the program refuses it. Pure but for new ids. */
export function attributeRegistration(surroundings: Surroundings, branded: BrandedRegistration, evidence: Evidence): NewCustomer | RegistrationFailure {
  const { program, organic } = surroundings
  const { registration } = branded
  const decision = decideAttribution(registration.registeredAt, attributionSettings(program), evidence.touches, evidence.refusals)
  if (decision.outcome === 'rejected') return refusedBecause(decision.reason)
  const id = newId()
  return {
    customer: customerOf(surroundings, branded, id, decision.outcome === 'attributed' ? wonTracking(branded, decision) : organicTracking(branded, organic, decision.reason)),
    trackingLinkId: decision.outcome === 'attributed' ? decision.winner.trackingLinkId : null,
    isComplete: decision.outcome !== 'attributed' || decision.winner.isComplete,
    touches: touchRecords(id, registration.registeredAt, decision, evidence.refusals),
  }
}

function refusedBecause(reason: string): RegistrationFailure {
  const why = reason === 'click_required' ? 'none was sent' : `the one sent does not count: ${reason}`
  return failed('click_required', `This program does not accept customers without a valid click; ${why}.`)
}

function customerOf({ program, now }: Surroundings, { registration: r, brand }: BrandedRegistration, id: Uuid, tracking: Tracking): Customer {
  return {
    id,
    operatorId: program.operator_id,
    currency: program.currency,
    brandId: brand.id,
    externalBrandId: brand.externalId,
    externalId: r.externalId,
    username: r.username,
    country: r.country,
    countryCode: r.countryCode,
    registerIp: r.registerIp,
    referringUrl: r.referringUrl,
    registeredAt: r.registeredAt,
    category: r.category,
    label: r.label,
    customParameter: r.customParameter,
    revShareExcluded: r.revShareExcluded ?? false,
    cpaExcluded: r.cpaExcluded ?? false,
    importId: r.importId,
    isVerified: r.isUnverified !== true,
    createdBy: r.createdBy,
    createdAt: now,
    updatedAt: now,
    tracking,
    totals: NO_TOTALS,
  }
}

function wonTracking({ registration }: BrandedRegistration, { winner, reason }: AttributionDecision<FoundTouch> & { outcome: 'attributed' }): Tracking {
  return {
    carrier: winner.carrier,
    reason: reason === 'clock_skew' ? reason : null,
    clickKey: winner.clickKey,
    affiliateId: winner.affiliateId,
    trackerId: winner.trackerId,
    brandId: winner.brandId,
    productId: winner.productId,
    mediaId: winner.mediaId,
    touchedAt: winner.carrier === 'click_key' ? winner.touchedAt : null,
    customParameter: winner.customParameter ?? registration.customParameter,
    referringUrl: winner.referringUrl ?? registration.referringUrl,
    frozen: winner.names,
  }
}

function organicTracking({ registration, brand }: BrandedRegistration, organic: OrganicPlace, reason: string): Tracking {
  return {
    carrier: 'organic',
    reason,
    clickKey: null,
    affiliateId: organic.affiliateId,
    trackerId: organic.tracker.id,
    brandId: brand.id,
    productId: null,
    mediaId: null,
    touchedAt: null,
    customParameter: registration.customParameter,
    referringUrl: registration.referringUrl,
    frozen: { affiliateName: organic.affiliateName, trackerName: organic.tracker.name, brandName: brand.name, productName: null },
  }
}

function touchRecords(customerId: Uuid, registeredAt: Date, decision: AttributionDecision<FoundTouch>, refusals: readonly Refusal[]): TouchRecord[] {
  return [
    ...(decision.outcome === 'attributed' ? [touchRecord(customerId, decision.winner, 'won', decision.reason)] : []),
    ...decision.losers.map(({ touch, reason }) => touchRecord(customerId, touch, 'lost', reason)),
    ...refusals.map((refusal) => refusedTouch(customerId, registeredAt, refusal)),
  ]
}

/** A touch of an affiliate as it is kept. */
export function touchRecord(customerId: Uuid, touch: FoundTouch, outcome: 'won' | 'lost', reason: string): TouchRecord {
  const { carrier, clickKey, affiliateId, trackerId, touchedAt } = touch
  return { customerId, carrier, clickKey, affiliateId, trackerId, touchedAt, outcome, reason }
}

/** What was sent and led to nobody, as it is kept. */
export function refusedTouch(customerId: Uuid, sentAt: Date, { carrier, clickKey, reason }: Refusal): TouchRecord {
  return { customerId, carrier, clickKey, affiliateId: null, trackerId: null, touchedAt: sentAt, outcome: 'lost', reason }
}
