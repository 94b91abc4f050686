import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pick, type Random, random } from '../simulation/random.ts'
import { DOSED_TIMEOUT_MS, dose, SEED } from '../support/dose.ts'
import { ClosingDesk } from './closing-desk.ts'

const LATE_EVENTS = dose({ small: 10, short: 350, long: 3_500 })
const IN_TIME = 6
const MONTHS = ['2026-09', '2026-10'] as const
/** What is closed of the two months, and the first period after it. */
const RHYTHMS = {
  monthly: { closed: [...MONTHS], open: '2026-11' },
  weekly: { closed: Array.from({ length: 9 }, (_, i) => `2026-W${36 + i}`), open: '2026-W45' },
} as const
const CUSTOMERS = ['anna', 'bob'] as const

type Month = (typeof MONTHS)[number]

interface Sent {
  readonly id: string
  readonly externalId: string
  readonly customer: string
  readonly month: Month
  /** Euros: of a sale what it paid, of a revenue what it was. */
  readonly amount: number
  refunded: number
  isRejected: boolean
}

/** What late events can do, and what an affiliate has earned in the end by all that there is, in cents: by itself, without the program's rules. */
interface Plan {
  readonly components: readonly object[]
  readonly event: (next: Random) => { readonly amount: number; readonly item: object }
  readonly canRefund: boolean
  readonly final: (sent: readonly Sent[]) => number
}

/** 10 % of what was not refunded, of sales that were not rejected. */
const PERCENT: Plan = {
  components: [{ type: 'percent_of_sale', rate: '10' }],
  event: (next) => {
    const amount = Math.ceil(next() * 5_000) / 10
    return { amount, item: { type: 'sale', saleAmount: amount } }
  },
  canRefund: true,
  final: (sent) => sent.reduce((cents, { amount, refunded, isRejected }) => cents + (isRejected ? 0 : Math.round((amount - refunded) * 10)), 0),
}

/** A month's revenue at the rate of the tier that all of it reaches; a month below zero is forgotten. */
const TIERS: Plan = {
  components: [
    {
      type: 'revenue_share', base: 'net_revenue',
      tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 500, rate: '30' }, { from: 1000, rate: '40' }] },
    },
  ],
  event: (next) => {
    const amount = Math.round(next() * 900) - 350
    return { amount, item: { type: 'revenue', grossRevenue: amount } }
  },
  canRefund: false,
  final: (sent) => MONTHS.reduce((cents, month) => cents + Math.max(0, shareOf(revenueOf(sent, month))), 0),
}

/** The same, but what a month is below zero comes off the next. */
const CARRIED: Plan = {
  ...TIERS,
  components: TIERS.components.map((component) => ({ ...component, carryover: { mode: 'carry' } })),
  final: (sent) => {
    let [cents, carried] = [0, 0]
    for (const month of MONTHS) {
      const share = shareOf(revenueOf(sent, month)) + carried
      cents += Math.max(0, share)
      carried = Math.min(0, share)
    }
    return cents
  },
}

function revenueOf(sent: readonly Sent[], month: Month): number {
  return sent.reduce((sum, one) => sum + (one.month === month && !one.isRejected ? one.amount : 0), 0)
}

function shareOf(revenue: number): number {
  return revenue * (revenue < 500 ? 20 : revenue < 1000 ? 30 : 40)
}

interface Moved {
  readonly period: string
  readonly relatesTo: string | null
  readonly kind: string
}

