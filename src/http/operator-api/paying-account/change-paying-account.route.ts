import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changePayingAccount } from '../../../domain/payouts/paying-accounts/change-paying-account.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { payingAccountChangeBody } from './paying-account-fields.ts'
import { payingAccountAnswer, presentPayingAccount } from './present-paying-account.ts'

export function changePayingAccountRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/paying-account/:id',
    operationId: 'changePayingAccount',
    tag: 'Payouts',
    summary: 'Rename an account to pay from, or make it the default',
    description: 'Another payer becomes the default only when it is known of every payout what the one before did.',
    permission: 'payouts:write',
    params: idParams,
    body: payingAccountChangeBody,
    success: { status: 200, description: 'The account as it is now.', schema: payingAccountAnswer },
    refusals: ['state_conflict', 'in_use'],
    handle: async ({ tx, programId, actor, now, params, body }) => presentPayingAccount(await changePayingAccount(tx, { programId, actor, now }, params.id, body)),
  })
}
