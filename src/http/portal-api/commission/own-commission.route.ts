import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { shortName } from '../../../domain/commissions/hide-names.ts'
import { type ListedCommission, listCommissions, readCommission } from '../../../domain/commissions/list-commissions.ts'
import { explainOwnCommission } from '../../../domain/portal/explain-own-commission.ts'
import { requireOwner } from '../../../domain/portal/require-owner.ts'
import { commissionStatus } from '../../operator-api/commission/present-commission.ts'
import { explanationAnswer, presentExplanation } from '../../operator-api/commission/present-explanation.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idField, idParams, instant, listOf, listQuery, periodName } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const commissionAnswer = z
  .strictObject({
    id: answeredId,
    customerId: answeredId.nullable(),
    customer: z.string().nullable().meta({ examples: ['c…1a4f2'] }),
    transactionId: answeredId.nullable(),
    planId: answeredId.nullable(),
    planVersion: z.int().nullable(),
    component: z.string().meta({ examples: ['revenue_share'] }),
    amount: z.number().meta({ description: 'Negative for what takes back, 0 with a `reason` for what earned nothing.' }),
    currency: z.string(),
    status: commissionStatus,
    reason: z.string().nullable(),
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
    period: z.string().meta({ examples: ['2026-11'] }),
    relatesToPeriod: z.string().nullable().meta({ description: 'The closed period that it is about.' }),
    payableFrom: answeredInstant,
    reversesId: answeredId.nullable(),
    statementId: answeredId.nullable(),
  })
  .meta({ id: 'OwnCommission' })

const query = z.strictObject({
  ...listQuery,
  customerId: idField.optional(),
  transactionId: idField.optional(),
  brandId: idField.optional(),
  status: commissionStatus.optional(),
  period: periodName.optional().meta({ description: 'On whose statement they stand.' }),
  from: instant.optional(),
  to: instant.optional(),
})

export function ownCommissionRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Commissions', permission: 'ledger:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/commission',
    operationId: 'listOwnCommissions',
    summary: 'List your commission lines',
    description: 'Newest first. Lines are never changed: a mistake is put right by another line.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(commissionAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listCommissions(tx, programId, { ...filter, affiliateId }, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentOwnCommission), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/commission/:id',
    operationId: 'readOwnCommission',
    summary: 'Read a commission line',
    params: idParams,
    success: { status: 200, description: 'The line.', schema: commissionAnswer },
    handle: async ({ tx, programId, affiliateId, params }) => presentOwnCommission(requireOwner(await readCommission(tx, programId, params.id), { programId, affiliateId })),
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/commission/:id/explanation',
    operationId: 'explainOwnCommission',
    summary: 'Why a line is what it is',
    description: 'What the operator sees: from the amount down to the transactions, in words of three languages; customers and transactions by names of our own making.',
    params: idParams,
    success: { status: 200, description: 'The explanation.', schema: explanationAnswer },
    handle: async ({ tx, programId, affiliateId, params }) => presentExplanation(await explainOwnCommission(tx, { programId, affiliateId }, params.id)),
  })
}

function presentOwnCommission(line: ListedCommission): object {
  const { id, customerId, transactionId, planId, planVersion, component, amountMinor, currency, status, reason, occurredAt, recordedAt, period, relatesToPeriod, payableFrom, reversesId, statementId } = line
  return {
    id, customerId, customer: customerId === null ? null : shortName('customer', customerId), transactionId, planId, planVersion, component, amount: money(amountMinor, currency), currency,
    status, reason, occurredAt, recordedAt, period, relatesToPeriod, payableFrom, reversesId, statementId,
  }
}
