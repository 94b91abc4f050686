import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type AuditEntry, listAudit } from '../../../domain/access/list-audit.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredInstant, idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const query = z.strictObject({ ...listQuery, subjectId: idField.optional(), from: instant.optional(), to: instant.optional() })

const entryAnswer = z
  .strictObject({
    id: z.string(),
    actor: z.string().meta({ examples: ['key:019abc00-0000-7000-8000-000000000001'] }),
    action: z.string().meta({ examples: ['brand.changed'] }),
    subjectType: z.string(),
    subjectId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    recordedAt: answeredInstant,
  })
  .meta({ id: 'AuditEntry' })

export function listAuditRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/audit',
    operationId: 'listAudit',
    tag: 'Audit',
    summary: 'List the audit',
    description: 'Who changed what, newest first. Entries are never changed.',
    permission: 'admin:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(entryAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      return cutPage<AuditEntry>(await listAudit(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
    },
  })
}
