import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { closePeriod } from '../../../domain/periods/close-period.ts'
import { sealPeriod } from '../../../domain/periods/seal-period.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { periodAnswer, presentPeriod } from './present-period.ts'
import { periodParams } from './read-periods.route.ts'

const emptyBody = z.strictObject({}).optional()

/** Closing a period, which workers carry out, and sealing it after its review. */
export function closePeriodRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Periods and statements', permission: 'ledger:write', params: periodParams, body: emptyBody, refusals: ['state_conflict'] } as const
  defineRoute(app, context, {
    ...common,
    path: '/period/:id/close',
    operationId: 'closePeriod',
    summary: 'Close a period that is over',
    description:
      'Workers finish what has arrived, cut, and write the statements; then it is in `review`. Asked again, it answers how far that has got. What is learned after the cut stands in the next period. A closed period is never opened again.',
    success: { status: 202, description: 'The period.', schema: periodAnswer },
    handle: async ({ tx, programId, params, actor, afterCommit }) => {
      const period = await closePeriod(tx, context.clock, { programId, actor }, params.id)
      afterCommit(() => context.signals.transactionsArrived(programId))
      return presentPeriod(period)
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/period/:id/seal',
    operationId: 'sealPeriod',
    summary: 'Seal a period after its review',
    description: 'Signs the Merkle root over its statements, chained to the period before. Nothing of it can change any more. A sealed period is answered as it is.',
    success: { status: 200, description: 'The period, sealed.', schema: periodAnswer },
    handle: async ({ tx, programId, params, actor }) => presentPeriod(await sealPeriod(tx, context, { programId, actor }, params.id)),
  })
}
