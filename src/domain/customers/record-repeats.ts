import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { markRegistrations } from '../commissions/reckoning/mark-affiliates.ts'
import type { Uuid } from '../ids.ts'
import { markCustomers } from '../reports/mark-customers.ts'
import { refusedTouch, touchRecord } from './attribute-registration.ts'
import { type Customer, customerKey, readCustomersByName } from './customer.ts'
import { excludedSince } from './excluded-since.ts'
import type { Evidence } from './find-touches.ts'
import type { Registration } from './registration.ts'
import { storeTouches, type TouchRecord } from './store-customers.ts'

/** A registration of a customer that exists. */
export interface Repeat {
  readonly customer: Customer
  readonly registration: Registration
  readonly evidence: Evidence
}

/**
 * Records what repeated registrations say: what they send of username, country and the exclusions is updated (the last one of several
 * wins), and what speaks for somebody else is kept as a lost touch, once. Nobody is re-attributed.
 * Answers the customers that changed, by `customerKey`. A repeat that says nothing new writes nothing.
 */
export async function recordRepeats(tx: Tx, programId: Uuid, repeats: readonly Repeat[], now: Date): Promise<Map<string, Customer>> {
  await recordLostTouches(tx, programId, repeats, now)
  const changes = new Map<string, Change>()
  for (const { customer, registration } of repeats) {
    const key = customerKey(customer)
    changes.set(key, { customer, sent: laterOver(changes.get(key)?.sent ?? NOTHING_SENT, registration) })
  }
  const news = [...changes.values()].filter(saysSomethingNew)
  if (news.length === 0) return new Map()
  await updateCustomers(tx, programId, news, now)
  // A country or an exclusion may decide what a registration earns.
  await markRegistrations(tx, programId, news.map(({ customer }) => customer.tracking.affiliateId))
  return readCustomersByName(tx, programId, news.map((change) => change.customer))
}

type Sent = Pick<Registration, 'username' | 'country' | 'countryCode' | 'revShareExcluded' | 'cpaExcluded'>

/** Everything that repeats in this transaction send about one customer; null = not sent. */
interface Change {
  readonly customer: Customer
  readonly sent: Sent
}

const NOTHING_SENT: Sent = { username: null, country: null, countryCode: null, revShareExcluded: null, cpaExcluded: null }

function laterOver(earlier: Sent, later: Sent): Sent {
  return {
    username: later.username ?? earlier.username,
    country: later.country ?? earlier.country,
    countryCode: later.countryCode ?? earlier.countryCode,
    revShareExcluded: later.revShareExcluded ?? earlier.revShareExcluded,
    cpaExcluded: later.cpaExcluded ?? earlier.cpaExcluded,
  }
}

function saysSomethingNew({ customer, sent }: Change): boolean {
  return (sent.username !== null && sent.username !== customer.username)
    || (sent.country !== null && sent.country !== customer.country)
    || (sent.countryCode !== null && sent.countryCode !== customer.countryCode)
    || (sent.revShareExcluded !== null && sent.revShareExcluded !== customer.revShareExcluded)
    || (sent.cpaExcluded !== null && sent.cpaExcluded !== customer.cpaExcluded)
}

/** Sets what was sent and nothing else: of two repeats at once that send different fields neither undoes the other. */
async function updateCustomers(tx: Tx, programId: Uuid, changes: readonly Change[], now: Date): Promise<void> {
  const rows = new BulkRows(columns('id uuid, username text, country text, country_code text, rev_share_excluded boolean, cpa_excluded boolean'))
  for (const { customer, sent } of changes) rows.add(customer.id, sent.username, sent.country, sent.countryCode, sent.revShareExcluded, sent.cpaExcluded)
  await lockCustomers(tx, programId, changes.map(({ customer }) => customer.id))
  await tx.count({
    name: 'update-repeated-customers',
    text: `update customer c set username = coalesce(r.username, c.username), country = coalesce(r.country, c.country),
             country_code = coalesce(r.country_code, c.country_code), rev_share_excluded = coalesce(r.rev_share_excluded, c.rev_share_excluded),
             cpa_excluded = coalesce(r.cpa_excluded, c.cpa_excluded), cpa_excluded_at = ${excludedSince('coalesce(r.cpa_excluded, c.cpa_excluded)', '$2')},
             updated_at = $2
        from ${rows.unnest('r', 3)} where c.program_id = $1 and c.id = r.id`,
    values: [programId, now, ...rows.parameters()],
  })
  await markCustomers(tx, programId, changes.map(({ customer }) => customer.id))
}

async function recordLostTouches(tx: Tx, programId: Uuid, repeats: readonly Repeat[], now: Date): Promise<void> {
  const touches = repeats.flatMap(touchesOf)
  if (touches.length === 0) return
  const customerIds = [...new Set(touches.map((touch) => touch.customerId))]
  // Locked before the look: of two that send the same click at once only one may record it.
  await lockCustomers(tx, programId, customerIds)
  const known = await tx.sql<KnownTouch>({
    name: 'touches-of-customers',
    text: `select t.customer_id as "customerId", t.carrier, t.click_key as "clickKey", t.affiliate_id as "affiliateId", t.reason
      from unnest($2::uuid[]) as k (customer_id)
      cross join lateral (
        select * from touch where program_id = $1 and customer_id >= k.customer_id and customer_id <= k.customer_id
         order by customer_id limit ${TOUCHES_MAX}) t`,
    values: [programId, arrayLiteral(customerIds)],
  })
  const seen = new Set(known.map(identityOf))
  const counts = Map.groupBy(known, (touch) => touch.customerId)
  const fresh = touches.filter((touch) => {
    const identity = identityOf(touch)
    const isNew = !seen.has(identity) && (counts.get(touch.customerId)?.length ?? 0) < TOUCHES_MAX
    seen.add(identity)
    return isNew
  })
  await storeTouches(tx, programId, fresh, now)
}

/** After so many touches of one customer further ones are no longer kept. */
const TOUCHES_MAX = 500

type KnownTouch = Pick<TouchRecord, 'customerId' | 'carrier' | 'clickKey' | 'affiliateId' | 'reason'>

/** Once per click key; what has none, once per affiliate and carrier, or per reason. */
function identityOf({ customerId, carrier, clickKey, affiliateId, reason }: KnownTouch): string {
  return `${customerId} ${carrier} ${clickKey ?? affiliateId ?? reason}`
}

/** What the repeat itself sent that speaks for somebody. The visitor's other clicks were weighed when the customer came. */
function touchesOf({ customer, registration, evidence }: Repeat): TouchRecord[] {
  const sent = evidence.touches.filter((touch) => touch.isSent && !isWinner(customer, touch))
  return [
    ...sent.map((touch) => touchRecord(customer.id, touch, 'lost', touch.blockedBecause ?? 'already_attributed')),
    ...evidence.refusals.map((refusal) => refusedTouch(customer.id, registration.registeredAt, refusal)),
  ]
}

function isWinner({ tracking }: Customer, touch: { carrier: string, clickKey: Uuid | null, affiliateId: Uuid }): boolean {
  if (tracking.carrier !== touch.carrier) return false
  return touch.clickKey === null ? tracking.affiliateId === touch.affiliateId : tracking.clickKey === touch.clickKey
}

async function lockCustomers(tx: Tx, programId: Uuid, customerIds: readonly Uuid[]): Promise<void> {
  await tx.sql({
    name: 'lock-customers',
    text: 'select id from customer where program_id = $1 and id = any($2::uuid[]) order by id for no key update',
    values: [programId, arrayLiteral(customerIds)],
  })
}
