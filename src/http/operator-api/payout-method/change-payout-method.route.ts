import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changePayoutMethod } from '../../../domain/payout-methods/change-payout-method.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedPayoutMethodBody } from './payout-method-fields.ts'
import { payoutMethodAnswer, presentPayoutMethod } from './present-payout-method.ts'

export function changePayoutMethodRoute(app: FastifyInstance, context: AppContext): void {
  const { clock, secretBox, config } = context
  const desk = { clock, secretBox, publicUrl: config.publicUrl }
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/payout-method/:id',
    operationId: 'changePayoutMethod',
    tag: 'Payouts',
    summary: 'Change a payout method',
    description:
      'Other `details` or another `currency` make a new method, with a new id, which replaces this one; payouts that were drafted for it are not sent to the old account either. That, and `makeDefault`, hold payouts for `payoutHoldHours` and tell the affiliate.',
    permission: 'payouts:write',
    needsFreshSignIn: true,
    params: idParams,
    body: changedPayoutMethodBody,
    success: { status: 200, description: 'The payout method as it is now; under its new id where it was replaced.', schema: payoutMethodAnswer },
    refusals: ['state_conflict', 'payout_details_unreadable'],
    handle: async ({ tx, body: { reason, ...change }, params, programId, actor }) => {
      const proof = reason === undefined ? null : ({ kind: 'operator', reason } as const)
      const method = await changePayoutMethod(tx, { programId, actor, ...desk }, params.id, { ...change, proof })
      return presentPayoutMethod(method, programNow(await ownProgram(tx, programId), clock))
    },
  })
}
