import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { PAYOUT_METHOD_KINDS } from '../../../domain/payout-methods/payout-details.ts'
import { INSTRUCTION_STATES, listPayouts, readPayout, readPayoutEvents } from '../../../domain/payouts/payout.ts'
import { listPayoutLines, readPayoutParts } from '../../../domain/payouts/payout-composition.ts'
import { PAYOUT_STATUSES } from '../../../domain/payouts/payout-states.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { detailedPayoutAnswer, payoutAnswer, payoutLineAnswer, presentDetailedPayout, presentPayout, presentPayoutLine } from './present-payout.ts'
import { nameAffiliate, nameAffiliates } from '../affiliate/name-affiliates.ts'

const query = z.strictObject({
  ...listQuery,
  affiliateId: idField.optional(),
  runId: idField.optional(),
  status: z.enum(PAYOUT_STATUSES).optional(),
  methodKind: z.enum(PAYOUT_METHOD_KINDS).optional(),
  instructionState: z.enum(INSTRUCTION_STATES).optional(),
})

export function readPayoutsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Payouts', permission: 'payouts:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/payout',
    operationId: 'listPayouts',
    summary: 'List payouts',
    description: 'Newest first.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(payoutAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listPayouts(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: await nameAffiliates(tx, programId, page.items.map(presentPayout)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout/:id',
    operationId: 'getPayout',
    summary: 'Read a payout, what happened to it and what it is made of',
    params: idParams,
    success: { status: 200, description: 'The payout.', schema: detailedPayoutAnswer },
    handle: async ({ tx, programId, params: { id } }) =>
      nameAffiliate(tx, programId, presentDetailedPayout(await readPayout(tx, programId, id), await readPayoutEvents(tx, programId, id), await readPayoutParts(tx, programId, id))),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout/:id/line',
    operationId: 'listPayoutLines',
    summary: 'List the commission lines that a payout took',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(payoutLineAnswer) },
    handle: async ({ tx, programId, params: { id }, query: { limit, cursor } }) => {
      await readPayout(tx, programId, id)
      const page = cutPage(await listPayoutLines(tx, programId, id, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentPayoutLine), nextCursor: page.nextCursor }
    },
  })
}
