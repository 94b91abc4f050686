import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { type ApiDocument, type Json, readDocument } from '../operator-api/support/document.ts'
import { fingerprint } from '../operator-api/support/fingerprint.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'
import { CampaignClient } from './campaign-fixture.ts'

const ABSENT_NUMBER = 987_654_321
const PASSWORD = 'segredo-123'
const VICTIM_PAGE = 'https://victim.example'
const ATTACKER_PAGE = 'https://attacker.example'

let api: TestApi
let document: ApiDocument
let victim: CampaignClient
let attacker: CampaignClient
/** Numbers of the victim's affiliates, none of which is one of the attacker's. */
let numbers: number[]

beforeAll(async () => {
  api = await createTestApi()
  document = await readDocument(api, '//v1/openapi.json')
  victim = new CampaignClient(api)
  attacker = await victim.other('Attacker')
  const own = await createAffiliate(attacker, { email: 'own@attacker.example', referralId: 'OWN' })
  const theirs: number[] = []
  for (const n of [1, 2, 3]) theirs.push(await createAffiliate(victim, { email: `a${n}@victim.example`, name: `Victim ${n}`, referralId: `VICTIM${n}` }))
  numbers = theirs.filter((number) => number !== own)
  await victim.change('PATCH', '/program', { allowedDomains: ['victim.example'] })
  await attacker.change('PATCH', '/program', { allowedDomains: ['attacker.example'] })
  for (const campaign of [victim, attacker]) for (const { id } of await campaign.list('/brand')) await campaign.change('PATCH', `/brand/${id}`, { acceptBrowserRegistrations: true })
  await victim.send(victim.conversion('VICTIM1', 'order-1'))
})
afterAll(() => api.close())

async function createAffiliate({ program }: CampaignClient, facts: object): Promise<number> {
  const { status, text, body } = await api.post('//v1/affiliates', { password: PASSWORD, ...facts }, { key: program.apiKey })
  if (status !== 201) throw new Error(text)
  return body.id
}

function call(method: string, path: string, body?: Json, origin?: string): Promise<TestAnswer> {
  return api.call(method, path, { key: attacker.program.apiKey, headers: origin === undefined ? {} : { origin }, ...(body === undefined ? {} : { body }) })
}

/** What may not differ between something of another campaign and nothing at all. */
function told({ status, text, headers }: TestAnswer): unknown {
  return { status, text, allowed: headers['access-control-allow-origin'] }
}

/** Whatever is done here leaves the victim as it was. */
async function untouched(attack: () => Promise<void>): Promise<void> {
  const before = await fingerprint(api)
  await attack()
  await catchUp(api.context, attacker.program.programId)
  await catchUp(api.context, victim.program.programId)
  expect(await fingerprint(api)).toEqual(before)
}

/** A body of the document with these fields in it, at the top or in its only event. */
function exampleWith(operationId: string, fields: Readonly<Record<string, string>>): Json {
  const example = document.operations.find(({ id }) => id === operationId)?.body?.example as { events?: Json[] } | undefined
  if (example === undefined) throw new Error(`${operationId} shows no body`)
  return (example.events === undefined ? { ...example, ...fields } : { ...example, events: [{ ...(example.events[0] as object), ...fields }] }) as Json
}

