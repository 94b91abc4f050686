import type { Tx } from '../../db/database.ts'
import { shortName } from '../commissions/hide-names.ts'
import type { Uuid } from '../ids.ts'
import type { PortalScope } from './require-owner.ts'

/**
 * Where something that paid nothing stands: a commission line of zero, an event that became no conversion, a touch that did not win its
 * customer.
 */
export const UNPAID_KINDS = ['line', 'event', 'touch'] as const
export type UnpaidKind = (typeof UNPAID_KINDS)[number]

/** Something of an affiliate that paid nothing, and why. */
export interface Unpaid {
  readonly id: Uuid
  readonly kind: UnpaidKind
  readonly reason: string
  readonly occurredAt: Date
  /** Of a line: `GET /commission/{id}/explanation` says more. */
  readonly commissionId: Uuid | null
  readonly component: string | null
  /** Of a line and a touch. */
  readonly customerId: Uuid | null
  readonly customer: string | null
}

export interface UnpaidFilter {
  readonly kind: UnpaidKind
  readonly reason?: string | undefined
  readonly afterId: Uuid | null
  readonly limit: number
}

/** Those of one kind, newest first. */
export async function listUnpaid(tx: Tx, { programId, affiliateId }: PortalScope, { kind, reason, afterId, limit }: UnpaidFilter): Promise<Unpaid[]> {
  const rows = await tx.sql<Omit<Unpaid, 'customer' | 'kind'>>({
    name: `portal-unpaid-${kind}`,
    text: `${SOURCES[kind]} and ($3::uuid is null or u.id < $3) and ($5::text is null or u.reason = $5) order by u.id desc limit $4`,
    values: [programId, affiliateId, afterId, limit, reason ?? null],
  })
  return rows.map((row) => ({ ...row, kind, customer: row.customerId === null ? null : shortName('customer', row.customerId) }))
}

/** How many paid nothing for a reason. */
export interface UnpaidCount {
  readonly kind: UnpaidKind
  readonly reason: string
  readonly count: number
}

/** All of an affiliate's, the most frequent reasons of a kind first. */
export async function countUnpaid(tx: Tx, { programId, affiliateId }: PortalScope): Promise<UnpaidCount[]> {
  const counts: UnpaidCount[] = []
  for (const kind of UNPAID_KINDS) {
    const rows = await tx.sql<{ reason: string; count: number }>({
      name: `portal-unpaid-count-${kind}`,
      text: `select reason, count(*)::int as count from (${SOURCES[kind]}) u group by 1 order by 2 desc, 1`,
      values: [programId, affiliateId],
    })
    counts.push(...rows.map((row) => ({ kind, ...row })))
  }
  return counts
}

const SOURCES: Readonly<Record<UnpaidKind, string>> = {
  line: `select u.id, coalesce(u.reason, 'no_component') as reason, u.occurred_at as "occurredAt", u.id as "commissionId", u.component, u.customer_id as "customerId"
    from commission u where u.program_id = $1 and u.affiliate_id = $2 and u.kind = 'zero'`,
  event: `select u.id, coalesce(u.reason, u.outcome) as reason, u.occurred_at as "occurredAt", null::uuid as "commissionId", null::text as component, null::uuid as "customerId"
    from event u where u.program_id = $1 and u.affiliate_id = $2 and u.outcome in ('unattributed', 'duplicate')`,
  touch: `select u.id, u.reason, coalesce(u.touched_at, u.recorded_at) as "occurredAt", null::uuid as "commissionId", null::text as component, null::uuid as "customerId"
    from touch u where u.program_id = $1 and u.affiliate_id = $2 and u.outcome = 'lost'`,
}
