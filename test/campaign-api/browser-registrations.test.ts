import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { CLAIMED_CUSTOMERS_MAX } from '../../src/domain/customers/claim-customer.ts'
import { CLAIMS_PER_DAY } from '../../src/domain/transactions/accept-claims.ts'
import type { TestAnswer } from '../operator-api/support/test-api.ts'
import { CampaignClient } from './campaign-fixture.ts'

const ORIGIN = 'https://loja.example'
const NOT_ALLOWED = { statusCode: 403, message: 'Domain not allowed', error: 'Forbidden' }
const TAKEN_IN = { success: true }

type Facts = Readonly<Record<string, unknown>>
type Call = 'customers' | 'transactions'

let first: CampaignClient
let shop: Shop
beforeAll(async () => {
  first = await CampaignClient.open()
  shop = await openShop()
})
afterAll(() => first.api.close())

/** A campaign whose default brand lets pages register, with two affiliates and a link each. */
interface Shop {
  readonly client: CampaignClient
  readonly brandId: string
  readonly clickOf: (affiliate: 'anna' | 'berta') => string
}

let shops = 0

async function openShop(settings: Facts = {}): Promise<Shop> {
  shops += 1
  const client = await first.other(`Shop${shops}`)
  const [brand] = await client.list('/brand')
  await client.change('PATCH', `/brand/${brand.id}`, { externalId: 'loja', acceptBrowserRegistrations: true, ...settings })
  await client.api.context.db.shared((tx) => tx.sql({ text: 'update program set allowed_domains = $2 where id = $1', values: [client.program.programId, ['loja.example']] }))
  const numbers = { anna: await linkOf(client, 'anna', brand.id), berta: await linkOf(client, 'berta', brand.id) }
  const [{ number = 0 } = {}] = await client.sql<{ number: number }>('select number from program where id = $1')
  const { clickKeys, clock } = client.api.context
  const clickOf = (affiliate: 'anna' | 'berta') => clickKeys.mint({ programNumber: number, linkNumber: numbers[affiliate], blocked: false, nowMs: clock.now().getTime() - 60_000 }).text
  return { client, brandId: brand.id, clickOf }
}

async function linkOf(client: CampaignClient, name: string, brandId: string): Promise<number> {
  const affiliateId = await client.affiliate(`${name}${shops}`)
  const { id: trackerId } = await client.change('POST', '/tracker', { affiliateId, name })
  const { id } = await client.change('POST', '/tracking-link', { trackerId, brandId })
  const [{ number = 0 } = {}] = await client.sql<{ number: number }>('select number from tracking_link where program_id = $1 and id = $2', id)
  return number
}

function report(call: Call, { client }: Shop, body: unknown, origin: string | null = ORIGIN, type = 'application/json'): Promise<TestAnswer> {
  const sent = typeof body === 'object' && body !== null && !Array.isArray(body) ? { campaign_id: client.program.campaignId, ...body } : body
  return client.api.post(`//v1/sdk/${call}`, sent, { key: null, headers: { 'content-type': type, ...(origin === null ? {} : { origin }) } })
}

async function claimCustomer(of: Shop, id: string, more: Facts = {}): Promise<void> {
  const { status, body, text } = await report('customers', of, { external_customer_id: id, ...more })
  if (status !== 200) throw new Error(text)
  expect(body).toEqual(TAKEN_IN)
}

async function claimSale(of: Shop, id: string, customer: string, amount: unknown = 100, more: Facts = {}): Promise<void> {
  const { status, text } = await report('transactions', of, { external_id: id, external_customer_id: customer, type: 'sale', amount, ...more })
  if (status !== 200) throw new Error(text)
  await of.client.process()
}

async function reportSale({ client }: Shop, id: string, customer: string, amount = 100): Promise<void> {
  const now = client.api.context.clock.now().toISOString()
  await client.change('POST', '/transaction', { type: 'sale', externalId: id, externalCustomerId: customer, externalBrandId: 'loja', saleAmount: amount, transactionDate: now })
  await client.process()
}

