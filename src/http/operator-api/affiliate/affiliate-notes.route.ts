import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { addAffiliateNote, type AffiliateNote, archiveAffiliateNote, listAffiliateNotes } from '../../../domain/affiliates/affiliate-note.ts'
import { isUuid } from '../../../domain/ids.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, idParams, listOf, listQuery, text } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const LONGEST_NOTE = 10_000

const noteBody = z.strictObject({ body: text(LONGEST_NOTE) }).meta({ id: 'NewAffiliateNote', examples: [{ body: 'Wants a higher rate from January on; call back in December.' }] })
const noteParams = idParams.extend({ noteId: z.string().refine(isUuid).meta({ format: 'uuid', description: 'Id of the note.' }) })
const noteQuery = z.strictObject({ ...listQuery, archived: z.enum(['true', 'false']).default('false').meta({ description: 'Those that were put away, in place of the others.' }) })

const noteAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    affiliateId: answeredId,
    body: z.string(),
    author: z.string().meta({ examples: ['user:019abc00-0000-7000-8000-000000000001'] }),
    archivedBy: z.string().nullable(),
    archivedTs: answeredInstant.nullable(),
  })
  .meta({ id: 'AffiliateNote' })

function presentNote({ createdAt, archivedAt, ...note }: AffiliateNote) {
  return { ...note, createdTs: createdAt, archivedTs: archivedAt }
}

/** What the operator's people write down about an affiliate. */
export function affiliateNoteRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { tag: 'Affiliates', path: '/affiliate/:id/note' } as const
  defineRoute(app, context, {
    ...common,
    method: 'GET',
    operationId: 'listAffiliateNotes',
    summary: 'List the notes about an affiliate',
    description: 'Newest first. The affiliate never sees them.',
    permission: 'affiliates:read',
    params: idParams,
    query: noteQuery,
    success: { status: 200, description: 'One page.', schema: listOf(noteAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor, archived } }) => {
      await readAffiliate(tx, programId, params.id)
      const filter = { programId, affiliateId: params.id, isArchived: archived === 'true', afterId: readCursor(cursor), limit: limit + 1 }
      return cutPage((await listAffiliateNotes(tx, filter)).map(presentNote), limit)
    },
  })
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    operationId: 'addAffiliateNote',
    summary: 'Add a note about an affiliate',
    permission: 'affiliates:write',
    params: idParams,
    body: noteBody,
    success: { status: 201, description: 'The note.', schema: noteAnswer },
    handle: async ({ tx, programId, params, body, actor, now }) => presentNote(await addAffiliateNote(tx, { programId, actor, now }, params.id, body.body)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/affiliate/:id/note/:noteId/archive',
    method: 'POST',
    operationId: 'archiveAffiliateNote',
    summary: 'Archive a note',
    description: 'It is put away, and stays readable among the archived ones. Notes do not change.',
    permission: 'affiliates:write',
    params: noteParams,
    success: { status: 201, description: 'The note, archived.', schema: noteAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, params, actor, now }) => presentNote(await archiveAffiliateNote(tx, { programId, actor, now }, params.id, params.noteId)),
  })
}
