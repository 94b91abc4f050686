import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { CampaignClient } from './campaign-fixture.ts'

const NOW = '2026-11-15T12:00:00.000Z'
const HOUR_MS = 3_600_000
const OK = { success: true }

let campaign: CampaignClient
beforeAll(async () => {
  campaign = await CampaignClient.open({ now: NOW })
  await campaign.affiliate('JOAO2024')
})
beforeEach(() => campaign.api.context.clock.set(NOW))
afterAll(() => campaign.api.close())

function inHours(hours: number): string {
  return new Date(Date.parse(NOW) + hours * HOUR_MS).toISOString()
}

function refusal(statusCode: number, error: string, message: unknown) {
  return { statusCode, message, error }
}

describe('a conversion', () => {
  test('of 100 at 10 % earns 10, pending until somebody approves it', async () => {
    const own = await campaign.fresh()
    expect((await own.post([own.conversion(own.code, 'o-1')])).body).toEqual(OK)
    await own.process()
    expect(await own.commissions()).toEqual(['o-1 10 pending'])
    expect(await own.list('/transaction')).toMatchObject([{ type: 'sale', externalId: 'o-1', saleAmount: 100, status: 'pending', integrationType: 'api' }])
  })

  test.each`
    value     | rule                                        | expected
    ${100}    | ${{ type: 'fixed_per_sale', amount: 15 }}   | ${15}
    ${0.01}   | ${{ type: 'fixed_per_sale', amount: 15 }}   | ${15}
    ${0.05}   | ${{ type: 'percent_of_sale', rate: '10' }}  | ${0.01}
    ${0.04}   | ${{ type: 'percent_of_sale', rate: '10' }}  | ${0}
    ${199.95} | ${{ type: 'percent_of_sale', rate: '10' }}  | ${20}
    ${1.005}  | ${{ type: 'percent_of_sale', rate: '100' }} | ${1.01}
  `('of $value with $rule.type earns $expected', async ({ value, rule, expected }) => {
    const own = await campaign.fresh([rule])
    await own.send(own.conversion(own.code, 'o-1', value))
    expect(await own.commissions()).toEqual([`o-1 ${expected} pending`])
  })

  test('keeps its commission when the rate changes; the next one has the new rate', async () => {
    const own = await campaign.fresh()
    await own.send(own.conversion(own.code, 'o-1'))
    await own.changeCommission([{ type: 'percent_of_sale', rate: '20' }])
    await own.send(own.conversion(own.code, 'o-2'))
    expect(await own.commissions()).toEqual(['o-1 10 pending', 'o-2 20 pending'])
  })

  test('with the order id of another is ignored, whatever it says, in the same call and in a later one', async () => {
    const own = await campaign.fresh()
    await own.send(own.conversion(own.code, 'o-1'), own.conversion(own.code, 'o-1', 7))
    await own.send(own.conversion(own.code, 'o-1', 999))
    expect(await own.commissions()).toEqual(['o-1 10 pending'])
    expect(await own.outcomes()).toEqual(['o-1 converted', 'o-1 duplicate', 'o-1 duplicate'])
  })

  test('with the order id of a sale that the operator API sent is a duplicate, and the other way round', async () => {
    const own = await campaign.fresh()
    const [brand] = await own.list('/brand')
    await own.change('POST', '/customer', { externalId: 'c-1', brandId: brand.id, registrationDate: inHours(-1), referralCode: own.code })
    const sale = { type: 'sale', saleAmount: 50, transactionDate: inHours(0), externalCustomerId: 'c-1' }
    await own.change('POST', '/transaction', { ...sale, externalId: 'sent-first' })
    await own.process()
    await own.send(own.conversion(own.code, 'sent-first'), own.conversion(own.code, 'reported-first'))
    await own.change('POST', '/transaction', { ...sale, externalId: 'reported-first' })
    await own.process()
    expect(await own.outcomes()).toEqual(['sent-first duplicate', 'reported-first converted'])
    expect(await own.commissions()).toEqual(['sent-first 5 approved', 'reported-first 10 pending'])
    expect(await own.list('/transaction/failure')).toMatchObject([{ externalId: 'reported-first', code: 'duplicate_with_other_content' }])
  })

  test('keeps everything that was sent, and the address apart', async () => {
    const own = await campaign.fresh()
    const properties = { order_id: 'o-1', order_value: 12.5, payment_method: 'pix', quantity: 2, url: 'https://loja.example/ok', nested: { a: [1, null] } }
    const device = { user_agent: 'curl', ip: '203.0.113.7', language: 'pt-BR', screen_width: 390 }
    await own.send(own.event('conversion', own.code.toLowerCase(), properties, { session_id: 's-1', device_info: device, unknown: 1 }))
    expect(await own.list('/event')).toMatchObject([
      {
        kind: 'conversion', source: 'api', outcome: 'converted', reason: null, referralCode: own.code.toLowerCase(), orderId: 'o-1', sessionId: 's-1',
        isVerified: true, isLate: false, properties, deviceInfo: { user_agent: 'curl', language: 'pt-BR', screen_width: 390 }, ip: '203.0.113.7',
        occurredAt: NOW, recordedAt: NOW,
      },
    ])
  })

  test('in another currency is converted with the rate of its time; without one it is kept and does not count', async () => {
    const own = await campaign.fresh()
    await own.change('POST', '/fx-rate', { currency: 'BRL', rate: '0.5', effectiveFrom: inHours(-2), source: 'test' })
    await own.send(
      own.conversion(own.code, 'rated', 100, { currency: 'brl' }), own.conversion(own.code, 'unrated', 100, { currency: 'USD' }),
      own.conversion(own.code, 'too-early', 100, { currency: 'BRL', timestamp: inHours(-3) }), own.conversion(own.code, 'own', 100, { currency: 'EUR' }),
    )
    expect(await own.outcomes()).toEqual(['rated converted', 'unrated unattributed fx_rate_missing', 'too-early unattributed fx_rate_missing', 'own converted'])
    expect((await own.commissions()).sort()).toEqual(['own 10 pending', 'rated 5 pending'])
    await own.change('POST', '/fx-rate', { currency: 'USD', rate: '2', effectiveFrom: inHours(-2), source: 'test' })
    await own.send(own.conversion(own.code, 'unrated', 100, { currency: 'USD' }))
    expect(await own.outcomes('&orderId=unrated')).toEqual(['unrated unattributed fx_rate_missing', 'unrated converted'])
  })

  test('has the time that it says, 24 hours ahead at most; one older than the attribution window is kept and marked late', async () => {
    const own = await campaign.fresh()
    const at = (orderId: string, timestamp: string) => own.conversion(own.code, orderId, 100, { timestamp })
    await own.send(at('ahead', inHours(24)), at('in-window', inHours(-30 * 24)), at('late', inHours(-30 * 24 - 1)))
    expect((await own.list('/event')).map(({ orderId, isLate, occurredAt }) => [orderId, isLate, occurredAt]).reverse()).toEqual([
      ['ahead', false, inHours(24)], ['in-window', false, inHours(-30 * 24)], ['late', true, inHours(-30 * 24 - 1)],
    ])
    expect((await own.list('/transaction')).map(({ externalId, transactionDate }) => `${externalId} ${transactionDate}`).sort()).toEqual([
      `ahead ${inHours(24)}`, `in-window ${inHours(-30 * 24)}`, `late ${inHours(-30 * 24 - 1)}`,
    ])
    const text = 'timestamp must not be more than 24 hours ahead'
    const tooFar = new Date(Date.parse(NOW) + 24 * HOUR_MS + 1).toISOString()
    expect((await own.post([at('x', tooFar)])).body).toEqual(refusal(400, 'Bad Request', [text]))
    expect((await own.post([at('y', NOW), at('x', tooFar)])).body).toEqual(refusal(400, 'Bad Request', [`events.1.${text}`]))
    expect(await own.outcomes('&orderId=y')).toEqual([])
  })
})

