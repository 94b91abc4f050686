import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readImport } from '../../../domain/imports/stored-import.ts'
import { addImportPart, uploadImport } from '../../../domain/imports/upload-import.ts'
import { idParams } from '../../plumbing/fields.ts'
import { BULK_BODY_LIMIT, defineRoute } from '../../plumbing/route.ts'
import { newImportBody, newPartBody, requireKind } from './import-fields.ts'
import { importAnswer, presentImport } from './present-import.ts'

/** A file, whole or in parts. Nothing is taken in until it is started. */
export function uploadImportRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'POST', tag: 'Imports', permission: 'customers:write', bodyLimit: BULK_BODY_LIMIT } as const
  defineRoute(app, context, {
    ...common,
    path: '/import',
    operationId: 'uploadImport',
    summary: 'Upload a CSV file to import',
    description: 'Customers, transactions, affiliates, coupons or legacy links. Look at the preview, then start it. Also takes the permission to write what the rows are.',
    body: newImportBody,
    success: { status: 201, description: 'The import, `ready` when the file is all there.', schema: importAnswer },
    refusals: ['permission_denied', 'too_many'],
    handle: async ({ tx, programId, actor, now, permissions, body: { fileName, parts, ...body } }) => {
      requireKind(permissions, body.kind, 'write')
      return presentImport(await uploadImport(tx, { programId, actor, now }, { ...body, fileName: fileName ?? null, parts: parts ?? 1 }))
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/import/:id/part',
    operationId: 'addImportPart',
    summary: 'Upload another part of a file',
    description: 'In any order; the same part again changes nothing.',
    params: idParams,
    body: newPartBody,
    success: { status: 201, description: 'The import, `ready` with its last part.', schema: importAnswer },
    refusals: ['permission_denied', 'state_conflict'],
    handle: async ({ tx, programId, permissions, params, body: { number, content } }) => {
      requireKind(permissions, (await readImport(tx, programId, params.id)).kind, 'write')
      return presentImport(await addImportPart(tx, programId, params.id, number, content))
    },
  })
}
