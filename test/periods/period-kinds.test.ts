import { afterEach, describe, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import type { PeriodKind } from '../../src/domain/time/statement-periods.ts'
import { random } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { ClosingDesk } from './closing-desk.ts'

const HOUR_MS = 3_600_000
const desks: ClosingDesk[] = []
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.api.close()
})

async function open(now: string, kind: PeriodKind, components?: readonly object[]): Promise<ClosingDesk> {
  const desk = await ClosingDesk.open(now, components)
  desks.push(desk)
  await desk.patchKind(kind)
  return desk
}

// Malta: clocks go back on October 25, 2026 and forward on March 28, 2027.
const RHYTHMS: { kind: PeriodKind; over: string; periods: [name: string, from: string, hours: number][] }[] = [
  { kind: 'weekly', over: 'a change to summer time', periods: [['2027-W12', '2027-03-21T23:00:00.000Z', 167], ['2027-W13', '2027-03-28T22:00:00.000Z', 168]] },
  { kind: 'weekly', over: 'the end of a year with 53 weeks', periods: [['2026-W53', '2026-12-27T23:00:00.000Z', 168], ['2027-W01', '2027-01-03T23:00:00.000Z', 168]] },
  { kind: 'half_monthly', over: 'a change to winter time', periods: [['2026-10-H1', '2026-09-30T22:00:00.000Z', 15 * 24], ['2026-10-H2', '2026-10-15T22:00:00.000Z', 16 * 24 + 1], ['2026-11-H1', '2026-10-31T23:00:00.000Z', 15 * 24]] },
  { kind: 'monthly', over: 'the end of a year', periods: [['2026-12', '2026-11-30T23:00:00.000Z', 31 * 24], ['2027-01', '2026-12-31T23:00:00.000Z', 31 * 24]] },
  { kind: 'quarterly', over: 'the end of a year and both changes of clocks', periods: [['2026-Q4', '2026-09-30T22:00:00.000Z', 92 * 24 + 1], ['2027-Q1', '2026-12-31T23:00:00.000Z', 90 * 24 - 1]] },
]

describe('the rhythms of statements', () => {
  test.each(dose({ small: RHYTHMS.filter((_, index) => index === 1), short: RHYTHMS, long: RHYTHMS }))('$kind periods over $over: each begins where the last one ended, and has what happened in it', async ({ kind, periods }) => {
    const desk = await open('2026-09-01T12:00:00Z', kind)
    const anna = await desk.affiliate('anna', '2026-08-01T00:00:00Z')
    const ends = periods.map(([, from, hours]) => new Date(Date.parse(from) + hours * HOUR_MS).toISOString())
    await desk.clock(new Date(Date.parse(ends.at(-1) ?? '') + HOUR_MS).toISOString())
    for (const [index, [, from]] of periods.entries()) {
      await desk.sale('anna', 100, from)
      await desk.sale('anna', 50, new Date(Date.parse(ends[index] ?? '') - 1).toISOString())
    }
    for (const [index, [name, from]] of periods.entries()) {
      await desk.close(name)
      expect((await desk.api.get(`/period/${name}`)).body).toMatchObject({ kind, from, until: ends[index], status: 'sealed' })
      expect(await desk.statement(anna, name)).toMatchObject({ opening: { total: 15 * index }, closing: { total: 15 * (index + 1) }, lineCount: 2 })
    }
    expect(await desk.offenders()).toEqual([])
  })

  test('a rhythm that is changed begins where the period that is under way ends, and nothing falls between', async () => {
    const desk = await open('2026-10-01T12:00:00Z', 'monthly')
    await desk.affiliate('anna')
    const changes: Record<string, PeriodKind> = { '2026-10-20': 'weekly', '2026-11-16': 'half_monthly', '2026-12-01': 'quarterly' }
    const day = (at: number) => new Date(Date.UTC(2026, 9, 1 + at, 12)).toISOString()
    for (let at = 1; at <= 100; at += dose({ small: 9, short: 3, long: 1 })) {
      await desk.clock(day(at))
      // What happened yesterday, and something of three weeks ago.
      await desk.sale('anna', 10 + at, day(at - 1))
      await desk.sale('anna', 1, day(at - 21))
      const change = Object.entries(changes).find(([from]) => day(at) > from)
      if (change !== undefined) {
        await desk.patchKind(change[1])
        delete changes[change[0]]
      }
      if (at % 4 === 1) await desk.closeEnded()
    }
    await desk.closeEnded()
    expect(changes).toEqual({})
    const { items } = (await desk.api.get('/period?limit=500')).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual([
      '2027-Q1', '2026-Q4', '2026-12-H1', '2026-11-H2', '2026-W47', '2026-W46', '2026-W45', '2026-W44', '2026-10', '2026-09',
    ])
    for (const [index, period] of items.entries()) if (index > 0) expect(period.until).toBe(items[index - 1].from)
    expect(await desk.offenders()).toEqual([])
  })
})

const TIERED = [
  { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 300, rate: '30' }, { from: 900, rate: '40' }] } },
  { type: 'period_fee', amount: 31 },
]

const HISTORY = { steps: 80, days: 80, end: '2027-01-04T12:00:00Z' }

