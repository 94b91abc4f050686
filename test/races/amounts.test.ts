import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TOKENS } from './amount-tokens.ts'
import { Installation, type Item, RaceProgram, sale } from './race-fixture.ts'

let installation: Installation
beforeAll(async () => {
  installation = await Installation.open()
})
afterAll(() => installation?.close())

const CENTS = ['depositAmount', 'saleAmount', 'revShareCommission', 'cpaCommission', 'fixedCommission'] as const
const EXACT = ['withdrawalAmount', 'wageredAmount', 'bonusAmount', 'grossRevenue'] as const

/** The exact text of every number of an answer, by field. */
function exactly(text: string): { readonly items: readonly Record<string, string>[] } {
  const reviver = (_: string, value: unknown, { source }: { source?: string } = {}) => (typeof value === 'number' ? source : value)
  return JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1])
}

describe('amounts of transactions', () => {
  test.each([...CENTS, ...EXACT])(`%s: ${TOKENS.length} ways to write it are refused or read back exactly`, async (field) => {
    const program = await RaceProgram.make(installation)
    const { saleAmount: _, ...item } = sale('')
    const bodyOf = (i: number, text: string) => JSON.stringify({ ...item, type: 'revenue', externalId: `token-${i}`, [field]: '#' }).replace('"#"', text)
    const answers = await Promise.all(TOKENS.map(({ text }, i) => program.post('/transaction', bodyOf(i, text))))
    expect(TOKENS.map(({ text }, i) => [text, answers[i]?.status])).toEqual(TOKENS.map(({ text, exact }) => [text, exact === null ? 400 : 202]))
    const numbers = TOKENS.map(({ text }, i) => [text, answers[i]?.body.errors?.[0]?.path] as const).filter(([text]) => /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text))
    expect(numbers.filter(([, path]) => path !== undefined && path !== field && path !== '')).toEqual([])

    await program.work()
    const { items } = exactly((await program.get('/transaction?limit=500')).text)
    const read = new Map(items.map((transaction) => [transaction['externalId'], transaction[field]]))
    const kept = TOKENS.map((token, i) => [token.text, read.get(`token-${i}`) ?? null])
    expect(kept).toEqual(TOKENS.map((token) => [token.text, (CENTS as readonly string[]).includes(field) ? token.cents : token.exact]))
    await program.expectLaws()
  })

  test('a supplied deduction is taken exactly', async () => {
    const program = await RaceProgram.make(installation, { deductions: [{ name: 'Fee', kind: 'payment_fee', base: 'supplied' }] })
    const { saleAmount: _, ...item } = sale('')
    const bodyOf = (i: number, text: string) => JSON.stringify({ ...item, type: 'revenue', externalId: `token-${i}`, deductions: [{ name: 'fee', amount: '#' }] }).replace('"#"', text)
    const answers = await Promise.all(TOKENS.map(({ text }, i) => program.post('/transaction', bodyOf(i, text))))
    expect(TOKENS.map(({ text }, i) => [text, answers[i]?.status])).toEqual(TOKENS.map(({ text, exact }) => [text, exact === null ? 400 : 202]))
    await program.work()
    const { items } = exactly((await program.get('/transaction?limit=500')).text)
    const read = new Map(items.map((transaction) => [transaction['externalId'], transaction['paymentFees']]))
    expect(TOKENS.map((token, i) => [token.text, read.get(`token-${i}`) ?? null])).toEqual(TOKENS.map((token) => [token.text, token.exact]))
  })

  test('of refunds and chargebacks are magnitudes: a negative one is refused, −0 is nothing', async () => {
    const program = await RaceProgram.make(installation)
    for (const type of ['refund', 'chargeback']) {
      for (const field of ['saleAmount', 'depositAmount']) {
        const answer = await program.post('/transaction', sale(`${type} ${field}`, { type, saleAmount: null, [field]: -0.01 }))
        expect(answer.body.errors).toMatchObject([{ path: field, code: 'negative_amount' }])
        expect((await program.post('/transaction', JSON.stringify(sale(`${type} ${field}`, { type, saleAmount: null, [field]: 0 })).replace(`"${field}":0`, `"${field}":-0`))).status).toBe(202)
      }
    }
  })

  test('null and absent are no amount', async () => {
    const program = await RaceProgram.make(installation)
    const nothing: Item = Object.fromEntries([...CENTS, ...EXACT].map((field) => [field, null]))
    expect(await program.send({ ...sale('nothing'), ...nothing })).toMatchObject({ processed: 1 })
    const [read] = exactly((await program.get('/transaction')).text).items
    expect([...CENTS, ...EXACT].map((field) => read?.[field])).toEqual([...CENTS, ...EXACT].map(() => '0'))
  })
})

