import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { isUuid } from '../../../domain/ids.ts'
import { listOwnStatements, readOwnStatement } from '../../../domain/portal/own-statement.ts'
import { proveLine } from '../../../domain/statements/file/prove-line.ts'
import { writeStatementFile } from '../../../domain/statements/file/write-statement-file.ts'
import { drawStatement } from '../../../domain/statements/pdf/draw-statement.ts'
import { readPrinted } from '../../../domain/statements/pdf/print-statement.ts'
import { readStatementLines } from '../../../domain/statements/read-statement-lines.ts'
import { statementLineOf } from '../../../domain/statements/statement-line.ts'
import { lineProofAnswer, statementFileAnswer } from '../../operator-api/statement/present-statement-file.ts'
import { presentStatement, presentStatementLine, statementAnswer, statementLineAnswer } from '../../operator-api/statement/present-statement.ts'
import { attachment } from '../../operator-api/statement/statement-file.route.ts'
import { cutPage, cutPageBy, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'

const ATTACHMENT = { 'Content-Disposition': 'The name of the file.' }
const common = { method: 'GET', tag: 'Statements and payouts', permission: 'ledger:read' } as const

/** Statements of sealed periods, and their lines. */
export function ownStatementRoutes(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    ...common,
    path: '/statement',
    operationId: 'listOwnStatements',
    summary: 'List your statements',
    description: 'Newest first. A statement is here when its period is sealed; from then on it never changes.',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(statementAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor } }) => {
      const page = cutPage(await listOwnStatements(tx, { programId, affiliateId }, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentStatement), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/statement/:id',
    operationId: 'readOwnStatement',
    summary: 'Read a statement',
    params: idParams,
    success: { status: 200, description: 'The statement.', schema: statementAnswer },
    handle: async ({ tx, programId, affiliateId, params }) => presentStatement(await readOwnStatement(tx, { programId, affiliateId }, params.id)),
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/statement/:id/line',
    operationId: 'listOwnStatementLines',
    summary: 'List the lines of a statement',
    description: 'In the order in which they were posted and are hashed.',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(statementLineAnswer) },
    handle: async ({ tx, programId, affiliateId, params, query: { limit, cursor } }) => {
      const { periodName, currency } = await readOwnStatement(tx, { programId, affiliateId }, params.id)
      const transferId = readCursor(cursor)
      const after = transferId === null ? undefined : { affiliateId, transferId }
      const lines = await readStatementLines(tx, { programId, periodName, firstAffiliateId: affiliateId, lastAffiliateId: affiliateId, after, limit: limit + 1 })
      const page = cutPageBy(lines, limit, (line) => line.transferId)
      return { items: page.items.map((line) => presentStatementLine(statementLineOf(line, currency))), nextCursor: page.nextCursor }
    },
  })
}

/** What does not have to be believed: files that can be checked without us. */
export function ownStatementFileRoutes(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    ...common,
    path: '/statement/:id/file',
    operationId: 'readOwnStatementFile',
    summary: 'Download a statement file',
    description: 'All its lines, signed, with what proves them: the portal, the page /verify and `fairshare verify-statement` check it without asking this server (docs/statements.md).',
    params: idParams,
    success: { status: 200, description: 'The file.', schema: statementFileAnswer, headers: ATTACHMENT },
    handle: async ({ tx, programId, affiliateId, params, setHeader }) => {
      const { periodName } = await readOwnStatement(tx, { programId, affiliateId }, params.id)
      setHeader('content-disposition', attachment(`statement-${periodName}.json`))
      return writeStatementFile(tx, programId, params.id)
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/statement/:id/proof/:transferId',
    operationId: 'readOwnLineProof',
    summary: 'Prove one line of a statement',
    description: 'Shows this line and none of the others. Checked like a statement file.',
    params: z.object({ ...idParams.shape, transferId: z.string().refine(isUuid).meta({ format: 'uuid', description: 'Id of the line.' }) }),
    success: { status: 200, description: 'The proof.', schema: lineProofAnswer, headers: ATTACHMENT },
    handle: async ({ tx, programId, affiliateId, params: { id, transferId }, setHeader }) => {
      await readOwnStatement(tx, { programId, affiliateId }, id)
      setHeader('content-disposition', attachment(`line-${transferId}.json`))
      return proveLine(tx, programId, id, transferId)
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/statement/:id/pdf',
    operationId: 'printOwnStatement',
    summary: 'Print a statement',
    params: idParams,
    query: z.strictObject({ language: z.enum(LANGUAGES).default('en').meta({ description: 'Of its words, amounts and dates.' }) }),
    success: { status: 200, description: 'A PDF.', contentType: 'application/pdf', headers: ATTACHMENT },
    handle: async ({ tx, programId, affiliateId, params, query, setHeader }) => {
      const { periodName } = await readOwnStatement(tx, { programId, affiliateId }, params.id)
      setHeader('content-disposition', attachment(`statement-${periodName}.pdf`))
      return drawStatement(await readPrinted(tx, programId, params.id), query.language)
    },
  })
}
