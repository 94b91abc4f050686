import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { listPostbacks, type Postback, POSTBACKS_MAX, readPostback } from './postback.ts'
import { type IsCallable, type PostbackEvent, requirePostbackUrl } from './postback-template.ts'

export interface NewPostback {
  readonly url: string
  readonly events: readonly PostbackEvent[]
  readonly status?: Postback['status'] | undefined
}

export interface PostbackChange {
  readonly url?: string | undefined
  readonly events?: readonly PostbackEvent[] | undefined
  readonly status?: Postback['status'] | undefined
}

/** Whose postback it is, and who may be called. */
export interface PostbackScope {
  readonly author: Author
  readonly affiliateId: Uuid
  readonly isCallable: IsCallable
}

/** Adds a postback. Throws `invalid_request` (url) and `too_many`. */
export async function addPostback(tx: Tx, { author, affiliateId, isCallable }: PostbackScope, { url, events, status = 'active' }: NewPostback): Promise<Postback> {
  const { programId, actor, now } = author
  requirePostbackUrl(url, isCallable)
  if ((await listPostbacks(tx, programId, affiliateId)).length >= POSTBACKS_MAX) throw new DomainError('too_many')
  const id: Uuid = newId()
  await tx.all(build.insertInto('postback').values({ program_id: programId, id, affiliate_id: affiliateId, url, events: [...new Set(events)], status, created_by: actor, created_at: now, updated_at: now }))
  await audit(tx, author, 'created', id, { affiliateId, events, status })
  return readPostback(tx, programId, affiliateId, id)
}

/** Changes what is given. Throws `not_found` and `invalid_request` (url). */
export async function changePostback(tx: Tx, { author, affiliateId, isCallable }: PostbackScope, id: Uuid, change: PostbackChange): Promise<Postback> {
  const { programId, now } = author
  await readPostback(tx, programId, affiliateId, id)
  if (change.url !== undefined) requirePostbackUrl(change.url, isCallable)
  const events = change.events === undefined ? undefined : [...new Set(change.events)]
  await tx.all(build.updateTable('postback').set({ url: change.url, events, status: change.status, updated_at: now }).where('program_id', '=', programId).where('id', '=', id))
  await audit(tx, author, 'changed', id, { affiliateId, events, status: change.status, isUrlChanged: change.url !== undefined })
  return readPostback(tx, programId, affiliateId, id)
}

/** Throws `not_found`. */
export async function removePostback(tx: Tx, author: Author, affiliateId: Uuid, id: Uuid): Promise<void> {
  await readPostback(tx, author.programId, affiliateId, id)
  await tx.all(build.deleteFrom('postback').where('program_id', '=', author.programId).where('id', '=', id))
  await audit(tx, author, 'removed', id, { affiliateId })
}

/** Without the URL, which often holds a key of the affiliate's tracker. */
function audit(tx: Tx, author: Author, verb: 'created' | 'changed' | 'removed', id: Uuid, details: object): Promise<void> {
  return recordAudit(tx, { ...author, action: `postback.${verb}`, subjectType: 'postback', subjectId: id, details })
}
