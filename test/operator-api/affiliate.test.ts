import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ config: { publicUrl: 'https://go.example' } })
})
afterAll(() => api.close())

const newAffiliate = async (fields: object = {}) => (await api.post('/affiliate', { name: 'northlight', ...fields })).body

describe('affiliates', () => {
  test("an affiliate has the program's currency and is active unless said otherwise", async () => {
    const { status, body } = await api.post('/affiliate', { name: 'northlight', displayName: 'Northlight Media', email: 'Team@NorthLight.example', externalId: 'nl', country: 'MT' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ displayName: 'Northlight Media', email: 'Team@NorthLight.example', currency: 'EUR', status: 'active', referralCode: null, isOrganic: false })
    expect((await api.get('/affiliate?externalId=nl')).body.items).toEqual([body])
  })

  test('an address is one affiliate, however it is written', async () => {
    await newAffiliate({ email: 'jos\u00e9@caf\u00e9.example' })
    for (const email of ['JOSE\u0301@CAF\u00c9.example', 'jos\u00e9@xn--caf-dma.example']) {
      const { status, body } = await api.post('/affiliate', { name: 'twin', email })
      expect([status, body.errors[0].path]).toEqual([409, 'email'])
    }
    expect((await api.post('/affiliate', { name: 'x', email: 'nobody' })).status).toBe(400)
  })

  test('a referral code is stored in capitals and taken over all programs', async () => {
    const { referralCode } = await newAffiliate({ referralCode: 'north1' })
    expect(referralCode).toBe('NORTH1')
    const { apiKey } = await api.addProgram('Codes')
    for (const code of ['NORTH1', 'North1', '\uff4eorth1']) {
      const { status, body } = await api.post('/affiliate', { name: 'x', referralCode: code }, { key: apiKey })
      expect([status, body.errors[0].path]).toEqual([409, 'referralCode'])
    }
    expect((await api.post('/affiliate', { name: 'x', referralCode: 'no spaces' })).status).toBe(400)
  })

  test('ten at once: one gets the code', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post('/affiliate', { name: 'x', referralCode: 'RACE' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  })

  test('a code that is replaced stays with its affiliate, and can be taken up again', async () => {
    const { id } = await newAffiliate({ referralCode: 'OLD1' })
    expect((await api.patch(`/affiliate/${id}`, { referralCode: 'NEW1' })).body.referralCode).toBe('NEW1')
    expect((await api.post('/affiliate', { name: 'x', referralCode: 'OLD1' })).status).toBe(409)
    expect((await api.patch(`/affiliate/${id}`, { referralCode: 'OLD1' })).body.referralCode).toBe('OLD1')
  })

  test('nobody becomes their own ancestor, also when two try at once', async () => {
    const first = await newAffiliate()
    const second = await newAffiliate({ parentAffiliateId: first.id })
    const third = await newAffiliate({ parentAffiliateId: second.id })
    expect((await api.patch(`/affiliate/${first.id}`, { parentAffiliateId: third.id })).body.code).toBe('state_conflict')
    expect((await api.patch(`/affiliate/${first.id}`, { parentAffiliateId: first.id })).body.code).toBe('state_conflict')
    const [a, b] = [await newAffiliate(), await newAffiliate()]
    const answers = await Promise.all([api.patch(`/affiliate/${a.id}`, { parentAffiliateId: b.id }), api.patch(`/affiliate/${b.id}`, { parentAffiliateId: a.id })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('the organic affiliate is not listed and cannot be changed', async () => {
    const [organic] = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ id: string }>({ text: 'select id from affiliate where is_organic' }))
    expect((await api.get(`/affiliate/${organic?.id}`)).body).toMatchObject({ isOrganic: true, name: 'Organic Tracking' })
    expect((await api.patch(`/affiliate/${organic?.id}`, { name: 'mine' })).status).toBe(409)
    expect((await api.delete(`/affiliate/${organic?.id}`)).status).toBe(409)
    expect((await api.get('/affiliate?limit=500')).text).not.toContain(organic?.id)
  })

  test('a group goes only when nobody is in it', async () => {
    const { body: group } = await api.post('/affiliate-group', { name: 'Streamers' })
    expect((await api.post('/affiliate-group', { name: 'Streamers' })).status).toBe(409)
    const { id } = await newAffiliate({ groupId: group.id })
    expect((await api.get(`/affiliate?groupId=${group.id}`)).body.items).toHaveLength(1)
    expect((await api.delete(`/affiliate-group/${group.id}`)).body.code).toBe('in_use')
    await api.patch(`/affiliate/${id}`, { groupId: null })
    expect((await api.delete(`/affiliate-group/${group.id}`)).status).toBe(204)
    expect((await api.get(`/affiliate-group/${group.id}`)).status).toBe(404)
  })
})

describe('trackers and tracking links', () => {
  const scene = async () => {
    const { id: affiliateId } = await newAffiliate()
    const { body: tracker } = await api.post('/tracker', { affiliateId, name: 'youtube-reviews' })
    const { body: brand } = await api.post('/brand', { name: 'BetTest', landingPageUrl: 'https://bettest.example' })
    return { affiliateId, trackerId: tracker.id, brandId: brand.id }
  }

  test('a link has an unguessable address under the public one', async () => {
    const { trackerId, brandId, affiliateId } = await scene()
    const { status, body } = await api.post('/tracking-link', { trackerId, brandId })
    expect(status).toBe(201)
    expect(body).toMatchObject({ trackerId, brandId, affiliateId, productId: null, mediaId: null, landingPageUrl: null, passThrough: false, status: 'active' })
    expect(body.url).toMatch(/^https:\/\/go\.example\/c\/[0-9A-Za-z]{12}$/)
    expect((await api.get(`/tracking-link?affiliateId=${affiliateId}`)).body.items).toEqual([body])
  })

  test('a slug is taken over all programs, for good', async () => {
    const { trackerId, brandId } = await scene()
    const { body } = await api.post('/tracking-link', { trackerId, brandId, slug: 'summer' })
    expect(body.url).toBe('https://go.example/c/summer')
    await api.delete(`/tracking-link/${body.id}`)
    expect((await api.post('/tracking-link', { trackerId, brandId, slug: 'summer' })).status).toBe(409)
  })

  test('links are numbered without gaps or repeats, also when made at once', async () => {
    const { trackerId, brandId } = await scene()
    const made = await Promise.all(Array.from({ length: 12 }, () => api.post('/tracking-link', { trackerId, brandId })))
    expect(made.every(({ status }) => status === 201)).toBe(true)
    const rows = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ number: number }>({ text: 'select number from tracking_link order by number' }))
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1))
  })

  test("a link takes only a product of its own brand", async () => {
    const { trackerId, brandId } = await scene()
    const { body: other } = await api.post('/brand', { name: 'Other', landingPageUrl: 'https://other.example' })
    const { body: product } = await api.post('/product', { brandId: other.id, name: 'Casino' })
    const refused = await api.post('/tracking-link', { trackerId, brandId, productId: product.id })
    expect([400, 422]).toContain(refused.status)
    const { body: link } = await api.post('/tracking-link', { trackerId, brandId: other.id, productId: product.id })
    expect((await api.patch(`/tracking-link/${link.id}`, { productId: null, passThrough: true })).body).toMatchObject({ productId: null, passThrough: true })
  })

  test('a change tells the redirect when it is committed', async () => {
    const { trackerId } = await scene()
    const changes = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ action: string }>({ text: "select action from audit_entry where subject_type = 'tracker' order by id" }))
    expect(changes.at(-1)?.action).toBe('tracker.created')
    expect((await api.patch(`/tracker/${trackerId}`, { status: 'inactive' })).body.status).toBe('inactive')
    expect((await api.delete(`/tracker/${trackerId}`)).status).toBe(204)
  })
})
