import type { Uuid } from '../ids.ts'
import { applyPayment, type PaymentOutcome, settlePayment } from './apply-payment.ts'
import { applyDispute, applyRefund, type ReversalOutcome } from './apply-reversal.ts'
import { findPayment } from './find-payment.ts'
import type { GatewayFact } from './gateway.ts'
import type { GatewayStep } from './gateway-step.ts'

export type FactOutcome = PaymentOutcome | ReversalOutcome | 'linked'

/** Takes in one fact. Telling it again changes nothing. */
export async function applyFact(step: GatewayStep, fact: GatewayFact): Promise<{ readonly paymentId: Uuid; readonly outcome: FactOutcome }> {
  const payment = await findPayment(step, fact.references)
  const paymentId = payment.id
  if (fact.kind === 'payment') return { paymentId, outcome: await applyPayment(step, payment, fact) }
  if (fact.kind === 'refund') return { paymentId, outcome: await applyRefund(step, payment, fact) }
  if (fact.kind === 'dispute') return { paymentId, outcome: await applyDispute(step, payment, fact) }
  // What is one payment now may know whose it is.
  if (payment.told !== null && payment.state === 'waiting') await settlePayment(step, payment, payment.told, false)
  return { paymentId, outcome: 'linked' }
}
