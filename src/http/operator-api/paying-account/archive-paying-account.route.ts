import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archivePayingAccount } from '../../../domain/payouts/paying-accounts/archive-paying-account.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archivePayingAccountRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/paying-account/:id',
    operationId: 'archivePayingAccount',
    tag: 'Payouts',
    summary: 'Archive an account to pay from',
    description: 'Nothing is paid from it any more. Of a default nothing takes the place by itself.',
    permission: 'payouts:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    refusals: ['in_use'],
    handle: ({ tx, programId, actor, now, params }) => archivePayingAccount(tx, { programId, actor, now }, params.id),
  })
}
