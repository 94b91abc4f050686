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

/** An instruction as it goes out, in every try the same to the byte. Holds account details: never to be logged or answered. */
export interface PayerMessage {
  readonly idempotencyKey: string
  readonly body: string
}

export function messageOf({ amountMinor, currency, details, ...instruction }: PayerInstruction): PayerMessage {
  const body = canonicalJson({ ...instruction, amount: minorToFixedText(amountMinor, currency), currency, method: { ...details } })
  return { idempotencyKey: instruction.idempotencyKey, body }
}

/**
 * Tells the operator's payer to pay one payout: once, without a retry. The same message has the same `webhook-id`.
 * Never throws. Store the message before; do not hold the book meanwhile.
 */
export async function callPayer({ send, clock }: PayerDependencies, payer: PayerDetails, { idempotencyKey, body }: PayerMessage): Promise<CallOutcome> {
  const signed = signCall(payer.secrets, { id: idempotencyKey, body, now: clock.now() })
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': idempotencyKey, ...signed }
  return classifyCall(await send({ method: 'POST', url: payer.url, headers, body }), idempotencyKey)
}
