import type { Uuid } from '../ids.ts'
import { applyFact } from './apply-fact.ts'
import type { DeliveryOutcome } from './delivery.ts'
import type { ParsedDelivery } from './gateway.ts'
import type { GatewayStep } from './gateway-step.ts'

/** What became of a delivery. */
export interface DeliveryFate {
  readonly outcome: DeliveryOutcome
  readonly reason: string | null
  readonly paymentId: Uuid | null
}

/** Takes in everything that a delivery says. */
export async function applyDelivery(step: GatewayStep, { facts, reason }: ParsedDelivery): Promise<DeliveryFate> {
  let fate: DeliveryFate = { outcome: 'ignored', reason, paymentId: null }
  for (const fact of facts) {
    const { outcome, paymentId } = await applyFact(step, fact)
    fate = { outcome: 'applied', reason: outcome, paymentId }
  }
  return fate
}
