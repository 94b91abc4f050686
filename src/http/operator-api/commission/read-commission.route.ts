import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readCommission } from '../../../domain/commissions/list-commissions.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { commissionAnswer, presentCommission } from './present-commission.ts'

export function readCommissionRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission/:id',
    operationId: 'getCommission',
    tag: 'Commissions',
    summary: 'Read a commission line',
    permission: 'ledger:read',
    params: idParams,
    success: { status: 200, description: 'The line.', schema: commissionAnswer },
    handle: async ({ tx, programId, params }) => presentCommission(await readCommission(tx, programId, params.id)),
  })
}