describe.each([
  ['a percentage of sales, refunds and rejections', PERCENT, 'monthly'],
  ['tiers over the whole of a month that is forgotten below zero', TIERS, 'monthly'],
  ['tiers of months on statements of weeks, carried over', CARRIED, 'weekly'],
] as const)('%s', (_, plan, kind) => {
  const next = random(SEED)
  const { closed, open } = RHYTHMS[kind]
  const sent: Sent[] = []
  let desk: ClosingDesk
  const affiliates = new Map<string, string>()

  const send = async (month: Month, day = dayOf(next, month)): Promise<Sent> => {
    const { amount, item } = plan.event(next)
    const customer = pick(next, CUSTOMERS)
    const externalId = await desk.sale(customer, 0, day, { saleAmount: undefined, ...item })
    const [row] = await desk.rows<{ id: string }>('select id from transaction where program_id = $1 and external_id = $2', externalId)
    const one = { id: row?.id ?? expect.fail(externalId), externalId, customer, month, amount, refunded: 0, isRejected: false }
    sent.push(one)
    return one
  }

  /** Takes a part or all of a sale back, on a day of a closed month that is not before it. */
  const refund = async (sale: Sent): Promise<Sent> => {
    const left = Math.round((sale.amount - sale.refunded) * 10)
    const back = next() < 0.3 ? left : Math.ceil(next() * left)
    const day = sale.month === '2026-10' || next() < 0.5 ? dayOf(next, sale.month, 28) : dayOf(next, '2026-10')
    await desk.sale(sale.customer, back / 10, day, { type: pick(next, ['refund', 'chargeback']), relatedExternalId: sale.externalId })
    sale.refunded += back / 10
    return sale
  }

  const reject = async (one: Sent): Promise<Sent> => {
    const answer = await desk.api.post(`/transaction/${one.id}/rejection`, { reason: 'came to light' })
    expect(answer.status, answer.text).toBe(201)
    await desk.work()
    one.isRejected = true
    return one
  }

  const late = (): Promise<Sent> => {
    const valid = sent.filter(({ isRejected }) => !isRejected)
    const refundable = valid.filter(({ amount, refunded }) => plan.canRefund && Math.round((amount - refunded) * 10) > 0)
    const chance = next()
    if (chance < 0.2 && valid.length > 0) return reject(pick(next, valid))
    if (chance < 0.5 && refundable.length > 0) return refund(pick(next, refundable))
    return send(pick(next, MONTHS))
  }

  const owed = (): Promise<Record<string, number>> =>
    Promise.all(
      CUSTOMERS.map(async (name) => {
        const [{ pending, payable }] = (await desk.api.get(`/affiliate/${affiliates.get(name)}/balance`)).body.balances
        return [name, Math.round((pending + payable) * 100)] as const
      }),
    ).then(Object.fromEntries)
  const final = (): Record<string, number> => Object.fromEntries(CUSTOMERS.map((name) => [name, plan.final(sent.filter(({ customer }) => customer === name))]))
  const sealed = () =>
    desk.rows<Record<string, string>>(`select period_name, document, encode(hash, 'hex') as hash from statement where program_id = $1 and period_name < '${open}'
      union all select period_name, document, encode(hash || signature, 'hex') from period_seal where program_id = $1 order by 1, 2`)
  const lastSequence = async (): Promise<bigint> => (await desk.rows<{ sequence: bigint }>('select sequence from program_book where program_id = $1'))[0]?.sequence ?? 0n
  const movedSince = (sequence: bigint): Promise<Moved[]> =>
    desk.rows<Moved>(
      `select statement_period as period, coalesce(missed_period, relates_to_period) as "relatesTo", kind from ledger_transfer
        where program_id = $1 and sequence > $2 and kind not in ('commission_matured', 'negative_matured', 'shortfall_returned')`,
      sequence,
    )

  beforeAll(async () => {
    desk = await ClosingDesk.open('2026-09-20T12:00:00Z', plan.components)
    await desk.patchKind(kind)
    for (const name of CUSTOMERS) affiliates.set(name, await desk.affiliate(name))
    for (const month of MONTHS) {
      await desk.clock(`${month}-29T12:00:00Z`)
      // The first is of the first day, so that the first period there is to close is that of the day.
      for (let i = 0; i < IN_TIME; i += 1) await send(month, i === 0 ? `${month}-01T12:00:00.000Z` : undefined)
    }
    await desk.clock('2026-11-15T12:00:00Z')
    for (const name of closed) await desk.close(name)
  }, DOSED_TIMEOUT_MS)
  afterAll(() => desk.api.close())

  test(`${LATE_EVENTS} late events add what they change the closed periods by, in the open one, and leave every hash as it is`, { timeout: DOSED_TIMEOUT_MS }, async () => {
    expect(await owed()).toEqual(final())
    const before = await sealed()
    expect(before.length).toBeGreaterThanOrEqual(4)
    for (let i = 0; i < LATE_EVENTS; i += 1) {
      const [was, wasFinal, sequence] = [await owed(), final(), await lastSequence()]
      const { customer, externalId } = await late()
      const [is, isFinal, about] = [await owed(), final(), `event ${i}, ${externalId}, seed ${SEED}`]
      for (const name of CUSTOMERS) {
        const [change, expected] = [(is[name] ?? 0) - (was[name] ?? 0), (isFinal[name] ?? 0) - (wasFinal[name] ?? 0)]
        expect(change, `${about}: what ${name} is owed`).toBe(expected)
        if (name !== customer) expect(change, about).toBe(0)
      }
      for (const { period, relatesTo, kind } of await movedSince(sequence)) {
        expect(period, `${about}: ${kind}`).toBe(open)
        expect(closed, `${about}: ${kind}`).toContain(relatesTo)
      }
    }
    expect(await sealed()).toEqual(before)
    expect(await owed()).toEqual(final())
    expect(await desk.offenders()).toEqual([])
  })

  test('and the open period closes over them', { timeout: DOSED_TIMEOUT_MS }, async () => {
    const before = await sealed()
    await desk.clock('2026-12-03T12:00:00Z')
    await desk.close(open)
    expect(await sealed().then((rows) => rows.filter(({ period_name }) => period_name !== open))).toEqual(before)
    for (const name of CUSTOMERS) {
      const statement = await desk.statement(affiliates.get(name) ?? '', open)
      expect(Math.round(statement.closing.total * 100)).toBe(final()[name])
    }
    expect(await desk.offenders()).toEqual([])
  })
})

/** Some moment of a month in Malta, from the first day to the 27th unless told. */
function dayOf(next: Random, month: Month, from = 1): string {
  return new Date(Date.parse(`${month}-01T00:00:00Z`) + ((from - 1) * 24 + 1 + Math.floor(next() * (from === 1 ? 27 * 24 : 40))) * 3_600_000).toISOString()
}
