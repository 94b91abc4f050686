import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { drawStatement } from '../../../domain/statements/pdf/draw-statement.ts'
import { readPrinted } from '../../../domain/statements/pdf/print-statement.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { attachment } from './statement-file.route.ts'

export function statementPdfRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/statement/:id/pdf',
    operationId: 'printStatement',
    tag: 'Periods and statements',
    summary: 'Print a statement',
    description: "With the program's logo, and the hash and key that match the paper with the statement file.",
    permission: 'ledger:read',
    params: idParams,
    query: z.strictObject({ language: z.enum(LANGUAGES).default('en').meta({ description: 'Of its words, amounts and dates.' }) }),
    success: { status: 200, description: 'A PDF.', contentType: 'application/pdf', headers: { 'Content-Disposition': 'The name of the file.' } },
    handle: async ({ tx, programId, params, query, setHeader }) => {
      const statement = await readPrinted(tx, programId, params.id)
      setHeader('content-disposition', attachment(`statement-${statement.document.period.name}-${statement.document.affiliateId}.pdf`))
      return drawStatement(statement, query.language)
    },
  })
}
