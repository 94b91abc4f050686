import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { shortName } from '../../../domain/commissions/hide-names.ts'
import { scaledToText } from '../../../domain/money/amounts.ts'
import { listPayouts, type Payout, type PayoutEvent, readPayout, readPayoutEvents } from '../../../domain/payouts/payout.ts'
import { listPayoutLines, type PayoutLine, type PayoutPart, readPayoutParts } from '../../../domain/payouts/payout-composition.ts'
import { PAYOUT_STATUSES } from '../../../domain/payouts/payout-states.ts'
import { requireOwner } from '../../../domain/portal/require-owner.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, commonFields, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

/** Rates are kept in billionths. */
const RATE_DECIMALS = 9

const fields = {
  ...commonFields,
  status: z.enum(PAYOUT_STATUSES).meta({ description: 'draft, approved: it is being prepared. instructed: it is on its way. settled: it is paid. failed, returned, cancelled: its money is payable again.' }),
  amount: z.number().meta({ description: 'What comes off your payable balance.' }),
  currency: z.string(),
  paidAmount: z.number().meta({ description: 'What is sent.' }),
  paidCurrency: z.string(),
  rate: z.strictObject({ rate: z.string(), source: z.string(), effectiveFrom: answeredInstant }).nullable().meta({ description: 'What one unit of `paidCurrency` is worth in `currency`.' }),
  payoutMethodId: answeredId,
  methodKind: z.string(),
  methodHint: z.string().meta({ examples: ['DE89 … 3000'] }),
  endToEndId: z.string().meta({ description: 'What your bank may show with it.' }),
}

const payoutAnswer = z.strictObject(fields).meta({ id: 'OwnPayout' })

const detailedAnswer = z
  .strictObject({
    ...fields,
    events: z.array(z.strictObject({ kind: z.string(), reason: z.string().nullable(), at: answeredInstant })).meta({ description: 'What happened to it, in order.' }),
    parts: z.array(z.strictObject({ component: z.string(), brandId: answeredId.nullable(), lines: z.int(), amount: z.number() })),
    other: z.number().meta({ description: 'What the amount has more or less than its commission lines: adjustments, tax, and negatives that wait for approval.' }),
  })
  .meta({ id: 'DetailedOwnPayout' })

const lineAnswer = z
  .strictObject({
    id: answeredId.meta({ description: 'Of the commission line.' }),
    transactionId: answeredId.nullable(),
    customerId: answeredId.nullable(),
    customer: z.string().nullable(),
    brandId: answeredId.nullable(),
    component: z.string(),
    amount: z.number(),
    currency: z.string(),
    occurredAt: answeredInstant,
    period: z.string(),
  })
  .meta({ id: 'OwnPayoutLine' })

/** What is told of a payout; the rest is between the operator and its bank. */
const TOLD_EVENTS: ReadonlySet<string> = new Set(['prepared', 'approved', 'instructed', 'settled', 'failed', 'returned', 'cancelled'])

export function ownPayoutRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Statements and payouts', permission: 'payouts:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/payout',
    operationId: 'listOwnPayouts',
    summary: 'List your payouts',
    description: 'Newest first.',
    query: z.strictObject({ ...listQuery, status: z.enum(PAYOUT_STATUSES).optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(payoutAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, status } }) => {
      const page = cutPage(await listPayouts(tx, { programId, affiliateId, status, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentPayout), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/payout/:id',
    operationId: 'readOwnPayout',
    summary: 'Read a payout, what happened to it and what it is made of',
    params: idParams,
    success: { status: 200, description: 'The payout.', schema: detailedAnswer },
    handle: async ({ tx, programId, affiliateId, params: { id } }) => {
      const payout = requireOwner(await readPayout(tx, programId, id), { programId, affiliateId })
      return presentDetailed(payout, await readPayoutEvents(tx, programId, id), await readPayoutParts(tx, programId, id))
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/payout/:id/line',
    operationId: 'listOwnPayoutLines',
    summary: 'List the commission lines that a payout pays',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(lineAnswer) },
    handle: async ({ tx, programId, affiliateId, params: { id }, query: { limit, cursor } }) => {
      requireOwner(await readPayout(tx, programId, id), { programId, affiliateId })
      const page = cutPage(await listPayoutLines(tx, programId, id, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentLine), nextCursor: page.nextCursor }
    },
  })
}

function presentPayout(payout: Payout): object {
  const { id, createdAt, updatedAt, status, amountMinor, currency, paidAmountMinor, paidCurrency, ratePpb, rateSource, rateEffectiveFrom, methodId, methodKind, methodHint, endToEndId } = payout
  return {
    id, createdTs: createdAt, updatedTs: updatedAt, status, amount: money(amountMinor, currency), currency, paidAmount: money(paidAmountMinor, paidCurrency), paidCurrency,
    rate: ratePpb === null ? null : { rate: scaledToText(ratePpb, RATE_DECIMALS), source: rateSource, effectiveFrom: rateEffectiveFrom },
    payoutMethodId: methodId, methodKind, methodHint, endToEndId,
  }
}

function presentDetailed(payout: Payout, events: readonly PayoutEvent[], parts: readonly PayoutPart[]): object {
  const { currency } = payout
  const other = parts.reduce((left, part) => left - part.amountMinor, payout.amountMinor)
  return {
    ...presentPayout(payout),
    events: events.filter(({ kind }) => TOLD_EVENTS.has(kind)).map(({ kind, reason, recordedAt }) => ({ kind, reason, at: recordedAt })),
    parts: parts.map(({ amountMinor, ...part }) => ({ ...part, amount: money(amountMinor, currency) })),
    other: money(other, currency),
  }
}

function presentLine({ id, transactionId, customerId, brandId, component, amountMinor, currency, occurredAt, period }: PayoutLine): object {
  return { id, transactionId, customerId, customer: customerId === null ? null : shortName('customer', customerId), brandId, component, amount: money(amountMinor, currency), currency, occurredAt, period }
}
