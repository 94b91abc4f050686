import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setUp } from '../../src/domain/operators/set-up.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

const START = '2026-11-21T10:00:00.000Z'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: START })
})
afterAll(() => api.close())

describe('campaign settings', () => {
  test('have the documented defaults', async () => {
    expect((await api.get('/program')).body).toMatchObject({
      description: null, cookieDays: 30, payoutMinimum: 50, payoutFrequency: 'monthly', selfSignUp: false, allowedDomains: [],
      attribution: { model: 'last_click', couponBeatsClick: true }, commission: { type: 'percentage', value: 10 },
    })
  })

  test('are changed each by itself, and read back', async () => {
    const settings = {
      description: 'Sell our shoes.', cookieDays: 60, payoutFrequency: 'biweekly', selfSignUp: true,
      allowedDomains: ['meusite.com', '*.meusite.com', 'localhost:3000', '127.0.0.1'], attribution: { model: 'first_click', windowDays: 30, standDownMinutes: 0, couponBeatsClick: false },
    }
    for (const [name, value] of Object.entries(settings)) expect((await api.patch('/program', { [name]: value })).status).toBe(200)
    expect((await api.get('/program')).body).toMatchObject({ ...settings, payoutMinimum: 50 })
    expect((await api.patch('/program', { description: null })).body).toMatchObject({ ...settings, description: null })
  })

  test.each`
    change                                                         | path
    ${{ description: '' }}                                         | ${'description'}
    ${{ cookieDays: 0 }}                                           | ${'cookieDays'}
    ${{ cookieDays: 3651 }}                                        | ${'cookieDays'}
    ${{ cookieDays: 1.5 }}                                         | ${'cookieDays'}
    ${{ cookieDays: null }}                                        | ${'cookieDays'}
    ${{ payoutFrequency: 'daily' }}                                | ${'payoutFrequency'}
    ${{ selfSignUp: 'yes' }}                                       | ${'selfSignUp'}
    ${{ attribution: { couponBeatsClick: 1 } }}                    | ${'attribution.couponBeatsClick'}
    ${{ allowedDomains: ['https://meusite.com'] }}                 | ${'allowedDomains.0'}
    ${{ allowedDomains: ['ok.example', 'meusite.com/loja'] }}      | ${'allowedDomains.1'}
    ${{ allowedDomains: ['*'] }}                                   | ${'allowedDomains.0'}
    ${{ allowedDomains: ['meusite.com:0'] }}                       | ${'allowedDomains.0'}
    ${{ allowedDomains: 'meusite.com' }}                           | ${'allowedDomains'}
    ${{ commission: null }}                                        | ${'commission'}
    ${{ commission: { type: 'percentage' } }}                      | ${'commission.value'}
    ${{ commission: { type: 'percentage', value: '10' } }}         | ${'commission.value'}
    ${{ commission: { type: 'percentage', value: 0.00001 } }}      | ${'commission.value'}
    ${{ commission: { type: 'fixed', value: 0 } }}                 | ${'commission.value'}
    ${{ commission: { type: 'fixed', value: 0.001 } }}             | ${'commission.value'}
    ${{ commission: { type: 'cpa', value: 10 } }}                  | ${'commission.type'}
    ${{ commission: { type: 'fixed', value: 1, recurring: true } }} | ${'commission.recurring'}
    ${{ commission: { type: 'fixed', value: 1, recurring: { months: 0 } } }} | ${'commission.recurring.months'}
    ${{ commission: { type: 'fixed', value: 1, currency: 'EUR' } }} | ${'commission.currency'}
  `('$change is refused', async ({ change, path }) => {
    const before = (await api.get('/program')).body
    const answer = await api.patch('/program', change)
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path])
    expect((await api.get('/program')).body).toEqual(before)
  })

  test('the minimum payout of a currency without cents is whole', async () => {
    const { apiKey: key } = await api.addProgram('Tokyo', false, 'JPY')
    expect((await api.get('/program', { key })).body.payoutMinimum).toBe(50)
  })
})

