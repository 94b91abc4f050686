import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCouponAffiliates } from '../../src/domain/coupons/find-coupon-affiliates.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

const AT = '2026-11-21T10:00:00.000Z'

let api: TestApi
let anna: string
let berta: string
beforeAll(async () => {
  api = await createTestApi({ now: AT })
  anna = (await api.post('/affiliate', { name: 'anna', externalId: 'ext-anna', referralCode: 'ANNA1' })).body.id
  berta = (await api.post('/affiliate', { name: 'berta', referralCode: 'BERTA1' })).body.id
})
afterAll(() => api.close())

const find = (codes: readonly string[], programId = api.program.programId) =>
  api.context.db.inProgram(programId, (tx) => findCouponAffiliates(tx, programId, codes))

describe('a coupon', () => {
  test('is made, read, listed, changed and archived; each change is in the audit', async () => {
    const { status, body: coupon } = await api.post('/coupon', { code: ' natal 10% ', affiliateId: anna })
    expect(status).toBe(201)
    expect(coupon).toEqual({ id: coupon.id, createdTs: AT, updatedTs: AT, code: 'NATAL 10%', affiliateId: anna, affiliateName: 'anna', status: 'active' })
    expect((await api.get(`/coupon/${coupon.id}`)).body).toEqual(coupon)
    expect((await api.get('/coupon?code=natal%2010%25')).body.items).toEqual([coupon])
    expect((await api.get(`/coupon?affiliateId=${berta}`)).body.items).toEqual([])
    expect((await api.patch(`/coupon/${coupon.id}`, { affiliateId: berta })).body).toMatchObject({ code: 'NATAL 10%', affiliateId: berta, status: 'active' })
    expect((await api.patch(`/coupon/${coupon.id}`, { code: 'natal', status: 'inactive' })).body).toMatchObject({ code: 'NATAL', affiliateId: berta, status: 'inactive' })
    expect((await api.delete(`/coupon/${coupon.id}`)).status).toBe(204)
    expect((await api.get(`/coupon/${coupon.id}`)).body.status).toBe('archived')
    expect((await api.get('/coupon')).body.items.map(({ id }: { id: string }) => id)).not.toContain(coupon.id)
    expect((await api.get('/coupon?status=archived')).body.items.map(({ id }: { id: string }) => id)).toContain(coupon.id)
    const { items } = (await api.get(`/audit?subjectId=${coupon.id}`)).body
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['coupon.changed', 'coupon.changed', 'coupon.changed', 'coupon.created'])
  })

  test('has a code of its own in its program, in any case, until it is archived; other programs have theirs', async () => {
    const { body: first } = await api.post('/coupon', { code: 'Summer', affiliateId: anna })
    const again = await api.post('/coupon', { code: 'ＳＵＭＭＥＲ', affiliateId: berta })
    expect([again.status, again.body.code, again.body.errors[0].path]).toEqual([409, 'already_exists', 'code'])
    const other = await api.addProgram('Other')
    const { body: carla } = await api.post('/affiliate', { name: 'carla' }, { key: other.apiKey })
    expect((await api.post('/coupon', { code: 'summer', affiliateId: carla.id }, { key: other.apiKey })).status).toBe(201)
    expect([...(await find(['summer'], other.programId)).values()]).toMatchObject([{ affiliateName: 'carla' }])
    await api.delete(`/coupon/${first.id}`)
    expect((await api.post('/coupon', { code: 'SUMMER', affiliateId: berta })).status).toBe(201)
    expect((await api.patch(`/coupon/${first.id}`, { status: 'active' })).body.code).toBe('already_exists')
  })

  test('of ten that are made at once with one code one is made', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post('/coupon', { code: 'RACE', affiliateId: anna })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  })

  test.each`
    wrong                     | body                                                  | status | path
    ${'no code'}              | ${{ affiliateId: 'anna' }}                            | ${400} | ${'code'}
    ${'an empty code'}        | ${{ code: '', affiliateId: 'anna' }}                  | ${400} | ${'code'}
    ${'a blank code'}         | ${{ code: ' \u00a0 ', affiliateId: 'anna' }}          | ${400} | ${'code'}
    ${'a line break'}         | ${{ code: 'A\nB', affiliateId: 'anna' }}              | ${400} | ${'code'}
    ${'an invisible letter'}  | ${{ code: 'A\u200bB', affiliateId: 'anna' }}          | ${400} | ${'code'}
    ${'101 characters'}       | ${{ code: 'x'.repeat(101), affiliateId: 'anna' }}     | ${400} | ${'code'}
    ${'a number'}             | ${{ code: 10, affiliateId: 'anna' }}                  | ${400} | ${'code'}
    ${'no affiliate'}         | ${{ code: 'X1' }}                                     | ${400} | ${'affiliateId'}
    ${'no id'}                | ${{ code: 'X1', affiliateId: 'nobody' }}              | ${400} | ${'affiliateId'}
    ${'an unknown affiliate'} | ${{ code: 'X1', affiliateId: 'unknown' }}             | ${422} | ${'affiliateId'}
    ${'the organic affiliate'} | ${{ code: 'X1', affiliateId: 'organic' }}            | ${409} | ${'affiliateId'}
    ${'an archived affiliate'} | ${{ code: 'X1', affiliateId: 'archived' }}           | ${409} | ${'affiliateId'}
    ${'archived at once'}     | ${{ code: 'X1', affiliateId: 'anna', status: 'archived' }} | ${400} | ${'status'}
    ${'a typo'}               | ${{ code: 'X1', affiliateId: 'anna', state: 'active' }} | ${400} | ${'state'}
  `('with $wrong is refused', async ({ body, status, path }) => {
    const ids: Record<string, string> = { anna, unknown: '019abc00-0000-7000-8000-000000000001', organic: await organicId(), archived: await archivedId() }
    const sent = { ...body, ...('affiliateId' in body ? { affiliateId: ids[body.affiliateId] ?? body.affiliateId } : {}) }
    const answer = await api.post('/coupon', sent)
    expect([answer.status, answer.body.errors[0].path]).toEqual([status, path])
  })

  test('100 characters are enough, and one will do', async () => {
    expect((await api.post('/coupon', { code: 'y'.repeat(100), affiliateId: anna })).status).toBe(201)
    expect((await api.post('/coupon', { code: 'Z', affiliateId: anna })).body.code).toBe('Z')
  })

  test('needs the permission of affiliates', async () => {
    const { body: reader } = await api.post('/api-key', { name: 'reader', permissions: { affiliates: 'read' } })
    expect((await api.get('/coupon', { key: reader.key })).status).toBe(200)
    expect((await api.post('/coupon', { code: 'NO', affiliateId: anna }, { key: reader.key })).status).toBe(403)
  })
})

