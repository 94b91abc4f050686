import { z } from 'zod'
import { exactNumber, minorToText, scaledToText } from '../../../domain/money/amounts.ts'
import { INSTRUCTION_STATES, type Payout, type PayoutEvent } from '../../../domain/payouts/payout.ts'
import type { PayoutLine, PayoutPart } from '../../../domain/payouts/payout-composition.ts'
import { PAYOUT_STATUSES } from '../../../domain/payouts/payout-states.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

/** Rates are kept in billionths. */
const RATE_DECIMALS = 9

const fields = {
  ...commonFields,
  runId: answeredId,
  affiliateId: answeredId,
  affiliateName,
  amount: z.number().meta({ description: 'What comes off the payable balance.' }),
  currency: z.string().meta({ examples: ['EUR'] }),
  paidAmount: z.number().meta({ description: 'What is sent.' }),
  paidCurrency: z.string().meta({ examples: ['USD'] }),
  rate: z.strictObject({ rate: z.string(), source: z.string(), effectiveFrom: answeredInstant }).nullable().meta({
    description: "Of a payout in another currency: what one unit of `paidCurrency` is worth in `currency`, who says so and since when.",
  }),
  status: z.enum(PAYOUT_STATUSES).meta({
    description: 'draft, approved: it waits (a campaign calls it pending). instructed: it was sent (processing). settled: it is paid. failed, returned, cancelled: its money and its lines are free again.',
  }),
  payoutMethodId: answeredId,
  methodKind: z.string(),
  methodHint: z.string(),
  rail: z.string().nullable(),
  endToEndId: z.string().meta({ description: 'What the bank or the payer hands on and tells back.' }),
  externalId: z.string().nullable().meta({ description: 'What the payment is called outside.' }),
  notSentReason: z.string().nullable().meta({ description: 'Approved, and passed over when its run was sent: why.' }),
  instruction: z.strictObject({ state: z.enum(INSTRUCTION_STATES), detail: z.string().nullable() }).nullable().meta({
    description: 'What went out. stored: nothing did yet. sent: it is under way. unknown: it may have been paid, and the payer is asked, or a person says. accepted: the payer has it. refused: it will not be paid.',
  }),
}

export const payoutAnswer = z.strictObject(fields).meta({ id: 'Payout' })

const event = z.strictObject({ id: answeredId, kind: z.string(), actor: z.string(), reason: z.string().nullable(), externalId: z.string().nullable(), recordedAt: answeredInstant })

export const detailedPayoutAnswer = z
  .strictObject({
    ...fields,
    events: z.array(event).meta({ description: 'What happened to it, in order.' }),
    composition: z.strictObject({
      parts: z.array(z.strictObject({ component: z.string(), brandId: answeredId.nullable(), lines: z.int(), amount: z.number() })),
      other: z.number().meta({ description: 'What the amount has more or less than its lines: adjustments, tax, and negatives that wait for approval.' }),
    }),
  })
  .meta({ id: 'DetailedPayout' })

export function presentPayout(payout: Payout): object {
  const { ratePpb, rateSource, rateEffectiveFrom, amountMinor, paidAmountMinor, methodId, instructionState, instructionDetail, createdAt, updatedAt, ...rest } = payout
  return {
    ...rest,
    createdTs: createdAt,
    updatedTs: updatedAt,
    amount: exactNumber(minorToText(amountMinor, payout.currency)),
    paidAmount: exactNumber(minorToText(paidAmountMinor, payout.paidCurrency)),
    rate: ratePpb === null ? null : { rate: scaledToText(ratePpb, RATE_DECIMALS), source: rateSource, effectiveFrom: rateEffectiveFrom },
    payoutMethodId: methodId,
    instruction: instructionState === null ? null : { state: instructionState, detail: instructionDetail },
  }
}

export function presentDetailedPayout(payout: Payout, events: readonly PayoutEvent[], parts: readonly PayoutPart[]): object {
  const amount = (minor: bigint) => exactNumber(minorToText(minor, payout.currency))
  const other = parts.reduce((left, part) => left - part.amountMinor, payout.amountMinor)
  return {
    ...presentPayout(payout),
    events,
    composition: { parts: parts.map(({ amountMinor, ...part }) => ({ ...part, amount: amount(amountMinor) })), other: amount(other) },
  }
}

export const payoutLineAnswer = z
  .strictObject({
    id: answeredId.meta({ description: 'Of the commission line.' }),
    transactionId: answeredId.nullable(),
    customerId: answeredId.nullable(),
    brandId: answeredId.nullable(),
    component: z.string(),
    amount: z.number(),
    currency: z.string(),
    occurredAt: answeredInstant,
    period: z.string(),
    isReleased: z.boolean().meta({ description: 'The payout has ended and let it go.' }),
  })
  .meta({ id: 'PayoutLine' })

export function presentPayoutLine({ amountMinor, ...line }: PayoutLine): object {
  return { ...line, amount: exactNumber(minorToText(amountMinor, line.currency)) }
}
