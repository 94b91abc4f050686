import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { explainCommission } from '../../../domain/commissions/explain-commission.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { explanationAnswer, presentExplanation } from './present-explanation.ts'

export function explainCommissionRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission/:id/explanation',
    operationId: 'explainCommission',
    tag: 'Commissions',
    summary: 'Explain a commission line',
    description:
      'A tree from the amount down to fields of transactions: each node has a `name`, a `value` and what the value comes from. Amounts are exact, in major units; rates are percentages as text. The leaves recompute to the amount.',
    permission: 'ledger:read',
    params: idParams,
    success: { status: 200, description: 'The explanation.', schema: explanationAnswer },
    handle: async ({ tx, programId, params }) => presentExplanation(await explainCommission(tx, programId, params.id)),
  })
}
