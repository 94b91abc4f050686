import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createPayoutMethod } from '../../../domain/payout-methods/create-payout-method.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newPayoutMethodBody } from './payout-method-fields.ts'
import { payoutMethodAnswer, presentPayoutMethod } from './present-payout-method.ts'

export function createPayoutMethodRoute(app: FastifyInstance, context: AppContext): void {
  const { clock, secretBox, config } = context
  const desk = { clock, secretBox, publicUrl: config.publicUrl }
  defineRoute(app, context, {
    method: 'POST',
    path: '/payout-method',
    operationId: 'createPayoutMethod',
    tag: 'Payouts',
    summary: 'Enter where an affiliate wants to be paid',
    description:
      "Details are checked, sealed at once and never shown again; the answer has a hint of them. Nothing is paid to the method for the program's `payoutHoldHours`, also if it is the first. The affiliate is told.",
    permission: 'payouts:write',
    needsFreshSignIn: true,
    body: newPayoutMethodBody,
    success: { status: 201, description: 'The new payout method.', schema: payoutMethodAnswer },
    refusals: ['affiliate_unknown', 'too_many'],
    handle: async ({ tx, body: { reason, ...input }, programId, actor }) => {
      const method = await createPayoutMethod(tx, { programId, actor, ...desk }, { ...input, proof: { kind: 'operator', reason } })
      return presentPayoutMethod(method, programNow(await ownProgram(tx, programId), clock))
    },
  })
}