describe('whom a code stands for', () => {
  test('is found for many at once, by the code as it was given', async () => {
    await api.post('/coupon', { code: 'ANNA10', affiliateId: anna })
    await api.post('/coupon', { code: 'BERTA10', affiliateId: berta })
    const found = await find(['anna10', ' ANNA10', 'Berta10', 'NOBODY', 'anna10', '', '\u0001'])
    expect([...found].map(([code, { affiliateName }]) => [code, affiliateName])).toEqual([['anna10', 'anna'], [' ANNA10', 'anna'], ['Berta10', 'berta']])
    expect(await find([])).toEqual(new Map())
  })

  test('is nobody while the coupon is inactive, when it is archived, and when its affiliate is', async () => {
    const { body: dora } = await api.post('/affiliate', { name: 'dora' })
    const { body: coupon } = await api.post('/coupon', { code: 'DORA10', affiliateId: dora.id })
    const size = async () => (await find(['dora10'])).size
    expect(await size()).toBe(1)
    await api.patch(`/coupon/${coupon.id}`, { status: 'inactive' })
    expect(await size()).toBe(0)
    await api.patch(`/coupon/${coupon.id}`, { status: 'active' })
    expect(await size()).toBe(1)
    await api.delete(`/affiliate/${dora.id}`)
    expect(await size()).toBe(0)
  })
})

describe('a customer who registers with a coupon code', () => {
  const register = async (externalId: string, sent: object) => {
    const { status, body } = await api.post('/customer', { externalId, externalBrandId: 'default', registrationDate: AT, ...sent })
    expect(status).toBe(200)
    const { items } = (await api.get(`/touch?customerId=${body.id}`)).body
    return { tracking: body.tracking, touches: items.map((touch: Record<string, string>) => `${touch['outcome']} ${touch['carrier']} ${touch['reason']}`).sort() }
  }

  test('belongs to its affiliate, before a referral code; an unknown code is a lost touch', async () => {
    await api.post('/coupon', { code: 'CARRIER', affiliateId: berta })
    const both = await register('coupon-and-code', { couponCode: 'carrier', referralCode: 'ANNA1' })
    expect(both).toMatchObject({ tracking: { affiliateId: berta }, touches: ['lost referral_code lower_precedence', 'won coupon coupon'] })
    const unknown = await register('unknown-coupon', { couponCode: 'nothing', referralCode: 'ANNA1' })
    expect(unknown).toMatchObject({ tracking: { affiliateId: anna }, touches: ['lost coupon coupon_unknown', 'won referral_code referral_code'] })
  })

  test('stays whose they are when the coupon changes hands', async () => {
    const { body: coupon } = await api.post('/coupon', { code: 'HANDS', affiliateId: anna })
    const first = await register('hands-1', { couponCode: 'HANDS' })
    await api.patch(`/coupon/${coupon.id}`, { affiliateId: berta })
    const second = await register('hands-2', { couponCode: 'HANDS' })
    expect([first.tracking.affiliateId, second.tracking.affiliateId]).toEqual([anna, berta])
    const { body: again } = await api.post('/customer', { externalId: 'hands-1', externalBrandId: 'default', registrationDate: AT, couponCode: 'HANDS' })
    expect(again.tracking.affiliateId).toBe(anna)
    const { items } = (await api.get(`/touch?customerId=${again.id}`)).body
    expect(items.map(({ outcome, reason }: { outcome: string; reason: string }) => `${outcome} ${reason}`).sort()).toEqual(['lost already_attributed', 'won coupon'])
  })
})

async function organicId(): Promise<string> {
  const rows = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ id: string }>({ text: 'select id from affiliate where program_id = $1 and is_organic', values: [api.program.programId] }))
  return rows[0]?.id ?? ''
}

let archived: string | undefined
async function archivedId(): Promise<string> {
  if (archived !== undefined) return archived
  const { body } = await api.post('/affiliate', { name: 'gone' })
  await api.delete(`/affiliate/${body.id}`)
  return (archived = body.id as string)
}
