import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { endPayout } from '../../../domain/payouts/end-payout.ts'
import { settlePayouts } from '../../../domain/payouts/settle-payouts.ts'
import { DomainError } from '../../../domain/errors.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { reasonBody, settlementBody } from './payout-fields.ts'
import { payoutAnswer, presentPayout } from './present-payout.ts'

const ENDS = [
  { path: '/payout/:id/failure', operationId: 'failPayout', to: 'failed', summary: 'Record that a payout that was sent was not paid' },
  { path: '/payout/:id/return', operationId: 'returnPayout', to: 'returned', summary: 'Record that a payout that was paid came back' },
  { path: '/payout/:id/cancellation', operationId: 'cancelPayout', to: 'cancelled', summary: 'Cancel a payout that was not sent' },
] as const

/** What became of a payout, as a person says it. */
export function decidePayoutRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Payouts', permission: 'payouts:write', params: idParams } as const
  defineRoute(app, context, {
    ...common,
    path: '/payout/:id/settlement',
    operationId: 'settlePayout',
    summary: 'Record that a payout was paid',
    description: 'With what the payment is called outside, unless the payer has told it already. Again with the same `externalId`: nothing happens. While payouts are frozen only one can be settled of which nobody knows whether it was paid.',
    body: settlementBody,
    success: { status: 201, description: 'The payout, settled.', schema: payoutAnswer },
    refusals: ['state_conflict', 'external_id_in_use', 'payouts_frozen'],
    handle: async ({ tx, programId, params, body, actor }) => {
      const [payout] = await settlePayouts(tx, context.clock, { programId, actor }, [{ payoutId: params.id, externalId: body.externalId }])
      if (payout === undefined) throw new DomainError('not_found')
      return presentPayout(payout)
    },
  })
  for (const { path, operationId, to, summary } of ENDS) {
    defineRoute(app, context, {
      ...common,
      path,
      operationId,
      summary,
      description: 'Its money is payable again and its lines are unpaid: the next run pays them. Again: nothing happens. While its payer is being called it is refused.',
      body: reasonBody,
      success: { status: 201, description: 'The payout as it is now.', schema: payoutAnswer },
      refusals: ['state_conflict'],
      handle: async ({ tx, programId, params, body, actor }) => presentPayout(await endPayout(tx, context.clock, { programId, actor }, params.id, { to, reason: body.reason })),
    })
  }
}
