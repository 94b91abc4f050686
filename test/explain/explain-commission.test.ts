import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainCommission } from '../../src/domain/commissions/explain-commission.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { presentExplanation } from '../../src/http/operator-api/commission/present-explanation.ts'
import { type Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { at, deposit, flat, lineIds, mixedHistory, program, refundOf, revenue, sale, share } from './scenario.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

interface Node {
  readonly name: string
  readonly value: unknown
  readonly because?: readonly Node[]
}
interface Told {
  readonly amount: number
  readonly rule: string
  readonly because: readonly Node[]
  readonly plan: { readonly winner: Record<string, unknown> | null; readonly losers: readonly Record<string, unknown>[] }
  readonly words: Readonly<Record<string, string>>
}

/** The explanation of a line as a client reads it: JSON, with numbers. */
async function tell(books: Books, id: Uuid): Promise<Told> {
  const explanation = await books.context.db.inProgram(books.programId, (tx) => explainCommission(tx, books.programId, id))
  return JSON.parse(JSON.stringify(presentExplanation(explanation)))
}

async function tellLast(books: Books, externalId: string): Promise<Told> {
  const id = (await lineIds(books, externalId)).at(-1)
  if (id === undefined) throw new Error(`no line of ${externalId}`)
  return tell(books, id)
}

/** A value by its path of names: `shareAfter.slice`; the first of several. */
function value(told: Told, path: string): unknown {
  return path.split('.').reduce<{ value: unknown; because?: readonly Node[] } | undefined>((node, name) => node?.because?.find((child) => child.name === name), { value: told.amount, because: told.because })?.value
}

function all(nodes: readonly Node[] | undefined, name: string): Node[] {
  return (nodes ?? []).flatMap((node) => [...(node.name === name ? [node] : []), ...all(node.because, name)])
}

const BANDS = [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }]