async function reportCustomer({ client }: Shop, id: string, more: Facts = {}): Promise<void> {
  await client.change('POST', '/customer', { externalId: id, externalBrandId: 'loja', registrationDate: client.api.context.clock.now().toISOString(), ...more })
  // Waking what waited is behind the answer.
  await expect.poll(async () => (await client.sql(`select from transaction_exception where program_id = $1 and state = 'waiting' and awaited_customer = $2 and due_at > recorded_at`, id)).length).toBe(0)
  await client.process()
}

/** `id amount status` of every transaction, oldest first. */
async function transactions({ client }: Shop): Promise<string[]> {
  return (await client.list('/transaction?limit=500')).reverse().map(({ externalId, status, integrationType }) => `${externalId} ${status} ${integrationType}`)
}

async function ownerOf({ client }: Shop, customer: string): Promise<string> {
  const [found] = await client.list(`/customer?externalId=${customer}`)
  return found.tracking.affiliateName.replace(/\d+$/, '')
}

async function decide({ client }: Shop, decision: 'approval' | 'rejection', id: string): Promise<TestAnswer> {
  const [found] = await client.list(`/transaction/pending?externalId=${id}`)
  const answer = await client.operator('POST', `/transaction/${found?.id}/${decision}`, { reason: 'looked at' })
  await client.process()
  return answer
}

