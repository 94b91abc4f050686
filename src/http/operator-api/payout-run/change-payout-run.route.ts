import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { approvePayoutRun } from '../../../domain/payouts/approve-payout-run.ts'
import { cancelPayoutRun } from '../../../domain/payouts/cancel-payout-run.ts'
import { instructPayoutRun } from '../../../domain/payouts/instruct-payout-run.ts'
import { downloadPayoutFile } from '../../../domain/payouts/payout-file.ts'
import { preparePayoutRun } from '../../../domain/payouts/prepare-payout-run.ts'
import { settlePayoutsOfRun } from '../../../domain/payouts/settle-payouts.ts'
import { idField, idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { reasonBody } from '../payout/payout-fields.ts'
import { approvalBody, instructionBody, newPayoutRunBody, settlementsBody } from './payout-run-fields.ts'
import { payoutFileAnswer, payoutRunAnswer, presentDownload } from './present-payout-run.ts'
import { presentOnePayoutRun } from './read-surroundings.ts'

/** A run from its preparation to what was paid of it. */
export function changePayoutRunRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Payouts', permission: 'payouts:write' } as const
  defineRoute(app, context, {
    ...common,
    path: '/payout-run',
    operationId: 'preparePayoutRun',
    summary: 'Prepare a payout run',
    description: 'Whoever can be paid gets a payout, and its money is set aside at once; the others are listed with the reason. Of many affiliates the first are looked at in the call and the rest right after it: the run is `preparing` meanwhile.',
    body: newPayoutRunBody,
    success: { status: 201, description: 'The run.', schema: payoutRunAnswer },
    refusals: ['payouts_frozen', 'affiliate_unknown', 'state_conflict'],
    handle: async ({ tx, programId, body, actor }) => presentOnePayoutRun(tx, programId, await preparePayoutRun(tx, context.clock, { programId, actor }, body)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/:id/approval',
    operationId: 'approvePayoutRun',
    summary: 'Approve a payout run',
    description: 'By somebody else than who prepared it, unless the `payoutApproval` of the program is `one_person`. What the schedule prepared anybody may approve.',
    params: idParams,
    body: approvalBody,
    success: { status: 201, description: 'The run, approved.', schema: payoutRunAnswer },
    refusals: ['payouts_frozen', 'state_conflict', 'second_person_required'],
    handle: async ({ tx, programId, params, actor }) => presentOnePayoutRun(tx, programId, await approvePayoutRun(tx, context.clock, { programId, actor }, params.id)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/:id/cancellation',
    operationId: 'cancelPayoutRun',
    summary: 'Cancel a payout run of which nothing was sent',
    params: idParams,
    body: reasonBody,
    success: { status: 201, description: 'The run, cancelled: what was set aside is payable again.', schema: payoutRunAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, params, body, actor }) => presentOnePayoutRun(tx, programId, await cancelPayoutRun(tx, context.clock, { programId, actor }, params.id, body.reason)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/:id/instruction',
    operationId: 'instructPayoutRun',
    summary: 'Send the approved payouts of a run',
    description: 'By one rail; again for those that another rail is for. A payout whose method was changed or is held, or whose affiliate is kept back, is passed over: it stays approved and says why (`notSentReason`).',
    params: idParams,
    body: instructionBody,
    success: { status: 201, description: 'The run, with the file if it is one.', schema: payoutRunAnswer },
    refusals: ['payouts_frozen', 'state_conflict', 'paying_account_missing', 'payout_details_unreadable'],
    handle: async ({ tx, programId, params, body, actor }) => presentOnePayoutRun(tx, programId, await instructPayoutRun(tx, context, { programId, actor }, params.id, body)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/:id/settlement',
    operationId: 'settlePayoutRun',
    summary: 'Record that payouts of a run were paid',
    description: 'All of them or none.',
    params: idParams,
    body: settlementsBody,
    success: { status: 201, description: 'The run.', schema: payoutRunAnswer },
    refusals: ['payouts_frozen', 'state_conflict', 'external_id_in_use'],
    handle: async ({ tx, programId, params, body, actor }) => {
      const run = await settlePayoutsOfRun(tx, context.clock, { programId, actor }, params.id, body.payouts)
      return presentOnePayoutRun(tx, programId, run)
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/payout-run/:id/file',
    operationId: 'downloadPayoutFile',
    summary: 'Fetch the file that payouts of a run are sent to a bank in',
    description: 'The same bytes each time; each time is in the audit, because it holds account numbers. Without `fileId` the newest of the run.',
    params: idParams,
    query: z.strictObject({ fileId: idField.optional() }),
    success: { status: 200, description: 'The file.', schema: payoutFileAnswer },
    refusals: ['payout_details_unreadable'],
    handle: async ({ tx, programId, params, query, actor }) => presentDownload(await downloadPayoutFile(tx, context, { programId, actor }, params.id, query.fileId)),
  })
}
