import { arrayLiteral } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import { bookHeldReversals } from './apply-reversal.ts'
import { bookItems } from './book-items.ts'
import type { GatewayStep } from './gateway-step.ts'
import { type GatewayPayment, mergeTold, readPayments, savePayment } from './payment.ts'

/**
 * The payment that goes by one of these names, which from now on all are its own. There is one afterwards: a new one if nobody knew any of
 * them, and several that turn out to be the same become the one that has got furthest.
 */
export async function findPayment(step: GatewayStep, references: readonly string[]): Promise<GatewayPayment> {
  const { tx, programId, settings } = step
  const known = await readPayments(
    tx, programId, 'named',
    'p.id in (select r.payment_id from gateway_reference r where r.program_id = $1 and r.gateway = $2 and r.reference = any($3::text[]))',
    [settings.kind, arrayLiteral(references)],
  )
  const [furthest = createPayment(step), ...others] = known.sort(compareProgress)
  let payment = furthest
  for (const other of others) payment = await unite(step, payment, other)
  tx.defer(tx.count({
    name: 'gateway-references-add',
    text: `insert into gateway_reference (program_id, gateway, reference, payment_id) select $1, $2, r, $4 from unnest($3::text[]) r on conflict do nothing`,
    values: [programId, settings.kind, arrayLiteral(references), payment.id],
  }))
  return payment
}

const PROGRESS = { converted: 0, unattributed: 1, waiting: 2, free: 3, named: 4 } as const

function compareProgress(a: GatewayPayment, b: GatewayPayment): number {
  return PROGRESS[a.state] - PROGRESS[b.state] || (a.id < b.id ? -1 : 1)
}

function createPayment({ tx, programId, settings, isVerified, now }: GatewayStep): GatewayPayment {
  const id: Uuid = newId()
  tx.defer(tx.count({
    name: 'gateway-payment-create',
    text: `insert into gateway_payment (program_id, id, gateway, state, is_verified, created_at, updated_at) values ($1, $2, $3, 'named', $4, $5, $5)`,
    values: [programId, id, settings.kind, isVerified, now],
  }))
  return { id, state: 'named', told: null, isVerified, affiliateId: null, waitUntil: null, orderId: null, brandId: null, isNew: true }
}

async function unite(step: GatewayStep, kept: GatewayPayment, other: GatewayPayment): Promise<GatewayPayment> {
  const { tx, programId, now } = step
  if (kept.state === 'converted' && other.state === 'converted') await takeBackSecondOrder(step, other)
  const names = [programId, kept.id, other.id]
  await tx.count({ name: 'gateway-references-move', text: 'update gateway_reference set payment_id = $2 where program_id = $1 and payment_id = $3', values: names })
  await tx.count({ name: 'gateway-reversals-move', text: 'update gateway_reversal set payment_id = $2 where program_id = $1 and payment_id = $3', values: names })
  await tx.count({ name: 'gateway-deliveries-move', text: 'update gateway_delivery set payment_id = $2 where program_id = $1 and payment_id = $3', values: names })
  await tx.count({ name: 'gateway-payment-drop', text: 'delete from gateway_payment where program_id = $1 and id = $2', values: [programId, other.id] })
  const told = kept.told !== null && other.told !== null ? mergeTold(kept.told, other.told) : (kept.told ?? other.told)
  const united = { ...kept, told, isVerified: kept.isVerified && other.isVerified, affiliateId: kept.affiliateId ?? other.affiliateId }
  const payment = savePayment(tx, programId, united, now)
  if (payment.state === 'converted') await bookHeldReversals(step, payment)
  return payment
}

/** Two orders were made of what is one payment, before anything said so. */
async function takeBackSecondOrder(step: GatewayStep, { told, orderId, brandId }: GatewayPayment): Promise<void> {
  if (told === null || orderId === null || brandId === null) return
  await bookItems(step, [{ type: 'refund', occurredAt: step.now, externalId: `${orderId}:told_twice`, brandId, relatedExternalId: orderId, currency: told.currency, value: told.value }])
}