async function expectSoundBooks({ client }: Shop): Promise<void> {
  const { laws } = await verifyBooks(client.api.context.db, client.program.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

describe('a customer whom a page registers', () => {
  test('is attributed, listed as unconfirmed, and earns nobody anything until the operator confirms it', async () => {
    await claimCustomer(shop, 'c-1', { click_key: shop.clickOf('anna'), username: 'ana' })
    expect(await ownerOf(shop, 'c-1')).toBe('anna')
    expect(await shop.client.list('/customer?isVerified=false')).toMatchObject([{ externalId: 'c-1', createdBy: 'sdk', username: 'ana' }])
    await reportSale(shop, 's-1', 'c-1')
    expect(await transactions(shop)).toEqual([])
    expect(await shop.client.list('/transaction/failure?state=waiting')).toMatchObject([{ code: 'customer_unverified' }])
    await reportCustomer(shop, 'c-1')
    expect(await transactions(shop)).toEqual(['s-1 approved api'])
    expect(await shop.client.commissions()).toEqual(['s-1 10 approved'])
    expect(await ownerOf(shop, 'c-1')).toBe('anna')
  })

  test('belongs to whom the operator says, whatever the page said first', async () => {
    const own = await openShop()
    await claimCustomer(own, 'c-1', { click_key: own.clickOf('berta') })
    await reportSale(own, 's-1', 'c-1')
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    expect(await ownerOf(own, 'c-1')).toBe('anna')
    const [line] = await own.client.list('/commission')
    expect((await own.client.change('GET', `/affiliate/${line.affiliateId}`)).name).toMatch(/^ANNA/i)
    await expectSoundBooks(own)
  })

  test('is confirmed by a person too', async () => {
    const own = await openShop()
    await claimCustomer(own, 'c-1', { affiliate_id: `berta${shops}` })
    await reportSale(own, 's-1', 'c-1')
    const [{ id }] = await own.client.list('/customer?isVerified=false')
    await own.client.change('PATCH', `/customer/${id}`, { isVerified: true })
    await expect.poll(async () => { await own.client.process(); return transactions(own) }).toEqual(['s-1 approved api'])
    expect(await own.client.list('/customer?isVerified=false')).toEqual([])
    expect(await ownerOf(own, 'c-1')).toBe('berta')
  })

  test('and whom the operator has reported is left as it is, and the page is not told', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna'), username: 'joe' })
    await claimCustomer(own, 'c-1', { click_key: own.clickOf('berta'), username: 'eve' })
    expect(await own.client.list('/customer?externalId=c-1')).toMatchObject([{ username: 'joe' }])
    expect(await ownerOf(own, 'c-1')).toBe('anna')
  })

  test('and whom the program does not take leaves no trace, and the page is not told', async () => {
    const own = await openShop()
    await own.client.change('PATCH', '/program', { organicTracking: 'reject' })
    await claimCustomer(own, 'c-1')
    await claimCustomer(own, 'c-2', { click_key: 'nonsense' })
    expect(await own.client.list('/customer')).toEqual([])
  })

  test('a hundred times at once is one', async () => {
    const own = await openShop()
    const click_key = own.clickOf('anna')
    const answers = await Promise.all(Array.from({ length: 100 }, () => report('customers', own, { external_customer_id: 'c-1', click_key })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await own.client.list('/customer')).toHaveLength(1)
  })
})

describe('a transaction that a page reports', () => {
  test('has no effect before it is approved, whatever the brand approves by itself', async () => {
    const own = await openShop({ autoApprove: true, approvalStage: 'commission' })
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await claimSale(own, 's-1', 'c-1', 120.5)
    expect(await transactions(own)).toEqual(['s-1 pending sdk'])
    expect(await own.client.commissions()).toEqual([])
    expect((await decide(own, 'approval', 's-1')).status).toBe(201)
    expect(await transactions(own)).toEqual(['s-1 approved sdk'])
    expect(await own.client.commissions()).toEqual(['s-1 12.05 approved'])
    await expectSoundBooks(own)
  })

  test('waits until its customer is registered and confirmed', async () => {
    const own = await openShop()
    await claimSale(own, 's-1', 'c-1')
    expect(await own.client.list('/transaction/failure?state=waiting')).toMatchObject([{ code: 'customer_unknown' }])
    await claimCustomer(own, 'c-1', { click_key: own.clickOf('anna') })
    await expect.poll(async () => { await own.client.process(); return (await own.client.list('/transaction/failure?state=waiting')).map(({ code }) => code) }).toEqual(['customer_unverified'])
    await reportCustomer(own, 'c-1')
    expect(await transactions(own)).toEqual(['s-1 pending sdk'])
  })

  test('counts once per id, however often it is sent', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    const sale = { external_id: 's-1', external_customer_id: 'c-1', type: 'sale' }
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => report('transactions', own, { ...sale, amount: 100 + i })))
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([JSON.stringify(TAKEN_IN)]))
    await own.client.process()
    expect(await transactions(own)).toEqual(['s-1 pending sdk'])
    await decide(own, 'rejection', 's-1')
    await claimSale(own, 's-1', 'c-1')
    expect(await transactions(own)).toEqual(['s-1 rejected sdk'])
  })

  test('a deposit in another currency is converted when there is a rate', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await own.client.change('POST', '/fx-rate', { currency: 'USD', rate: '0.5', effectiveFrom: '2026-01-01T00:00:00.000Z', source: 'test' })
    await claimSale(own, 'd-1', 'c-1', 50, { type: 'deposit', currency: 'usd' })
    const [{ id }] = await own.client.list('/transaction/pending')
    expect(await own.client.sql('select type, deposit::text, sale::text from transaction where program_id = $1 and id = $2', id)).toEqual([{ type: 'deposit', deposit: '25000000', sale: '0' }])
  })
})

