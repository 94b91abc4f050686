import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { revealPayoutMethod } from '../../../domain/payout-methods/reveal-payout-method.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { revealBody } from './payout-method-fields.ts'
import { presentRevealedDetails, revealedDetailsAnswer } from './present-payout-method.ts'

export function revealPayoutMethodRoute(app: FastifyInstance, context: AppContext): void {
  const { clock, secretBox, config } = context
  const desk = { clock, secretBox, publicUrl: config.publicUrl }
  defineRoute(app, context, {
    method: 'POST',
    path: '/payout-method/:id/reveal',
    operationId: 'revealPayoutMethod',
    tag: 'Payouts',
    summary: 'Read the details of a payout method in the clear',
    description: 'To pay by hand. Who read them, and why, is kept in the history of the method; that it happened also in the audit.',
    permission: 'payouts:write',
    needsFreshSignIn: true,
    params: idParams,
    body: revealBody,
    success: { status: 200, description: 'The details.', schema: revealedDetailsAnswer },
    hasSecretAnswer: true,
    refusals: ['payout_details_unreadable'],
    handle: async ({ tx, params, body, programId, actor }) => presentRevealedDetails(await revealPayoutMethod(tx, { programId, actor, ...desk }, params.id, body.reason)),
  })
}
