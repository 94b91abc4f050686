import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { readAffiliate } from './affiliate.ts'

/** What somebody of the operator's wrote down about an affiliate. It never changes; what does not hold any more is archived. */
export interface AffiliateNote {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly body: string
  readonly author: string
  readonly createdAt: Date
  readonly archivedBy: string | null
  readonly archivedAt: Date | null
}

export interface NoteFilter {
  readonly programId: Uuid
  readonly affiliateId: Uuid
  readonly isArchived: boolean
  readonly afterId: Uuid | null
  readonly limit: number
}

/** Newest first. */
export function listAffiliateNotes(tx: Tx, { programId, affiliateId, isArchived, afterId, limit }: NoteFilter): Promise<AffiliateNote[]> {
  let query = notes(programId).where('affiliate_id', '=', affiliateId).where('archived_at', isArchived ? 'is not' : 'is', null).orderBy('id', 'desc').limit(limit)
  if (afterId !== null) query = query.where('id', '<', afterId)
  return tx.all(query)
}

/** Adds a note. Throws `not_found`. The audit says that there is one, not what it says. */
export async function addAffiliateNote(tx: Tx, author: Author, affiliateId: Uuid, body: string): Promise<AffiliateNote> {
  const { programId, actor, now } = author
  await readAffiliate(tx, programId, affiliateId)
  const id: Uuid = newId()
  await tx.all(build.insertInto('affiliate_note').values({ program_id: programId, id, affiliate_id: affiliateId, body, author: actor, created_at: now }))
  await recordAudit(tx, { ...author, action: 'affiliate.note_added', subjectType: 'affiliate', subjectId: affiliateId, details: { noteId: id } })
  return readNote(tx, programId, affiliateId, id)
}

/** Puts a note away; it can still be read among the archived ones. Throws `not_found` and `state_conflict` (archived already). */
export async function archiveAffiliateNote(tx: Tx, author: Author, affiliateId: Uuid, id: Uuid): Promise<AffiliateNote> {
  const { programId, actor, now } = author
  await readNote(tx, programId, affiliateId, id)
  const archived = await tx.count({
    text: 'update affiliate_note set archived_by = $3, archived_at = $4 where program_id = $1 and id = $2 and archived_at is null',
    values: [programId, id, actor, now],
  })
  if (archived === 0) throw new DomainError('state_conflict', { message: 'The note is archived.' })
  await recordAudit(tx, { ...author, action: 'affiliate.note_archived', subjectType: 'affiliate', subjectId: affiliateId, details: { noteId: id } })
  return readNote(tx, programId, affiliateId, id)
}

async function readNote(tx: Tx, programId: Uuid, affiliateId: Uuid, id: Uuid): Promise<AffiliateNote> {
  const note = await tx.first(notes(programId).where('affiliate_id', '=', affiliateId).where('id', '=', id))
  if (note === undefined) throw new DomainError('not_found')
  return note
}

function notes(programId: Uuid) {
  return build
    .selectFrom('affiliate_note')
    .where('program_id', '=', programId)
    .select(['id', 'affiliate_id as affiliateId', 'body', 'author', 'created_at as createdAt', 'archived_by as archivedBy', 'archived_at as archivedAt'])
}
