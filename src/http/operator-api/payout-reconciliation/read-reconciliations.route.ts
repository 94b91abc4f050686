import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LINE_OUTCOMES } from '../../../domain/payouts/reconciliation/judge-file.ts'
import { listReconciliationLines, listReconciliations, readReconciliation } from '../../../domain/payouts/reconciliation/reconciliation.ts'
import { badCursor, cutPage, cutPageBy, readCursor, readCursorText } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentReconciliation, presentReconciliationLine, reconciliationAnswer, reconciliationLineAnswer } from './present-reconciliation.ts'

export function readReconciliationsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Payouts', permission: 'payouts:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/payout-reconciliation',
    operationId: 'listPayoutReconciliations',
    summary: 'List uploaded bank files',
    description: 'Newest first.',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(reconciliationAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor } }) => {
      const page = cutPage(await listReconciliations(tx, { programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentReconciliation), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-reconciliation/:id',
    operationId: 'getPayoutReconciliation',
    summary: 'Read what came of a bank file',
    params: idParams,
    success: { status: 200, description: 'The counts; its lines are a list of their own.', schema: reconciliationAnswer },
    handle: async ({ tx, programId, params }) => presentReconciliation(await readReconciliation(tx, programId, params.id)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-reconciliation/:id/line',
    operationId: 'listPayoutReconciliationLines',
    summary: 'List what came of each line of a bank file',
    description: 'In the order of the file.',
    params: idParams,
    query: z.strictObject({ ...listQuery, outcome: z.enum(LINE_OUTCOMES).optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(reconciliationLineAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor, outcome } }) => {
      const lines = await listReconciliationLines(tx, { programId, reconciliationId: params.id, afterNumber: readLineCursor(cursor), limit: limit + 1, outcome })
      const page = cutPageBy(lines, limit, ({ number }) => String(number))
      return { items: page.items.map(presentReconciliationLine), nextCursor: page.nextCursor }
    },
  })
}

/** The number of the last line of the page before. */
function readLineCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const number = readCursorText(cursor)
  if (!/^[1-9]\d{0,8}$/.test(number)) throw badCursor()
  return Number(number)
}
