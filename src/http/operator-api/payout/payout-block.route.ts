import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { decidePayoutBlock, listPayoutBlocks } from '../../../domain/payouts/payout-block.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { reasonBody } from './payout-fields.ts'

const blockAnswer = z
  .strictObject({ id: answeredId, affiliateId: answeredId, kind: z.enum(['set', 'lifted']), reason: z.string(), actor: z.string(), recordedAt: answeredInstant })
  .meta({ id: 'PayoutBlock' })

/** Keeping an affiliate's payouts back. */
export function payoutBlockRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { path: '/affiliate/:id/payout-block', tag: 'Payouts', params: idParams } as const
  const change = { ...common, permission: 'payouts:write', body: reasonBody, refusals: ['state_conflict'] } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'listPayoutBlocks',
    summary: "Whether an affiliate's payouts are kept back, and what was said before",
    description: 'The latest first: it holds.',
    permission: 'payouts:read',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(blockAnswer) },
    handle: async ({ tx, programId, params: { id }, query: { limit, cursor } }) => {
      await readAffiliate(tx, programId, id)
      return cutPage(await listPayoutBlocks(tx, programId, id, readCursor(cursor), limit + 1), limit)
    },
  })
  defineRoute(app, context, {
    ...change,
    method: 'POST',
    operationId: 'blockPayouts',
    summary: "Keep an affiliate's payouts back",
    description: 'A dispute, a suspicion. Runs leave it out, and what is approved already is not sent.',
    success: { status: 201, description: 'The block.', schema: blockAnswer },
    handle: ({ tx, programId, params, body, actor }) => decidePayoutBlock(tx, context.clock, { programId, actor }, params.id, { kind: 'set', reason: body.reason }),
  })
  defineRoute(app, context, {
    ...change,
    method: 'DELETE',
    operationId: 'unblockPayouts',
    summary: "Let an affiliate's payouts go again",
    success: { status: 200, description: 'What was said.', schema: blockAnswer },
    handle: ({ tx, programId, params, body, actor }) => decidePayoutBlock(tx, context.clock, { programId, actor }, params.id, { kind: 'lifted', reason: body.reason }),
  })
}
