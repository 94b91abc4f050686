import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { CampaignClient } from '../campaign-api/campaign-fixture.ts'
import { freePort } from '../support/process.ts'
import { openShop, type Shop } from './support/shop.ts'

const ORDER = `{ order_id: 'A-1', order_value: 200, customer_email: 'maria@buyer.example' }`

let shop: Shop
let server: CampaignClient
let campaign: Awaited<ReturnType<CampaignClient['fresh']>>
beforeAll(async () => {
  const port = await freePort()
  shop = await openShop()
  server = await CampaignClient.open({ config: { publicUrl: `http://127.0.0.1:${port}` } })
  await server.api.app.listen({ host: '127.0.0.1', port })
})
afterAll(async () => {
  await shop?.close()
  await server?.api.close()
})
beforeEach(async () => {
  campaign = await server.fresh()
  await allow(new URL(shop.site.origin).host)
  shop.site.head = (await campaign.change('GET', '/program/snippet')).html
})
afterEach(async () => {
  expect(shop.errors).toEqual([])
  await shop.reset()
})

async function allow(...allowedDomains: string[]): Promise<void> {
  await campaign.change('PATCH', '/program', { allowedDomains })
}

// A server that is short of everything answers 503, and the script comes back.
const PATIENCE = { timeout: 20_000, interval: 50 }

/** Waits until the program has as many events, and answers what became of them, oldest first. */
async function recorded(count: number): Promise<string[]> {
  await expect.poll(() => campaign.outcomes(), PATIENCE).toHaveLength(count)
  return campaign.outcomes()
}

test('on an allowed domain, with the snippet of the program, a referral becomes a page view, a lead and an unverified conversion with its commission', async () => {
  const page = await shop.visit(`/thanks?ref=${campaign.code.toLowerCase()}`)
  await page.evaluate(`Promise.all([affiliatus.trackLead({ email: 'maria@buyer.example' }), affiliatus.trackConversion(${ORDER})])`)
  expect(await recorded(3)).toEqual(expect.arrayContaining(['page_view recorded', 'lead recorded', 'A-1 converted']))
  const events = await campaign.list('/event')
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
  for (const event of events) {
    expect(event).toMatchObject({ source: 'sdk', isVerified: false, properties: { url: `${shop.site.origin}/thanks` }, deviceInfo: { language: 'en-US' } })
  }
  await campaign.process()
  expect(await campaign.list('/transaction')).toMatchObject([{ externalId: 'A-1', status: 'pending', createdBy: 'sdk' }])
  expect(await campaign.commissions()).toEqual(['A-1 20 pending'])
})

test('reloading the page of thanks makes no second conversion', async () => {
  shop.site.head += `<script>affiliatus.trackConversion(${ORDER})</script>`
  const page = await shop.visit(`/thanks?ref=${campaign.code}`)
  await recorded(2)
  await page.reload()
  expect((await recorded(4)).filter((outcome) => outcome.startsWith('A-1')).sort()).toEqual(['A-1 converted', 'A-1 duplicate'])
  await campaign.process()
  expect(await campaign.commissions()).toEqual(['A-1 20 pending'])
})

test('of the same site under a domain that is not allowed nothing is taken; allowed later, it is', async () => {
  const page = await shop.visit(`/?ref=${campaign.code}`, { origin: shop.site.otherOrigin })
  expect(await page.evaluate(`affiliatus.trackConversion(${ORDER})`)).toBe(false)
  expect(await campaign.outcomes()).toEqual([])
  await allow(new URL(shop.site.otherOrigin).host)
  await expect.poll(async () => {
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    return campaign.outcomes()
  }, { ...PATIENCE, interval: 300 }).toEqual(expect.arrayContaining(['page_view recorded', 'A-1 converted']))
})

test('the pages of a single-page app are page views of whoever sent the visitor last', async () => {
  const second = `${campaign.code}B`
  await campaign.affiliate(second)
  const page = await shop.visit(`/?ref=${campaign.code}`)
  await page.evaluate(`history.pushState({}, '', '/plans')`)
  await recorded(2)
  await page.evaluate(`history.pushState({}, '', '/plans/pro?ref=${second}')`)
  await recorded(3)
  expect((await campaign.list('/event')).map(({ referralCode, properties }) => [referralCode, new URL(properties.url).pathname]).reverse())
    .toEqual([[campaign.code, '/'], [campaign.code, '/plans'], [second, '/plans/pro']])
})

test('an order without a network is converted when it is back', async () => {
  const page = await shop.visit(`/?ref=${campaign.code}`)
  await recorded(1)
  await page.context().setOffline(true)
  expect(await page.evaluate(`affiliatus.trackConversion(${ORDER})`)).toBe(false)
  await page.context().setOffline(false)
  expect(await recorded(2)).toEqual(['page_view recorded', 'A-1 converted'])
})

test('customers and transactions are taken from pages of a brand that lets them, and held', async () => {
  const [brand] = await campaign.list('/brand')
  const calls = `Promise.all([affiliatus.registerCustomer({ external_customer_id: 'p-1', username: 'maria' }), affiliatus.trackTransaction({ external_customer_id: 'p-1', external_id: 't-1', amount: '25.50' })])`
  const strict = await shop.visit(`/?ref=${campaign.code}`)
  expect(await strict.evaluate(calls)).toEqual([false, false])
  expect(await campaign.list('/customer')).toEqual([])
  await campaign.change('PATCH', `/brand/${brand.id}`, { acceptBrowserRegistrations: true })
  const open = await shop.visit(`/?ref=${campaign.code}`)
  await expect.poll(() => open.evaluate(calls), PATIENCE).toEqual([true, true])
  await open.reload()
  await expect.poll(() => open.evaluate(calls), PATIENCE).toEqual([true, true])
  await campaign.process()
  const [customer, ...others] = await campaign.list('/customer?isVerified=false')
  expect(others).toEqual([])
  expect(customer).toMatchObject({ externalId: 'p-1', username: 'maria', tracking: { affiliateName: campaign.code } })
  await campaign.change('PATCH', `/customer/${customer.id}`, { isVerified: true })
  await campaign.process()
  expect(await campaign.list('/transaction')).toMatchObject([{ externalId: 't-1', status: 'pending', saleAmount: 25.5 }])
  expect(await campaign.commissions()).toEqual([])
})

test('an unknown affiliate is kept with its reason, and does not stop the page', async () => {
  const page = await shop.visit('/?ref=producthunt')
  await page.evaluate(`affiliatus.trackConversion(${ORDER})`)
  expect((await recorded(2)).sort()).toEqual(['A-1 unattributed affiliate_unknown', 'page_view unattributed affiliate_unknown'])
})

test('beyond the month’s conversions the page goes on, and its other events arrive', async () => {
  await campaign.change('PATCH', '/operator', { billingPlan: 'starter' })
  await campaign.post(Array.from({ length: 500 }, (_, i) => campaign.conversion(campaign.code, `o-${i}`)))
  const page = await shop.visit(`/?ref=${campaign.code}`)
  expect((await page.evaluate<boolean[]>(`Promise.all([affiliatus.trackConversion(${ORDER}), affiliatus.trackLead({ email: 'maria@buyer.example' })])`))[0]).toBe(false)
  await expect.poll(() => campaign.list('/event?kind=lead'), PATIENCE).toHaveLength(1)
  expect((await campaign.list('/event?limit=500')).filter(({ orderId }) => orderId === 'A-1')).toEqual([])
})
