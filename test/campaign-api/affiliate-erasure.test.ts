import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseTraces } from '../../src/domain/affiliates/erase-traces.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { findTexts } from '../support/find-texts.ts'
import { AffiliateCalls, PASSWORD, refusal } from './affiliate-calls.ts'
import { CampaignClient } from './campaign-fixture.ts'

const NOT_FOUND = refusal(404, 'Not Found', 'Affiliate not found')
const DAY_MS = 86_400_000
/** Parts of everything that is told of the person; nothing else in the database has them. */
const MARKERS = ['zulmira', 'quaresma', '98888', 'zuqu', 'segredo']

let campaign: CampaignClient
let calls: AffiliateCalls
beforeAll(async () => {
  campaign = await CampaignClient.open({ now: '2026-11-15T12:00:00.000Z' })
  calls = new AffiliateCalls(campaign.api)
})
afterAll(() => campaign.api.close())

const findMarkers = () => findTexts(campaign.api.context.database.ownerUrl, MARKERS)

/** As the worker does it. */
async function eraseAllTraces(): Promise<void> {
  const { programId } = campaign.program
  while (await campaign.api.context.db.inProgram(programId, (tx) => eraseTraces(tx, { programId, now: campaign.api.context.clock.now(), limit: 3 }))) {
    // until nothing is left
  }
}

async function affiliateId(number: number): Promise<Uuid> {
  const [row] = await campaign.sql<{ id: Uuid }>('select id from affiliate where program_id = $1 and number = $2', number)
  return row?.id ?? ''
}

/** An affiliate that has left its name wherever names are kept. */
async function wellKnown(): Promise<{ number: number; id: Uuid; link: { id: Uuid }; tracker: { id: Uuid }; customer: { id: Uuid } }> {
  const { id: number } = await calls.made({ email: 'zulmira@quaresma.example', name: 'Zulmira Quaresma', phone: '+55 11 98888-7777', referralId: 'ZUQU1' })
  await calls.change(number, { referralId: 'ZUQU2', password: `${PASSWORD}-2`, name: 'Zulmira Q.' })
  const id = await affiliateId(number)
  const keyed = (name: string) => ({ key: campaign.program.apiKey, headers: { 'idempotency-key': name } })
  const { api } = campaign
  await api.patch(`/affiliate/${id}`, { displayName: 'Zulmira Media', externalId: 'zuqu-1', country: 'BR' }, keyed('displayed'))
  const { body: tracker } = await api.post('/tracker', { affiliateId: id, name: 'Zulmira on YouTube', externalId: 'zuqu-yt' }, keyed('tracker'))
  const [brand] = await campaign.list('/brand')
  const { body: link } = await api.post('/tracking-link', { trackerId: tracker.id, brandId: brand.id, slug: 'zulmira-blog', landingPageUrl: 'https://shop.example/zulmira' }, keyed('link'))
  await api.post('/legacy-link', { parameter: 'btag', value: 'zuqu_77', trackingLinkId: link.id }, keyed('legacy'))
  await api.post('/coupon', { code: 'ZUQU10', affiliateId: id }, keyed('coupon'))
  const registration = { brandId: brand.id, externalId: 'buyer-1', registrationDate: '2026-11-15T11:00:00.000Z', referralCode: 'zuqu1', referringUrl: 'https://quaresma.example/?ref=ZUQU1' }
  const { body: customer } = await api.post('/customer', registration, keyed('customer'))
  await campaign.send(
    campaign.conversion('zuqu2', 'order-1', 100, { url: 'https://shop.example/?ref=zuqu2', customer_id: 'buyer-2' }),
    campaign.event('page_view', 'ZUQU1', { url: 'https://shop.example/?ref=ZUQU1', referrer: 'https://quaresma.example/' }),
    campaign.event('lead', 'ZUQU2', { email: 'ana@cliente.example' }),
  )
  await campaign.sql(
    `insert into click (program_id, occurred_at, click_key, tracking_link_id, affiliate_id, tracker_id, brand_id, is_valid, referring_url, custom_parameter, sub_ids, utm, recorded_at)
     values ($1, now(), $2, $3, $4, $5, $6, true, 'https://quaresma.example/post', 'zuqu-click', '{"s1": "zulmira"}', '{"source": "quaresma"}', now())`,
    newId(), link.id, id, tracker.id, brand.id,
  )
  await paidThroughGateway(id)
  return { number, id, link, tracker, customer }
}