describe('revenue share', () => {
  test('marginal: every slice with its rate, the totals before and after, and the deductions down to gross', async () => {
    const { books } = await program(context, [share('marginal', BANDS)], {
      deductions: [{ name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' }, { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20' }],
    })
    await books.send(revenue('r1', 2, 1225))
    await books.send(revenue('r2', 3, 100, { depositAmount: 750 }))
    const told = await tellLast(books, 'r2')
    // 100 − 37.50 = 62.50, less 20 % = 50: from 980 to 1030.
    expect(told).toMatchObject({ amount: 15.5, rule: 'revenue_share.marginal' })
    expect(['netRevenueOfPeriodBefore', 'netRevenue', 'netRevenueOfPeriodAfter', 'shareAfter', 'postedBefore'].map((name) => value(told, name))).toEqual([980, 50, 1030, 260.5, 245])
    const after = told.because.find(({ name }) => name === 'shareAfter')
    expect(after?.because?.map(({ value: earned, because }) => [earned, ...(because ?? []).map((leaf) => leaf.value)])).toEqual([[250, 0, 1000, '25'], [10.5, 1000, 30, '35']])
    expect(all(told.because, 'deduction').map((node) => [node.value, ...(node.because ?? []).map((leaf) => leaf.value)])).toEqual([
      [37.5, 'Payment fees', 'payment_fee', 'deposit', 750, '5', 37.5], [12.5, 'Admin fee', 'admin_fee', 'running_net', 62.5, '20', 12.5],
    ])
    expect(value(told, 'netRevenue.grossRevenue')).toBe(100)
    expect(value(told, 'transaction.depositAmount')).toBe(750)
    expect(told.words).toEqual({
      en: 'Revenue share of 15.50 EUR: net revenue of November 2026 went from 980.00 to 1,030.00; 20.00 at 25 % and 30.00 at 35 %. In all it earns 260.50 EUR, of which 245.00 EUR had been posted.',
      'pt-BR': 'Participação na receita de 15,50 EUR: receita líquida de novembro de 2026 passou de 980,00 para 1.030,00; 20,00 a 25 % e 30,00 a 35 %. No total rende 260,50 EUR, dos quais 245,00 EUR já estavam lançados.',
      es: 'Participación en los ingresos de 15,50 EUR: ingresos netos de noviembre de 2026, antes 980,00, ahora 1.030,00; 20,00 al 25 % y 30,00 al 35 %. En total gana 260,50 EUR, de los que 245,00 EUR ya estaban asentados.',
    })
  })

  test('whole and flat: one rate on everything, and the rounding shown', async () => {
    const whole = await program(context, [share('whole', [{ from: 0, rate: '5' }, { from: 100, rate: '10' }])])
    await whole.books.send(revenue('r1', 2, 60), revenue('r2', 3, 60))
    const crossing = await tellLast(whole.books, 'r2')
    expect(crossing).toMatchObject({ amount: 9, rule: 'revenue_share.whole' })
    expect([value(crossing, 'shareAfter.rate'), value(crossing, 'postedBefore.shareBefore.rate')]).toEqual(['10', '5'])

    const even = await program(context, [flat('25')])
    await even.books.send(revenue('r1', 2, 0.1))
    expect(await tellLast(even.books, 'r1')).toMatchObject({ amount: 0.03, rule: 'revenue_share.flat' })
    expect(value(await tellLast(even.books, 'r1'), 'shareAfter.beforeRounding')).toBe(0.025)
  })

  test('tiers on another metric show it; a negative month, a tier of zero and a first deposit that moved', async () => {
    const { books } = await program(context, [share('whole', [{ from: 0, rate: '10' }, { from: 1, rate: '20' }], { metric: 'ftd_count' })])
    await books.send(revenue('r1', 2, 100), deposit('d1', 3, 10))
    const first = await tellLast(books, 'd1')
    expect([first.amount, value(first, 'tierMetricBefore'), value(first, 'tierMetricAfter'), value(first, 'tierMetricAfter.metric')]).toEqual([10, 0, 1, 'ftd_count'])
    await books.send({ ...deposit('d0', 3, 10), transactionDate: '2026-10-30T10:00:00.000Z' })
    expect((await tellLast(books, 'd0')).amount).toBe(-10)
    await books.send(revenue('r2', 4, -150))
    expect(await tellLast(books, 'r2')).toMatchObject({ amount: -15, words: { en: expect.stringContaining('from 100.00 to −50.00') } })
  })

  test('a customer of another version: the correction of what its totals earn names both shares', async () => {
    const { books, affiliate, planId } = await program(context, [share('whole', [{ from: 0, rate: '10' }, { from: 100, rate: '20' }])])
    await books.planVersion(planId, 2, [share('whole', [{ from: 0, rate: '30' }])], 0, { from: at(5) })
    await books.customer('c2', affiliate, { registeredAt: at(6) })
    await books.send(revenue('r1', 6, 60))
    await books.send(revenue('r2', 7, 60, { externalCustomerId: 'c2' }))
    const told = await Promise.all((await lineIds(books, 'r2')).map((id) => tell(books, id)))
    expect(told.map(({ amount, rule }) => [amount, rule])).toEqual([[18, 'revenue_share.flat'], [6, 'rerate']])
    expect(told[1]?.words['en']).toBe('Correction of 6.00 EUR: the tier that was reached changed what earlier revenue earns; it is 12.00 EUR now, and 6.00 EUR had been posted.')
  })
})

