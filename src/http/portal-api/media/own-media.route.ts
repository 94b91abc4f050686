import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { listMediaForAffiliate } from '../../../domain/media/list-media.ts'
import { type Media, MEDIA_KINDS } from '../../../domain/media/media.ts'
import { mediaFileUrl } from '../../../domain/media/media-address.ts'
import { embedOwnMedia } from '../../../domain/portal/embed-own-media.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, commonFields, idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'

const mediaAnswer = z
  .strictObject({
    ...commonFields,
    kind: z.enum(MEDIA_KINDS),
    name: z.string(),
    brandId: answeredId.nullable().meta({ description: 'Null: for links of every brand.' }),
    productId: answeredId.nullable(),
    text: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    contentType: z.string().nullable().meta({ examples: ['image/png'] }),
    url: z.string().nullable().meta({ description: 'Where its file is served; null for a text.' }),
  })
  .meta({ id: 'OwnMedia' })

const embedAnswer = z
  .strictObject({ html: z.string().meta({ description: 'What you put on a page. It leads to your link.' }), fileUrl: z.string().nullable() })
  .meta({ id: 'OwnEmbedCode' })

const query = z.strictObject({ ...listQuery, kind: z.enum(MEDIA_KINDS).optional(), brandId: idField.optional().meta({ description: 'With those of every brand.' }) })

/** Banners, texts and HTML5 pages that the affiliate may publish. */
export function ownMediaRoutes(app: FastifyInstance, context: AppContext): void {
  const { publicUrl } = context.config
  const common = { method: 'GET', tag: 'Links', permission: 'media:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/media',
    operationId: 'listOwnMedia',
    summary: 'List what you may publish',
    description: 'Newest first.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(mediaAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listMediaForAffiliate(tx, { ...filter, programId, affiliateId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((media) => presentOwnMedia(media, programId, publicUrl)), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/media/:id/embed',
    operationId: 'readOwnEmbedCode',
    summary: 'Read the code that shows a medium and leads to your link',
    params: idParams,
    query: z.strictObject({ trackingLinkId: idField.optional().meta({ description: 'Without it: your newest link that fits.' }) }),
    success: { status: 200, description: 'The code.', schema: embedAnswer },
    refusals: ['tracking_link_unknown'],
    handle: ({ tx, programId, affiliateId, params, query: { trackingLinkId } }) => embedOwnMedia(tx, { programId, affiliateId }, { mediaId: params.id, trackingLinkId, publicUrl }),
  })
}

function presentOwnMedia({ id, createdAt, updatedAt, kind, name, brandId, productId, words, width, height, contentType, key }: Media, programId: Uuid, publicUrl: string): object {
  return { id, createdTs: createdAt, updatedTs: updatedAt, kind, name, brandId, productId, text: words, width, height, contentType, url: contentType === null ? null : mediaFileUrl(publicUrl, { programId, key }) }
}
