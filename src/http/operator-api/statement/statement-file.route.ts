import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { isUuid } from '../../../domain/ids.ts'
import { proveLine } from '../../../domain/statements/file/prove-line.ts'
import { writeStatementFile } from '../../../domain/statements/file/write-statement-file.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { lineProofAnswer, statementFileAnswer } from './present-statement-file.ts'

const ATTACHMENT = { 'Content-Disposition': 'The name of the file.' }

/** What is handed to somebody who does not have to trust us. */
export function statementFileRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Periods and statements', permission: 'ledger:read', refusals: ['state_conflict'] } as const
  defineRoute(app, context, {
    ...common,
    path: '/statement/:id/file',
    operationId: 'getStatementFile',
    summary: 'Download a statement file',
    description: 'All lines of a sealed statement with what proves them: `fairshare verify-statement` and the page `/verify` check it without asking this server (docs/statements.md).',
    params: idParams,
    success: { status: 200, description: 'The file.', schema: statementFileAnswer, headers: ATTACHMENT },
    handle: async ({ tx, programId, params, setHeader }) => {
      const file = await writeStatementFile(tx, programId, params.id)
      setHeader('content-disposition', attachment(`statement-${file.statement.period.name}-${file.statement.affiliateId}.json`))
      return file
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/statement/:id/proof/:transferId',
    operationId: 'getLineProof',
    summary: 'Prove one line of a statement',
    description: 'Shows a line and none of the others: for somebody who is to know of this one only. Checked like a statement file.',
    params: z.object({ ...idParams.shape, transferId: z.string().refine(isUuid).meta({ format: 'uuid', description: 'Id of the transfer that the line is.' }) }),
    success: { status: 200, description: 'The proof.', schema: lineProofAnswer, headers: ATTACHMENT },
    handle: async ({ tx, programId, params, setHeader }) => {
      const proof = await proveLine(tx, programId, params.id, params.transferId)
      setHeader('content-disposition', attachment(`line-${params.transferId}.json`))
      return proof
    },
  })
}

/** A name of letters, digits, dots and dashes only. */
export function attachment(fileName: string): string {
  return `attachment; filename="${fileName}"`
}