describe('the operator’s own report of the same transaction', () => {
  const amountsEarned = async (own: Shop): Promise<string[]> => (await own.client.commissions()).filter((line) => !line.endsWith('rejected'))

  test.each`
    when                         | amount
    ${'with the same content'}   | ${100}
    ${'with other content'}      | ${70}
  `('replaces the claim that waits for approval, $when', async ({ amount }) => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await claimSale(own, 's-1', 'c-1', 100)
    const [{ id: claim }] = await own.client.list('/transaction/pending')
    await reportSale(own, 's-1', 'c-1', amount)
    expect(await transactions(own)).toEqual(['s-1 rejected sdk', 's-1 approved api'])
    expect(await amountsEarned(own)).toEqual([`s-1 ${amount / 10} approved`])
    expect(await own.client.sql('select kind, actor, reason from transaction_event where program_id = $1 and transaction_id = $2', claim)).toEqual([{ kind: 'rejected', actor: 'system', reason: 'reported_by_operator' }])
    expect((await own.client.operator('POST', `/transaction/${claim}/approval`, {})).status).toBe(409)
    const [batch] = await own.client.sql<{ processed: number, pending_approval: number }>(`select processed, pending_approval from transaction_batch where program_id = $1 and created_by = 'sdk'`)
    expect(batch).toEqual({ processed: 1, pending_approval: 0 })
    await expectSoundBooks(own)
  })

  test('that came first leaves nothing for a claim', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await reportSale(own, 's-1', 'c-1')
    await claimSale(own, 's-1', 'c-1', 9_999)
    expect(await transactions(own)).toEqual(['s-1 approved api'])
    expect(await own.client.list('/transaction/failure')).toEqual([])
  })

  test('is a failure with other content once the claim is approved: the sale counts once', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await claimSale(own, 's-1', 'c-1')
    await decide(own, 'approval', 's-1')
    await reportSale(own, 's-1', 'c-1', 70)
    expect(await transactions(own)).toEqual(['s-1 approved sdk'])
    expect(await own.client.list('/transaction/failure')).toMatchObject([{ code: 'duplicate_with_other_content' }])
    expect(await amountsEarned(own)).toEqual(['s-1 10 approved'])
    await expectSoundBooks(own)
  })

  test('is processed though a person has rejected the claim', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await claimSale(own, 's-1', 'c-1')
    await decide(own, 'rejection', 's-1')
    await reportSale(own, 's-1', 'c-1')
    expect(await transactions(own)).toEqual(['s-1 rejected sdk', 's-1 approved api'])
    await expectSoundBooks(own)
  })

  test('in the same step as the claim is the one that counts', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    await report('transactions', own, { external_id: 's-1', external_customer_id: 'c-1', type: 'sale', amount: 5 })
    await reportSale(own, 's-1', 'c-1')
    expect(await transactions(own)).toEqual(['s-1 approved api'])
    await expectSoundBooks(own)
  })

  test('that waits for its customer beside the claim is the one that counts', async () => {
    const own = await openShop()
    await claimSale(own, 's-1', 'c-1', 5)
    await reportSale(own, 's-1', 'c-1')
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    expect(await transactions(own)).toEqual(['s-1 approved api'])
    expect(await own.client.list('/transaction/failure?state=waiting')).toEqual([])
    await expectSoundBooks(own)
  })

  test('and a person’s approval at the same moment give one sale', async () => {
    const own = await openShop()
    await reportCustomer(own, 'c-1', { clickId: own.clickOf('anna') })
    for (let i = 0; i < 10; i += 1) await claimSale(own, `race-${i}`, 'c-1')
    await Promise.all(Array.from({ length: 10 }, (_, i) => Promise.all([decide(own, 'approval', `race-${i}`), reportSale(own, `race-${i}`, 'c-1', 70)])))
    const approved = (await transactions(own)).filter((line) => line.includes('approved'))
    expect(approved.map((line) => line.split(' ')[0]).sort()).toEqual(Array.from({ length: 10 }, (_, i) => `race-${i}`))
    await expectSoundBooks(own)
  })
})

