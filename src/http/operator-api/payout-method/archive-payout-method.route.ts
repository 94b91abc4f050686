import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archivePayoutMethod } from '../../../domain/payout-methods/archive-payout-method.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archivePayoutMethodRoute(app: FastifyInstance, context: AppContext): void {
  const { clock, secretBox, config } = context
  const desk = { clock, secretBox, publicUrl: config.publicUrl }
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/payout-method/:id',
    operationId: 'archivePayoutMethod',
    tag: 'Payouts',
    summary: 'Archive a payout method',
    description: 'Nothing is paid to it any more; it stays on record. The default goes last: with others left, make one of them the default first.',
    permission: 'payouts:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    refusals: ['state_conflict'],
    handle: ({ tx, params, programId, actor }) => archivePayoutMethod(tx, { programId, actor, ...desk }, params.id),
  })
}
