import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { cancelImport, startImport } from '../../../domain/imports/start-import.ts'
import { readImport } from '../../../domain/imports/stored-import.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { requireKind, startBody } from './import-fields.ts'
import { importAnswer, presentImport } from './present-import.ts'

/** Hands a file to the worker, and takes it back. */
export function startImportRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Imports', permission: 'customers:write', params: idParams } as const
  defineRoute(app, context, {
    ...common,
    path: '/import/:id/start',
    operationId: 'startImport',
    summary: 'Start an import',
    description: 'A worker takes the rows in, each once, by the same rules as the calls that they stand for. Rows are independent. The mapping is proposed for the next file of the kind.',
    body: startBody,
    success: { status: 202, description: 'The import, on its way.', schema: importAnswer },
    refusals: ['permission_denied', 'state_conflict'],
    handle: async ({ tx, programId, actor, now, permissions, params, body, afterCommit }) => {
      requireKind(permissions, (await readImport(tx, programId, params.id)).kind, 'write')
      const started = await startImport(tx, { programId, actor, now }, params.id, body ?? {})
      afterCommit(() => context.signals.transactionsArrived(programId))
      return presentImport(started)
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/import/:id/cancellation',
    operationId: 'cancelImport',
    summary: 'Cancel an import',
    description: 'Rows that were taken in stay, the others are skipped.',
    body: z.strictObject({}).optional(),
    success: { status: 201, description: 'The import.', schema: importAnswer },
    refusals: ['permission_denied', 'state_conflict'],
    handle: async ({ tx, programId, actor, now, permissions, params }) => {
      requireKind(permissions, (await readImport(tx, programId, params.id)).kind, 'write')
      return presentImport(await cancelImport(tx, { programId, actor, now }, params.id))
    },
  })
}
