import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { foldReferralCode } from '../affiliates/referral-code.ts'
import { defaultTrackers } from '../customers/default-trackers.ts'
import type { Uuid } from '../ids.ts'
import type { NewEvent } from './new-event.ts'

/** An affiliate that events name. */
export interface EventAffiliate {
  readonly id: Uuid
  readonly isActive: boolean
  readonly hasTracker: boolean
}

interface NamedAffiliate extends EventAffiliate {
  /** The code or the id that it is named by. */
  readonly name: string
}

const COLUMNS = `a.id, a.status = 'active' as "isActive",
  exists (select from tracker t where t.program_id = $1 and t.affiliate_id = a.id) as "hasTracker"`

/**
 * The affiliate each event names, by id or by a code it has or had, in the events' order; undefined for none of this program, an erased
 * one or the organic one.
 */
export async function findEventAffiliates(tx: Tx, programId: Uuid, events: readonly NewEvent[]): Promise<(EventAffiliate | undefined)[]> {
  const names = events.map(nameOf)
  const [byCode, byId] = await Promise.all([
    readByCode(tx, programId, [...new Set(names.flatMap(({ code }) => code ?? []))]),
    readById(tx, programId, [...new Set(names.flatMap(({ id }) => id ?? []))]),
  ])
  const found = new Map([...byCode, ...byId].map((row) => [row.name, row]))
  return names.map(({ id, code }) => found.get(id ?? code ?? ''))
}

/** Makes sure that the affiliates have a tracker each: their transactions stand under one. */
export async function giveTrackers(tx: Tx, programId: Uuid, affiliates: readonly EventAffiliate[], now: Date): Promise<void> {
  const bare = affiliates.filter(({ hasTracker }) => !hasTracker)
  if (bare.length > 0) await defaultTrackers(tx, programId, bare.map(({ id }) => id), now)
}

function nameOf({ affiliateId, referralCode }: NewEvent): { readonly id: Uuid | null; readonly code: string | null } {
  if (affiliateId !== null) return { id: affiliateId, code: null }
  return { id: null, code: referralCode === null ? null : foldReferralCode(referralCode) }
}

async function readByCode(tx: Tx, programId: Uuid, codes: readonly string[]): Promise<NamedAffiliate[]> {
  if (codes.length === 0) return []
  return tx.sql<NamedAffiliate>({
    name: 'event-affiliates-by-code',
    // From k to k, in order: see the note on statements in customer.ts. As "= any" it looked up every affiliate of the program.
    text: `select k.code as name, ${COLUMNS}
             from unnest($2::text[]) as k (code)
             cross join lateral (
               select affiliate_id from referral_code where program_id = $1 and code >= k.code and code <= k.code order by code limit 1) r
             cross join lateral (
               select * from affiliate where program_id = $1 and id >= r.affiliate_id and id <= r.affiliate_id order by id limit 1) a
            where not a.is_organic and a.erased_at is null`,
    values: [programId, arrayLiteral(codes)],
  })
}

async function readById(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<NamedAffiliate[]> {
  if (ids.length === 0) return []
  return tx.sql<NamedAffiliate>({
    name: 'event-affiliates-by-id',
    text: `select a.id as name, ${COLUMNS} from affiliate a
            where a.program_id = $1 and a.id = any($2::uuid[]) and not a.is_organic and a.erased_at is null`,
    values: [programId, arrayLiteral(ids)],
  })
}