describe('CPA', () => {
  const CPA = { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, withinDays: 12 } }, { amount: 80, requirements: { minWager: 40 } }] }

  test('a level: each requirement with what is had and needed, the qualifying transaction, what was paid before', async () => {
    const { books } = await program(context, [CPA])
    await books.send(deposit('d1', 2, 14), deposit('d2', 3, 6))
    const told = await tellLast(books, 'd2')
    expect(told).toMatchObject({ amount: 50, rule: 'cpa.level', words: { en: 'CPA of 50.00 EUR: the customer reached level 1 with transaction d2 (deposited 20.00 of 20.00). The level is worth 50.00 EUR, of which 0.00 EUR had been paid.' } })
    expect(value(told, 'levelWorth.levelAmount.minDepositTotal')).toBe(20)
    expect(value(told, 'levelWorth.levelAmount.minDepositTotal.needed')).toBe(20)
    expect(value(told, 'levelWorth.levelAmount.qualifyingTransaction')).toBe('d2')
    expect(all(told.because, 'transaction').slice(0, 2).map((node) => node.value)).toEqual(['d1', 'd2'])
  })

  test('what a caller supplied counts as paid; a chargeback reverses', async () => {
    const { books } = await program(context, [CPA])
    await books.send({ ...revenue('x1', 2, 0), cpaCommission: 30 })
    await books.send(deposit('d1', 3, 20))
    const level = await tellLast(books, 'd1')
    expect([level.amount, value(level, 'levelWorth.suppliedByCaller'), value(level, 'levelWorth.levelAmount')]).toEqual([20, 30, 50])
    expect(await tellLast(books, 'x1')).toMatchObject({ amount: 30, rule: 'supplied' })
    await books.send({ externalId: 'b1', type: 'chargeback', transactionDate: at(4), externalCustomerId: 'c1', depositAmount: 5 })
    expect(await tellLast(books, 'b1')).toMatchObject({ amount: -20, rule: 'reversal', words: { en: "Reversal of −20.00 EUR: level 1 of the customer's CPA is worth 0.00 EUR after transaction b1, and 20.00 EUR had been paid." } })
  })

  test('what does not qualify yet says what is missing, in words too', async () => {
    const { books } = await program(context, [CPA])
    await books.send(deposit('d1', 4, 14))
    const told = await tellLast(books, 'd1')
    expect(told).toMatchObject({ amount: 0, rule: 'zero.not_qualified_yet' })
    expect([value(told, 'nextLevel'), value(told, 'nextLevel.minDepositTotal'), value(told, 'nextLevel.minDepositTotal.needed'), value(told, 'daysLeft')]).toEqual([1, 14, 20, 9])
    expect(told.words).toEqual({
      en: 'Nothing was earned: the customer has not qualified yet (deposited 14.00 of 20.00), 9 days left.',
      'pt-BR': 'Nada foi ganho: o cliente ainda não se qualificou (depositado 14,00 de 20,00), faltam 9 dias.',
      es: 'No se ganó nada: el cliente todavía no se ha calificado (depositado 14,00 de 20,00), quedan 9 días.',
    })
  })

  test('a country that changed afterwards does not change what an old line says', async () => {
    const { books, affiliate } = await program(context, [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, countries: ['MT'] } }] }])
    await books.customer('mt', affiliate, { country: 'MT' })
    await books.send(deposit('d1', 3, 20, { externalCustomerId: 'mt' }))
    await books.context.db.inProgram(books.programId, (tx) => tx.sql({ text: `update customer set country_code = 'DE' where program_id = $1 and external_id = 'mt'`, values: [books.programId] }))
    const told = await tellLast(books, 'd1')
    expect([told.amount, value(told, 'levelWorth'), value(told, 'levelWorth.levelAmount.countries')]).toEqual([50, 50, 'MT'])
  })
})

