import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createAdjustment } from '../../../domain/adjustments/create-adjustment.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newAdjustmentBody } from './adjustment-fields.ts'
import { adjustmentAnswer, presentAdjustment } from './present-adjustment.ts'

export function createAdjustmentRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/adjustment',
    operationId: 'createAdjustment',
    tag: 'Ledger',
    summary: 'Give an affiliate money by hand, or take it',
    description: "Posted at once up to the program's `adjustmentLimit`; above it the adjustment is `pending` until a second person approves it.",
    permission: 'ledger:write',
    body: newAdjustmentBody,
    success: { status: 201, description: 'The adjustment.', schema: adjustmentAnswer },
    refusals: ['affiliate_unknown', 'brand_unknown', 'customer_unknown', 'transaction_unknown'],
    handle: async ({ tx, body, programId, actor }) => presentAdjustment(await createAdjustment(tx, context.clock, { programId, actor }, body)),
  })
}