describe('a currency without decimals', () => {
  test('rounds money to whole yen and keeps what it rounded from; revenue keeps its decimals', async () => {
    const program = await RaceProgram.make(installation, { currency: 'JPY' })
    await program.send(
      sale('yen', { saleAmount: 1000.5, depositAmount: 1000.4999, grossRevenue: 0.5, cpaCommission: 12.5, fixedCommission: -2.5 }),
      sale('whole', { saleAmount: 1000 }),
    )
    const { items } = exactly((await program.get('/transaction')).text)
    expect(items.find((item) => item['externalId'] === 'yen')).toMatchObject({
      saleAmount: '1001', depositAmount: '1000', grossRevenue: '0.5', revenueAmount: '0.5', cpaCommission: '13', fixedCommission: '-3', revShareCommission: '100',
    })
    expect(await program.rows('select external_id, rounded_from from transaction where program_id = $1 order by external_id')).toEqual([
      { external_id: 'whole', rounded_from: null },
      { external_id: 'yen', rounded_from: { saleAmount: '1000500000', depositAmount: '1000499900', cpaCommission: '12500000', fixedCommission: '-2500000' } },
    ])
    await program.expectLaws()
  })

  test('refuses decimals in a plan', async () => {
    const program = await RaceProgram.make(installation, { currency: 'JPY' })
    const plan = (amount: number) => ({ name: 'Yen', version: { components: [{ type: 'fixed_per_sale', amount }] } })
    expect((await program.post('/commission-plan', plan(10.5))).body.errors).toMatchObject([{ path: 'version.components.0.amount', code: 'invalid_amount' }])
    expect((await program.post('/commission-plan', plan(10))).status).toBe(201)
  })
})

describe('amounts of our own resources', () => {
  // A plan or brand with one amount, and whether that may be zero.
  const RESOURCES: Readonly<Record<string, { readonly path: string; readonly body: object; readonly takesZero?: true }>> = {
    'the amount of a CPA': { path: '/commission-plan', body: { name: 'p', version: { components: [{ type: 'cpa', levels: [{ amount: '#', requirements: {} }] }] } } },
    'the requirement of a CPA': { path: '/commission-plan', body: { name: 'p', version: { components: [{ type: 'cpa', levels: [{ amount: 7.77, requirements: { minDepositTotal: '#' } }] }] } }, takesZero: true },
    'a fixed amount per sale': { path: '/commission-plan', body: { name: 'p', version: { components: [{ type: 'fixed_per_sale', amount: '#' }] } } },
    'a fixed deduction': { path: '/brand', body: { name: 'b', landingPageUrl: 'https://b.example', deductions: [{ name: 'Fee', kind: 'other', base: 'deposit', fixed: '#' }] }, takesZero: true },
  }

  test.each(Object.keys(RESOURCES))(`%s: ${TOKENS.length} ways to write it are refused or read back as they were sent`, async (name) => {
    const program = await RaceProgram.make(installation)
    const resource = RESOURCES[name]
    if (resource === undefined) throw new Error('unreachable')
    for (const { text, own } of TOKENS) {
      const answer = await program.post(resource.path, JSON.stringify(resource.body).replace('"#"', text))
      const isTaken = own !== null && (own !== '0' || resource.takesZero === true)
      expect([text, answer.status]).toEqual([text, isTaken ? 201 : 400])
      if (isTaken) expect(amountsIn(await program.get(`${resource.path}/${answer.body.id}`)), text).toContain(Math.abs(Number(text)))
    }
  })

  function amountsIn({ text }: { readonly text: string }): number[] {
    return [...text.matchAll(/"(?:amount|minDepositTotal|fixed)":([^,}\]]+)/g)].map((match) => Number(match[1]))
  }
})