test('a test program’s own clock says what is now, ahead and late', async () => {
  const own = new CampaignClient(campaign.api, await campaign.api.addProgram('Tested', true))
  await own.affiliate('TESTED')
  await own.change('POST', '/program/test-clock', { now: '2027-03-01T12:00:00.000Z' })
  await own.send(own.conversion('TESTED', 'o-1'), own.conversion('TESTED', 'o-2', 1, { timestamp: '2027-03-02T12:00:00.000Z' }), own.conversion('TESTED', 'o-3', 1, { timestamp: NOW }))
  expect((await own.post([own.conversion('TESTED', 'o-4', 1, { timestamp: '2027-03-02T12:00:00.001Z' })])).status).toBe(400)
  expect((await own.list('/event')).map(({ orderId, occurredAt, isLate }) => [orderId, occurredAt, isLate])).toEqual([
    ['o-3', NOW, true], ['o-2', '2027-03-02T12:00:00.000Z', false], ['o-1', '2027-03-01T12:00:00.000Z', false],
  ])
  expect(await own.list('/transaction')).toHaveLength(3)
})

describe('what is not attributed is kept with its reason, and earns nothing', () => {
  test('an affiliate that nobody knows, or that another campaign has', async () => {
    const own = await campaign.fresh()
    await own.send(own.conversion('NOBODY', 'o-1'), own.conversion('JOAO2024', 'o-2'), own.event('lead', 'NOBODY', { email: 'a@b.example' }), own.event('page_view', 'NOBODY'))
    const reason = 'unattributed affiliate_unknown'
    expect(await own.outcomes('&reason=affiliate_unknown')).toEqual([`o-1 ${reason}`, `o-2 ${reason}`, `lead ${reason}`, `page_view ${reason}`])
    expect(await own.list('/transaction')).toEqual([])
  })

  test('an affiliate that was switched off, until it is switched on again', async () => {
    const own = await campaign.fresh()
    const [affiliate] = await own.list('/affiliate')
    for (const [status, orderId] of [['inactive', 'o-1'], ['pending', 'o-2'], ['suspended', 'o-3'], ['active', 'o-4']] as const) {
      await own.change('PATCH', `/affiliate/${affiliate.id}`, { status })
      await own.send(own.conversion(own.code, orderId))
    }
    const reason = 'unattributed affiliate_inactive'
    expect(await own.outcomes()).toEqual([`o-1 ${reason}`, `o-2 ${reason}`, `o-3 ${reason}`, 'o-4 converted'])
    expect(await own.list(`/event?affiliateId=${affiliate.id}`)).toHaveLength(4)
  })

  test('an affiliate that the campaign API switched off', async () => {
    const own = await campaign.fresh()
    const call = (method: string, path: string, body?: unknown) => own.api.call(method, `//v1/affiliates${path}`, { key: own.program.apiKey, ...(body === undefined ? {} : { body }) })
    const [affiliate] = (await call('GET', '')).body.affiliates
    expect((await call('PATCH', `/${affiliate.id}`, { status: 'inactive' })).status).toBe(200)
    await own.send(own.conversion(own.code, 'o-1'))
    expect(await own.outcomes()).toEqual(['o-1 unattributed affiliate_inactive'])
    expect((await call('GET', `/${affiliate.id}`)).body.totalConversions).toBe(0)
    expect((await call('DELETE', `/${affiliate.id}`)).status).toBe(200)
    await own.send(own.conversion(own.code, 'o-1'))
    expect(await own.outcomes()).toEqual(['o-1 unattributed affiliate_inactive', 'o-1 unattributed affiliate_unknown'])
  })

  test.each(['paused', 'draft'])('a campaign that is %s', async (status) => {
    const own = await campaign.fresh()
    await own.change('PATCH', '/program', { status })
    await own.send(own.conversion(own.code, 'o-1'), own.event('page_view', own.code))
    expect(await own.outcomes('&outcome=unattributed')).toEqual(['o-1 unattributed campaign_paused', 'page_view unattributed campaign_paused'])
    await own.change('PATCH', '/program', { status: 'active' })
    await own.send(own.conversion(own.code, 'o-1'))
    expect(await own.commissions()).toEqual(['o-1 10 pending'])
  })

  test('a campaign whose default brand was archived', async () => {
    const own = await campaign.fresh()
    const [brand] = await own.list('/brand')
    await own.sql(`update brand set status = 'archived' where program_id = $1 and id = $2`, brand.id)
    await own.send(own.conversion(own.code, 'o-1'))
    expect(await own.outcomes()).toEqual(['o-1 unattributed brand_unknown'])
  })

  test('a code that an affiliate had before still leads to it', async () => {
    const own = await campaign.fresh()
    const [affiliate] = await own.list('/affiliate')
    await own.change('PATCH', `/affiliate/${affiliate.id}`, { referralCode: `NEW${own.code}` })
    await own.send(own.conversion(own.code, 'o-1'), own.conversion(`new${own.code}`, 'o-2'))
    expect(await own.outcomes(`&affiliateId=${affiliate.id}`)).toEqual(['o-1 converted', 'o-2 converted'])
  })
})