describe('the commission', () => {
  /** A program of its own with an affiliate, and what its sales earned by external id. */
  async function makeShop(name: string) {
    const { apiKey: key, programId } = await api.addProgram(name)
    const { body: program } = await api.get('/program', { key })
    await api.post('/affiliate', { name: 'anna', referralCode: `${name.toUpperCase()}1` }, { key })
    await api.post('/customer', { externalId: 'c', externalBrandId: 'default', registrationDate: START, referralCode: `${name.toUpperCase()}1` }, { key })
    return {
      key,
      planId: program.defaultPlanId as string,
      set: async (commission: object) => (await api.patch('/program', { commission }, { key })).body,
      sell: async (externalId: string, at = api.context.clock.now()) => {
        expect((await api.post('/transaction', { externalId, type: 'sale', saleAmount: 100, externalCustomerId: 'c', transactionDate: at.toISOString() }, { key })).status).toBe(202)
        await catchUp(api.context, programId)
      },
      earned: async () => {
        const { items } = (await api.get('/commission?limit=100', { key })).body
        return items.map(({ amount }: { amount: number }) => amount).reverse()
      },
      versions: async () => (await api.get(`/commission-plan/${program.defaultPlanId}/version`, { key })).body.items,
    }
  }

  test('of 100 at 10 % is 10, fixed 15 is 15, and a change leaves alone what exists', async () => {
    const shop = await makeShop('Shoes')
    await shop.sell('s-1')
    api.context.clock.advanceMs(60_000)
    expect((await shop.set({ type: 'fixed', value: 15 })).commission).toEqual({ type: 'fixed', value: 15 })
    await shop.sell('s-2')
    api.context.clock.advanceMs(60_000)
    expect((await shop.set({ type: 'percentage', value: 12.5 })).commission).toEqual({ type: 'percentage', value: 12.5 })
    await shop.sell('s-3')
    await shop.sell('s-4', new Date(api.context.clock.now().getTime() - 90_000))
    expect(await shop.earned()).toEqual([10, 15, 12.5, 10])
    expect((await shop.versions()).map(({ version, appliesTo }: { version: number; appliesTo: string }) => [version, appliesTo])).toEqual([[3, 'from_date'], [2, 'from_date'], [1, 'new_customers']])
  })

  test('sent as it is adds no version; limits and the hold are kept in the plan', async () => {
    const shop = await makeShop('Bags')
    await api.post(`/commission-plan/${shop.planId}/version`, { appliesTo: 'from_date', holdDays: 14, noticeDays: 3, components: [{ type: 'percent_of_sale', rate: '10', recurring: { months: 12 } }] }, { key: shop.key })
    await shop.set({ type: 'percentage', value: 10, recurring: { months: 12 } })
    expect(await shop.versions()).toHaveLength(2)
    api.context.clock.advanceMs(1_000)
    const commission = { type: 'percentage', value: 12, recurring: { months: 12 } }
    expect((await shop.set(commission)).commission).toEqual(commission)
    await shop.set(commission)
    const [newest, ...older] = await shop.versions()
    expect(older).toHaveLength(2)
    expect(newest).toMatchObject({ version: 3, holdDays: 14, noticeDays: 3, appliesTo: 'from_date', components: [{ type: 'percent_of_sale', rate: '12', recurring: { months: 12 } }] })
  })

  test('that may be worse is refused where the plan promises a notice', async () => {
    const shop = await makeShop('Scarves')
    await api.post(`/commission-plan/${shop.planId}/version`, { appliesTo: 'from_date', noticeDays: 3, components: [{ type: 'percent_of_sale', rate: '10' }] }, { key: shop.key })
    api.context.clock.advanceMs(1_000)
    const { status, body } = await api.patch('/program', { commission: { type: 'percentage', value: 9 } }, { key: shop.key })
    expect([status, body.errors[0].code]).toEqual([400, 'notice_too_short'])
    expect(await shop.versions()).toHaveLength(2)
  })

  test('a version for new customers only is made to reach everybody by sending its commission', async () => {
    const shop = await makeShop('Hats')
    api.context.clock.advanceMs(1_000)
    await api.post(`/commission-plan/${shop.planId}/version`, { components: [{ type: 'percent_of_sale', rate: '20' }] }, { key: shop.key })
    await shop.sell('old-customer')
    expect((await api.get('/program', { key: shop.key })).body.commission).toEqual({ type: 'percentage', value: 20 })
    api.context.clock.advanceMs(1_000)
    await shop.set({ type: 'percentage', value: 20 })
    await shop.sell('old-customer-again')
    expect(await shop.earned()).toEqual([10, 20])
  })

  test('reads null while the plan is more than one rule, keeps it until one is sent, and replaces it then', async () => {
    const shop = await makeShop('Belts')
    const components = [{ type: 'percent_of_sale', rate: '5' }, { type: 'fixed_per_sale', amount: 1 }]
    await api.post(`/commission-plan/${shop.planId}/version`, { appliesTo: 'from_date', components }, { key: shop.key })
    expect((await api.get('/program', { key: shop.key })).body.commission).toBeNull()
    expect((await api.patch('/program', { cookieDays: 10 }, { key: shop.key })).body.commission).toBeNull()
    expect((await shop.versions())[0].components).toEqual(components)
    expect((await shop.set({ type: 'fixed', value: 2 })).commission).toEqual({ type: 'fixed', value: 2 })
  })

  test('is the one in force, not one that is planned', async () => {
    const shop = await makeShop('Gloves')
    const effectiveFrom = new Date(api.context.clock.now().getTime() + 86_400_000).toISOString()
    await api.post(`/commission-plan/${shop.planId}/version`, { effectiveFrom, appliesTo: 'from_date', components: [{ type: 'percent_of_sale', rate: '30' }] }, { key: shop.key })
    expect((await api.get('/program', { key: shop.key })).body.commission.value).toBe(10)
    api.context.clock.advanceMs(86_400_000)
    expect((await api.get('/program', { key: shop.key })).body.commission.value).toBe(30)
  })

  test('changed ten times at once ends as one of them, each a version of its own', async () => {
    const shop = await makeShop('Socks')
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => shop.set({ type: 'percentage', value: i + 20 })))
    const versions = await shop.versions()
    expect(versions).toHaveLength(11)
    expect(answers.map(({ commission }) => commission.value).sort()).toEqual(Array.from({ length: 10 }, (_, i) => i + 20))
    expect((await api.get('/program', { key: shop.key })).body.commission.value).toBe(Number(versions[0].components[0].rate))
  })

  test('of a test program follows its own clock', async () => {
    const { apiKey: key } = await api.addProgram('Clocked', true)
    await api.post('/program/test-clock', { now: '2027-03-01T00:00:00Z' }, { key })
    const { body } = await api.patch('/program', { commission: { type: 'fixed', value: 3 } }, { key })
    expect(body.commission).toEqual({ type: 'fixed', value: 3 })
    expect((await api.get(`/commission-plan/${body.defaultPlanId}`, { key })).body.version.effectiveFrom).toBe('2027-03-01T00:00:00.000Z')
  })

  test('needs the permission of commission plans beside that of settings', async () => {
    const { body: settings } = await api.post('/api-key', { name: 'settings', permissions: { settings: 'write' } })
    const { body: both } = await api.post('/api-key', { name: 'both', permissions: { settings: 'write', 'commission-plans': 'write' } })
    const commission = { type: 'fixed', value: 9 }
    expect((await api.patch('/program', { commission }, { key: settings.key })).status).toBe(403)
    expect((await api.patch('/program', { cookieDays: 31 }, { key: settings.key })).status).toBe(200)
    expect((await api.patch('/program', { commission }, { key: both.key })).body.commission).toEqual(commission)
  })
})

