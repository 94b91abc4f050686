import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listPayoutMethods, readPayoutMethod } from '../../../domain/payout-methods/payout-method.ts'
import { listPayoutMethodEvents } from '../../../domain/payout-methods/payout-method-event.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { kindField } from './payout-method-fields.ts'
import { payoutMethodAnswer, presentPayoutMethod, presentToldPayoutMethod, toldPayoutMethodAnswer } from './present-payout-method.ts'

const query = z.strictObject({
  ...listQuery,
  affiliateId: idField.optional(),
  kind: kindField.optional(),
  status: z.enum(['active', 'archived']).optional().meta({ description: 'Default: `active`.' }),
})

export function readPayoutMethodsRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/payout-method',
    operationId: 'listPayoutMethods',
    tag: 'Payouts',
    summary: 'List payout methods',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'payouts:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(payoutMethodAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const now = programNow(await ownProgram(tx, programId), context.clock)
      const page = cutPage(await listPayoutMethods(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((method) => presentPayoutMethod(method, now)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/payout-method/:id',
    operationId: 'readPayoutMethod',
    tag: 'Payouts',
    summary: 'Read a payout method and its history',
    permission: 'payouts:read',
    params: idParams,
    success: { status: 200, description: 'The payout method.', schema: toldPayoutMethodAnswer },
    handle: async ({ tx, programId, params }) => {
      const method = await readPayoutMethod(tx, programId, params.id)
      const now = programNow(await ownProgram(tx, programId), context.clock)
      return presentToldPayoutMethod(method, await listPayoutMethodEvents(tx, programId, params.id), now)
    },
  })
}
