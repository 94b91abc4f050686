import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeMedia } from '../../../domain/media/change-media.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedMediaBody } from './media-fields.ts'
import { mediaAnswer, presentMedia } from './present-media.ts'

export function changeMediaRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/media/:id',
    operationId: 'changeMedia',
    tag: 'Media',
    summary: 'Change a medium',
    description: 'Changes what is sent; kind and file stay. `status` brings an archived one back.',
    permission: 'media:write',
    params: idParams,
    body: changedMediaBody,
    success: { status: 200, description: 'The medium as it is now.', schema: mediaAnswer },
    refusals: ['brand_unknown', 'product_unknown', 'group_unknown', 'affiliate_unknown'],
    handle: async ({ tx, params, body: { visibility, text, ...rest }, programId, actor, now }) => {
      const change = { ...rest, words: text, isForAll: visibility === undefined ? undefined : visibility === 'all' }
      return presentMedia(await changeMedia(tx, { programId, actor, now }, params.id, change), programId, context.config.publicUrl)
    },
  })
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/media/:id',
    operationId: 'archiveMedia',
    tag: 'Media',
    summary: 'Archive a medium',
    description: 'Its file is not served any more; links with it go on, to the page of their product or brand.',
    permission: 'media:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    handle: ({ tx, params, programId, actor, now }) => changeMedia(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}
