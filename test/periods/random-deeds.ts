import type { Uuid } from '../../src/domain/ids.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { pick, type Random } from '../simulation/random.ts'
import type { TestDatabase } from '../support/database.ts'
import { ClosingDesk } from './closing-desk.ts'

/** Affiliates, each with one customer of its name. */
const NAMES = ['anna', 'bob', 'carl']
const START = Date.UTC(2026, 9, 2, 12)
const DAY_MS = 86_400_000

/** Something that happens in a program. What it is does not depend on what was closed: the same deeds can be done with and without closings. */
export type Deed =
  | { readonly kind: 'sale' | 'revenue'; readonly name: string; readonly amount: number; readonly daysAgo: number }
  | { readonly kind: 'refund'; readonly of: string; readonly name: string; readonly amount: number }
  | { readonly kind: 'reject'; readonly of: string }
  | { readonly kind: 'adjust'; readonly name: string; readonly amount: number }
  | { readonly kind: 'pay'; readonly name: string }
  | { readonly kind: 'return'; readonly name: string }
  | { readonly kind: 'clock'; readonly now: string }
  | { readonly kind: 'close' }

const KINDS = ['sale', 'sale', 'sale', 'revenue', 'revenue', 'refund', 'reject', 'adjust', 'pay', 'return', 'clock', 'clock', 'clock', 'close'] as const

/** Deeds of some months; `lateDays`: how long before they are told they may have happened. */
export function randomDeeds(next: Random, size: number, { days = 100, lateDays = 30 } = {}): Deed[] {
  const told: { externalId: string; name: string }[] = []
  const amount = (most: number) => Math.round(next() * most * 100) / 100
  let now = START
  return Array.from({ length: size }, (): Deed => {
    const [kind, name, before] = [pick(next, KINDS), pick(next, NAMES), told.length === 0 ? undefined : pick(next, told)]
    const tell = () => told.push({ externalId: `T${told.length + 1}`, name })
    if (kind === 'revenue' || kind === 'sale' || (before === undefined && kind === 'refund')) {
      tell()
      const daysAgo = Math.floor(next() * (next() < 0.25 ? lateDays : 2))
      return kind === 'revenue' ? { kind, name, amount: amount(300) - 120, daysAgo } : { kind: 'sale', name, amount: amount(200) + 0.01, daysAgo }
    }
    if (kind === 'refund' && before !== undefined) {
      tell()
      return { kind, of: before.externalId, name: before.name, amount: amount(60) }
    }
    if (kind === 'reject' && before !== undefined) return { kind, of: before.externalId }
    if (kind === 'adjust') return { kind, name, amount: amount(80) - 30.5 }
    if (kind === 'pay' || kind === 'return') return { kind, name }
    if (kind === 'close') return { kind }
    now += Math.ceil((next() * 2 * days * KINDS.length * DAY_MS) / (size * 3))
    return { kind: 'clock', now: new Date(now).toISOString() }
  })
}

/** Shares that count in tiers by the month, whose negative months are brought to zero, beside a part of every sale. */
export const RESET_PLAN = [
  { type: 'percent_of_sale', rate: '10' },
  { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 150, rate: '35' }] } },
]

/** A program in which such things happen. */
export class DeedsDesk {
  readonly desk: ClosingDesk
  readonly affiliates: ReadonlyMap<string, Uuid>
  readonly #payouts: PayoutDesk

  private constructor(desk: ClosingDesk, affiliates: ReadonlyMap<string, Uuid>) {
    this.desk = desk
    this.affiliates = affiliates
    this.#payouts = new PayoutDesk(desk.api.context, desk.api.program.programId)
  }

  static async open(components: readonly object[] = RESET_PLAN, holdDays = 5, options: { database?: TestDatabase } = {}): Promise<DeedsDesk> {
    const desk = await ClosingDesk.open(new Date(START).toISOString(), components, holdDays, options)
    await desk.api.patch('/program', { adjustmentLimit: 1_000 })
    const affiliates = new Map<string, Uuid>()
    for (const name of NAMES) affiliates.set(name, await desk.affiliate(name))
    return new DeedsDesk(desk, affiliates)
  }

  async do(deed: Deed): Promise<void> {
    const { desk } = this
    if (deed.kind === 'clock') await desk.clock(deed.now)
    if (deed.kind === 'close') await desk.closeEnded()
    if (deed.kind === 'sale') await desk.sale(deed.name, deed.amount, await this.#daysAgo(deed.daysAgo))
    if (deed.kind === 'revenue') await desk.sale(deed.name, 0, await this.#daysAgo(deed.daysAgo), { type: 'revenue', saleAmount: undefined, grossRevenue: deed.amount })
    if (deed.kind === 'refund') await desk.sale(deed.name, deed.amount, await this.#daysAgo(0), { type: 'refund', relatedExternalId: deed.of })
    if (deed.kind === 'reject') await this.#reject(deed.of)
    if (deed.kind === 'adjust') await desk.api.post('/adjustment', { affiliateId: this.affiliates.get(deed.name), amount: deed.amount, reason: 'agreed' })
    if (deed.kind === 'pay') await this.#payouts.payOut([this.affiliates.get(deed.name) ?? ''])
    if (deed.kind === 'return') await this.#return(this.affiliates.get(deed.name) ?? '')
  }

  /** What each affiliate is owed, in minor units. */
  async owed(): Promise<Record<string, bigint>> {
    const rows = await this.desk.rows<{ name: string; owed: bigint }>(
      `select f.name, sum(a.credits - a.debits) as owed from ledger_account a join affiliate f on f.program_id = $1 and f.id = a.owner_id
        where a.program_id = $1 and a.kind in ('affiliate_pending', 'affiliate_payable') group by f.name order by f.name`,
    )
    return Object.fromEntries(rows.map(({ name, owed }) => [name, owed]))
  }

  async now(): Promise<number> {
    return Date.parse((await this.desk.api.get('/program')).body.now)
  }

  async #daysAgo(days: number): Promise<string> {
    return new Date((await this.now()) - days * DAY_MS).toISOString()
  }

  /** Refused where it is rejected already, or a refund has a later one. */
  async #reject(externalId: string): Promise<void> {
    const [row] = await this.desk.rows<{ id: Uuid }>('select id from transaction where program_id = $1 and external_id = $2', externalId)
    if (row !== undefined) await this.desk.api.post(`/transaction/${row.id}/rejection`, { reason: 'test' })
    await this.desk.work()
  }

  /** The bank sends back the last payment. */
  async #return(affiliateId: Uuid): Promise<void> {
    const last = (await this.#payouts.payouts({ affiliateId })).find(({ status }) => status === 'settled')
    if (last !== undefined) await this.#payouts.end(last.id, 'returned')
  }
}
