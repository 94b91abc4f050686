import type { Clock } from '../../app/clock.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { REGISTRATIONS_MAX, type RegistrationRequest, registerCustomers } from '../customers/register-customers.ts'
import type { Uuid } from '../ids.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import type { EventSource, NewEvent } from './new-event.ts'

/** A conversion whose customer is known by name. */
export interface Purchase {
  readonly event: NewEvent
  readonly buyer: string
  readonly occurredAt: Date
}

export interface Buyers {
  /** Who is registered now, by external id. */
  readonly known: ReadonlySet<string>
  /** Who was not before. */
  readonly created: ReadonlySet<string>
}

/**
 * Who bought: the customer's id as the merchant sent it, else the e-mail address in lower case. Null: nobody we could tell from others.
 */
export function buyerOf({ customerId, customerEmail }: Pick<NewEvent, 'customerId' | 'customerEmail'>): string | null {
  const email = customerEmail?.trim().toLowerCase()
  return customerId ?? (email === '' ? null : (email ?? null))
}

/**
 * Registers the buyers that the brand has not registered, each by its first purchase and for that purchase's affiliate. Whoever exists is
 * left alone: nobody is re-attributed. Only one that a page had registered is confirmed by the merchant's own report of a purchase.
 * `registered`: what readRegistered says of the buyers.
 */
export async function registerBuyers(
  tx: Tx, dependencies: { readonly clock: Clock; readonly clickKeys: ClickKeys }, source: EventSource, brandId: Uuid, purchases: readonly Purchase[],
  registered: ReadonlySet<string>,
): Promise<Buyers> {
  const first = new Map<string, Purchase>()
  for (const purchase of purchases) if (!first.has(purchase.buyer)) first.set(purchase.buyer, purchase)
  const known = new Set(registered)
  const missing = [...first.values()].filter(({ buyer }) => !known.has(buyer))
  const created = new Set<string>()
  for (let start = 0; start < missing.length; start += REGISTRATIONS_MAX) {
    const chunk = missing.slice(start, start + REGISTRATIONS_MAX)
    const results = await registerCustomers(tx, dependencies, source.programId, chunk.map((purchase) => registrationOf(purchase, source, brandId)))
    chunk.forEach(({ buyer }, index) => {
      const outcome = results[index]?.outcome
      if (outcome === 'created') created.add(buyer)
      if (outcome === 'created' || outcome === 'existing') known.add(buyer)
    })
  }
  return { known, created }
}

/** The buyers about whom the source has nothing to add. */
export async function readRegistered(tx: Tx, { programId, isVerified }: EventSource, brandId: Uuid, buyers: readonly string[]): Promise<Set<string>> {
  if (buyers.length === 0) return new Set()
  const rows = await tx.sql<{ external_id: string }>({
    name: 'registered-buyers',
    // From k to k, in order: see the note on statements in customer.ts. As "= any" it read 7,000 customers for 14 buyers.
    text: `select k.external_id from unnest($3::text[]) as k (external_id)
             cross join lateral (
               select is_verified from customer where program_id = $1 and brand_id = $2 and external_id >= k.external_id and external_id <= k.external_id
                order by external_id limit 1) c
            where c.is_verified or not $4`,
    values: [programId, brandId, arrayLiteral([...new Set(buyers)]), isVerified],
  })
  return new Set(rows.map((row) => row.external_id))
}

function registrationOf({ event, buyer, occurredAt }: Purchase, { actor, isVerified }: EventSource, brandId: Uuid): RegistrationRequest {
  return {
    waitsForClick: false,
    whenExisting: 'keep',
    registration: {
      ...(isVerified ? {} : { isUnverified: true as const }),
      ...(event.affiliateId === null ? {} : { affiliateId: event.affiliateId }),
      brandId, externalBrandId: null, externalId: buyer, registeredAt: occurredAt, clickKey: null, couponCode: null,
      referralCode: event.affiliateId === null ? event.referralCode : null, manual: null, username: event.customerName, country: null, countryCode: null,
      registerIp: null, referringUrl: null, customParameter: null, category: null, label: null, revShareExcluded: null, cpaExcluded: null,
      importId: null, createdBy: actor, ...(isVerified ? {} : { isUnverified: true as const }),
    },
  }
}
