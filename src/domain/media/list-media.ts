import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type Media, MEDIA_COLUMNS, MEDIA_FILE_JOIN, type MediaKind, type MediaStatus } from './media.ts'

export interface MediaFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly kind?: MediaKind | undefined
  readonly status?: MediaStatus | undefined
  /** Also those of every brand. */
  readonly brandId?: Uuid | undefined
  /** A part of the name, in any case. */
  readonly search?: string | undefined
}

/** Newest first; archived ones only when asked for. */
export function listMedia(tx: Tx, filter: MediaFilter): Promise<Media[]> {
  return select(tx, filter, [])
}

/**
 * The media that an affiliate may publish, newest first: active ones that are for all, for its group or for itself. Whether the affiliate may
 * see anything at all is the caller's question.
 */
export function listMediaForAffiliate(tx: Tx, filter: Omit<MediaFilter, 'status'> & { readonly affiliateId: Uuid }): Promise<Media[]> {
  return select(tx, { ...filter, status: 'active' }, [filter.affiliateId])
}

async function select(tx: Tx, filter: MediaFilter, affiliate: readonly Uuid[]): Promise<Media[]> {
  const values: unknown[] = [filter.programId, filter.limit]
  const conditions: string[] = [filter.status === undefined ? `m.status <> 'archived'` : `m.status = $${values.push(filter.status)}`]
  if (filter.afterId !== null) conditions.push(`m.id < $${values.push(filter.afterId)}`)
  if (filter.kind !== undefined) conditions.push(`m.kind = $${values.push(filter.kind)}`)
  if (filter.brandId !== undefined) conditions.push(`(m.brand_id = $${values.push(filter.brandId)} or m.brand_id is null)`)
  if (filter.search !== undefined && filter.search.trim() !== '') conditions.push(`strpos(lower(m.name), lower($${values.push(filter.search.trim())})) > 0`)
  for (const id of affiliate) conditions.push(isFor(`$${values.push(id)}::uuid`))
  return tx.sql<Media>({
    text: `select ${MEDIA_COLUMNS} from media m ${MEDIA_FILE_JOIN} where m.program_id = $1 and ${conditions.join(' and ')} order by m.id desc limit $2`,
    values,
  })
}

/** SQL: whether `media m` of the program ($1) is for an affiliate, by itself or with its group. */
export function isFor(affiliateId: string): string {
  return `(m.is_for_all or exists (
    select from media_audience u join affiliate a on a.program_id = $1 and a.id = ${affiliateId}
     where u.program_id = $1 and u.media_id = m.id and u.member_id in (a.id, a.group_id)))`
}
