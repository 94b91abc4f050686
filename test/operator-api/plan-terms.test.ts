import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

let api: TestApi
let brandId: string
let planId: string
let affiliateId: string
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-21T10:00:00.000Z' })
  const deductions = [{ name: 'admin', kind: 'admin_fee', base: 'gross_revenue', rate: '20' }]
  brandId = (await api.post('/brand', { name: 'BetTest', landingPageUrl: 'https://b.example', deductions })).body.id
  planId = (await api.post('/commission-plan', { name: 'Standard', version: { ...share('25'), noticeDays: 30 } })).body.id
  await api.post(`/commission-plan/${planId}/version`, { ...share('30'), noticeDays: 30 })
  affiliateId = (await api.post('/affiliate', { name: 'northlight' })).body.id
})
afterAll(() => api.close())

const share = (rate: string) => ({ effectiveFrom: '2026-11-01T00:00:00.000Z', components: [{ type: 'revenue_share', rate, holdDays: 5 }] })
const asLanguages = (items: readonly { language: string }[]) => items.map(({ language }) => language)

describe('a plan in words', () => {
  test('is told in all languages, or in the one asked for', async () => {
    const { status, body } = await api.get(`/commission-plan/${planId}/version/1/text`)
    expect(status).toBe(200)
    expect(asLanguages(body.items)).toEqual(['en', 'pt-BR', 'es'])
    const [english] = body.items
    expect(english.text).toContain('Standard, version 1\n\nIn general\n')
    expect(english.paragraphs[1]).toMatchObject({ component: 'revenue_share', heading: 'Revenue share' })
    expect(english.paragraphs[1].sentences).toContain('Rate: 25 %.')
    expect(english.textSha256).toBe(createHash('sha256').update(english.text).digest('hex'))
    expect(asLanguages((await api.get(`/commission-plan/${planId}/version/2/text?language=es`)).body.items)).toEqual(['es'])
  })

  test('a version that is not there is not found, a language that nobody speaks is refused', async () => {
    expect((await api.get(`/commission-plan/${planId}/version/9/text`)).status).toBe(404)
    expect((await api.get(`/commission-plan/${planId}/version/0/fairness`)).status).toBe(404)
    expect((await api.get(`/commission-plan/${planId}/version/1/text?language=fr`)).status).toBe(400)
  })

  test('two versions are compared', async () => {
    const { items } = (await api.get(`/commission-plan/${planId}/version/1/diff/2`)).body
    expect(items.map(({ topic, words }: { topic: string; words: { en: string } }) => [topic, words.en])).toEqual([['rate', 'Revenue share – Rate: from “25 %” to “30 %”.']])
    expect((await api.get(`/commission-plan/${planId}/version/2/diff/2`)).body.items).toEqual([])
  })

  test('the fairness card knows the deductions of the brands', async () => {
    const { items } = (await api.get(`/commission-plan/${planId}/version/1/fairness`)).body
    const found = (topic: string) => items.find((item: { topic: string }) => item.topic === topic)
    expect(found('admin_fee')).toMatchObject({ verdict: 'neutral', words: { en: 'Admin fees come off net revenue: BetTest – admin: 20 %.' } })
    expect(found('notice').verdict).toBe('favourable')
    expect(items).toHaveLength(11)
  })

  test('only the brands that a plan is assigned to', async () => {
    const { body: other } = await api.post('/brand', { name: 'Plain', landingPageUrl: 'https://p.example' })
    const { body: plan } = await api.post('/commission-plan', { name: 'Narrow', version: share('25') })
    await api.post(`/commission-plan/${plan.id}/assignment`, { brandId: other.id })
    const { items } = (await api.get(`/commission-plan/${plan.id}/version/1/fairness`)).body
    expect(items.find((item: { topic: string }) => item.topic === 'admin_fee').verdict).toBe('favourable')
  })

  test('brands are told by their names', async () => {
    const { body: plan } = await api.post('/commission-plan', { name: 'Rates', version: { components: [{ type: 'percent_of_sale', rate: '10', rates: [{ brands: [brandId], rate: '20' }] }] } })
    expect((await api.get(`/commission-plan/${plan.id}/version/1/text?language=en`)).body.items[0].text).toContain('20 % where brand: BetTest.')
  })
})