describe('whose pages may register nothing is told one and the same, and nothing is stored', () => {
  const CALLS: readonly (readonly [Call, Facts])[] = [
    ['customers', { external_customer_id: 'refused' }],
    ['transactions', { external_customer_id: 'refused', external_id: 'refused', type: 'sale', amount: 1 }],
  ]

  test.each([null, 'null', 'https://evil.example', 'https://www.loja.example', 'https://loja.example:8443'])('from the origin %j', async (origin) => {
    for (const [call, body] of CALLS) {
      const answer = await report(call, shop, body, origin)
      expect([answer.status, answer.body, answer.headers['access-control-allow-origin']]).toEqual([403, NOT_ALLOWED, undefined])
      const asked = await shop.client.api.call('OPTIONS', `//v1/sdk/${call}`, { key: null, headers: origin === null ? {} : { origin } })
      expect([asked.status, asked.body]).toEqual([403, NOT_ALLOWED])
    }
  })

  test('for a brand that is switched off, archived, unknown or not of the campaign, and a campaign that does not exist', async () => {
    const off = await openShop({ acceptBrowserRegistrations: false })
    const gone = await openShop()
    await gone.client.operator('DELETE', `/brand/${gone.brandId}`)
    for (const [call, body] of CALLS) {
      const answers = [
        await report(call, off, body), await report(call, off, { ...body, brand_id: 'loja' }), await report(call, gone, body),
        await report(call, shop, { ...body, brand_id: 'elsewhere' }), await report(call, shop, { ...body, brand_id: off.brandId }),
        await report(call, shop, { ...body, campaign_id: '019abc00-0000-7000-8000-000000000001' }), await report(call, shop, { ...body, campaign_id: 'x' }),
        await report(call, shop, { ...body, campaign_id: 7 }),
      ]
      expect(answers.map(({ status, body: told }) => [status, told])).toEqual(answers.map(() => [403, NOT_ALLOWED]))
    }
    expect(await shop.client.list('/customer?externalId=refused')).toEqual([])
    expect(await shop.client.sql(`select from claim_key where program_id = $1 and external_id = 'refused'`)).toEqual([])
  })

  test('and a key does not help', async () => {
    const { status } = await shop.client.api.post('//v1/sdk/customers', { campaign_id: shop.client.program.campaignId, external_customer_id: 'x' }, { key: shop.client.program.apiKey })
    expect(status).toBe(403)
  })
})