async function paidThroughGateway(id: Uuid): Promise<void> {
  const paymentId = newId()
  await campaign.sql(`insert into gateway (program_id, kind, is_enabled, allow_metadata, allow_coupon, created_at, updated_at) values ($1, 'stripe', true, true, true, now(), now())`)
  await campaign.sql(
    `insert into gateway_payment (program_id, id, gateway, state, payment, is_verified, affiliate_id, created_at, updated_at)
     values ($1, $2, 'stripe', 'converted', '{"affiliateCode": "ZUQU2", "coupons": ["ZUQU10"], "customerEmail": "ana@cliente.example"}', true, $3, now(), now())`,
    paymentId, id,
  )
  await campaign.sql(
    `insert into gateway_delivery (program_id, id, gateway, event_id, outcome, payment_id, is_signed, headers, body, received_at)
     values ($1, $2, 'stripe', 'evt_1', 'applied', $3, true, '{}', convert_to('{"metadata": {"affiliate_code": "ZUQU2"}}', 'UTF8'), now())`,
    newId(), paymentId,
  )
}

test('an affiliate that is deleted is gone, and nothing in the database tells who it was', async () => {
  const { number, id, link, tracker, customer } = await wellKnown()
  const before = await findMarkers()
  for (const table of ['affiliate', 'affiliate_search', 'attribution', 'click', 'coupon', 'customer', 'event', 'gateway_delivery', 'gateway_payment', 'idempotent_request', 'legacy_link', 'referral_code', 'tracker', 'tracking_link', 'tracking_link_slug']) {
    expect(before.some((row) => row.startsWith(`${table}:`)), `${table} holds something to erase`).toBe(true)
  }
  expect(before.filter((row) => row.startsWith('audit_entry:'))).toEqual([])

  const deleted = await calls.delete(number)
  expect([deleted.status, deleted.body]).toEqual([200, { success: true, message: 'Affiliate deleted successfully' }])
  await eraseAllTraces()
  expect(await findMarkers()).toEqual([])

  for (const answer of [await calls.read(number), await calls.change(number, { name: 'again' }), await calls.delete(number)]) expect(answer.body).toEqual(NOT_FOUND)
  for (const path of [`/affiliate/${id}`, `/tracker/${tracker.id}`, `/tracking-link/${link.id}`]) expect((await campaign.operator('GET', path)).status).toBe(404)
  expect((await campaign.operator('PATCH', `/affiliate/${id}`, { name: 'again' })).status).toBe(404)
  expect((await campaign.operator('POST', '/tracker', { affiliateId: id, name: 'again' })).status).toBe(422)
  expect((await calls.list()).body.total).toBe(0)
  for (const path of ['/affiliate?status=archived', `/tracker?status=archived&affiliateId=${id}`, `/tracking-link?status=archived&affiliateId=${id}`, `/coupon?affiliateId=${id}`]) {
    expect(await campaign.list(path)).toEqual([])
  }

  // What finance must keep stands under nobody's name.
  expect(await campaign.commissions()).toEqual(['order-1 10 pending'])
  expect(await campaign.list(`/commission?affiliateId=${id}`)).toMatchObject([{ affiliateId: id, amount: 10 }])
  expect((await campaign.change('GET', `/customer/${customer.id}`)).tracking).toMatchObject({ affiliateId: id, affiliateName: 'Erased affiliate', affiliateTrackerName: 'Erased' })
})

