import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createMedia } from '../../../domain/media/create-media.ts'
import { type MediaContent, readBannerContent, readHtmlContent } from '../../../domain/media/media-content.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { MEDIA_BODY_LIMIT, newMediaBody, type NewMediaBody } from './media-fields.ts'
import { mediaAnswer, presentMedia } from './present-media.ts'

export function createMediaRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/media',
    operationId: 'createMedia',
    tag: 'Media',
    summary: 'Add a medium',
    description: 'A banner, a text or an HTML5 page that affiliates publish with their tracking links. Its file never changes: another picture is another medium.',
    permission: 'media:write',
    body: newMediaBody,
    bodyLimit: MEDIA_BODY_LIMIT,
    success: { status: 201, description: 'The new medium.', schema: mediaAnswer },
    refusals: ['brand_unknown', 'product_unknown', 'group_unknown', 'affiliate_unknown'],
    prepare: ({ body }) => contentOf(body),
    handle: async ({ tx, body, prepared, programId, actor, now }) => {
      const { kind, name, brandId, productId, status, visibility, groupIds, affiliateIds, landingPageUrl, text } = body
      const isForAll = visibility === undefined ? undefined : visibility === 'all'
      const input = { kind, name, brandId, productId, status, isForAll, groupIds, affiliateIds, landingPageUrl, words: text, content: prepared }
      return presentMedia(await createMedia(tx, { programId, actor, now }, input), programId, context.config.publicUrl)
    },
  })
}

async function contentOf(body: NewMediaBody): Promise<MediaContent | null> {
  switch (body.kind) {
    case 'text': return null
    case 'banner': return readBannerContent(Buffer.from(body.content, 'base64'))
    case 'html5': return readHtmlContent(body.html, body)
  }
}
