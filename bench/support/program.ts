import type { AppContext } from '../../src/app/context.ts'
import { BulkRows, columns } from '../../src/db/bulk.ts'
import { createAffiliate } from '../../src/domain/affiliates/create-affiliate.ts'
import { createTracker } from '../../src/domain/affiliates/create-tracker.ts'
import { createBrand } from '../../src/domain/brands/create-brand.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { setUp } from '../../src/domain/operators/set-up.ts'
import { createPlan } from '../../src/domain/plans/create-plan.ts'

export interface BenchProgram {
  readonly programId: Uuid
  readonly apiKey: string
  readonly brandId: Uuid
  readonly customers: number
}

/** A CPA of two levels and a tiered revenue share on what three deductions leave: the plan of the speed goals. */
export const COMPONENTS = [
  {
    type: 'cpa',
    levels: [
      { amount: 50, requirements: { minDepositTotal: 100, minWager: 400, withinDays: 30, withinFrom: 'registration' } },
      { amount: 80, requirements: { minNetRevenue: 1_000 } },
    ],
  },
  {
    type: 'revenue_share', base: 'net_revenue',
    tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1_000, rate: '30' }, { from: 10_000, rate: '35' }] },
  },
]

export const DEDUCTIONS = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Bonus', kind: 'bonus', base: 'bonus' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20', whenNegative: 'clamp' },
]

/** Of whom customers are, and since when. */
export interface BenchPeople {
  readonly affiliates?: number
  readonly registeredAt?: Date
}

/** A program with the plan above, or another one, as its default; `customers` registered customers spread over 50 affiliates, or as many as there are to be. */
export async function makeBenchProgram(
  context: AppContext, name: string, customers: number, components: readonly object[] = COMPONENTS, { affiliates = 50, registeredAt = new Date() }: BenchPeople = {},
): Promise<BenchProgram> {
  const { programId, apiKey } = await setUp(context, { operator: 'Bench', program: name, currency: 'EUR', timeZone: 'Europe/Malta', adminEmail: 'bench@example.com' })
  const now = new Date()
  const author = { programId, actor: 'bench', now }
  const brandId = await context.db.inProgram(programId, async (tx) => {
    const brand = await createBrand(tx, author, { name: 'Bench', externalId: 'bench', landingPageUrl: 'https://bench.example', deductions: DEDUCTIONS })
    const plan = await createPlan(tx, author, context.clock, { name: 'Hybrid', version: { holdDays: 14, effectiveFrom: new Date('2020-01-01'), components } })
    await tx.sql({ text: 'update program set default_plan_id = $2 where id = $1', values: [programId, plan.id] })
    const places: { affiliateId: Uuid; trackerId: Uuid }[] = []
    for (let i = 0; i < affiliates; i += 1) {
      const affiliate = await createAffiliate(tx, author, { name: `affiliate ${i}` })
      const tracker = await createTracker(tx, author, { affiliateId: affiliate.id, name: 'main' })
      places.push({ affiliateId: affiliate.id, trackerId: tracker.id })
    }
    const registered = new BulkRows(columns('program_id uuid, id uuid, brand_id uuid, external_id text, registered_at timestamptz, created_by text, created_at timestamptz, updated_at timestamptz'))
    const attributed = new BulkRows(columns('program_id uuid, customer_id uuid, affiliate_id uuid, tracker_id uuid, brand_id uuid, carrier text, touched_at timestamptz, frozen text jsonb, recorded_at timestamptz'))
    for (let i = 0; i < customers; i += 1) {
      const id = newId()
      const place = places[i % places.length]
      registered.add(programId, id, brand.id, `c${i}`, registeredAt, 'bench', now, now)
      attributed.add(programId, id, place?.affiliateId, place?.trackerId, brand.id, 'click_key', now, '{"affiliateName":"a","trackerName":"t","brandName":"b","productName":null}', now)
    }
    await registered.insertInto(tx, 'customer')
    await attributed.insertInto(tx, 'attribution')
    return brand.id
  })
  return { programId, apiKey, brandId, customers }
}

let made = 0
const start = Date.now()

/** Items as a client sends them; the last 5 % repeat the first of the same call. */
export function bulkItems(program: BenchProgram, size: number): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = []
  const fresh = Math.floor(size * 0.95)
  for (let i = 0; i < fresh; i += 1) {
    made += 1
    items.push({
      externalId: `t${made}`, type: 'revenue', externalBrandId: 'bench', externalCustomerId: `c${Math.floor(Math.random() * program.customers)}`,
      transactionDate: new Date(start + made).toISOString(), grossRevenue: Math.round(Math.random() * 20_000 - 4_000) / 100,
      depositAmount: i % 3 === 0 ? Math.round(Math.random() * 5_000) / 100 : 0, wageredAmount: Math.round(Math.random() * 40_000) / 100, bonusAmount: i % 10 === 0 ? 1.5 : 0, country_code: 'MT',
    })
  }
  for (let i = 0; items.length < size; i += 1) items.push(items[i] ?? {})
  return items
}