describe('an allowed page', () => {
  test('names the brand by our id, by the operator’s, or not at all', async () => {
    const own = await openShop()
    const { id: second } = await own.client.change('POST', '/brand', { name: 'Second', externalId: 'second', landingPageUrl: 'https://second.example', acceptBrowserRegistrations: true })
    await claimCustomer(own, 'c-1')
    await claimCustomer(own, 'c-2', { brand_id: 'second' })
    await claimCustomer(own, 'c-3', { brand_id: second })
    const brands = await own.client.sql('select external_id, brand_id from customer where program_id = $1 order by 1')
    expect(brands).toEqual([{ external_id: 'c-1', brand_id: own.brandId }, { external_id: 'c-2', brand_id: second }, { external_id: 'c-3', brand_id: second }])
  })

  test('asks first, posts as plain text, and may read the answer and what is wrong', async () => {
    const asked = await shop.client.api.call('OPTIONS', '//v1/sdk/transactions', { key: null, headers: { origin: ORIGIN } })
    expect([asked.status, asked.headers['access-control-allow-origin'], asked.headers['access-control-allow-methods']]).toEqual([204, ORIGIN, 'POST'])
    const good = await report('customers', shop, { external_customer_id: 'plain' }, ORIGIN, 'text/plain;charset=UTF-8')
    expect([good.status, good.headers['access-control-allow-origin'], good.headers['access-control-allow-credentials']]).toEqual([200, ORIGIN, undefined])
    const wrong = await report('transactions', shop, {})
    expect(wrong.status).toBe(400)
    expect(wrong.headers['access-control-allow-origin']).toBe(ORIGIN)
    expect(wrong.body.message).toEqual(['external_customer_id is required', 'external_id is required', 'type must be one of the following values: sale, deposit', 'amount must be a positive number'])
  })

  test('may send numbers as names, and fields that we do not know', async () => {
    await claimCustomer(shop, 'x', { external_customer_id: 1001, extra: { deep: [1] } })
    expect(await shop.client.list('/customer?externalId=1001')).toHaveLength(1)
  })

  test.each`
    field                     | value                      | text
    ${'external_customer_id'} | ${null}                    | ${'external_customer_id is required'}
    ${'external_customer_id'} | ${'  '}                    | ${'external_customer_id is required'}
    ${'external_customer_id'} | ${1.5}                     | ${'external_customer_id is required'}
    ${'external_customer_id'} | ${['a']}                   | ${'external_customer_id is required'}
    ${'external_customer_id'} | ${'x'.repeat(256)}         | ${'external_customer_id must be shorter than or equal to 255 characters'}
    ${'external_id'}          | ${''}                      | ${'external_id is required'}
    ${'external_id'}          | ${'x'.repeat(256)}         | ${'external_id must be shorter than or equal to 255 characters'}
    ${'brand_id'}             | ${7}                       | ${'brand_id must be a string'}
    ${'type'}                 | ${'refund'}                | ${'type must be one of the following values: sale, deposit'}
    ${'type'}                 | ${'__proto__'}             | ${'type must be one of the following values: sale, deposit'}
    ${'amount'}               | ${0}                       | ${'amount must be a positive number'}
    ${'amount'}               | ${-5}                      | ${'amount must be a positive number'}
    ${'amount'}               | ${'5'}                     | ${'amount must be a positive number'}
    ${'amount'}               | ${JSON.rawJSON('1e400')}   | ${'amount must be a positive number'}
    ${'amount'}               | ${1e13}                    | ${'amount must be a positive number'}
    ${'amount'}               | ${1e-9}                    | ${'amount must be a positive number'}
    ${'currency'}             | ${'XXY'}                   | ${'currency must be a valid ISO4217 currency code'}
    ${'product'}              | ${{}}                      | ${'product must be a string'}
  `('is told that $text', async ({ field, value, text }) => {
    const { status, body } = await report('transactions', shop, { external_customer_id: 'c', external_id: 'bad', type: 'sale', amount: 5, [field]: value })
    expect([status, body.message]).toEqual([400, [text]])
  })

  test.each(['NUL \u0000', 'half \ud800'])('cannot store %j', async (name) => {
    for (const field of ['external_customer_id', 'username', 'click_key']) expect((await report('customers', shop, { external_customer_id: 'c', [field]: name })).status).toBe(400)
  })

  test('sends little: more is refused', async () => {
    expect((await report('customers', shop, { external_customer_id: 'c', padding: 'x'.repeat(20_000) })).status).toBe(413)
    for (const body of ['[]', 'null', '7', '"x"', '{', '{"campaign_id":{}}']) expect([400, 403]).toContain((await report('customers', shop, body)).status)
  })

  test('cannot fill the house', async () => {
    const own = await openShop()
    await own.client.api.context.db.inProgram(own.client.program.programId, async (tx) => {
      const values = [own.client.program.programId, own.brandId]
      await tx.sql({ text: `insert into claim_key select $1, $2, 'k' || i, gen_random_uuid(), now() from generate_series(1, ${CLAIMS_PER_DAY - 1}) i`, values })
      await tx.sql({
        text: `insert into customer (program_id, id, brand_id, external_id, registered_at, is_verified, created_by, created_at, updated_at)
               select $1, gen_random_uuid(), $2, 'k' || i, now(), false, 'sdk', now(), now() from generate_series(1, ${CLAIMED_CUSTOMERS_MAX - 1}) i`, values,
      })
    })
    const sale = { external_customer_id: 'k1', type: 'sale', amount: 1 }
    const answers = [
      await report('customers', own, { external_customer_id: 'last' }), await report('customers', own, { external_customer_id: 'one too many' }),
      await report('transactions', own, { ...sale, external_id: 'last' }), await report('transactions', own, { ...sale, external_id: 'one too many' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 200, 422])
  })
})

test('the limit of a minute counts the caller’s network, together with its events', async () => {
  const limited = await CampaignClient.open({ config: { rateLimits: { default: 600, transactions: 600, unauthenticated: 600, events: 3, sdkEvents: 3, affiliates: 600, campaign: 600, entrance: 600 } } })
  try {
    const call = (path: string) => limited.api.post(`//v1/sdk/${path}`, { campaign_id: 'x' }, { key: null, headers: { origin: ORIGIN } })
    const statuses = [await call('customers'), await call('transactions'), await call('customers'), await call('transactions')].map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 403, 429])
  } finally {
    await limited.api.close()
  }
})
