import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CANARY, playWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await playWorld()
})
afterAll(() => world.close())

const items = async (path: string, who = world.anna) => {
  const { status, body, text } = await who.get(path)
  expect(status, text).toBe(200)
  return body.items
}

describe('customers', () => {
  test('are told without who they are, with what came of them', async () => {
    const [given, open, qualified] = await items('/customer')
    expect(qualified).toMatchObject({ id: world.customers.qualified, name: `c…${world.customers.qualified.slice(-5)}`, country: 'MT', registeredOn: '2026-10-02', state: 'active', firstDepositOn: '2026-10-05', qualifiedOn: '2026-10-06' })
    expect(open).toMatchObject({ qualifiedOn: null, commission: 0 })
    expect(given).toMatchObject({ state: 'moved', commission: 3 })
  })

  test('a customer that was given stands with both, each with its own money', async () => {
    const [, given] = await items('/customer', world.berta)
    expect(given ?? (await items('/customer', world.berta))[0]).toMatchObject({ commission: expect.any(Number) })
    const own = (await items('/customer', world.berta)).find(({ id }: { id: string }) => id === world.customers.given)
    expect(own).toMatchObject({ state: 'active', carrier: 'manual', commission: 0 })
  })
})

describe('commissions', () => {
  test('are the operator’s lines, to the cent', async () => {
    const own = await items('/commission?limit=500')
    const { body } = await world.api.get(`/commission?affiliateId=${world.anna.affiliateId}&limit=500`)
    const figures = (lines: { id: string; amount: number; status: string; period: string }[]) => lines.map(({ id, amount, status, period }) => ({ id, amount, status, period }))
    expect(figures(own)).toEqual(figures(body.items))
    expect(own.length).toBeGreaterThan(5)
  })

  test('every explanation comes to the line and says it in three languages', async () => {
    for (const { id, amount } of await items('/commission?limit=500')) {
      const { status, body, text } = await world.anna.get(`/commission/${id}/explanation`)
      expect(status, text).toBe(200)
      expect(body.amount).toBe(amount)
      expect(Object.values(body.words).every((words) => String(words).length > 10)).toBe(true)
    }
  })

  test('a CPA names the transaction that qualified by a name of our own', async () => {
    const cpa = (await items('/commission?limit=500')).find(({ component, amount }: { component: string; amount: number }) => component === 'cpa' && amount === 50)
    const { body } = await world.anna.get(`/commission/${cpa.id}/explanation`)
    expect(body.words.en).toContain(`t…${cpa.transactionId.slice(-5)}`)
  })
})

test('what paid nothing says why, and how often', async () => {
  const counts = await items('/event-without-pay/count')
  expect(counts.find(({ reason }: { reason: string }) => reason === 'not_qualified_yet')).toMatchObject({ kind: 'line', words: { en: 'the customer has not qualified yet' } })
  const unpaid = await items('/event-without-pay?reason=not_qualified_yet')
  expect(unpaid.length).toBe(counts.find(({ reason }: { reason: string }) => reason === 'not_qualified_yet').count)
})

describe('progress', () => {
  test('of tiers is what the next line is rated by', async () => {
    const [tier] = await items('/progress/tier')
    expect(tier).toMatchObject({ plan: 'Hybrid', metric: 'net_revenue', current: 1020, rate: '35', next: null })
  })

  test('of a customer says what is missing', async () => {
    const progress = await items('/progress/customer')
    expect(progress.find(({ customerId }: { customerId: string }) => customerId === world.customers.open)).toMatchObject({
      state: 'ended', levelsReached: 0, levels: 2, nextAmount: 50, requirements: [{ requirement: 'minDepositTotal', have: 14, need: 20, isMet: false }], daysLeft: 0,
    })
    expect(progress.find(({ customerId }: { customerId: string }) => customerId === world.customers.qualified)).toMatchObject({ state: 'qualified', levelsReached: 2 })
    expect(progress.some(({ customerId }: { customerId: string }) => customerId === world.customers.given)).toBe(false)
  })
})