describe('sales', () => {
  test('a percentage, a fixed amount, and what refunds take of them', async () => {
    const { books } = await program(context, [{ type: 'percent_of_sale', rate: '10' }, { type: 'fixed_per_sale', amount: 15 }])
    await books.send(sale('s1', 2, 99.95))
    const told = await Promise.all((await lineIds(books, 's1')).map((id) => tell(books, id)))
    expect(told.map(({ amount, rule }) => [amount, rule])).toEqual([[10, 'percent_of_sale'], [15, 'fixed_per_sale']])
    expect([told[0] && value(told[0], 'beforeRounding'), told[1] && value(told[1], 'amountPerSale')]).toEqual([9.995, 15])
    await books.send(refundOf('f1', 3, 33.33, 's1'))
    await books.send(refundOf('f2', 4, 500, 's1'))
    const [percent] = await lineIds(books, 'f2')
    const refund = await tell(books, percent ?? '')
    expect(refund).toMatchObject({ amount: -6.67, rule: 'reversal' })
    expect(['originalCommission', 'paid', 'refundedBefore', 'refundedAfter', 'takenBackBefore', 'takenBackAfter'].map((name) => value(refund, name))).toEqual([10, 99.95, 33.33, 99.95, 3.33, 10])
    expect(refund.words['en']).toBe('Reversal of −6.67 EUR: 99.95 of 99.95 has been taken back, and with it that part of the commission of 10.00 EUR; 3.33 EUR had been taken back before.')
  })

  test('by count: the number of the sale and its step, and a correction when an earlier one comes late', async () => {
    const { books } = await program(context, [{ type: 'percent_of_sale', steps: [{ rate: '40', count: 1 }, { rate: '20' }] }])
    await books.send(sale('s2', 3, 200))
    expect(await tellLast(books, 's2')).toMatchObject({ amount: 80, words: { en: "Commission of 80.00 EUR: 40 % for a sale of 200.00, the customer's sale number 1." } })
    await books.send(sale('s1', 2, 100))
    const corrected = await tellLast(books, 's2')
    expect(corrected).toMatchObject({ amount: -40, rule: 'rerate', words: { en: 'Correction of −40.00 EUR: the sale is worth 40.00 EUR now, and 80.00 EUR had been posted.' } })
    expect([value(corrected, 'saleEarns'), value(corrected, 'saleEarns.saleNumber'), value(corrected, 'postedBefore')]).toEqual([40, 2, 80])
  })

  test('an older sale keeps the terms of its own version when one under newer terms follows', async () => {
    const { books, planId } = await program(context, [{ type: 'percent_of_sale', rate: '40', recurring: { count: 3 } }])
    await books.planVersion(planId, 2, [{ type: 'percent_of_sale', rate: '10', recurring: { count: 3 } }], 0, { from: at(10), appliesTo: 'from_date' })
    await books.send(sale('s1', 2, 100))
    await books.send(sale('s2', 11, 100))
    expect(await books.earned()).toEqual(['s1 40', 's2 10'])
    const told = await tellLast(books, 's2')
    expect(value(told, 'saleEarns.saleNumber')).toBe(2)
  })
})

describe('what was rejected', () => {
  test('a share without it: what the rejected transactions had brought, and what was left of what had been posted', async () => {
    const { books } = await program(context, [share('marginal', [{ from: 0, rate: '10' }, { from: 100, rate: '20' }])])
    for (const [index, name] of ['r1', 'r2', 'r3'].entries()) await books.send(revenue(name, 2 + index, 60))
    await books.reject('r1', 'r2')
    const told = await tellLast(books, 'r2')
    expect(told).toMatchObject({ amount: -6, rule: 'rerate', words: { en: 'Correction of −6.00 EUR: transactions were rejected or moved to another affiliate; without them it is 6.00 EUR, and 12.00 EUR was left of what had been posted.' } })
    expect(['netRevenueOfPeriodBefore', 'rejectedTransactions', 'rejectedTransactions.transactions', 'netRevenueOfPeriodAfter', 'shareAfter', 'postedBefore', 'postedBefore.shareBefore', 'postedBefore.rejectedBefore'].map((name) => value(told, name)))
      .toEqual([180, -120, 2, 60, 6, 12, 26, -14])
  })

  test('a line that was paid: the line that it takes back', async () => {
    const { books } = await program(context, [{ type: 'percent_of_sale', rate: '10' }])
    await books.send(sale('s1', 2, 100))
    await books.mature()
    await books.pay('s1')
    await books.reject('s1')
    const told = await tellLast(books, 's1')
    expect(told).toMatchObject({ amount: -10, rule: 'reversal', words: { en: 'Reversal of −10.00 EUR: the transaction was rejected or moved to another affiliate after its commission of 10.00 EUR had been paid.' } })
    expect([value(told, 'originalCommission'), value(told, 'originalCommission.commissionId')]).toEqual([10, (await lineIds(books, 's1'))[0]])
  })
})

