import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { pick, random } from '../simulation/random.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { DOSED_TIMEOUT_MS, dose, SEED } from '../support/dose.ts'
import { ClosingDesk } from './closing-desk.ts'

/** A taste of it is the last months of the year. */
const MONTHS = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`).slice(-dose({ small: 4, short: 12, long: 12 }))
const NAMES = ['anna', 'bob', 'cleo'] as const
const NEXT_YEAR = '2027-01'

interface Statement {
  readonly period: string
  readonly until: string
  readonly id: string
  readonly previousId: string | null
  readonly opening: Record<'pending' | 'payable' | 'total', number>
  readonly closing: Record<'pending' | 'payable' | 'total', number>
  readonly commissions: readonly { readonly component: string; readonly amount: number }[]
  readonly carryover: { readonly in: number; readonly out: number }
  readonly adjustments: number
  readonly tax: { readonly vat: number; readonly withheld: number }
  readonly payouts: { readonly sent: number; readonly returned: number }
  readonly lineCount: number
}

const cents = (amount: number): number => Math.round(amount * 100)
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + cents(amount), 0)

/** What a statement says has moved, in cents. */
function movement({ commissions, carryover, adjustments, tax, payouts }: Statement): number {
  return sum([...commissions.map(({ amount }) => amount), carryover.in, carryover.out, adjustments, tax.vat, tax.withheld, payouts.sent, payouts.returned])
}

describe('a year that is closed month by month, with refunds of months before, rejections, adjustments and payouts', () => {
  const next = random(SEED)
  const affiliates = new Map<string, Uuid>()
  let desk: ClosingDesk
  let cashier: PayoutDesk
  let statements: Map<string, Statement[]>
  let [numPaid, numReturned] = [0, 0]

  /** A month's business, in one batch: sales, revenue that may be below zero, and what is taken back of older sales. */
  const sales: { externalId: string; customer: string; amount: number; month: string }[] = []
  const send = async (month: string): Promise<void> => {
    const day = (): string => new Date(Date.parse(`${month}-01T01:00:00Z`) + Math.floor(next() * 26 * 24) * 3_600_000).toISOString()
    const items = NAMES.flatMap((customer, i) => {
      const own = { externalBrandId: 'shop', externalCustomerId: customer }
      const [sale, revenue] = [Math.ceil(next() * 20_000) / 100, Math.round(next() * 60_000 - 25_000) / 100]
      sales.push({ externalId: `s-${month}-${i}`, customer, amount: sale, month })
      return [
        { ...own, externalId: `s-${month}-${i}`, type: 'sale', saleAmount: sale, transactionDate: day() },
        { ...own, externalId: `r-${month}-${i}`, type: 'revenue', grossRevenue: revenue, transactionDate: day() },
      ]
    })
    const older = sales.filter((sale) => sale.month < month)
    const refunds = older.length === 0 ? [] : [0, 1].flatMap((i) => {
      const [sale] = older.splice(Math.floor(next() * older.length), 1)
      if (sale === undefined) return []
      sales.splice(sales.indexOf(sale), 1)
      // On a day of this month, or, late, on one of its own.
      const transactionDate = next() < 0.5 ? day() : `${sale.month}-28T12:00:00.000Z`
      return [{
        externalBrandId: 'shop', externalCustomerId: sale.customer, externalId: `b-${month}-${i}`, type: 'refund', saleAmount: Math.ceil(sale.amount * 50 * (1 + next())) / 100,
        relatedExternalId: sale.externalId, transactionDate,
      }]
    })
    const { status, text } = await desk.api.post('/transaction/bulk', [...items, ...refunds])
    expect(status, text).toBe(202)
    await desk.work()
  }

  const decide = async (month: string): Promise<void> => {
    const customer = pick(next, NAMES)
    const adjustment = await desk.api.post('/adjustment', { affiliateId: affiliates.get(customer), amount: Math.round(next() * 4_000 - 1_500) / 100, reason: `of ${month}` })
    expect(adjustment.body.status).toBe('approved')
    const sale = next() < 0.5 ? pick(next, sales) : undefined
    if (sale === undefined) return
    sales.splice(sales.indexOf(sale), 1)
    const [row] = await desk.rows<{ id: string }>('select id from transaction where program_id = $1 and external_id = $2', sale.externalId)
    expect((await desk.api.post(`/transaction/${row?.id}/rejection`, { reason: 'a test' })).status).toBe(201)
    await desk.work()
  }

  beforeAll(async () => {
    desk = await ClosingDesk.open(`${MONTHS[0]}-02T12:00:00Z`, [
      { type: 'percent_of_sale', rate: '12.5' },
      { type: 'revenue_share', base: 'net_revenue', rate: '30', carryover: { mode: 'carry' } },
    ], 10)
    await desk.api.patch('/program', { adjustmentLimit: 1_000, payoutMinimum: 20, payoutApproval: 'one_person' })
    for (const name of NAMES) affiliates.set(name, await desk.affiliate(name))
    cashier = new PayoutDesk(desk.api.context, desk.api.program.programId)
    for (const [name, id] of affiliates) await cashier.method(id, name === 'cleo' ? { currency: 'USD' } : {})
    for (const [i, month] of MONTHS.entries()) {
      await desk.clock(`${month}-27T12:00:00Z`)
      await send(month)
      await decide(month)
      const after = `${MONTHS[i + 1] ?? NEXT_YEAR}-03T12:00:00Z`
      await desk.clock(after)
      await desk.api.post('/fx-rate', { currency: 'USD', rate: `0.8${i + 10}`, effectiveFrom: after, source: 'a test' })
      await desk.close(month)
      const paid = await cashier.payOut([...affiliates.values()])
      // Now and then the bank sends one back.
      const returned = i % 3 === 2 ? paid[0] : undefined
      if (returned !== undefined) await cashier.end(returned.id, 'returned')
      numPaid += paid.length
      numReturned += returned === undefined ? 0 : 1
    }
    await desk.clock('2027-02-03T12:00:00Z')
    await desk.close(NEXT_YEAR)
    statements = new Map()
    for (const [name, id] of affiliates) statements.set(name, (await desk.api.get(`/statement?affiliateId=${id}&limit=50`)).body.items.reverse())
  }, DOSED_TIMEOUT_MS)
  afterAll(() => desk.api.close())

  test('has a statement for every month, and no month is without movement', () => {
    for (const [name, own] of statements) {
      expect(own.map(({ period }) => period), `${name}, seed ${SEED}`).toEqual([...MONTHS, NEXT_YEAR])
      expect(own.slice(0, -1).every(({ lineCount }) => lineCount > 0)).toBe(true)
    }
    const all = [...statements.values()].flat()
    expect([all.some(({ payouts }) => payouts.sent < 0), all.some(({ payouts }) => payouts.returned > 0)], `seed ${SEED}`).toEqual([numPaid > 0, numReturned > 0])
  })

  test('every statement opens with what the one before closed with, and closes where its movements lead', () => {
    for (const [name, own] of statements) {
      let before: Statement | undefined
      for (const statement of own) {
        const about = `${name} ${statement.period}, seed ${SEED}`
        expect(statement.previousId, about).toBe(before?.id ?? null)
        expect(statement.opening, about).toEqual(before?.closing ?? { pending: 0, payable: 0, total: 0 })
        expect(cents(statement.closing.total) - cents(statement.opening.total), about).toBe(movement(statement))
        before = statement
      }
    }
  })

  test('the movements of all statements come to the accounts, and what they say of commissions to its lines', async () => {
    for (const [name, own] of statements) {
      const { balances } = (await desk.api.get(`/affiliate/${affiliates.get(name)}/balance`)).body
      expect(balances[0].currency).toBe('EUR')
      // What was paid in dollars has left the accounts in dollars.
      expect(balances.slice(1).every((balance: Record<string, unknown>) => balance['pending'] === 0 && balance['payable'] === 0)).toBe(true)
      expect(own.reduce((total, statement) => total + movement(statement), 0), `${name}, seed ${SEED}`).toBe(sum([balances[0].pending, balances[0].payable]))
      expect(cents(own.at(-1)?.closing.total ?? Number.NaN)).toBe(sum([balances[0].pending, balances[0].payable]))
      const lines = await desk.rows<{ component: string; minor: bigint }>(
        `select component, sum(amount_minor) as minor from commission c where program_id = $1 and affiliate_id = $2 and kind <> 'zero'
            and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected') group by 1`,
        affiliates.get(name),
      )
      const [said, is] = [own.reduce((total, { commissions, carryover }) => total + sum([...commissions.map(({ amount }) => amount), carryover.in, carryover.out]), 0), lines.reduce((total, { minor }) => total + minor, 0n)]
      expect(said, `${name}, seed ${SEED}`).toBe(Number(is))
    }
  })

  test('what was sent in another currency stands there with its rate, whose it is, and since when', async () => {
    const own = statements.get('cleo') ?? []
    const sent: Record<string, unknown>[] = []
    for (const { id } of own) {
      const { items } = (await desk.api.get(`/statement/${id}/line?limit=200`)).body
      sent.push(...items.filter(({ section, amount }: { section: string; amount: number }) => section === 'payout' && amount < 0))
    }
    const payouts = await cashier.payouts({ affiliateId: affiliates.get('cleo') ?? expect.fail() })
    expect(sent).toHaveLength(payouts.length)
    for (const { causeId, amount, exchange } of sent) {
      const payout = payouts.find(({ id }) => id === causeId) ?? expect.fail(`seed ${SEED}`)
      expect(exchange).toEqual({
        amount: Number(payout.paidAmountMinor) / 100, currency: 'USD', rate: Number(payout.ratePpb) / 1e9, source: 'a test', from: payout.rateEffectiveFrom?.toISOString(),
      })
      expect(-Number(amount) * 100).toBeCloseTo(Number(payout.amountMinor), 6)
    }
  })

  test('each closes with the balance at the end of its month, as it was known when the month was cut', async () => {
    const cuts = await desk.rows<{ name: string; ends_at: Date; cut_at: Date }>('select name, ends_at, cut_at from period where program_id = $1')
    for (const [name, own] of statements) {
      for (const { period, closing } of own) {
        const cut = cuts.find((row) => row.name === period) ?? expect.fail(period)
        const at = new Date(cut.ends_at.getTime() - 1).toISOString()
        const { balances } = (await desk.api.get(`/affiliate/${affiliates.get(name)}/balance?at=${at}&knownOn=${cut.cut_at.toISOString()}`)).body
        expect({ pending: balances[0].pending, payable: balances[0].payable }, `${name} ${period}, seed ${SEED}`).toEqual({ pending: closing.pending, payable: closing.payable })
      }
    }
  })

  test('and every law of the books and of statements holds', async () => {
    expect(await desk.offenders()).toEqual([])
  })
})