describe('statements', () => {
  test('are there when they are sealed, with lines, file, proof and PDF', async () => {
    const [statement] = await items('/statement')
    expect(statement).toMatchObject({ period: '2026-10', status: 'sealed' })
    const [line] = await items(`/statement/${statement.id}/line`)
    const { body: file } = await world.anna.get(`/statement/${statement.id}/file`)
    expect(file.lines).toHaveLength(statement.lineCount)
    expect((await world.anna.get(`/statement/${statement.id}/proof/${line.id}`)).body.line.line.transferId).toBe(line.id)
    const pdf = await world.anna.get(`/statement/${statement.id}/pdf?language=es`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
  })
})

describe('links', () => {
  test('an address carries sub ids and a page of the brand’s own hosts only', async () => {
    const { body } = await world.anna.get(`/tracking-link/${world.linkId}/address?s1=spring%20sale&clickId=7&page=${encodeURIComponent('https://lucky.example/poker')}`)
    const url = new URL(body.address)
    expect(Object.fromEntries(url.searchParams)).toEqual({ s1: 'spring sale', clickid: '7', url: 'https://lucky.example/poker' })
    const refused = await world.anna.get(`/tracking-link/${world.linkId}/address?page=${encodeURIComponent('https://evil.example/')}`)
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'page', code: 'host_not_allowed' }] } })
  })

  test('are made and changed by the affiliate, for its own trackers and active brands', async () => {
    const made = await world.anna.post('/tracking-link', { brandId: world.brandId, landingPageUrl: 'https://lucky.example/slots' })
    expect(made.status).toBe(201)
    expect((await world.anna.call('PATCH', `/tracking-link/${made.body.id}`, { body: { status: 'inactive' } })).body.status).toBe('inactive')
    const [foreign] = await items('/tracker', world.berta)
    expect((await world.anna.post('/tracking-link', { brandId: world.brandId, trackerId: foreign.id })).body.code).toBe('tracker_unknown')
    expect((await world.anna.call('PATCH', `/tracking-link/${made.body.id}`, { body: { landingPageUrl: 'https://evil.example' } })).status).toBe(400)
  })
})

describe('postbacks', () => {
  const url = 'https://tracker.example/p?cid={click_id}&amount={amount}'

  test('are kept, previewed with made-up values and changed', async () => {
    expect((await world.anna.get(`/postback/preview?url=${encodeURIComponent(url)}`)).body.address).toBe('https://tracker.example/p?cid=your-click-1&amount=12.50')
    const { body } = await world.anna.post('/postback', { url, events: ['sale'] })
    expect((await world.anna.call('PATCH', `/postback/${body.id}`, { body: { status: 'inactive' } })).body).toMatchObject({ status: 'inactive', url })
    expect((await world.berta.call('PATCH', `/postback/${body.id}`, { body: { status: 'active' } })).status).toBe(404)
    expect((await world.anna.call('DELETE', `/postback/${body.id}`)).status).toBe(204)
  })

  test.each`
    wrong                                   | code
    ${'http://tracker.example/'}            | ${'invalid_url'}
    ${'https://user:pass@tracker.example/'} | ${'invalid_url'}
    ${'https://127.0.0.1/'}                 | ${'invalid_url'}
    ${'https://localhost/'}                 | ${'invalid_url'}
    ${'https://{s1}.example/'}              | ${'invalid_url'}
    ${'https://tracker.example/?e={email}'} | ${'unknown_macro'}
  `('refuse $wrong', async ({ wrong, code }) => {
    expect((await world.anna.post('/postback', { url: wrong, events: ['sale'] })).body.errors).toMatchObject([{ path: 'url', code }])
  })
})

