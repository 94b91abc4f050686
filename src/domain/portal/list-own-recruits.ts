import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { listRecruits } from '../affiliates/list-recruits.ts'
import { MAX_LEVELS } from '../commissions/components/sub-affiliate/read-sub-affiliate.ts'
import { shortName } from '../commissions/hide-names.ts'
import { type AwardEvidence, becauseOf } from '../commissions/reckoning/award-evidence.ts'
import { amountOf, deep, find } from '../commissions/reckoning/words/leaves.ts'
import type { Uuid } from '../ids.ts'
import { type Micros, microsToMinor } from '../money/amounts.ts'
import type { PortalScope } from './require-owner.ts'

/** Somebody whom an affiliate recruited, as the recruiter may see it. */
export interface OwnRecruit {
  readonly id: Uuid
  /** What it calls itself in public, else a short name of our own. */
  readonly name: string
  readonly joinedAt: Date
  /** 1: recruited by the affiliate itself. Null: it is not below it any more. */
  readonly level: number | null
  readonly isActive: boolean
  /** What the recruiter's shares of it come to, in minor units. */
  readonly shareMinor: bigint
}

export interface OwnRecruitFilter {
  readonly afterId: Uuid | null
  readonly limit: number
}

/** Whoever is or was below an affiliate, newest first. */
export async function listOwnRecruits(tx: Tx, { programId, affiliateId }: PortalScope, { currency, now }: { readonly currency: string; readonly now: Date }, filter: OwnRecruitFilter): Promise<OwnRecruit[]> {
  const recruits = await listRecruits(tx, { programId, recruiterId: affiliateId, levels: MAX_LEVELS, ...filter })
  const shown = await readShown(tx, programId, recruits.map(({ id }) => id))
  const shares = recruits.length === 0 ? new Map<Uuid, Micros>() : await readShares(tx, { programId, affiliateId })
  return recruits.map(({ id, joinedAt, stays }) => {
    const present = stays.find(({ from, until }) => from <= now && (until === null || now < until))
    const { displayName, isActive } = shown.get(id) ?? { displayName: null, isActive: false }
    return { id, name: displayName ?? shortName('affiliate', id), joinedAt, level: present?.level ?? null, isActive, shareMinor: microsToMinor(shares.get(id) ?? 0n, currency) }
  })
}

async function readShown(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, { readonly displayName: string | null; readonly isActive: boolean }>> {
  const rows = await tx.sql<{ id: Uuid; displayName: string | null; isActive: boolean }>({
    name: 'portal-recruits',
    text: `select id, display_name as "displayName", status = 'active' as "isActive" from affiliate where program_id = $1 and id = any($2::uuid[])`,
    values: [programId, arrayLiteral(ids)],
  })
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** What each recruit has brought in all: from what the newest line of each period was made of. */
async function readShares(tx: Tx, { programId, affiliateId }: PortalScope): Promise<Map<Uuid, Micros>> {
  const rows = await tx.sql<{ evidence: AwardEvidence }>({
    name: 'portal-recruit-shares',
    text: `select distinct on (plan_id, component, award_key) evidence from commission
            where program_id = $1 and affiliate_id = $2 and award_key is not null and component like 'sub_affiliate%' order by plan_id, component, award_key, id desc`,
    values: [programId, affiliateId],
  })
  const shares = new Map<Uuid, Micros>()
  for (const share of rows.flatMap(({ evidence }) => deep(becauseOf(evidence), 'recruitShare'))) {
    const who = find(share.because ?? [], 'recruit')?.value
    if (who?.as !== 'fact' || typeof who.fact !== 'string') continue
    shares.set(who.fact, (shares.get(who.fact) ?? 0n) + amountOf(share))
  }
  return shares
}

/** What an affiliate has earned by all its recruits, in minor units; rejected lines left out. */
export async function sumRecruitShares(tx: Tx, { programId, affiliateId }: PortalScope): Promise<bigint> {
  const [row] = await tx.sql<{ total: bigint }>({
    name: 'portal-recruit-total',
    text: `select coalesce(sum(amount_minor), 0)::bigint as total from commission where program_id = $1 and affiliate_id = $2 and award_key is not null and component like 'sub_affiliate%'`,
    values: [programId, affiliateId],
  })
  return row?.total ?? 0n
}