describe('the snippet', () => {
  test('starts the script of this installation with the settings of the program', async () => {
    const { apiKey: key, programId } = await api.addProgram('Snippet')
    const read = async (): Promise<string> => (await api.get('/program/snippet', { key })).body.html
    expect(await read()).toBe(`<script src="${api.context.config.publicUrl}/sdk/affiliatus.min.js"></script>
<script>
  window.affiliatus && affiliatus.init("${programId}", {"attributionModel":"last_click","cookieDuration":30});
</script>
`)
    await api.patch('/program', { cookieDays: 90, attribution: { model: 'first_click' } }, { key })
    expect(await read()).toContain(`affiliatus.init("${programId}", {"attributionModel":"first_click","cookieDuration":90});`)
  })

  test('names the click parameter that the default brand chose', async () => {
    const { apiKey: key, programId } = await api.addProgram('Parameter')
    await api.context.db.inProgram(programId, (tx) => tx.count({ text: "update brand set click_parameter = 'x</script>' where program_id = $1", values: [programId] }))
    const { html } = (await api.get('/program/snippet', { key })).body
    expect(html).toContain('"clickParameter":"x\\u003c/script>"')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
  })
})

test('a billing plan is set through the API and by set-up, for all programs of the operator', async () => {
  expect((await api.get('/operator')).body.billingPlan).toBe('premium')
  for (const billingPlan of ['starter', 'pro', 'premium']) {
    expect((await api.patch('/operator', { billingPlan })).body.billingPlan).toBe(billingPlan)
    expect((await api.get('/operator')).body.billingPlan).toBe(billingPlan)
  }
  const refused = await api.patch('/operator', { billingPlan: 'gold' })
  expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'billingPlan'])
  const input = { operator: 'First Ltd', program: 'Second', currency: 'EUR', timeZone: 'Europe/Malta', adminEmail: 'admin@first.example' }
  const second = await setUp(api.context, { ...input, billingPlan: 'starter' })
  expect((await api.get('/operator')).body.billingPlan).toBe('starter')
  await setUp(api.context, input)
  expect((await api.get('/operator', { key: second.apiKey })).body.billingPlan).toBe('starter')
})
