import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newReferralCode } from '../../src/domain/affiliates/referral-code.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { AffiliateCalls, PASSWORD, refusal } from './affiliate-calls.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

let count = 0

/** A campaign whose operator's plan is the starter one, with so many affiliates. */
async function starter(affiliates: number): Promise<AffiliateCalls> {
  count += 1
  const campaign = await new AffiliateCalls(api).other(`Starter${count}`)
  const { programId, apiKey } = campaign.program
  expect((await api.patch('/operator', { billingPlan: 'starter' }, { key: apiKey })).status).toBe(200)
  await campaign.sql(
    `insert into affiliate (program_id, id, number, name, email, email_folded, currency, created_at, updated_at)
     select $1, gen_random_uuid(), i, 'a' || i, 'a' || i || '@x.example', 'a' || i || '@x.example', 'EUR', now(), now() from generate_series(1, $2::int) i`,
    affiliates,
  )
  await campaign.sql("update affiliate set status = 'inactive' where program_id = $1 and number % 3 = 0")
  expect(programId).toBeDefined()
  return campaign
}

const applicant = (i: number) => ({ email: `applicant-${i}@parceiro.example`, password: PASSWORD })
const FULL = refusal(403, 'Forbidden', 'Affiliate limit exceeded: Affiliate limit reached for starter plan. Current: 50/50')

describe("the limit of the operator's plan", () => {
  test('lets the 50th in and refuses the 51st, inactive ones counted', async () => {
    const campaign = await starter(49)
    expect((await campaign.create(applicant(1))).status).toBe(201)
    const refused = await campaign.create(applicant(2))
    expect([refused.status, refused.body]).toEqual([403, FULL])
    expect((await campaign.list()).body.total).toBe(50)
  })

  test('is exact when 50 come at once for the last place', async () => {
    const campaign = await starter(49)
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => campaign.create(applicant(i))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 49 }, () => 403)])
    expect(answers.filter(({ status }) => status === 403).map(({ body }) => body)).toEqual(Array.from({ length: 49 }, () => FULL))
    expect((await campaign.list()).body.total).toBe(50)
  })

  test('says the same whether the address or code is taken or not', async () => {
    const campaign = await starter(50)
    expect((await campaign.create({ email: 'a1@x.example', password: PASSWORD })).body).toEqual(FULL)
    expect((await campaign.create({ ...applicant(1), referralId: 'ANYCODE' })).body).toEqual(FULL)
  })

  test('holds for the operator API too', async () => {
    const campaign = await starter(50)
    const { status, body } = await api.post('/affiliate', { name: 'northlight' }, { key: campaign.program.apiKey })
    expect([status, body.code, body.detail]).toEqual([403, 'affiliate_limit_reached', FULL.message])
  })

  test('leaves a place where an affiliate was deleted or archived, and none for one that comes back', async () => {
    const campaign = await starter(50)
    const operator = { key: campaign.program.apiKey }
    await campaign.delete(7)
    expect((await campaign.create(applicant(1))).status).toBe(201)
    expect((await campaign.create(applicant(2))).status).toBe(403)
    const { body: { items } } = await api.get('/affiliate?search=applicant-1', operator)
    expect((await api.delete(`/affiliate/${items[0].id}`, operator)).status).toBe(204)
    expect((await campaign.create(applicant(2))).status).toBe(201)
    expect((await api.patch(`/affiliate/${items[0].id}`, { status: 'active' }, operator)).body.code).toBe('affiliate_limit_reached')
  })

  test('refuses nobody who is there already when the plan becomes smaller', async () => {
    const campaign = await starter(60)
    expect((await campaign.create(applicant(1))).body.message).toBe('Affiliate limit exceeded: Affiliate limit reached for starter plan. Current: 60/50')
    expect((await campaign.change(3, { status: 'active' })).status).toBe(200)
  })

  test('is 500 on the pro plan, and none on the premium plan', async () => {
    const campaign = await starter(500)
    const operator = { key: campaign.program.apiKey }
    await api.patch('/operator', { billingPlan: 'pro' }, operator)
    expect((await campaign.create(applicant(1))).body.message).toBe('Affiliate limit exceeded: Affiliate limit reached for pro plan. Current: 500/500')
    await api.patch('/operator', { billingPlan: 'premium' }, operator)
    expect((await campaign.create(applicant(1))).status).toBe(201)
  })
})

describe('at once', () => {
  test('twenty with one address: one gets it', async () => {
    const campaign = await new AffiliateCalls(api).other('Addresses')
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => campaign.create({ email: i % 2 === 0 ? 'one@x.example' : 'ONE@X.example', password: PASSWORD })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  })

  test('twenty in two campaigns with one code: one gets it', async () => {
    const campaigns = [await new AffiliateCalls(api).other('LeftCodes'), await new AffiliateCalls(api).other('RightCodes')]
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => campaigns[i % 2]?.create({ email: `code-${i}@x.example`, password: PASSWORD, referralId: 'RACE' })))
    expect(answers.map((answer) => answer?.status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  })

  test('thirty new ones have thirty numbers without gaps and thirty codes', async () => {
    const campaign = await new AffiliateCalls(api).other('Numbers')
    const made = await Promise.all(Array.from({ length: 30 }, (_, i) => campaign.made({ email: `number-${i}@x.example` })))
    expect(made.map(({ id }) => id).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    expect(new Set(made.map(({ referralId }) => referralId)).size).toBe(30)
  })

  test('ten deletions of one affiliate: one finds it', async () => {
    const campaign = await new AffiliateCalls(api).other('Deletions')
    const { id } = await campaign.made({ email: 'gone@x.example' })
    const answers = await Promise.all(Array.from({ length: 10 }, () => campaign.delete(id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 404)])
  })

  test('changes and a deletion: whatever the order, nothing of the person is left', async () => {
    const campaign = await new AffiliateCalls(api).other('Changes')
    const { id } = await campaign.made({ email: 'changing@x.example', name: 'Changing' })
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, (_, i) => campaign.change(id, { name: `Changing ${i}`, referralId: `CHANGING${i}` })),
      campaign.delete(id),
      ...Array.from({ length: 5 }, (_, i) => campaign.change(id, { email: `changing-${i}@x.example` })),
    ])
    expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true)
    expect(await campaign.sql('select name, email, search_text from affiliate where program_id = $1 and not is_organic')).toEqual([{ name: 'Erased affiliate', email: null, search_text: '' }])
    expect(await campaign.sql('select suffix from affiliate_search where program_id = $1')).toEqual([])
    expect(await campaign.sql('select code from referral_code where program_id = $1')).toEqual([])
  })
})

test('made-up codes use every letter and digit but look-alikes', () => {
  const letters = new Set(Array.from({ length: 2_000 }, newReferralCode).join(''))
  expect([...letters].sort().join('')).toBe('23456789ABCDEFGHJKLMNPQRSTUVWXYZ')
})