describe('the plan', () => {
  test('names the winner and every loser with its reason, as they were when the transaction came', async () => {
    const { books, affiliate, planId } = await program(context, [flat('10')])
    const better = await books.plan([flat('20')])
    await books.planVersion(planId, 2, [flat('11')], 0, { from: at(1) })
    const assign = (scope: { affiliateId?: Uuid; trackerId?: Uuid; brandId?: Uuid }, from = '2020-01-01T00:00:00.000Z') => {
      const id = newId()
      return books.context.db.inProgram(books.programId, async (tx) => {
        await tx.sql({
          text: `insert into plan_assignment (program_id, id, plan_id, affiliate_id, tracker_id, brand_id, effective_from, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, 'test', '2020-01-01', '2020-01-01')`,
          values: [books.programId, id, better, scope.affiliateId ?? null, scope.trackerId ?? null, scope.brandId ?? null, from],
        })
        return id
      })
    }
    const general = await assign({ brandId: books.brandId })
    const winner = await assign({ affiliateId: affiliate })
    const later = await assign({ affiliateId: affiliate }, at(20))
    const other = await assign({ affiliateId: books.organicId })
    await books.send(revenue('r1', 2, 100))
    const { plan } = await tellLast(books, 'r1')
    expect(plan.winner).toMatchObject({ assignmentId: winner, planId: better, planName: 'Plan', version: 1 })
    expect(plan.losers).toEqual(expect.arrayContaining([
      { assignmentId: general, reason: 'less_specific' }, { assignmentId: later, reason: 'not_in_force' },
    ]))
    expect(plan.losers.map((loser) => loser['assignmentId'])).not.toContain(other)
  })

  test('other versions of the plan lose too; without a plan nobody wins', async () => {
    const { books, planId } = await program(context, [flat('10')])
    await books.planVersion(planId, 2, [flat('11')], 0, { from: at(5) })
    await books.customer('organic', null)
    await books.send(revenue('r1', 6, 100), revenue('r2', 6, 100, { externalCustomerId: 'organic' }))
    expect((await tellLast(books, 'r1')).plan).toMatchObject({ winner: { assignmentId: null, version: 1 }, losers: [{ version: 2, reason: 'new_customers_only' }] })
    expect(await tellLast(books, 'r2')).toMatchObject({ amount: 0, rule: 'zero.unattributed', words: { en: 'Nothing was earned: the customer belongs to no affiliate.' } })
  })
})

test('every line of a mixed history explains itself, and the numbers it shows add up to its amount', async () => {
  const { books } = await mixedHistory(context)
  const ids = await books.context.db.inProgram(books.programId, (tx) => tx.sql<{ id: Uuid }>({ text: 'select id from commission where program_id = $1 order by id', values: [books.programId] }))
  const seen = new Set<string>()
  for (const { id } of ids) {
    const told = await tell(books, id)
    seen.add(told.rule.split('.')[0] ?? '')
    expect([id, cents(recount(told))]).toEqual([id, cents(told.amount)])
    for (const words of Object.values(told.words)) expect(words).not.toMatch(/undefined|NaN|null/)
  }
  expect(seen).toEqual(new Set(['cpa', 'revenue_share', 'percent_of_sale', 'fixed_per_sale', 'supplied', 'reversal', 'rerate', 'zero']))
})

const cents = (amount: number) => Math.round(amount * 100)

/** The amount from the nodes that a person would add up. */
function recount(told: Told): number {
  const number = (path: string) => Number(value(told, path) ?? 0)
  const has = (name: string) => told.because.some((node) => node.name === name)
  if (told.rule.startsWith('zero')) return 0
  if (has('shareAfter')) return number('shareAfter') - number('postedBefore')
  if (has('levelWorth')) return number('levelWorth') - number('paidBefore')
  if (has('saleEarns')) return number('saleEarns') + number('takenBackByRefunds') - number('postedBefore')
  if (has('originalCommission')) return number('takenBackBefore') - number('takenBackAfter')
  if (has('suppliedByCaller')) return number('suppliedByCaller')
  return has('amountPerSale') ? number('amountPerSale') : number('beforeRounding')
}