describe('terms', () => {
  test('are told in words and accepted by a person, once', async () => {
    const [plan] = await items('/plan')
    expect(plan).toMatchObject({ id: world.planId, name: 'Hybrid', version: 1, brands: [{ name: 'Default' }, { name: 'Lucky' }], accepted: null })
    const [text] = await items(`/plan/${plan.id}/version/1/text?language=en`)
    const { status, body } = await world.anna.post(`/plan/${plan.id}/version/1/acceptance`, { language: 'en' })
    expect([status, body.textSha256]).toEqual([201, text.textSha256])
    expect((await items('/plan'))[0].accepted).toMatchObject({ version: 1 })
  })
})

test('the feed tells what changed, newest first, page by page', async () => {
  const all = await items('/change')
  expect(new Set(all.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['terms_version', 'customer_taken', 'adjustment', 'commission_reversed', 'statement_sealed', ...(all.some(({ kind }: { kind: string }) => kind === 'plan_accepted') ? ['plan_accepted'] : [])]))
  const paged: unknown[] = []
  for (let cursor = ''; ; ) {
    const { body } = await world.anna.get(`/change?limit=2${cursor}`)
    paged.push(...body.items)
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  expect(paged).toEqual(all)
  expect(await items('/change?kind=customer_given', world.berta)).toMatchObject([{ subjectId: world.customers.given, reason: 'Her video brought it' }])
})

test('the overview counts what is the affiliate’s own', async () => {
  const { body } = await world.anna.get('/overview?days=90')
  expect(body.days).toHaveLength(90)
  expect(body.balances).toMatchObject([{ currency: 'EUR' }])
  const operators = await world.api.get(`/affiliate/${world.anna.affiliateId}/balance`)
  expect(body.balances).toEqual(operators.body.balances)
})

describe('isolation', () => {
  const LISTS = ['/tracker', '/tracking-link', '/coupon', '/click', '/customer', '/conversion', '/commission', '/event-without-pay', '/event-without-pay/count', '/progress/tier', '/progress/customer',
    '/statement', '/payout', '/sub-affiliate', '/plan', '/plan/acceptance', '/postback', '/change', '/brand', '/overview']

  test('no list says who a customer is, whatever the operator calls it', async () => {
    for (const path of LISTS) expect((await world.anna.get(path)).text, path).not.toContain(CANARY)
  })

  test('no list of one affiliate has anything of the other', async () => {
    const own = new Set(await allIds(world.anna))
    const foreign = (await allIds(world.berta)).filter((id) => own.has(id))
    expect(foreign.filter((id) => id !== world.customers.given && !COMMON.has(id))).toEqual([])
  })

  /** What both see: brands and terms, that a period was sealed, and that a customer went from one to the other. */
  const COMMON = new Set<string>()

  async function allIds(who: World['anna']): Promise<string[]> {
    const ids: string[] = []
    for (const path of LISTS) {
      const { body } = await who.get(path)
      for (const item of body.items ?? []) {
        if (path === '/plan' || path === '/brand') COMMON.add(item.id)
        if (item.kind === 'terms_version' || item.kind === 'customer_taken' || item.kind === 'customer_given' || item.kind === 'statement_sealed') COMMON.add(item.id)
        ids.push(item.id ?? item.customerId)
      }
    }
    return ids.filter((id) => id !== undefined)
  }

  test('objects of the other affiliate are not there', async () => {
    const [commission] = await items('/commission', world.anna)
    const [statement] = await items('/statement', world.anna)
    const [conversion] = await items('/conversion', world.anna)
    const paths = [`/commission/${commission.id}`, `/commission/${commission.id}/explanation`, `/statement/${statement.id}`, `/statement/${statement.id}/file`, `/statement/${statement.id}/line`,
      `/statement/${statement.id}/pdf`, `/conversion/${conversion.id}`, `/customer/${world.customers.qualified}`, `/tracking-link/${world.linkId}`, `/tracking-link/${world.linkId}/address`]
    for (const path of paths) expect((await world.berta.get(path)).status, path).toBe(404)
  })
})
