import { z } from 'zod'
import type { Uuid } from '../../../domain/ids.ts'
import { type Media, MEDIA_KINDS } from '../../../domain/media/media.ts'
import { mediaFileUrl } from '../../../domain/media/media-address.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

export const mediaAnswer = z
  .strictObject({
    ...commonFields,
    kind: z.enum(MEDIA_KINDS),
    name: z.string(),
    brandId: answeredId.nullable(),
    productId: answeredId.nullable(),
    status: z.enum(['active', 'inactive', 'archived']),
    visibility: z.enum(['all', 'restricted']),
    groupIds: z.array(answeredId),
    affiliateIds: z.array(answeredId),
    text: z.string().nullable(),
    landingPageUrl: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    contentType: z.string().nullable().meta({ examples: ['image/png'] }),
    bytes: z.int().nullable(),
    url: z.string().nullable().meta({ description: 'Where its file is served to everybody who knows the address; null: it has none.' }),
  })
  .meta({ id: 'Media' })

export function presentMedia(media: Media, programId: Uuid, publicUrl: string) {
  return {
    id: media.id,
    createdTs: media.createdAt,
    updatedTs: media.updatedAt,
    kind: media.kind,
    name: media.name,
    brandId: media.brandId,
    productId: media.productId,
    status: media.status,
    visibility: media.isForAll ? 'all' : 'restricted',
    groupIds: media.groupIds,
    affiliateIds: media.affiliateIds,
    text: media.words,
    landingPageUrl: media.landingPageUrl,
    width: media.width,
    height: media.height,
    contentType: media.contentType,
    bytes: media.bytes,
    url: media.contentType === null ? null : mediaFileUrl(publicUrl, { programId, key: media.key }),
  }
}
