import { randomUUID } from 'node:crypto'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { newId, type Uuid } from '../ids.ts'
import { type Audience, keepAudience } from './keep-audience.ts'
import { type Media, type MediaKind, readMedia } from './media.ts'
import type { MediaContent } from './media-content.ts'
import { requireMediaPlace } from './require-media-place.ts'

export interface NewMedia extends Audience {
  readonly kind: MediaKind
  readonly name: string
  readonly brandId?: Uuid | null | undefined
  readonly productId?: Uuid | null | undefined
  readonly status?: 'active' | 'inactive' | undefined
  readonly words?: string | null | undefined
  readonly landingPageUrl?: string | null | undefined
  /** Null for a text. */
  readonly content: MediaContent | null
}

/**
 * Adds a medium. Its file never changes: another picture is another medium, so that what affiliates have published stays what they chose.
 * Throws `brand_unknown`, `product_unknown`, `group_unknown` and `affiliate_unknown`. Audited.
 */
export async function createMedia(tx: Tx, author: Author, { content, ...input }: NewMedia): Promise<Media> {
  const { programId, now } = author
  await requireMediaPlace(tx, programId, input)
  const id: Uuid = newId()
  await tx.all(
    build.insertInto('media').values({
      program_id: programId, id, kind: input.kind, name: input.name, key: randomUUID(), brand_id: input.brandId ?? null, product_id: input.productId ?? null,
      status: input.status ?? 'active', is_for_all: input.isForAll ?? true, words: input.words ?? null, landing_page_url: input.landingPageUrl ?? null,
      width: content?.width ?? null, height: content?.height ?? null, created_at: now, updated_at: now,
    }),
  )
  if (content !== null) {
    const { content: bytes, contentType, sha256 } = content
    await tx.all(build.insertInto('media_file').values({ program_id: programId, media_id: id, content: bytes, content_type: contentType, sha256, created_at: now }))
  }
  await keepAudience(tx, programId, id, input)
  const details = { ...input, ...(content === null ? {} : { contentType: content.contentType, bytes: content.content.length, sha256: content.sha256.toString('hex') }) }
  await recordAudit(tx, { ...author, action: 'media.created', subjectType: 'media', subjectId: id, details })
  return readMedia(tx, programId, id)
}
