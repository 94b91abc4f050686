import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { decideAdjustment } from '../../../domain/adjustments/decide-adjustment.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { approvalBody, rejectionBody } from './adjustment-fields.ts'
import { adjustmentAnswer, presentAdjustment } from './present-adjustment.ts'

/** Approval of an adjustment that waits, by somebody else than its author, and its rejection. */
export function decideAdjustmentRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Ledger', permission: 'ledger:write', params: idParams } as const
  defineRoute(app, context, {
    ...common,
    path: '/adjustment/:id/approval',
    operationId: 'approveAdjustment',
    summary: 'Approve an adjustment that waits, and post it',
    description: 'By somebody else than its author. Keys that one user or one key has made count as one person; keys of the command line are told apart.',
    body: approvalBody,
    success: { status: 201, description: 'The adjustment, approved.', schema: adjustmentAnswer },
    refusals: ['state_conflict', 'second_person_required'],
    handle: async ({ tx, programId, params, actor }) =>
      presentAdjustment(await decideAdjustment(tx, context.clock, programId, params.id, { kind: 'approved', actor, reason: null })),
  })
  defineRoute(app, context, {
    ...common,
    path: '/adjustment/:id/rejection',
    operationId: 'rejectAdjustment',
    summary: 'Reject an adjustment that waits',
    description: 'Its author may, too.',
    body: rejectionBody,
    success: { status: 201, description: 'The adjustment, rejected.', schema: adjustmentAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, params, body, actor }) =>
      presentAdjustment(await decideAdjustment(tx, context.clock, programId, params.id, { kind: 'rejected', actor, reason: body.reason })),
  })
}