test('leads and page views are kept, with everything and with nothing', async () => {
  const own = await campaign.fresh()
  await own.send(
    own.event('page_view', own.code), own.event('page_view', own.code, { url: 'https://loja.example', timestamp: inHours(-1) }),
    own.event('lead', own.code, { email: 'ana@cliente.example' }), own.event('lead', own.code, { timestamp: 'yesterday', order_id: 5, order_value: -1 }),
  )
  expect(await own.outcomes()).toEqual(['page_view recorded', 'page_view recorded', 'lead recorded', 'lead recorded'])
  expect((await own.list('/event?kind=page_view')).map(({ occurredAt }) => occurredAt)).toEqual([inHours(-1), NOW])
  expect(await own.list('/transaction')).toEqual([])
})

describe('credentials', () => {
  test('no key, an unknown key, a malformed one', async () => {
    const events = [campaign.conversion('JOAO2024', 'key-1')]
    const unknown = `fsk_live_${'x'.repeat(43)}`
    expect((await campaign.post(events, null)).body).toEqual(refusal(401, 'Unauthorized', 'API Key is required'))
    expect((await campaign.post(events, unknown)).body).toEqual(refusal(401, 'Unauthorized', 'Invalid or inactive API Key'))
    expect((await campaign.post([], 'nonsense')).body).toEqual(refusal(401, 'Unauthorized', 'Invalid or inactive API Key'))
  })

  test('a revoked key is told so', async () => {
    const key = await campaign.change('POST', '/api-key', { name: 'short', permissions: { transactions: 'write' } })
    expect((await campaign.post([], key.key)).status).toBe(200)
    await campaign.change('DELETE', `/api-key/${key.id}`)
    await expect.poll(async () => (await campaign.post([], key.key)).status).not.toBe(200)
    expect((await campaign.post([campaign.conversion('JOAO2024', 'key-2')], key.key)).body).toEqual(refusal(403, 'Forbidden', 'API Key is revoked or inactive'))
  })

  test('an empty list checks the key and stores nothing', async () => {
    const own = await campaign.fresh()
    expect((await own.post([])).body).toEqual(OK)
    expect(await own.outcomes()).toEqual([])
  })

  test('another campaign than the key’s is refused, whole', async () => {
    const own = await campaign.fresh()
    const text = 'API Key does not belong to this campaign'
    for (const id of [campaign.program.campaignId, newId(), 'camp_123']) {
      const events = [own.conversion(own.code, 'o-1'), { ...own.conversion(own.code, 'o-2'), campaign_id: id }]
      expect((await own.post(events)).body).toEqual(refusal(403, 'Forbidden', text))
    }
    expect(await own.outcomes()).toEqual([])
    await own.send({ ...own.conversion(own.code, 'o-1'), campaign_id: own.program.campaignId.toUpperCase() })
    expect(await own.outcomes()).toEqual(['o-1 converted'])
  })

  test('a key that may not write transactions', async () => {
    const key = await campaign.change('POST', '/api-key', { name: 'reads', permissions: { transactions: 'read' } })
    expect((await campaign.post([], key.key)).status).toBe(403)
  })
})