describe('a preview', () => {
  const cpa = { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 100, countries: ['BR'] } }] }
  const body = (components: readonly object[]) => ({ name: 'Draft', version: { effectiveFrom: '2026-11-10T00:00:00.000Z', components } })

  test('tells the text, the card and an example, and stores nothing', async () => {
    const before = (await api.get('/commission-plan')).body.items.length
    const answer = await api.post('/commission-plan/preview', body([cpa, { type: 'revenue_share', rate: '25' }, { type: 'percent_of_sale', rate: '10' }]))
    expect(answer.status).toBe(200)
    expect(asLanguages(answer.body.texts)).toEqual(['en', 'pt-BR', 'es'])
    expect(answer.body.fairness).toHaveLength(11)
    const { example } = answer.body
    expect(example.period).toBe('2026-12')
    expect(example.components.map(({ component, amount }: { component: string; amount: number }) => [component, amount])).toEqual([['cpa', 50], ['revenue_share', 50], ['percent_of_sale', 10]])
    expect(example.amount).toBe(110)
    expect((await api.get('/commission-plan')).body.items).toHaveLength(before)
  })

  test('refuses what adding the plan would refuse', async () => {
    const answer = await api.post('/commission-plan/preview', body([{ type: 'revenue_share' }]))
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'version.components.0.rate'])
    expect((await api.post('/commission-plan/preview', { ...body([cpa]), currency: 'USD' })).body.code).toBe('plan_currency_mismatch')
  })
})

describe('an acceptance', () => {
  const accept = (change: object = {}) => api.post(`/affiliate/${affiliateId}/plan-acceptance`, { planId, version: 1, language: 'pt-BR', via: 'portal', ...change })

  test('keeps the exact text, once', async () => {
    const [text] = (await api.get(`/commission-plan/${planId}/version/1/text?language=pt-BR`)).body.items
    const first = await accept()
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ affiliateId, planId, version: 1, language: 'pt-BR', via: 'portal', acceptedAt: '2026-11-21T10:00:00.000Z', text: text.text, textSha256: text.textSha256 })
    const again = await Promise.all(Array.from({ length: 10 }, () => accept({ language: 'es', via: 'document' })))
    for (const { body } of again) expect(body).toEqual(first.body)
    const { items } = (await api.get(`/affiliate/${affiliateId}/plan-acceptance`)).body
    expect(items).toEqual([first.body])
    const audit = (await api.get('/audit?limit=500')).body.items.filter(({ action }: { action: string }) => action === 'affiliate.plan_accepted')
    expect(audit).toHaveLength(1)
  })

  test('is listed with its plan, by version, without the texts', async () => {
    const { body: accepted } = await accept()
    const { items } = (await api.get(`/commission-plan/${planId}/acceptance?version=1`)).body
    const { id, createdTs, updatedTs, version, language, via, acceptedAt, textSha256 } = accepted
    expect(items).toEqual([{ id, createdTs, updatedTs, affiliateId, affiliateName: items[0].affiliateName, version, language, via, acceptedAt, textSha256 }])
    expect((await api.get(`/affiliate/${affiliateId}`)).body.name).toBe(items[0].affiliateName)
    expect((await api.get(`/commission-plan/${planId}/acceptance?version=99`)).body.items).toEqual([])
  })

  test('stays what was accepted when things are renamed, and can be proved', async () => {
    await accept({ version: 2, language: 'en' })
    await api.patch(`/commission-plan/${planId}`, { name: 'Renamed' })
    const [latest] = (await api.get(`/affiliate/${affiliateId}/plan-acceptance?limit=1`)).body.items
    expect(latest.text).toContain('Standard, version 2')
    const { laws } = await verifyBooks(api.context.db, api.program.programId)
    expect(laws.find(({ law }) => law === 'accepted_texts')).toMatchObject({ offender: null })
    expect(laws.find(({ law }) => law === 'accepted_texts')?.checked).toBeGreaterThanOrEqual(2n)
  })

  test.each`
    wrong                            | change                                                        | status | code
    ${'a moment to come'}            | ${{ acceptedAt: '2026-11-21T10:00:00.001Z' }}                 | ${400} | ${'invalid_request'}
    ${'a version that is not there'} | ${{ version: 9 }}                                             | ${404} | ${'not_found'}
    ${'another plan'}                | ${{ planId: '019abc00-0000-7000-8000-000000000001' }}         | ${404} | ${'not_found'}
    ${'another language'}            | ${{ language: 'fr' }}                                         | ${400} | ${'invalid_request'}
  `('of $wrong is refused', async ({ change, status, code }) => {
    const answer = await accept(change)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('cannot be altered by the application, and is found out when somebody else did', async () => {
    const alter = "update plan_text set body = replace(body, '25 %', '26 %') where language = 'pt-BR'"
    await expect(api.context.db.inProgram(api.program.programId, (tx) => tx.count({ text: alter }))).rejects.toThrow(/permission denied/)
    await onConnection(api.context.database.ownerUrl, (client) => client.query(alter))
    const { laws } = await verifyBooks(api.context.db, api.program.programId)
    expect(laws.find(({ law }) => law === 'accepted_texts')?.offender).toMatch(/^accepted text [0-9a-f]{64} of plan .*, version 1/)
  })
})
