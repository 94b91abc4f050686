import type { Uuid } from '../ids.ts'
import type { Micros } from '../money/amounts.ts'
import { bookItems } from './book-items.ts'
import type { DisputeFact, RefundFact } from './gateway.ts'
import type { GatewayStep } from './gateway-step.ts'
import type { GatewayPayment } from './payment.ts'

type ReversalState = 'held' | 'booked' | 'won' | 'credited'

interface Reversal {
  readonly id: string
  readonly kind: 'refund' | 'chargeback'
  readonly value: Micros
  readonly currency: string
  readonly occurredAt: Date
}

/** What came of telling of money that went back, or of a dispute. */
export type ReversalOutcome = 'reversed' | 'reversal_held' | 'credited_again' | 'nothing_new'

/** Takes back what was refunded and has not been taken back yet, now or when the payment becomes an order. */
export async function applyRefund(step: GatewayStep, payment: GatewayPayment, fact: RefundFact): Promise<ReversalOutcome> {
  const value = fact.cumulates === null ? fact.value : fact.value - (await readRefunded(step, fact.cumulates))
  return value <= 0n ? 'nothing_new' : addReversal(step, payment, { id: fact.id, kind: 'refund', value, currency: fact.currency, occurredAt: instantOf(step, fact) })
}

/** A dispute takes back what it is about until it is won; one that is lost stays. */
export async function applyDispute(step: GatewayStep, payment: GatewayPayment, fact: DisputeFact): Promise<ReversalOutcome> {
  const chargeback: Reversal = { id: fact.id, kind: 'chargeback', value: fact.value, currency: fact.currency, occurredAt: instantOf(step, fact) }
  if (fact.value === 0n) return 'nothing_new'
  if (fact.state !== 'won') return addReversal(step, payment, chargeback)
  // Known before it was opened, it will change nothing when that is told.
  if (await insertReversal(step, payment.id, chargeback, 'credited')) return 'nothing_new'
  const changed = await step.tx.count({
    name: 'gateway-dispute-won',
    text: `update gateway_reversal set state = case state when 'booked' then 'won' else 'credited' end, updated_at = $4
            where program_id = $1 and gateway = $2 and id = $3 and state in ('held', 'booked')`,
    values: [step.programId, step.settings.kind, fact.id, step.now],
  })
  if (changed > 0) step.work.hasItems = true
  return changed > 0 ? 'credited_again' : 'nothing_new'
}

async function addReversal(step: GatewayStep, payment: GatewayPayment, reversal: Reversal): Promise<ReversalOutcome> {
  if (!(await insertReversal(step, payment.id, reversal, 'held'))) return 'nothing_new'
  if (payment.state !== 'converted') return 'reversal_held'
  await bookHeldReversals(step, payment)
  return 'reversed'
}

async function insertReversal({ tx, programId, settings, now }: GatewayStep, paymentId: Uuid, { id, kind, value, currency, occurredAt }: Reversal, state: ReversalState): Promise<boolean> {
  const inserted = await tx.count({
    name: 'gateway-reversal-add',
    text: `insert into gateway_reversal (program_id, gateway, id, payment_id, kind, state, value, currency, occurred_at, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict do nothing`,
    values: [programId, settings.kind, id, paymentId, kind, state, value, currency, occurredAt, now],
  })
  return inserted > 0
}

/** What refunds of one kind have taken back so far. */
async function readRefunded({ tx, programId, settings }: GatewayStep, prefix: string): Promise<Micros> {
  const [row] = await tx.sql<{ value: Micros | null }>({
    name: 'gateway-refunded',
    text: `select sum(value) as value from gateway_reversal where program_id = $1 and gateway = $2 and starts_with(id, $3)`,
    values: [programId, settings.kind, prefix],
  })
  return row?.value ?? 0n
}

/** Makes transactions of what went back of an order and waited for it to be one. */
export async function bookHeldReversals(step: GatewayStep, { id, orderId, brandId }: GatewayPayment): Promise<void> {
  if (orderId === null || brandId === null) return
  const held = await step.tx.sql<Reversal>({
    name: 'gateway-reversals-book',
    text: `update gateway_reversal set state = 'booked', updated_at = $3 where program_id = $1 and payment_id = $2 and state = 'held'
           returning id, kind, value, currency, occurred_at as "occurredAt"`,
    values: [step.programId, id, step.now],
  })
  const items = held.map(({ id: externalId, kind, ...reversal }) => ({ type: kind, externalId, brandId, relatedExternalId: orderId, ...reversal }))
  await bookItems(step, items)
}

function instantOf({ now }: GatewayStep, { occurredAt }: { readonly occurredAt: Date | null }): Date {
  return occurredAt === null || occurredAt > now ? now : occurredAt
}
