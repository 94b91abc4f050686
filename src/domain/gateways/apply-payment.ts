import { findCouponAffiliates } from '../coupons/find-coupon-affiliates.ts'
import { findEventAffiliates } from '../events/find-event-affiliates.ts'
import type { EventReason, NewEvent } from '../events/new-event.ts'
import { recordEvents } from '../events/record-events.ts'
import { buyerOf, readRegistered, registerBuyers } from '../events/register-buyers.ts'
import type { Uuid } from '../ids.ts'
import { bookHeldReversals } from './apply-reversal.ts'
import type { PaymentFact } from './gateway.ts'
import { actorOf, type GatewayStep } from './gateway-step.ts'
import { type GatewayPayment, mergeTold, readPayments, savePayment, type ToldPayment } from './payment.ts'

/** How long a payment that does not say whose it is waits for an event that does. */
export const PAYMENT_WAIT_MS = 10 * 60_000
/** How long a conversion is put off that the operator's plan does not allow now. */
export const LIMIT_WAIT_MS = 60 * 60_000
/** Renewals of one subscription that may be waiting for its first payment. */
const SIBLINGS_MAX = 100

/** What came of telling of a payment; of one that is nobody's: why. */
export type PaymentOutcome = 'converted' | 'already_converted' | 'duplicate_order' | 'waiting' | 'put_off' | 'unattributed' | EventReason | 'customer_only' | 'nothing_paid'

/** Takes in what an event tells of a payment, and makes it a conversion as soon as it is known whose it is. */
export async function applyPayment(step: GatewayStep, known: GatewayPayment, { kind: _kind, references: _references, ...fact }: PaymentFact): Promise<PaymentOutcome> {
  const told = mergeTold(known.told, fact)
  const isVerified = known.told === null ? step.isVerified : known.isVerified && step.isVerified
  const payment = { ...known, told, isVerified }
  if (known.state === 'converted') return saved(step, payment, 'already_converted')
  if (known.state === 'unattributed' && !step.isRepeated && saysNothingNew(known.told, told)) return saved(step, payment, 'unattributed')
  const outcome = await settlePayment(step, payment, told, false)
  await settleSiblings(step, payment.id, told)
  return outcome
}

function saysNothingNew(known: ToldPayment | null, told: ToldPayment): boolean {
  const claims = (payment: ToldPayment | null) => JSON.stringify([payment?.affiliateCode, payment?.coupons, payment?.subscription, payment?.value === 0n])
  return claims(known) === claims(told)
}

/** Decides about a payment that is no order yet. `isOver`: it has waited long enough for events that say more. */
export async function settlePayment(step: GatewayStep, payment: GatewayPayment, told: ToldPayment, isOver: boolean): Promise<PaymentOutcome> {
  const first = await readFirstPayment(step, payment.id, told)
  const owner = await findOwner(step, told, first)
  if (told.value === 0n) return registerCustomer(step, payment, told, owner)
  if (owner === null && !told.isComplete && !isOver) {
    if (payment.state === 'unattributed') return saved(step, payment, 'unattributed')
    return saved(step, { ...payment, state: 'waiting', waitUntil: payment.waitUntil ?? later(step, PAYMENT_WAIT_MS) }, 'waiting')
  }
  if (!step.mayConvert) return saved(step, { ...payment, state: 'waiting', waitUntil: later(step, LIMIT_WAIT_MS) }, 'put_off')
  return convert(step, payment, eventOf(step, told, owner, first))
}

/** An affiliate by its code, of which nobody knows yet whose it is, or by its id. */
interface Owner {
  readonly referralCode: string | null
  readonly affiliateId: Uuid | null
}

/** Whose a payment is: its subscription's, else the affiliate that it names, else the one of a coupon. Null: it does not say. */
async function findOwner({ tx, programId, settings }: GatewayStep, told: ToldPayment, first: GatewayPayment | undefined): Promise<Owner | null> {
  if (first !== undefined && first.affiliateId !== null) return { referralCode: null, affiliateId: first.affiliateId }
  if (settings.allowMetadata && told.affiliateCode !== null) return { referralCode: told.affiliateCode, affiliateId: null }
  if (!settings.allowCoupon || told.coupons.length === 0) return null
  const coupons = await findCouponAffiliates(tx, programId, told.coupons)
  const coupon = told.coupons.map((code) => coupons.get(code)).find((found) => found !== undefined)
  return coupon === undefined ? null : { referralCode: null, affiliateId: coupon.affiliateId }
}

/** The payment that the subscription began with, for one that did not begin it. */
async function readFirstPayment({ tx, programId, settings }: GatewayStep, id: Uuid, { subscription, isFirst }: ToldPayment): Promise<GatewayPayment | undefined> {
  if (subscription === null || isFirst) return undefined
  const [first] = await readPayments(
    tx, programId, 'first',
    `p.gateway = $2 and p.subscription = $3 and p.id <> $4 and p.affiliate_id is not null order by (p.payment->>'isFirst')::boolean desc, p.id limit 1`,
    [settings.kind, subscription, id],
  )
  return first
}

