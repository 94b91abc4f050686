import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import type { Permissions } from '../../../domain/access/permissions.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { CSV_LINES_MAX, LINE_OUTCOMES, linesAsCsv, listImportLines } from '../../../domain/imports/import-lines.ts'
import { previewImport } from '../../../domain/imports/preview-import.ts'
import { IMPORT_STATUSES, listImports, readImport, type StoredImport } from '../../../domain/imports/stored-import.ts'
import { badCursor, cutPage, cutPageBy, readCursor, readCursorText } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { kindField, previewQuery, readableKinds, requireKind } from './import-fields.ts'
import { importAnswer, lineAnswer, presentImport, presentLine, presentPreview, previewAnswer } from './present-import.ts'

const listed = z.strictObject({ ...listQuery, kind: kindField.optional(), status: z.enum(IMPORT_STATUSES).optional() })
const outcome = z.enum(LINE_OUTCOMES)

export function readImportsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Imports', permission: 'customers:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/import',
    operationId: 'listImports',
    summary: 'List imports',
    description: 'Newest first; of the kinds that the credential may read. Their lines are kept for 30 days.',
    query: listed,
    success: { status: 200, description: 'One page.', schema: listOf(importAnswer) },
    handle: async ({ tx, programId, permissions, query: { limit, cursor, kind, status } }) => {
      const kinds = readableKinds(permissions).filter((name) => kind === undefined || name === kind)
      const page = cutPage(await listImports(tx, { programId, kinds, status, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentImport), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/import/:id',
    operationId: 'getImport',
    summary: 'Read an import',
    params: idParams,
    success: { status: 200, description: 'The import, and how far it is.', schema: importAnswer },
    refusals: ['permission_denied'],
    handle: async ({ tx, programId, permissions, params }) => presentImport(await readPermitted(tx, programId, permissions, params.id)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/import/:id/preview',
    operationId: 'previewImport',
    summary: 'See how a file would be read',
    description: 'Of an import that is `ready`. Without a mapping the proposal: as the last file of the kind was read, else by the names of the columns.',
    params: idParams,
    query: previewQuery,
    success: { status: 200, description: 'The first rows as they would be read, and what is wrong with others.', schema: previewAnswer },
    refusals: ['permission_denied', 'state_conflict'],
    handle: async ({ tx, programId, permissions, params, query }) => {
      await readPermitted(tx, programId, permissions, params.id)
      return presentPreview(await previewImport(tx, programId, params.id, query))
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/import/:id/line',
    operationId: 'listImportLines',
    summary: 'List what became of the lines of a file',
    description: 'In the order of the file.',
    params: idParams,
    query: z.strictObject({ ...listQuery, outcome: outcome.optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(lineAnswer) },
    refusals: ['permission_denied'],
    handle: async ({ tx, programId, permissions, params, query: { limit, cursor, outcome: wanted } }) => {
      await readPermitted(tx, programId, permissions, params.id)
      const lines = await listImportLines(tx, { programId, importId: params.id, afterNumber: readNumber(cursor), limit: limit + 1, outcome: wanted })
      const page = cutPageBy(lines, limit, ({ number }) => String(number))
      return { items: page.items.map(presentLine), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/import/:id/lines.csv',
    operationId: 'getImportLinesCsv',
    summary: 'Read what became of the lines of a file as CSV',
    description: `At most ${CSV_LINES_MAX} lines; cells that a spreadsheet would run begin with an apostrophe.`,
    params: idParams,
    query: z.strictObject({ outcome: outcome.optional() }),
    success: { status: 200, description: 'The lines.', contentType: 'text/csv; charset=utf-8', headers: { 'Content-Disposition': 'The name of the file.' } },
    refusals: ['permission_denied'],
    handle: async ({ tx, programId, permissions, params, query, setHeader }) => {
      const stored = await readPermitted(tx, programId, permissions, params.id)
      setHeader('content-disposition', `attachment; filename="import-${stored.id}.csv"`)
      return linesAsCsv(await listImportLines(tx, { programId, importId: params.id, afterNumber: 0, limit: CSV_LINES_MAX, outcome: query.outcome }))
    },
  })
}

async function readPermitted(tx: Tx, programId: Uuid, permissions: Permissions, id: Uuid): Promise<StoredImport> {
  const stored = await readImport(tx, programId, id)
  requireKind(permissions, stored.kind, 'read')
  return stored
}

function readNumber(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const text = readCursorText(cursor)
  if (!/^\d{1,9}$/.test(text)) throw badCursor()
  return Number(text)
}
