import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { AffiliateDecisionKind } from './decide-affiliates.ts'

/** That somebody let an affiliate in, stopped it or let it go on. */
export interface DecidedAffiliate {
  readonly id: Uuid
  readonly kind: AffiliateDecisionKind
  readonly reason: string | null
  readonly actor: string
  readonly recordedAt: Date
}

/** The decisions about an affiliate, newest first. */
export function listAffiliateDecisions(tx: Tx, filter: { programId: Uuid; affiliateId: Uuid; afterId: Uuid | null; limit: number }): Promise<DecidedAffiliate[]> {
  const query = build
    .selectFrom('affiliate_decision')
    .where('program_id', '=', filter.programId)
    .where('affiliate_id', '=', filter.affiliateId)
    .select(['id', 'kind', 'reason', 'actor', 'recorded_at as recordedAt'])
    .orderBy('id', 'desc')
    .limit(filter.limit)
  return tx.all(filter.afterId === null ? query : query.where('id', '<', filter.afterId))
}
