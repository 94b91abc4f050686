import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { random } from '../simulation/random.ts'
import { DOSE, dose, SEED } from '../support/dose.ts'
import { ClosingDesk } from './closing-desk.ts'
import { type Deed, DeedsDesk, randomDeeds } from './random-deeds.ts'

const HISTORIES = dose({ small: 1, short: 6, long: 60 })
const DEEDS = dose({ small: 16, short: 90, long: 90 })

async function preview(desk: ClosingDesk, name: string) {
  const { status, body, text } = await desk.api.get(`/period/${name}/preview`)
  if (status !== 200) throw new Error(text)
  const { period: _, warnings, ...sums } = body
  return { sums, warnings }
}

/** What the statements of a closed period come to, in the words of a preview. */
async function closedSums(desk: ClosingDesk, name: string) {
  const { items } = (await desk.api.get(`/statement?period=${name}&limit=500`)).body
  const sum = (of: (statement: (typeof items)[number]) => number) => Math.round(items.reduce((total: number, statement: (typeof items)[number]) => total + of(statement) * 100, 0)) / 100
  return {
    currency: 'EUR',
    affiliates: items.length,
    opening: sum(({ opening }) => opening.total),
    commissions: sum(({ commissions }) => commissions.reduce((total: number, { amount }: { amount: number }) => total + amount, 0)),
    carryover: sum(({ carryover }) => carryover.in + carryover.out),
    adjustments: sum(({ adjustments }) => adjustments),
    vat: sum(({ tax }) => tax.vat),
    withheld: sum(({ tax }) => tax.withheld),
    payouts: sum(({ payouts }) => payouts.sent + payouts.returned),
    closing: sum(({ closing }) => closing.total),
    payable: sum(({ closing }) => Math.max(closing.payable, 0)),
  }
}

describe('the preview of a period', () => {
  test.skipIf(DOSE === 'small')(`is what closing it comes to, also while later ones have transfers already, and stays so (seed ${SEED})`, async () => {
    for (let round = 0; round < HISTORIES; round += 1) {
      const seed = `seed ${SEED} history ${round}`
      const deeds = randomDeeds(random(SEED + 50 + round), DEEDS, { days: 75 }).filter(({ kind }) => kind !== 'close')
      const { desk, names } = await opened(deeds)
      try {
        const before = new Map<string, object>()
        for (const name of names) before.set(name, (await preview(desk, name)).sums)
        for (const name of names) {
          expect((await preview(desk, name)).sums, `${seed} ${name}, when the one before is closed`).toEqual(before.get(name))
          await desk.close(name)
          expect(await closedSums(desk, name), `${seed} ${name}`).toEqual(before.get(name))
        }
        for (const name of names) expect((await preview(desk, name)).sums, `${seed} ${name}, sealed`).toEqual(before.get(name))
      } finally {
        await desk.api.close()
      }
    }
  })
})

/** The books after some deeds, some days after the end of their last month. */
async function opened(deeds: readonly Deed[]): Promise<{ desk: ClosingDesk; names: string[] }> {
  const history = await DeedsDesk.open()
  for (const deed of deeds) await history.do(deed)
  const now = new Date((await history.now()) + 40 * 86_400_000).toISOString()
  await history.desk.clock(now)
  await history.desk.work()
  const { items } = (await history.desk.api.get('/period')).body
  const names = items.filter(({ until }: { until: string }) => until <= now).map(({ id }: { id: string }) => id).reverse()
  return { desk: history.desk, names }
}

describe('a preview warns of', () => {
  let desk: ClosingDesk
  let anna: Uuid
  let bob: Uuid
  beforeAll(async () => {
    desk = await ClosingDesk.open('2026-08-10T12:00:00Z')
    await desk.api.patch('/program', { adjustmentLimit: 1_000 })
    anna = await desk.affiliate('anna')
    bob = await desk.affiliate('bob')
  })
  afterAll(() => desk.api.close())

  const warnings = async (name: string) => (await preview(desk, name)).warnings
  const adjust = (affiliateId: Uuid, amount: number) => desk.api.post('/adjustment', { affiliateId, amount, reason: 'agreed' })

  test('balances below zero, and of nobody else', async () => {
    await adjust(bob, -12.5)
    expect(await warnings('2026-08')).toEqual([{ code: 'negative_balance', count: 1, affiliateIds: [bob] }])
    await adjust(bob, 12.5)
    expect(await warnings('2026-08')).toEqual([])
  })

  test('money without a method to pay it by', async () => {
    await desk.sale('anna', 100, '2026-08-10T10:00:00Z')
    expect(await warnings('2026-08')).toEqual([{ code: 'payout_method_missing', count: 1, affiliateIds: [anna] }])
    await new PayoutDesk(desk.api.context, desk.api.program.programId).method(anna)
    expect(await warnings('2026-08')).toEqual([])
  })

  test('more than three times what is usual, also of who is paid every month; in the review as before', async () => {
    const payouts = new PayoutDesk(desk.api.context, desk.api.program.programId)
    for (const [month, sale] of [['09', 100], ['10', 120], ['11', 321]] as const) {
      await desk.clock(`2026-${month}-10T12:00:00Z`)
      await desk.closeEnded()
      await payouts.payOut([anna])
      await desk.sale('anna', sale, `2026-${month}-10T10:00:00Z`)
      if (month === '10') await desk.sale('anna', 200, `2026-${month}-10T11:00:00Z`)
    }
    // 10, 10 and 32 a month: 17.33 on average. 51.99 is not unusual, 52 is.
    await desk.sale('anna', 198.9, '2026-11-10T10:00:00Z')
    expect(await warnings('2026-11')).toEqual([])
    await desk.sale('anna', 0.1, '2026-11-10T10:00:00Z')
    const unusual = [{ code: 'unusual_amount', count: 1, affiliateIds: [anna] }]
    expect(await warnings('2026-11')).toEqual(unusual)
    await desk.clock('2026-12-02T12:00:00Z')
    await desk.close('2026-11')
    expect(await warnings('2026-11')).toEqual(unusual)
  })

  test('transactions that nobody has decided about, by the end of the period', async () => {
    await desk.api.patch(`/brand/${desk.brandId}`, { autoApprove: false })
    await desk.sale('anna', 10, '2026-12-01T10:00:00Z')
    expect(await warnings('2026-12')).toEqual([{ code: 'unapproved_transactions', count: 1, affiliateIds: [] }])
    expect((await warnings('2026-11')).map(({ code }: { code: string }) => code)).toEqual(['unusual_amount'])
    const [pending] = (await desk.api.get('/transaction/pending')).body.items
    await desk.api.post(`/transaction/${pending.id}/approval`)
    await desk.work()
    expect(await warnings('2026-12')).toEqual([])
  })

  test('transactions that could not be processed', async () => {
    await desk.sale('nobody', 10, '2026-12-01T10:00:00Z')
    expect(await warnings('2026-12')).toEqual([{ code: 'unprocessed_transactions', count: 1, affiliateIds: [] }])
  })
})