describe('the order of work', () => {
  test('an event that is not valid comes before the campaign, the campaign before the affiliate', async () => {
    const own = await campaign.fresh()
    await own.change('PATCH', '/program', { status: 'paused' })
    expect((await own.post([{ ...own.conversion('NOBODY', 'o-1', -1), campaign_id: newId() }])).status).toBe(400)
    await own.send(own.conversion('NOBODY', 'o-1'))
    expect(await own.outcomes()).toEqual(['o-1 unattributed campaign_paused'])
  })

  test('one that is not valid refuses all', async () => {
    const own = await campaign.fresh()
    const { status, body } = await own.post([own.conversion(own.code, 'o-1'), own.conversion(own.code, 'o-2', 0), own.event('sale', own.code)])
    expect([status, body.message]).toEqual([400, [
      'events.1.order_value must be a positive number', 'events.2.event_type must be one of the following values: conversion, lead, page_view',
    ]])
    expect(await own.outcomes()).toEqual([])
  })
})

describe('the operator’s list of events', () => {
  test('pages through, newest first, and filters by time', async () => {
    const own = await campaign.fresh()
    await own.send(...Array.from({ length: 7 }, (_, index) => own.conversion(own.code, `o-${index}`, 1, { timestamp: inHours(-index) })))
    const first = await own.change('GET', '/event?limit=4')
    const second = await own.change('GET', `/event?limit=4&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items].map(({ orderId }) => orderId)).toEqual(['o-6', 'o-5', 'o-4', 'o-3', 'o-2', 'o-1', 'o-0'])
    expect(second.nextCursor).toBeNull()
    expect(await own.outcomes(`&from=${inHours(-3)}&to=${inHours(-1)}`)).toEqual(['o-2 converted', 'o-3 converted'])
  })

  test('needs permission to read transactions, and refuses what it does not know', async () => {
    const key = await campaign.change('POST', '/api-key', { name: 'brands', permissions: { brands: 'write' } })
    expect((await campaign.api.get('/event', { key: key.key })).status).toBe(403)
    for (const wrong of ['kind=sale', 'outcome=lost', 'reason=x', 'affiliateId=x', 'from=yesterday', 'unknown=1']) expect((await campaign.operator('GET', `/event?${wrong}`)).status).toBe(400)
  })
})
