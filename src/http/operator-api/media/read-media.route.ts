import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listMedia } from '../../../domain/media/list-media.ts'
import { MEDIA_KINDS, readMedia } from '../../../domain/media/media.ts'
import { readEmbedCode } from '../../../domain/media/read-embed-code.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { mediaAnswer, presentMedia } from './present-media.ts'

const LONGEST_SEARCH = 200

const query = z.strictObject({
  ...listQuery,
  kind: z.enum(MEDIA_KINDS).optional(),
  status: z.enum(['active', 'inactive', 'archived']).optional(),
  brandId: idField.optional().meta({ description: 'With those of every brand.' }),
  search: z.string().max(LONGEST_SEARCH).optional().meta({ description: 'A part of the name.' }),
})

const embedAnswer = z
  .strictObject({
    html: z.string().meta({ description: 'What the affiliate puts on a page. Names are escaped.' }),
    fileUrl: z.string().nullable().meta({ description: 'Where the file is served; null for a text.' }),
  })
  .meta({ id: 'EmbedCode' })

export function readMediaRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/media',
    operationId: 'listMedia',
    tag: 'Media',
    summary: 'List media',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'media:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(mediaAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listMedia(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((media) => presentMedia(media, programId, context.config.publicUrl)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/media/:id',
    operationId: 'readMedia',
    tag: 'Media',
    summary: 'Read a medium',
    permission: 'media:read',
    params: idParams,
    success: { status: 200, description: 'The medium.', schema: mediaAnswer },
    handle: async ({ tx, programId, params }) => presentMedia(await readMedia(tx, programId, params.id), programId, context.config.publicUrl),
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/media/:id/embed',
    operationId: 'readEmbedCode',
    tag: 'Media',
    summary: 'Read the code that shows a medium',
    description: "HTML with an affiliate's tracking link. The medium has to be active, of the link's brand and for its affiliate.",
    permission: 'media:read',
    params: idParams,
    query: z.strictObject({ trackingLinkId: idField }),
    success: { status: 200, description: 'The code.', schema: embedAnswer },
    refusals: ['tracking_link_unknown', 'media_unknown'],
    handle: ({ tx, programId, params, query: { trackingLinkId } }) => readEmbedCode(tx, { programId, mediaId: params.id, trackingLinkId, publicUrl: context.config.publicUrl }),
  })
}
