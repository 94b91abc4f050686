import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { PayoutDesk } from '../payouts/payout-desk.ts'
import { AffiliateCalls } from './affiliate-calls.ts'
import { CampaignClient } from './campaign-fixture.ts'

let opened: CampaignClient
beforeAll(async () => {
  opened = await CampaignClient.open({ now: '2026-11-15T12:00:00.000Z' })
})
afterAll(() => opened.api.close())

let count = 0
async function fresh(): Promise<{ campaign: CampaignClient; calls: AffiliateCalls }> {
  count += 1
  const campaign = await opened.other(`Totals${count}`, 'BRL')
  return { campaign, calls: new AffiliateCalls(opened.api, campaign.program) }
}

async function idOf(campaign: CampaignClient, referralCode: string): Promise<Uuid> {
  const [row] = await campaign.sql<{ id: Uuid }>('select id from affiliate where program_id = $1 and referral_code = $2', referralCode)
  return row?.id ?? ''
}

async function decide(campaign: CampaignClient, noun: 'approval' | 'rejection', orders: readonly string[]): Promise<void> {
  const rows = await campaign.sql<{ id: Uuid }>('select id from transaction where program_id = $1 and external_id = any($2)', [...orders])
  expect(rows).toHaveLength(orders.length)
  await campaign.change('POST', `/transaction/${noun}`, { ids: rows.map(({ id }) => id), reason: 'test' })
  await campaign.process()
}

test('40 approved, 5 pending and 5 rejected conversions and two paid payouts, and one that came back, are 50, 2000 and 1500', async () => {
  const { campaign, calls } = await fresh()
  const { id } = await calls.made({ email: 'joao@parceiro.example', referralId: 'EXAMPLE1' })
  const orders = Array.from({ length: 50 }, (_, i) => `order-${i}`)
  await campaign.send(...orders.map((order) => campaign.conversion('EXAMPLE1', order, 500)))
  expect((await calls.read(id)).body).toMatchObject({ totalConversions: 50, totalCommissions: 0, totalPaid: 0 })
  await decide(campaign, 'rejection', orders.slice(45))
  const affiliateId = await idOf(campaign, 'EXAMPLE1')
  const desk = new PayoutDesk(campaign.api.context, campaign.program.programId, 'BRL')
  for (const [from, until, paid] of [[0, 20, 100_000n], [20, 30, 50_000n], [30, 40, 50_000n]] as const) {
    await decide(campaign, 'approval', orders.slice(from, until))
    expect(await desk.payOut([affiliateId])).toMatchObject([{ amountMinor: paid, status: 'settled' }])
  }
  // The last one comes back, and is prepared again: it is not paid.
  const [last] = await desk.payouts()
  await desk.end(last?.id ?? '', 'returned')
  expect(await desk.prepare()).toMatchObject({ status: 'draft' })
  const totals = { totalConversions: 50, totalCommissions: 2000, totalPaid: 1500 }
  expect((await calls.read(id)).body).toMatchObject(totals)
  expect((await calls.change(id, { name: 'João' })).body).toMatchObject(totals)
  expect((await calls.list()).body.affiliates).toMatchObject([{ id, ...totals }])
})

test('what a refund takes back of an approved conversion is off its commissions; of a pending one it takes nothing from the others', async () => {
  const { campaign, calls } = await fresh()
  const { id } = await calls.made({ email: 'refunds@parceiro.example', referralId: 'REFUNDS1' })
  await campaign.send(campaign.conversion('REFUNDS1', 'kept', 100), campaign.conversion('REFUNDS1', 'halved', 100), campaign.conversion('REFUNDS1', 'waiting', 100))
  await decide(campaign, 'approval', ['kept', 'halved'])
  const [brand] = await campaign.list('/brand')
  for (const [order, amount] of [['halved', 50], ['waiting', 30]] as const) {
    await campaign.change('POST', '/transaction', {
      brandId: brand.id, type: 'refund', externalId: `refund-${order}`, relatedExternalId: order, saleAmount: amount, transactionDate: campaign.api.context.clock.now(),
    })
  }
  await campaign.process()
  expect((await calls.read(id)).body).toMatchObject({ totalConversions: 3, totalCommissions: 15 })
  await decide(campaign, 'approval', ['waiting'])
  expect((await calls.read(id)).body).toMatchObject({ totalConversions: 3, totalCommissions: 22 })
})

test('affiliates of one page each have their own totals, and none of another campaign', async () => {
  const { campaign, calls } = await fresh()
  for (const i of [1, 2, 3]) await calls.made({ email: `own-${i}@parceiro.example`, referralId: `OWN${i}` })
  await campaign.send(campaign.conversion('OWN1', 'a', 100), campaign.conversion('OWN3', 'b', 20), campaign.conversion('OWN3', 'c', 0.05))
  await decide(campaign, 'approval', ['a', 'b', 'c'])
  const { body } = await calls.list()
  expect(body.affiliates.map((one: Record<string, number>) => [one['totalConversions'], one['totalCommissions']])).toEqual([[1, 10], [0, 0], [2, 2.01]])
})

test('who is inactive gets no conversion; the event is kept and says why', async () => {
  const { campaign, calls } = await fresh()
  const { id } = await calls.made({ email: 'idle@parceiro.example', referralId: 'IDLE1' })
  await calls.change(id, { status: 'inactive' })
  expect((await campaign.post([campaign.conversion('IDLE1', 'late')])).body).toEqual({ success: true })
  await campaign.process()
  expect((await calls.read(id)).body).toMatchObject({ status: 'inactive', totalConversions: 0, totalCommissions: 0 })
  expect(await campaign.outcomes()).toEqual(['late unattributed affiliate_inactive'])
})
