import type { Clock } from '../../../app/clock.ts'
import type { Send } from '../../../app/outbound.ts'
import type { Uuid } from '../../ids.ts'
import { minorToFixedText } from '../../money/amounts.ts'
import type { PayoutDetails } from '../../payout-methods/payout-details.ts'
import { canonicalJson } from '../../statements/sealing/canonical-json.ts'
import type { PayerDetails } from '../paying-accounts/paying-details.ts'
import { type CallOutcome, classifyCall } from './classify-answer.ts'
import { signCall } from './sign-call.ts'

/** One payout as the operator's payer is told of it: no more than it takes to pay. */
export interface PayerInstruction {
  /** The name of this one payment, stored before anything is sent and the same in every try. */
  readonly idempotencyKey: string
  readonly programId: Uuid
  readonly payoutId: Uuid
  readonly endToEndId: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly holderName: string
  readonly details: PayoutDetails
  readonly reference: string
  /** Of a test program: no money is to move. */
  readonly isTest: boolean
}

export interface PayerDependencies {
  readonly send: Send
  /** The wall clock: signatures are checked against the receiver's. */
  readonly clock: Clock
}

/**
 * Tells the operator's payer to pay one payout: once, without a retry. The same instruction is the same body and the same `webhook-id`.
 * Never throws. Store the key before; do not hold the book meanwhile.
 */
export async function callPayer({ send, clock }: PayerDependencies, payer: PayerDetails, instruction: PayerInstruction): Promise<CallOutcome> {
  const { idempotencyKey } = instruction
  const body = bodyOf(instruction)
  const signed = signCall(payer.secrets, { id: idempotencyKey, body, now: clock.now() })
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': idempotencyKey, ...signed }
  return classifyCall(await send({ method: 'POST', url: payer.url, headers, body }), idempotencyKey)
}

function bodyOf({ amountMinor, currency, details, ...instruction }: PayerInstruction): string {
  return canonicalJson({ ...instruction, amount: minorToFixedText(amountMinor, currency), currency, method: { ...details } })
}
