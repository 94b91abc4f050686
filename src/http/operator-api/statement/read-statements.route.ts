import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readStatementLines } from '../../../domain/statements/read-statement-lines.ts'
import { listStatements, readStatement } from '../../../domain/statements/statement.ts'
import { statementLineOf } from '../../../domain/statements/statement-line.ts'
import { cutPage, cutPageBy, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery, periodName } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentStatement, presentStatementLine, statementAnswer, statementLineAnswer } from './present-statement.ts'
import { nameAffiliate, nameAffiliates } from '../affiliate/name-affiliates.ts'

export function readStatementsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Periods and statements', permission: 'ledger:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/statement',
    operationId: 'listStatements',
    summary: 'List statements',
    description: 'Of periods in review and sealed ones; newest first.',
    query: z.strictObject({ ...listQuery, affiliateId: idField.optional(), period: periodName.optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(statementAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listStatements(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: await nameAffiliates(tx, programId, page.items.map(presentStatement)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/statement/:id',
    operationId: 'getStatement',
    summary: 'Read a statement',
    params: idParams,
    success: { status: 200, description: 'The statement.', schema: statementAnswer },
    handle: async ({ tx, programId, params }) => nameAffiliate(tx, programId, presentStatement(await readStatement(tx, programId, params.id))),
  })
  defineRoute(app, context, {
    ...common,
    path: '/statement/:id/line',
    operationId: 'listStatementLines',
    summary: 'List the lines of a statement',
    description: 'In the order in which they were posted and are hashed.',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(statementLineAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor } }) => {
      const { affiliateId, periodName: name, currency } = await readStatement(tx, programId, params.id)
      const transferId = readCursor(cursor)
      const after = transferId === null ? undefined : { affiliateId, transferId }
      const lines = await readStatementLines(tx, { programId, periodName: name, firstAffiliateId: affiliateId, lastAffiliateId: affiliateId, after, limit: limit + 1 })
      const page = cutPageBy(lines, limit, (line) => line.transferId)
      return { items: page.items.map((line) => presentStatementLine(statementLineOf(line, currency))), nextCursor: page.nextCursor }
    },
  })
}