/** Renewals that came before it was known whose their subscription is: now that this payment of it is somebody's. */
async function settleSiblings(step: GatewayStep, id: Uuid, { subscription }: ToldPayment): Promise<void> {
  if (subscription === null) return
  const siblings = await readPayments(
    step.tx, step.programId, 'siblings',
    `p.gateway = $2 and p.subscription = $3 and p.id <> $4 and p.state in ('waiting', 'unattributed')
     and exists (select from gateway_payment f where f.program_id = $1 and f.id = $4 and f.affiliate_id is not null) order by p.id limit ${SIBLINGS_MAX}`,
    [step.settings.kind, subscription, id],
  )
  for (const sibling of siblings) if (sibling.told !== null) await settlePayment(step, sibling, sibling.told, false)
}

const NOTHING: NewEvent = {
  kind: 'conversion', referralCode: null, affiliateId: null, orderId: null, value: null, currency: null, customerId: null, customerEmail: null,
  customerName: null, product: null, sessionId: null, occurredAt: null, properties: {}, deviceInfo: null, ip: null,
}

function eventOf({ settings, now }: GatewayStep, told: ToldPayment, owner: Owner | null, first: GatewayPayment | undefined): NewEvent {
  // Renewals are counted with the payment they renew, whatever the gateway calls their customer.
  const buyer = first?.told != null && buyerOf(first.told) !== null ? first.told : told
  return {
    ...NOTHING,
    referralCode: owner?.referralCode ?? null,
    affiliateId: owner?.affiliateId ?? null,
    orderId: told.statedOrderId ?? told.orderId,
    value: told.value,
    currency: told.currency,
    customerId: buyer.customerId,
    customerEmail: buyer.customerEmail,
    customerName: told.customerName,
    product: told.product,
    occurredAt: told.occurredAt === null || told.occurredAt > now ? now : told.occurredAt,
    properties: { gateway: settings.kind, payment: told.orderId, subscription: told.subscription ?? undefined, coupons: told.coupons.length === 0 ? undefined : told.coupons },
  }
}

async function convert(step: GatewayStep, payment: GatewayPayment, event: NewEvent): Promise<PaymentOutcome> {
  const { tx, dependencies, programId, settings, recorded } = step
  const source = { programId, kind: 'gateway', isVerified: payment.isVerified, actor: actorOf(settings.kind) } as const
  const [result] = await recordEvents(tx, dependencies, source, [event])
  if (result === undefined) throw new Error('an event without an outcome')
  recorded.push(result)
  if (result.outcome === 'unattributed') return saved(step, { ...payment, state: 'unattributed', waitUntil: null }, result.reason ?? 'unattributed')
  const isOurs = result.outcome === 'converted'
  const affiliateId = isOurs ? result.affiliateId : await readOrderAffiliate(step, event.orderId ?? '')
  const converted = save(step, { ...payment, state: 'converted', waitUntil: null, affiliateId, orderId: event.orderId, brandId: step.terms.brandId })
  if (!payment.isNew) await bookHeldReversals(step, converted)
  return isOurs ? 'converted' : 'duplicate_order'
}

/** Whose an order is that somebody else reported before. */
async function readOrderAffiliate({ tx, programId }: GatewayStep, orderId: string): Promise<Uuid | null> {
  const [row] = await tx.sql<{ affiliate_id: Uuid | null }>({
    name: 'gateway-order-affiliate',
    text: `select affiliate_id from event where program_id = $1 and order_id = $2 and outcome = 'converted' order by id limit 1`,
    values: [programId, orderId],
  })
  return row?.affiliate_id ?? null
}

/** Nothing was paid. A customer of whom we know who brought it, or that nobody will tell us more of, is a customer all the same. */
async function registerCustomer(step: GatewayStep, payment: GatewayPayment, told: ToldPayment, owner: Owner | null): Promise<PaymentOutcome> {
  const { tx, dependencies, programId, settings, terms: { brandId, status }, recorded } = step
  const event = { ...eventOf(step, told, owner, undefined), value: null }
  const [affiliate] = owner === null ? [] : await findEventAffiliates(tx, programId, [event])
  const [affiliateId, buyer] = [affiliate?.id ?? null, buyerOf(told)]
  save(step, { ...payment, state: 'free', affiliateId, waitUntil: null })
  if (status !== 'active' || buyer === null || brandId === null || (affiliateId === null && !told.isComplete) || !told.isFirst) return 'nothing_paid'
  const source = { programId, kind: 'gateway', isVerified: payment.isVerified, actor: actorOf(settings.kind) } as const
  const purchase = { event, buyer, occurredAt: event.occurredAt ?? step.now }
  const { created } = await registerBuyers(tx, dependencies, source, brandId, [purchase], await readRegistered(tx, source, brandId, [buyer]))
  if (created.has(buyer)) recorded.push({ id: payment.id, outcome: 'recorded', reason: null, affiliateId, registered: { brandId, externalId: buyer } })
  return 'customer_only'
}

function save({ tx, programId, now }: GatewayStep, payment: GatewayPayment): GatewayPayment {
  return savePayment(tx, programId, payment, now)
}

function saved(step: GatewayStep, payment: GatewayPayment, outcome: PaymentOutcome): PaymentOutcome {
  save(step, payment)
  return outcome
}

function later({ now }: GatewayStep, ms: number): Date {
  return new Date(now.getTime() + ms)
}