test('e-mail and code of a deleted affiliate are free again, for anybody', async () => {
  const { id } = await calls.made({ email: 'again@parceiro.example', referralId: 'AGAIN1' })
  await calls.change(id, { referralId: 'AGAIN2' })
  await calls.delete(id)
  const other = await calls.other('Elsewhere')
  expect((await other.create({ email: 'someone@parceiro.example', password: PASSWORD, referralId: 'AGAIN1' })).status).toBe(201)
  const fresh = await calls.made({ email: 'again@parceiro.example', referralId: 'AGAIN2' })
  expect(fresh.id).toBeGreaterThan(id)
  expect(fresh).toMatchObject({ totalConversions: 0, totalCommissions: 0 })
})

test('events with the code of a deleted affiliate are kept as nobody’s', async () => {
  const own = await campaign.other('Orphans')
  const its = new AffiliateCalls(campaign.api, own.program)
  const { id } = await its.made({ email: 'gone@parceiro.example', referralId: 'GONE1' })
  await own.send(own.conversion('GONE1', 'before'))
  await its.delete(id)
  await own.send(own.conversion('GONE1', 'after'))
  expect(await own.outcomes()).toEqual(['before converted', 'after unattributed affiliate_unknown'])
  const [pending] = await own.list('/transaction/pending')
  await own.change('POST', `/transaction/${pending.id}/approval`, {})
  await own.process()
  expect(await own.commissions()).toEqual(['before 10 approved'])
})

test('a day later traces are looked for once more, for what was under way', async () => {
  const own = await campaign.other('Late')
  const its = new AffiliateCalls(campaign.api, own.program)
  const { id } = await its.made({ email: 'late@parceiro.example', referralId: 'LATE1' })
  await own.send(own.event('page_view', 'LATE1'))
  await its.delete(id)
  const { db, clock } = campaign.api.context
  const { programId } = own.program
  const erase = () => db.inProgram(programId, (tx) => eraseTraces(tx, { programId, now: clock.now(), limit: 100 }))
  const codes = async () => (await own.sql<{ referral_code: string | null }>('select referral_code from event where program_id = $1')).map((row) => row.referral_code)
  expect([await erase(), await erase(), await codes()]).toEqual([true, false, [null]])
  await own.sql("update event set referral_code = 'LATE1' where program_id = $1")
  expect([await erase(), await codes()]).toEqual([false, ['LATE1']])
  clock.advanceMs(DAY_MS)
  expect([await erase(), await erase(), await codes()]).toEqual([true, false, [null]])
  clock.advanceMs(-DAY_MS)
})

describe('the erasure of the operator API', () => {
  test('erases an archived affiliate too', async () => {
    const made = await campaign.change('POST', '/affiliate', { name: 'Archived', email: 'archived@parceiro.example' })
    await campaign.operator('DELETE', `/affiliate/${made.id}`)
    expect((await campaign.operator('POST', `/affiliate/${made.id}/erasure`)).status).toBe(204)
    expect((await campaign.operator('GET', `/affiliate/${made.id}`)).status).toBe(404)
    expect((await campaign.operator('POST', `/affiliate/${made.id}/erasure`)).status).toBe(404)
  })

  test('spares the organic affiliate, and those of others', async () => {
    const [organic] = await campaign.sql<{ id: Uuid }>('select id from affiliate where program_id = $1 and is_organic')
    expect((await campaign.operator('POST', `/affiliate/${organic?.id}/erasure`)).status).toBe(409)
    const made = await campaign.change('POST', '/affiliate', { name: 'Mine' })
    const other = await campaign.other('Theirs')
    expect((await other.operator('POST', `/affiliate/${made.id}/erasure`)).status).toBe(404)
    expect((await campaign.operator('GET', `/affiliate/${made.id}`)).status).toBe(200)
  })

  test('leaves those whom the affiliate recruited without a parent', async () => {
    const parent = await campaign.change('POST', '/affiliate', { name: 'Parent' })
    const child = await campaign.change('POST', '/affiliate', { name: 'Child', parentAffiliateId: parent.id })
    await campaign.operator('POST', `/affiliate/${parent.id}/erasure`)
    expect((await campaign.change('GET', `/affiliate/${child.id}`)).parentAffiliateId).toBeNull()
    expect((await campaign.operator('PATCH', `/affiliate/${child.id}`, { parentAffiliateId: parent.id })).body.code).toBe('affiliate_unknown')
  })
})