describe("another campaign's ids are answered like ids that never existed, and change nothing", () => {
  test('no call of the document is left out here', () => {
    expect(document.operations.map(({ id }) => id).sort()).toEqual([
      'changeAffiliate', 'createAffiliate', 'createEvents', 'createSdkCustomer', 'createSdkEvents', 'createSdkTransaction', 'deleteAffiliate', 'listAffiliates', 'readAffiliate',
    ])
  })

  test('in paths, on every call that takes one', async () => {
    const operations = document.operations.filter(({ pathParameters }) => pathParameters.length > 0)
    expect(operations.length).toBe(3)
    await untouched(async () => {
      for (const { id, method, path, body } of operations) {
        const nothing = await call(method, path.replace('{id}', String(ABSENT_NUMBER)), body?.example)
        expect(nothing.body, id).toEqual({ statusCode: 404, message: 'Affiliate not found', error: 'Not Found' })
        for (const number of numbers) expect(told(await call(method, path.replace('{id}', String(number)), body?.example)), id).toEqual(told(nothing))
      }
    })
  })

  test('in events with a key', async () => {
    await untouched(async () => {
      const nothing = await call('POST', '//v1/events', exampleWith('createEvents', { campaign_id: newId() }))
      expect(nothing.body).toEqual({ statusCode: 403, message: 'API Key does not belong to this campaign', error: 'Forbidden' })
      expect(told(await call('POST', '//v1/events', exampleWith('createEvents', { campaign_id: victim.program.campaignId })))).toEqual(told(nothing))
      const behindOwn = { events: [attacker.conversion('OWN', 'o-1'), victim.conversion('VICTIM1', 'o-2')] } as Json
      expect(told(await call('POST', '//v1/events', behindOwn))).toEqual(told(nothing))
    })
  })

  test.each([['createSdkEvents', '//v1/sdk/events'], ['createSdkCustomer', '//v1/sdk/customers'], ['createSdkTransaction', '//v1/sdk/transactions']] as const)('in what pages report: %s', async (operationId, path) => {
    await untouched(async () => {
      const nothing = await call('POST', path, exampleWith(operationId, { campaign_id: newId() }), ATTACKER_PAGE)
      expect(nothing.body).toEqual({ statusCode: 403, message: 'Domain not allowed', error: 'Forbidden' })
      const theirs = exampleWith(operationId, { campaign_id: victim.program.campaignId })
      expect(told(await call('POST', path, theirs, ATTACKER_PAGE))).toEqual(told(nothing))
      expect(told(await call('POST', path, theirs))).toEqual(told(nothing))
      expect(told(await call('POST', path, exampleWith(operationId, { campaign_id: attacker.program.campaignId }), VICTIM_PAGE))).toEqual(told(nothing))
    })
  })

  test('behind an event of their own', async () => {
    await untouched(async () => {
      const { status, body } = await call('POST', '//v1/sdk/events', { events: [attacker.conversion('OWN', 'o-3'), victim.conversion('VICTIM1', 'o-4')] } as Json, ATTACKER_PAGE)
      expect([status, body.message]).toEqual([403, 'Domain not allowed'])
    })
    expect(await attacker.outcomes('&orderId=o-3')).toEqual([])
  })

  test('as the brand of a page', async () => {
    const [{ id: brandId }] = await victim.list('/brand')
    await untouched(async () => {
      for (const operationId of ['createSdkCustomer', 'createSdkTransaction']) {
        const path = operationId === 'createSdkCustomer' ? '//v1/sdk/customers' : '//v1/sdk/transactions'
        const with_ = (brand: string): Json => exampleWith(operationId, { campaign_id: attacker.program.campaignId, brand_id: brand })
        const nothing = await call('POST', path, with_(newId()), ATTACKER_PAGE)
        expect(nothing.status).toBe(403)
        expect(told(await call('POST', path, with_(brandId), ATTACKER_PAGE))).toEqual(told(nothing))
      }
    })
  })
})

test('an affiliate of another campaign gets nothing for events of this one', async () => {
  await untouched(async () => {
    await attacker.send(attacker.conversion('VICTIM1', 'stolen-1'), attacker.conversion('NOBODY', 'stolen-2'))
  })
  expect(await attacker.outcomes('&outcome=unattributed')).toEqual(['stolen-1 unattributed affiliate_unknown', 'stolen-2 unattributed affiliate_unknown'])
})

test('lists and searches hold nothing of other campaigns', async () => {
  for (const query of ['', '?search=victim', '?search=VICTIM1', '?search=a1@victim.example', '?limit=100', '?status=active']) {
    const { text, body } = await call('GET', `//v1/affiliates${query}`)
    expect(text).not.toMatch(/victim/i)
    expect(body.total).toBeLessThanOrEqual(1)
  }
})

test('an e-mail may be in several campaigns; a code may not, and where it is taken nobody is told', async () => {
  await untouched(async () => {
    expect((await call('POST', '//v1/affiliates', { email: 'A1@victim.example', password: PASSWORD })).status).toBe(201)
    const elsewhere = await call('POST', '//v1/affiliates', { email: 'b@attacker.example', password: PASSWORD, referralId: 'victim1' })
    expect(elsewhere.body).toEqual({ statusCode: 409, message: 'Referral ID is not available', error: 'Conflict' })
    expect(told(await call('POST', '//v1/affiliates', { email: 'b@attacker.example', password: PASSWORD, referralId: 'own' }))).toEqual(told(elsewhere))
  })
})

test('a gateway call for a campaign without the gateway is answered like one for no campaign', async () => {
  await untouched(async () => {
    const answers = await Promise.all([victim.program.campaignId, newId(), 'x'].flatMap((id) => ['stripe', 'woovi'].map((kind) => api.app.inject({ method: 'POST', url: `/api/campaigns/${id}/${kind}/webhook`, payload: {} }))))
    const seen = answers.map(({ statusCode, payload }) => `${statusCode} ${JSON.parse(payload).detail}`)
    expect(new Set(seen)).toEqual(new Set(['403 This campaign does not take calls of this gateway.']))
  })
})