interface Earned {
  readonly externalId: string | null
  readonly component: string
  readonly kind: string
  readonly amount: bigint
  readonly month: string
  readonly standsIn: string
  readonly missed: string | null
}

describe('rules in a weekly program', () => {
  test(`count in calendar months: every line is what it is in a monthly one, only where it stands differs (seed ${SEED})`, async () => {
    const next = random(SEED)
    const [weekly, monthly] = [await open('2026-10-01T12:00:00Z', 'weekly', TIERED), await open('2026-10-01T12:00:00Z', 'monthly', TIERED)]
    for (const desk of [weekly, monthly]) for (const name of ['anna', 'bob']) await desk.affiliate(name, '2026-10-01T00:00:00Z')
    const { steps, days, end } = dose({ small: { steps: 5, days: 25, end: '2026-11-02T12:00:00Z' }, short: HISTORY, long: HISTORY })
    for (let step = 1; step <= steps; step += 1) {
      const now = Date.UTC(2026, 9, 2, 12) + (step * days * 24 * HOUR_MS) / steps
      const occurredAt = new Date(now - Math.floor(next() * (next() < 0.3 ? 20 : 2) * 24 * HOUR_MS)).toISOString()
      const [customer, revenue] = [next() < 0.5 ? 'anna' : 'bob', Math.round(next() * 30_000 - 8_000) / 100]
      const isClosing = next() < 0.3
      for (const desk of [weekly, monthly]) {
        await desk.clock(new Date(now).toISOString())
        await desk.sale(customer, 0, occurredAt, { type: 'revenue', saleAmount: undefined, grossRevenue: revenue })
        if (isClosing) await desk.closeEnded()
      }
    }
    for (const desk of [weekly, monthly]) {
      await desk.clock(end)
      await desk.closeEnded()
    }
    const [inWeeks, inMonths] = [await linesOf(weekly), await linesOf(monthly)]
    const rule = ({ externalId, component, kind, amount, month }: Earned) => `${externalId} ${component} ${kind} ${amount} ${month}`
    expect(inWeeks.map(rule), `seed ${SEED}`).toEqual(inMonths.map(rule))
    expect(inWeeks.every(({ standsIn }) => /-W\d\d$/.test(standsIn)), `seed ${SEED}`).toBe(true)
    expect(inMonths.every(({ standsIn }) => /^\d{4}-\d\d$/.test(standsIn)), `seed ${SEED}`).toBe(true)
    for (const desk of [weekly, monthly]) expect(await desk.offenders(), `seed ${SEED}`).toEqual([])
  })

  test('an event of a week that is closed stands in the week that is open, names its own, and counts in its month', async () => {
    const desk = await open('2026-11-03T12:00:00Z', 'weekly', TIERED.slice(0, 1))
    const anna = await desk.affiliate('anna', '2026-11-01T00:00:00Z')
    const revenue = (amount: number, occurredAt: string) => desk.sale('anna', 0, occurredAt, { type: 'revenue', saleAmount: undefined, grossRevenue: amount })
    await revenue(200, '2026-11-03T10:00:00Z')
    await desk.clock('2026-11-10T12:00:00Z')
    await desk.close('2026-W45')
    const before = (await desk.statement(anna, '2026-W45')).hash
    await revenue(150, '2026-11-05T10:00:00Z')
    const [late] = (await desk.api.get('/commission?limit=1')).body.items
    // 350 in November: 30 %, of all of it.
    expect(late).toMatchObject({ amount: 65, period: '2026-W46', relatesToPeriod: '2026-W45', statementId: null })
    await desk.clock('2026-11-17T12:00:00Z')
    await desk.close('2026-W46')
    const statement = await desk.statement(anna, '2026-W46')
    expect(statement).toMatchObject({ opening: { total: 40 }, closing: { total: 105 } })
    const lines = (await desk.api.get(`/statement/${statement.id}/line`)).body.items
    expect(lines).toMatchObject([{ amount: 65, relatesToPeriod: '2026-W45', occurredAt: '2026-11-05T10:00:00.000Z' }])
    expect((await desk.statement(anna, '2026-W45')).hash).toBe(before)
    expect(await desk.offenders()).toEqual([])
  })
})

/** Lines in the order in which they were made, but for those of one step, which may come in any. */
async function linesOf(desk: ClosingDesk): Promise<Earned[]> {
  const names = new Map((await desk.rows<{ id: Uuid; name: string }>('select id, name from affiliate where program_id = $1')).map(({ id, name }) => [id, name]))
  const rows = await desk.rows<Earned & { affiliateId: Uuid }>(
    `select t.external_id as "externalId", c.affiliate_id as "affiliateId", c.component, c.kind, c.amount_minor as amount, c.period as month, c.statement_period as "standsIn", c.missed_period as missed
       from commission c left join transaction t on t.program_id = $1 and t.id = c.transaction_id where c.program_id = $1`,
  )
  const name = (line: (typeof rows)[number]) => `${names.get(line.affiliateId)} ${line.month} ${line.component} ${line.externalId} ${line.kind} ${line.amount}`
  return rows.sort((a, b) => (name(a) < name(b) ? -1 : 1))
}
