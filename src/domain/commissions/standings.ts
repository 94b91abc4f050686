import { BulkRows, columns } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import type { RatingStep } from './rating-state.ts'
import type { Progress } from './rules/qualification.ts'

/** A customer's standing under one CPA component, as stored. */
export interface Standing {
  progress: Progress
  /** Cumulative amounts of the levels reached, and what computed lines have paid for each. Minor units. */
  reached: bigint[]
  readonly paid: bigint[]
  supplied: bigint
  /** The version that rated the last event. */
  versionId: Uuid | null
}

/** Names a standing within a program. */
export function standingKey(customerId: Uuid, planId: Uuid, component: string): string {
  return `${customerId}:${planId}:${component}`
}

/** Where customers stand under every CPA they have met, by `standingKey`. */
export async function loadStandings(step: RatingStep, customerIds: ReadonlySet<Uuid>): Promise<Map<string, Standing>> {
  if (customerIds.size === 0) return new Map()
  const rows = new BulkRows(columns('customer_id uuid'))
  for (const id of customerIds) rows.add(id)
  const stored = await step.tx.sql<{
    customer_id: Uuid; plan_id: Uuid; component: string; deposit_total: bigint; deposit_count: number; deposit_largest: bigint; withdrawal_total: bigint
    wager_total: bigint; net_revenue: bigint; first_deposit_at: Date | null; last_at: Date | null; last_brand_id: Uuid; last_external_id: string
    reached_minor: bigint[]; paid_minor: bigint[]; supplied_minor: bigint; plan_version_id: Uuid | null
  }>({
    name: 'load-qualifications',
    text: `select q.* from ${rows.unnest('k', 2)}
             join qualification q on q.program_id = $1 and q.customer_id = k.customer_id`,
    values: [step.program.id, ...rows.parameters()],
  })
  return new Map(
    stored.map((row) => [
      standingKey(row.customer_id, row.plan_id, row.component),
      {
        progress: {
          depositTotal: row.deposit_total, depositCount: row.deposit_count, depositLargest: row.deposit_largest, withdrawalTotal: row.withdrawal_total,
          wagerTotal: row.wager_total, netRevenue: row.net_revenue, firstDepositAt: row.first_deposit_at,
          last: row.last_at === null ? null : { occurredAt: row.last_at, brandId: row.last_brand_id, externalId: row.last_external_id },
          levelReached: row.reached_minor.length,
        },
        reached: row.reached_minor,
        paid: row.paid_minor,
        supplied: row.supplied_minor,
        versionId: row.plan_version_id,
      },
    ]),
  )
}

const QUALIFICATION_COLUMNS = columns(
  `program_id uuid, customer_id uuid, plan_id uuid, component text, deposit_total numeric, deposit_count int, deposit_largest numeric,
   withdrawal_total numeric, wager_total numeric, net_revenue numeric, first_deposit_at timestamptz, last_at timestamptz, last_brand_id uuid,
   last_external_id text, reached_minor text bigint[], paid_minor text bigint[], supplied_minor bigint,
   plan_version_id uuid`,
)

/** A standing that is to be stored, and whose it is. */
export interface NamedStanding {
  readonly customerId: Uuid
  readonly planId: Uuid
  readonly component: string
  readonly standing: Standing
}

/** Writes standings, each as a whole. */
export async function saveStandings(step: RatingStep, changed: Iterable<NamedStanding>): Promise<void> {
  const rows = new BulkRows(QUALIFICATION_COLUMNS)
  for (const { customerId, planId, component, standing } of changed) {
    const { progress } = standing
    rows.add(
      step.program.id, customerId, planId, component, progress.depositTotal, progress.depositCount, progress.depositLargest,
      progress.withdrawalTotal, progress.wagerTotal, progress.netRevenue, progress.firstDepositAt, progress.last?.occurredAt, progress.last?.brandId,
      progress.last?.externalId, `{${standing.reached.join(',')}}`, `{${standing.paid.join(',')}}`, standing.supplied, standing.versionId,
    )
  }
  const assignments = QUALIFICATION_COLUMNS.slice(4).map(({ name }) => `${name} = excluded.${name}`).join(', ')
  await rows.insertInto(step.tx, 'qualification', `on conflict (program_id, customer_id, plan_id, component) do update set ${assignments}`)
}
