import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { rotatePayerSecret } from '../../../domain/payouts/paying-accounts/rotate-payer-secret.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { issuedPayingAccountAnswer, presentIssuedPayingAccount } from './present-paying-account.ts'

export function rotatePayerSecretRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/paying-account/:id/secret',
    operationId: 'rotatePayerSecret',
    tag: 'Payouts',
    summary: "Change a payer's signing secret",
    description: 'Calls are signed with the new secret and the one before for 24 hours, then with the new one alone.',
    permission: 'payouts:write',
    params: idParams,
    body: z.strictObject({}).optional(),
    success: { status: 201, description: 'The payer, with its new secret.', schema: issuedPayingAccountAnswer },
    hasSecretAnswer: true,
    refusals: ['state_conflict', 'payout_details_unreadable'],
    handle: async ({ tx, programId, actor, now, params }) => presentIssuedPayingAccount(await rotatePayerSecret(tx, { programId, actor, now }, context.secretBox, params.id)),
  })
}
