import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { markRecruiters } from '../commissions/reckoning/mark-recruiters.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { requireOwn } from '../programs/require-own.ts'
import { DECISION_END } from './affiliate-parent.ts'

/** What is given of an affiliate's parent. */
export interface ParentFields {
  /** Null: nobody. */
  readonly parentAffiliateId?: Uuid | null | undefined
  /** Since when; now when it is left out. What the parent earned before stays, what others earned of the affiliate from then on does not. */
  readonly parentFrom?: Date | undefined
}

/** Of one affiliate, ever. */
export const MAX_DECISIONS = 100

/**
 * Makes sure that a parent can be kept: it is the program's own, its date is not ahead of the program's clock, and nobody becomes their own
 * ancestor at any moment from that date on. Call it with `lockAffiliates`. Throws `invalid_request` (parentFrom), `affiliate_unknown` and
 * `state_conflict` (parentAffiliateId).
 */
export async function checkParent(tx: Tx, author: Author, affiliateId: Uuid, { parentAffiliateId, parentFrom }: ParentFields): Promise<void> {
  if (parentAffiliateId === undefined && parentFrom === undefined) return
  const { programId } = author
  const now = await presentOf(tx, author)
  if (parentFrom !== undefined && parentAffiliateId === undefined) throw wrongDate('required', 'A date is that of a parent: send parentAffiliateId with it.')
  if (parentFrom !== undefined && parentFrom > now) throw wrongDate('in_the_future', 'A parent holds from now or from an earlier moment on.')
  await requireOwn(tx, programId, 'affiliate', parentAffiliateId, 'affiliate_unknown', 'parentAffiliateId')
  if (typeof parentAffiliateId !== 'string') return
  if (parentAffiliateId === affiliateId || (await isAncestorOf(tx, programId, affiliateId, parentAffiliateId, parentFrom ?? now))) throw ownAncestor()
}

/**
 * Keeps a decision about an affiliate's parent, if it decides anything: from its date on it takes the place of all earlier ones. Whoever has
 * or had a share of the affiliate is reckoned again. The current parent is the affiliate's own column. Throws `too_many`.
 */
export async function keepParent(tx: Tx, author: Author, affiliateId: Uuid, { parentAffiliateId, parentFrom }: ParentFields): Promise<void> {
  if (parentAffiliateId === undefined) return
  const last = await lastDecision(tx, author.programId, affiliateId)
  if ((last?.parentId ?? null) === parentAffiliateId && (parentFrom === undefined || last === undefined || last.from <= parentFrom)) return
  if ((last?.number ?? 0) >= MAX_DECISIONS) throw tooMany()
  await recordParents(tx, author, [affiliateId], parentAffiliateId, parentFrom ?? (await presentOf(tx, author)))
}

/** Takes an affiliate's recruits from it, now. Call it with `lockAffiliates`. */
export async function dismissRecruits(tx: Tx, author: Author, parentId: Uuid): Promise<void> {
  const { programId, now } = author
  const recruits = await tx.sql<{ id: Uuid }>({
    text: 'update affiliate set parent_affiliate_id = null, updated_at = $3 where program_id = $1 and parent_affiliate_id = $2 returning id',
    values: [programId, parentId, now],
  })
  await recordParents(tx, author, recruits.map(({ id }) => id), null, await presentOf(tx, author))
}

/** A parent holds by the program's clock: a test program's time is its own. */
async function presentOf(tx: Tx, { programId, now }: Author): Promise<Date> {
  return programNow(await ownProgram(tx, programId), { now: () => now })
}

async function recordParents(tx: Tx, { programId, actor, now }: Author, affiliateIds: readonly Uuid[], parentId: Uuid | null, from: Date): Promise<void> {
  if (affiliateIds.length === 0) return
  // A step that is booking lines now has looked for recruiters already: it ends before whoever they are changes.
  await openBook(tx, programId)
  await tx.count({
    text: `insert into affiliate_parent (program_id, affiliate_id, number, parent_id, effective_from, created_by, created_at)
           select $1, id, (select coalesce(max(number), 0) + 1 from affiliate_parent where program_id = $1 and affiliate_id = id), $3, $4, $5, $6
             from unnest($2::uuid[]) id`,
    values: [programId, [...affiliateIds], parentId, from, actor, now],
  })
  await markRecruiters(tx, programId, affiliateIds)
}

interface Decision {
  readonly number: number
  readonly parentId: Uuid | null
  readonly from: Date
}

async function lastDecision(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<Decision | undefined> {
  const [last] = await tx.sql<Decision>({
    text: 'select number, parent_id as "parentId", effective_from as from from affiliate_parent where program_id = $1 and affiliate_id = $2 order by number desc limit 1',
    values: [programId, affiliateId],
  })
  return last
}

/** Whether an affiliate is another one's ancestor, or becomes so, at any moment from a date on. Its own parents do not matter: they are about to change. */
async function isAncestorOf(tx: Tx, programId: Uuid, ancestorId: Uuid, affiliateId: Uuid, from: Date): Promise<boolean> {
  const found = await tx.sql({
    text: `with recursive above (affiliate_id, from_at, until_at) as (
        select $3::uuid, $4::timestamptz, 'infinity'::timestamptz
        union
        select p.parent_id, greatest(above.from_at, p.effective_from), least(above.until_at, e.until)
          from above join affiliate_parent p on p.program_id = $1 and p.affiliate_id = above.affiliate_id and p.parent_id is not null ${DECISION_END}
         where above.affiliate_id <> $2 and greatest(above.from_at, p.effective_from) < least(above.until_at, e.until))
      select from above where affiliate_id = $2 limit 1`,
    values: [programId, ancestorId, affiliateId, from],
  })
  return found.length > 0
}

function wrongDate(code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'parentFrom', code, message }] })
}

function ownAncestor(): DomainError {
  const message = 'An affiliate cannot be its own ancestor.'
  return new DomainError('state_conflict', { message, errors: [{ path: 'parentAffiliateId', code: 'own_ancestor', message }] })
}

function tooMany(): DomainError {
  const message = `The parent of an affiliate can be changed ${MAX_DECISIONS} times.`
  return new DomainError('too_many', { message, errors: [{ path: 'parentAffiliateId', code: 'too_many', message }] })
}
