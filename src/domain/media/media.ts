import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export const MEDIA_KINDS = ['banner', 'text', 'html5'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]
export type MediaStatus = 'active' | 'inactive' | 'archived'

/** What affiliates publish a tracking link with: a picture, a text, or a page of its own in a frame. */
export interface Media {
  readonly id: Uuid
  readonly kind: MediaKind
  readonly name: string
  /** See media-address.ts. */
  readonly key: Uuid
  /** Null: of every brand. */
  readonly brandId: Uuid | null
  readonly productId: Uuid | null
  /** inactive: not offered any more, but shown wherever it was published; archived: not shown either. */
  readonly status: MediaStatus
  /** False: for those in `groupIds` and `affiliateIds`. */
  readonly isForAll: boolean
  readonly groupIds: readonly Uuid[]
  readonly affiliateIds: readonly Uuid[]
  /** A text's words, or what stands for a banner where it is not seen. */
  readonly words: string | null
  readonly landingPageUrl: string | null
  readonly width: number | null
  readonly height: number | null
  /** Null: it has no file, or its file is gone. */
  readonly contentType: string | null
  readonly bytes: number | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What every query of media selects from `media m`. */
export const MEDIA_COLUMNS = `m.id, m.kind, m.name, m.key, m.brand_id as "brandId", m.product_id as "productId", m.status, m.is_for_all as "isForAll",
  array(select member_id from media_audience u where u.program_id = $1 and u.media_id = m.id and u.kind = 'group' order by 1)::text[] as "groupIds",
  array(select member_id from media_audience u where u.program_id = $1 and u.media_id = m.id and u.kind = 'affiliate' order by 1)::text[] as "affiliateIds",
  m.words, m.landing_page_url as "landingPageUrl", m.width, m.height, f.content_type as "contentType", octet_length(f.content) as bytes,
  m.created_at as "createdAt", m.updated_at as "updatedAt"`
export const MEDIA_FILE_JOIN = 'left join media_file f on f.program_id = $1 and f.media_id = m.id'

/** Throws `not_found`. */
export async function readMedia(tx: Tx, programId: Uuid, id: Uuid): Promise<Media> {
  const [media] = await tx.sql<Media>({
    name: 'read-media',
    text: `select ${MEDIA_COLUMNS} from media m ${MEDIA_FILE_JOIN} where m.program_id = $1 and m.id = $2`,
    values: [programId, id],
  })
  if (media === undefined) throw new DomainError('not_found')
  return media
}
