import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAffiliate } from '../../src/domain/affiliates/change-affiliate.ts'
import { explainCommission } from '../../src/domain/commissions/explain-commission.ts'
import { type Explanation, LANGUAGES } from '../../src/domain/commissions/explanation.ts'
import { reasonWords } from '../../src/domain/commissions/explanation-words.ts'
import { LINE_REASONS } from '../../src/domain/commissions/line-reasons.ts'
import { recomputeAward } from '../../src/domain/commissions/reckoning/recompute-award.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { createApiServer } from '../../src/http/server.ts'
import { Books, openContext } from '../books/fixture.ts'
import { makeApiKey } from '../customers/api-key-fixture.ts'
import type { TestContext } from '../support/context.ts'
import { addProduct, assign, storeClicks } from './click-fixture.ts'
import { expectSpokenWords } from './spoken-words.ts'

let context: TestContext
beforeAll(async () => { context = await openContext() })
afterAll(() => context.close())

/** Everything is of September, October and November 2026; the clock stands in November. */
const SEPTEMBER = '2026-08-31T22:00:00.000Z'
const on = (day: number, month = 11) => `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T12:00:00.000Z`

type Item = Record<string, unknown>
const item = (type: string, amount: string) => (externalId: string, at: string, value: number, more: Item = {}): Item => ({ externalId, type, transactionDate: at, externalCustomerId: 'anna', [amount]: value, ...more })
const sale = item('sale', 'saleAmount')
const deposit = item('deposit', 'depositAmount')
const revenue = item('revenue', 'grossRevenue')
const refund = (externalId: string, at: string, value: number, of: string) => sale(externalId, at, value, { type: 'refund', relatedExternalId: of })
const ofBert = { externalCustomerId: 'bert' }

interface Opened {
  readonly books: Books
  readonly affiliate: Uuid
  readonly planId: Uuid
}

/** A program with two customers of one affiliate: anna from Germany, and bert. */
async function open(...components: unknown[]): Promise<Opened> {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  const planId = await books.defaultPlan(components, 0, { from: SEPTEMBER })
  await books.customer('anna', affiliate, { registeredAt: on(1, 9), country: 'DE' })
  await books.customer('bert', affiliate, { registeredAt: on(1, 9) })
  return { books, affiliate, planId }
}

/** Sends each batch, and reckons after it; answers what all lines of awards say. */
async function tell(books: Books, ...batches: Item[][]): Promise<Explanation[]> {
  for (const batch of batches) {
    if (batch.length > 0) await books.send(...batch)
    await books.reckon()
  }
  return Promise.all((await awardLines(books)).map((id) => explain(books, id)))
}

async function awardLines(books: Books): Promise<Uuid[]> {
  const rows = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: Uuid }>({ text: 'select id from commission where program_id = $1 and award_key is not null order by id', values: [books.programId] }))
  return rows.map(({ id }) => id)
}

/** What a line says. Whatever it is, its leaves come to its amount and its words are of people. */
async function explain(books: Books, id: Uuid): Promise<Explanation> {
  const explanation = await context.db.inProgram(books.programId, (tx) => explainCommission(tx, books.programId, id))
  expectSoundLeaves(explanation)
  expectSpokenWords(explanation.words)
  return explanation
}

function expectSoundLeaves({ amountMinor, because }: Explanation): void {
  const [worth, postedBefore] = because.map(({ value }) => (value.as === 'amount' ? value.units : 0n))
  expect(recomputeAward(because[0]?.because ?? [], 'EUR')).toBe(worth)
  expect((worth ?? 0n) - (postedBefore ?? 0n)).toBe(amountMinor)
}

const english = (told: readonly Explanation[]) => told.map(({ words }) => words.en)
const of = (told: readonly Explanation[], rule: string) => told.filter((one) => one.rule === rule)

/** All that one rule made, in every language. */
function wordsBy(told: readonly Explanation[], rule: string): object[] {
  return of(told, rule).map(({ words }) => words)
}

describe('sales', () => {
  const DE_ROW = { rates: [{ countries: ['DE'], rate: '20' }] }

  test('a rate of a table, a cap, and what is beyond it', async () => {
    const { books } = await open({ type: 'percent_of_sale', rate: '10', ...DE_ROW, caps: [{ per: 'affiliate', window: 'month', amount: 25 }] })
    const told = await tell(books, [sale('s1', on(2), 1000, ofBert)], [sale('s0', on(1), 100)], [sale('s2', on(3), 2000.5)])
    expect(told[0]).toMatchObject({
      amountMinor: 2_500n, rule: 'percent_of_sale',
      words: {
        en: 'Percentage of sales, 25.00 EUR: 10 % of a sale of 1,000.00 EUR; of 100.00 EUR a cap of 25.00 EUR per month for the affiliate left 25.00 EUR.',
        'pt-BR': 'Percentual das vendas, 25,00 EUR: 10 % de uma venda de 1.000,00 EUR; de 100,00 EUR, um limite de 25,00 EUR por mês para o afiliado deixou 25,00 EUR.',
        es: 'Porcentaje de las ventas, 25,00 EUR: 10 % de una venta de 1.000,00 EUR; de 100,00 EUR, un tope de 25,00 EUR por mes para el afiliado dejó 25,00 EUR.',
      },
    })
    expect(english(of(told, 'percent_of_sale'))).toContain('Percentage of sales, 20.00 EUR: 20 % of a sale of 100.00 EUR, by row 1 of the table of rates (DE).')
    expect(english(of(told, 'rerate'))).toEqual(['Correction, −20.00 EUR – Percentage of sales: 10 % of a sale of 1,000.00 EUR; of 100.00 EUR a cap of 25.00 EUR per month for the affiliate left 5.00 EUR. It is worth 5.00 EUR now, and 25.00 EUR had been posted.'])
    expect(english(of(told, 'zero.cap_reached'))).toEqual(['Nothing was earned – Percentage of sales: the cap was reached; 20 % of a sale of 2,000.50 EUR, by row 1 of the table of rates (DE); of 400.10 EUR a cap of 25.00 EUR per month for the affiliate left 0.00 EUR.'])
  })

  test('a fixed amount by count; a cap that rejects; refunds that come off a capped sale', async () => {
    const { books } = await open({ type: 'fixed_per_sale', amount: 12.5, recurring: { count: 2 }, caps: [{ per: 'customer', window: 'day', count: 1, action: 'reject' }] })
    const told = await tell(books, [sale('s1', on(2), 100), sale('s2', on(2), 50), sale('s3', on(4), 10)], [refund('f1', on(5), 40, 's1')])
    expect(english(told)).toEqual(expect.arrayContaining([
      "Amount per sale, 12.50 EUR: 12.50 EUR for a sale of 100.00 EUR, the customer's sale number 1.",
      "Nothing was earned – Amount per sale: the cap was reached, and what is beyond it is rejected; 12.50 EUR for a sale of 50.00 EUR, the customer's sale number 2; of 12.50 EUR a cap of 1 commission per day for the customer left 0.00 EUR.",
      "Nothing was earned – Amount per sale: only earlier sales of the customer earn; 12.50 EUR for a sale of 10.00 EUR, the customer's sale number 3.",
      "Correction, −5.00 EUR – Amount per sale: 12.50 EUR for a sale of 100.00 EUR, the customer's sale number 1; 40.00 EUR of 100.00 EUR has been taken back, and with it 5.00 EUR of the commission. It is worth 7.50 EUR now, and 12.50 EUR had been posted.",
    ]))
  })

  test('a refund of a sale without a cap is a reversal in its own period', async () => {
    const { books } = await open({ type: 'percent_of_sale', rate: '10', ...DE_ROW })
    const told = await tell(books, [sale('s1', on(2, 10), 99.95)], [refund('f1', on(5), 33.33, 's1')], [refund('f2', on(6), 66.62, 's1')])
    expect(of(told, 'reversal').map(({ amountMinor, words }) => [amountMinor, words.en])).toEqual([
      [-667n, 'Reversal, −6.67 EUR – Percentage of sales: 33.33 EUR of 99.95 EUR has been taken back, and with it that part of the commission of 19.99 EUR; 0.00 EUR had been taken back before.'],
      [-1_332n, 'Reversal, −13.32 EUR – Percentage of sales: 99.95 EUR of 99.95 EUR has been taken back, and with it that part of the commission of 19.99 EUR; 6.67 EUR had been taken back before.'],
    ])
  })

  test('a customer that is excluded, and an award that is no more', async () => {
    const { books, affiliate } = await open({ type: 'percent_of_sale', rate: '10', ...DE_ROW })
    await books.customer('carl', affiliate, { revShareExcluded: true })
    const sent = [sale('s1', on(2), 100), sale('s2', on(2), 30, { externalCustomerId: 'carl' })]
    await tell(books, sent)
    await books.reject('s1')
    const told = await tell(books, [])
    expect(english(of(told, 'zero.excluded'))).toEqual(['Nothing was earned – Percentage of sales: the customer is excluded from this commission; a sale of 30.00 EUR.'])
    expect(wordsBy(told, 'rerate')).toEqual([{
      en: 'Correction, −20.00 EUR – Percentage of sales: it is not earned any more. It is worth 0.00 EUR now, and 20.00 EUR had been posted.',
      'pt-BR': 'Correção, −20,00 EUR – Percentual das vendas: já não é devido. Agora vale 0,00 EUR, e 20,00 EUR já estavam lançados.',
      es: 'Corrección, −20,00 EUR – Porcentaje de las ventas: ya no se gana. Ahora vale 0,00 EUR, y 20,00 EUR ya estaban asentados.',
    }])
  })
})

describe('customers', () => {
  const LEVELS = [{ amount: 50, requirements: { minDepositTotal: 20 } }, { amount: 80, requirements: { minDepositTotal: 100, withinDays: 90 } }]
  const CPA = { type: 'cpa', levels: LEVELS, rates: [{ countries: ['DE'], amounts: [60, 90] }] }

  test('levels of a CPA, each with what it took; who has reached nothing has how far it is', async () => {
    const { books } = await open(CPA)
    const told = await tell(books, [deposit('d1', on(2), 14), deposit('d2', on(3), 30), deposit('d3', on(5), 80), deposit('b1', on(5), 8, ofBert)])
    expect(english(of(told, 'cpa.level')).sort()).toEqual([
      'Payment per qualified customer (CPA), 30.00 EUR: the customer reached level 2 with transaction d3, by row 1 of the table of rates (DE) (deposited 124.00 of 100.00); it is worth 90.00 EUR in all, 60.00 EUR of it on lower levels.',
      'Payment per qualified customer (CPA), 60.00 EUR: the customer reached level 1 with transaction d2, by row 1 of the table of rates (DE) (deposited 44.00 of 20.00).',
    ])
    expect(wordsBy(told, 'zero.not_qualified_yet')).toEqual([{
      en: 'Nothing was earned – Payment per qualified customer (CPA): the customer has not qualified yet (deposited 8.00 of 20.00).',
      'pt-BR': 'Nada foi ganho – Pagamento por cliente qualificado (CPA): o cliente ainda não se qualificou (depositado 8,00 de 20,00).',
      es: 'No se ganó nada – Pago por cliente calificado (CPA): el cliente todavía no se ha calificado (depositado 8,00 de 20,00).',
    }])
  })

  test('a level that a chargeback of a later month takes away, and one that the operator paid itself', async () => {
    const { books } = await open(CPA)
    const chargeback = { externalId: 'x1', type: 'chargeback', transactionDate: on(6), externalCustomerId: 'anna', depositAmount: 25, relatedExternalId: 'd1' }
    const told = await tell(books, [deposit('d1', on(2, 10), 25), { ...revenue('c1', on(2), 1, ofBert), cpaCommission: 60 }, deposit('b1', on(5), 25, ofBert)], [chargeback])
    expect(english(of(told, 'reversal'))).toEqual(['Reversal, −60.00 EUR – Payment per qualified customer (CPA): level 1 of the customer is worth 0.00 EUR now, and 60.00 EUR had been paid for it.'])
    expect(english(of(told, 'zero.supplied_by_caller'))).toEqual(['Nothing was earned – Payment per qualified customer (CPA): the commission that the operator sent covers it; the customer reached level 1 with transaction b1 (deposited 25.00 of 20.00); 60.00 EUR that the operator sent counts as paid.'])
  })

  test('a registration: on its day, with what completed it, or how many days are left', async () => {
    const { books } = await open({ type: 'cpl', amount: 4 }, { type: 'cpl', amount: 3, requirements: { countries: ['DE'], minDepositTotal: 10, withinDays: 90 } })
    const told = await tell(books, [], [deposit('d1', on(2), 16)])
    expect(english(of(told, 'cpl.registration'))).toEqual(expect.arrayContaining([
      'Payment per registration (CPL), 4.00 EUR: the customer registered on September 1, 2026.',
      'Payment per registration (CPL) 2, 3.00 EUR: the customer registered on September 1, 2026, and met all requirements with transaction d1 (deposited 16.00 of 10.00 and country DE).',
    ]))
    expect(wordsBy(told, 'zero.not_qualified_yet')).toContainEqual({
      en: 'Nothing was earned – Payment per registration (CPL) 2: the customer has not qualified yet; the customer registered on September 1, 2026 (deposited 0.00 of 10.00 and country DE), days left: 15.',
      'pt-BR': 'Nada foi ganho – Pagamento por registro (CPL) 2: o cliente ainda não se qualificou; o cliente se registrou em 1 de setembro de 2026 (depositado 0,00 de 10,00 e país DE), dias que faltam: 15.',
      es: 'No se ganó nada – Pago por registro (CPL) 2: el cliente todavía no se ha calificado; el cliente se registró el 1 de septiembre de 2026 (depositado 0,00 de 10,00 y país DE), días que quedan: 15.',
    })
  })
})

describe('clicks, fees and bonuses', () => {
  test('clicks of a day by what each is paid, what a cap left out, and what is not paid', async () => {
    const { books, affiliate } = await open({ type: 'cpc', amount: 0.1, rates: [{ countries: ['DE'], amount: 0.25 }], caps: [{ per: 'affiliate', window: 'day', amount: 0.5 }] })
    const click = (time: string, more: object = {}) => ({ at: `2026-11-${time}:00Z`, affiliateId: affiliate, ...more })
    await storeClicks(books, click('02T10:00', { country: 'DE' }), click('02T10:30', { country: 'DE' }), click('02T11:00'), click('02T12:00'), click('02T13:00'), click('02T14:00', { flags: [] }), click('02T15:00', { flags: ['bot'], isValid: false }), click('03T10:00', { flags: [] }))
    const told = await tell(books, [])
    const [day] = of(told, 'cpc.day')
    expect(day?.words).toEqual({
      en: 'Payment per click, 0.50 EUR: clicks of November 2, 2026 (Bettest): 3 at 0.10 EUR; one more is paid the rest of 0.20 EUR that the cap of 0.50 EUR per day for the affiliate leaves; beyond the cap of 0.50 EUR per day for the affiliate: 1; of visitors who had clicked before: 1; not valid: 1.',
      'pt-BR': 'Pagamento por clique, 0,50 EUR: cliques de 2 de novembro de 2026 (Bettest): 3 a 0,10 EUR; mais um recebe o resto de 0,20 EUR que o limite de 0,50 EUR por dia para o afiliado deixa; passam do limite de 0,50 EUR por dia para o afiliado: 1; de visitantes que já tinham clicado: 1; não válidos: 1.',
      es: 'Pago por clic, 0,50 EUR: clics del 2 de noviembre de 2026 (Bettest): 3 a 0,10 EUR; uno más recibe el resto de 0,20 EUR que deja el tope de 0,50 EUR por día para el afiliado; superan el tope de 0,50 EUR por día para el afiliado: 1; de visitantes que ya habían hecho clic: 1; no válidos: 1.',
    })
    expect(english(of(told, 'zero.repeated_click'))).toEqual(['Nothing was earned – Payment per click: its visitors had clicked within the last 24 hours; clicks of November 3, 2026 (Bettest): none is paid; of visitors who had clicked before: 1.'])
  })

  test('a fee by its days, or all of it', async () => {
    const { books, affiliate } = await open({ type: 'fixed_per_sale', amount: 1 })
    const planId = await books.plan([{ type: 'period_fee', amount: 310 }, { type: 'period_fee', amount: 55, proration: false }])
    await assign(books, { planId, affiliateId: affiliate, from: '2026-10-21T22:00:00Z' })
    const told = await tell(books, [])
    expect(wordsBy(told, 'period_fee')).toEqual(expect.arrayContaining([
      {
        en: 'Fee per month, 100.00 EUR: 310.00 EUR for 10 of 31 days (October 2026).',
        'pt-BR': 'Valor fixo por mês, 100,00 EUR: 310,00 EUR por 10 de 31 dias (outubro de 2026).',
        es: 'Tarifa por mes, 100,00 EUR: 310,00 EUR por 10 de 31 días (octubre de 2026).',
      },
      expect.objectContaining({ en: 'Fee per month 2, 55.00 EUR: 55.00 EUR (October 2026).' }),
    ]))
  })

  test('a bonus with what reached the threshold; a month that did not', async () => {
    const { books } = await open({ type: 'bonus', amount: 500, metric: 'net_revenue', threshold: 1000, repeats: 'every_period' }, { type: 'bonus', amount: 50, metric: 'sale_count', window: { days: 60 }, threshold: 1 })
    const told = await tell(books, [revenue('r1', on(2), 1500), sale('s1', on(2), 10)])
    expect(english(of(told, 'bonus')).sort()).toEqual([
      'Bonus 2, 50.00 EUR: number of sales, the last 60 days up to the end of the month (November 2026): 1; the threshold is 1, reached with transaction s1.',
      'Bonus, 500.00 EUR: net revenue, November 2026: 1,500.00 EUR; the threshold is 1,000.00 EUR, reached with transaction r1.',
    ])
    expect(english(of(told, 'zero.threshold_not_reached'))).toContain('Nothing was earned – Bonus: the threshold was not reached; net revenue, October 2026: 0.00 EUR; the threshold is 1,000.00 EUR.')
  })
})

describe('revenue shares', () => {
  const BANDS = [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }]
  const tiers = (more: Item = {}) => ({ metric: 'net_revenue', window: 'period', application: 'marginal', bands: BANDS, ...more })
  /** Reckoned rather than in flight. */
  const capped = { caps: [{ per: 'affiliate', window: 'lifetime', amount: 1_000_000 }] }

  test('a month by its slices, growing with what comes', async () => {
    const { books } = await open({ type: 'revenue_share', tiers: tiers(), ...capped })
    const told = await tell(books, [revenue('r1', on(2), 900)], [revenue('r2', on(3), 325)])
    expect(wordsBy(told, 'revenue_share.period')).toEqual([
      expect.objectContaining({ en: 'Revenue share, 225.00 EUR: net revenue of November 2026 came to 900.00 EUR; 900.00 EUR at 25 %.' }),
      {
        en: 'Revenue share, 103.75 EUR: net revenue of November 2026 came to 1,225.00 EUR; 1,000.00 EUR at 25 % and 225.00 EUR at 35 %. In all it comes to 328.75 EUR, and 225.00 EUR had been posted.',
        'pt-BR': 'Participação na receita, 103,75 EUR: receita líquida de novembro de 2026: 1.225,00 EUR; 1.000,00 EUR a 25 % e 225,00 EUR a 35 %. No total são 328,75 EUR, e 225,00 EUR já estavam lançados.',
        es: 'Participación en los ingresos, 103,75 EUR: ingresos netos de noviembre de 2026: 1.225,00 EUR; 1.000,00 EUR al 25 % y 225,00 EUR al 35 %. En total son 328,75 EUR, y 225,00 EUR ya estaban asentados.',
      },
    ])
  })

  test('tiers of another metric, of all time, of a brand, of a customer', async () => {
    const other = { type: 'revenue_share', tiers: tiers({ metric: 'sale_count', application: 'whole', bands: [{ from: 0, rate: '10' }, { from: 1, rate: '20' }] }) }
    const { books } = await open(
      other, { type: 'revenue_share', tiers: tiers({ window: 'lifetime' }), ...capped },
      { type: 'revenue_share', tiers: tiers({ scope: 'brand' }), ...capped }, { type: 'revenue_share', tiers: tiers({ scope: 'customer' }), ...capped },
    )
    const told = await tell(books, [revenue('r1', on(2, 10), 800), revenue('r2', on(3), 300), sale('s1', on(4), 1)])
    expect(english(told)).toEqual(expect.arrayContaining([
      'Revenue share, 60.00 EUR: net revenue of November 2026 came to 300.00 EUR, at 20 %; the tier goes by number of sales: 1.',
      'Revenue share 2, 85.00 EUR: net revenue of November 2026 came to 300.00 EUR; 1,000.00 EUR at 25 % and 100.00 EUR at 35 %; over all time it earns 285.00 EUR, 200.00 EUR of it in earlier months.',
      'Revenue share 3, 75.00 EUR: net revenue of November 2026 (Bettest) came to 300.00 EUR; 300.00 EUR at 25 %.',
      'Revenue share 4, 75.00 EUR: net revenue of November 2026 (one customer) came to 300.00 EUR; 300.00 EUR at 25 %.',
    ]))
  })

  test('above a CPA that is an advance, also where it is not reached', async () => {
    const { books } = await open({ type: 'cpa', levels: [{ amount: 20, requirements: { minDepositTotal: 1 } }], asAdvance: true }, { type: 'revenue_share', tiers: tiers({ scope: 'customer' }) })
    const told = await tell(books, [deposit('d1', on(1, 10), 1), revenue('r1', on(2, 10), 76), revenue('r2', on(3), 8), deposit('b1', on(3), 1, ofBert), revenue('b2', on(3), 8, ofBert)])
    const [above] = wordsBy(told, 'revenue_share.above_cpa')
    expect(above).toEqual({
      en: "Revenue share, 1.00 EUR: the customer's share has come to 21.00 EUR (November 2026: net revenue 8.00 EUR; 8.00 EUR at 25 %), and the CPA of 20.00 EUR is an advance on it: 1.00 EUR is payable in all, 0.00 EUR of it before November 2026.",
      'pt-BR': 'Participação na receita, 1,00 EUR: a participação do cliente chegou a 21,00 EUR (novembro de 2026: receita líquida 8,00 EUR; 8,00 EUR a 25 %), e o CPA de 20,00 EUR é um adiantamento dela: 1,00 EUR são devidos no total, 0,00 EUR disso antes de novembro de 2026.',
      es: 'Participación en los ingresos, 1,00 EUR: la participación del cliente llegó a 21,00 EUR (noviembre de 2026: ingresos netos 8,00 EUR; 8,00 EUR al 25 %), y el CPA de 20,00 EUR es un anticipo de ella: se deben 1,00 EUR en total, 0,00 EUR de eso antes de noviembre de 2026.',
    })
    expect(english(of(told, 'zero.advance_not_reached'))).toHaveLength(2)
  })

  test('a negative month that is forgotten, and the floor of a month', async () => {
    const { books } = await open({ type: 'revenue_share', rate: '30', carryover: { mode: 'reset' }, floor: 10 })
    const told = await tell(books, [revenue('r1', on(2, 10), -1000), revenue('r2', on(2), 0.01)])
    expect(wordsBy(told, 'revenue_share.reset')).toEqual([{
      en: 'Negative month forgotten, 300.00 EUR: the revenue share of October 2026 was −300.00 EUR, and a negative month is not carried over: the next one begins at zero.',
      'pt-BR': 'Mês negativo esquecido, 300,00 EUR: a participação na receita de outubro de 2026 foi de −300,00 EUR, e um mês negativo não é levado adiante: o seguinte começa do zero.',
      es: 'Mes negativo olvidado, 300,00 EUR: la participación en los ingresos de octubre de 2026 fue de −300,00 EUR, y un mes negativo no se arrastra: el siguiente empieza de cero.',
    }])
    expect(wordsBy(told, 'floor')).toContainEqual({
      en: 'Revenue share, minimum, 10.00 EUR: at least 10.00 EUR is paid for October 2026, and 0.00 EUR had been earned.',
      'pt-BR': 'Participação na receita, mínimo, 10,00 EUR: por outubro de 2026 se paga pelo menos 10,00 EUR, e 0,00 EUR tinham sido ganhos.',
      es: 'Participación en los ingresos, mínimo, 10,00 EUR: por octubre de 2026 se pagan al menos 10,00 EUR, y se habían ganado 0,00 EUR.',
    })
  })

  test('what is carried on, with its limit and its age, and what it comes off; by brand and by product', async () => {
    const carry = (more: Item) => ({ type: 'revenue_share', rate: '30', carryover: { mode: 'carry', ...more } })
    const { books } = await open(carry({}), carry({ what: 'base', scope: 'brand', cap: { amount: 500 } }), carry({ scope: 'product', expiryMonths: 1 }))
    const productId = await addProduct(books)
    const [product] = await context.db.inProgram(books.programId, (tx) => tx.sql<{ externalId: string }>({ text: 'select external_id as "externalId" from product where program_id = $1 and id = $2', values: [books.programId, productId] }))
    const poker = { externalProductId: product?.externalId }
    const told = await tell(books, [revenue('r1', on(2, 9), -1000, poker), revenue('r2', on(2, 10), 600, poker), revenue('r3', on(2), -1)])
    expect(english(of(told, 'revenue_share.carry_out'))).toEqual(expect.arrayContaining([
      'Negative month carried on, 300.00 EUR: the revenue share of September 2026 was −300.00 EUR; 300.00 EUR of negative commission comes off later months.',
      'Negative month carried on, 300.00 EUR: the revenue share of September 2026 (Bettest) was −300.00 EUR; 500.00 EUR of negative base comes off later months; 500.00 EUR is beyond the limit of 500.00 EUR and forgotten.',
      'Negative month carried on, 300.00 EUR: the revenue share of September 2026 (Poker) was −300.00 EUR; 300.00 EUR of negative commission comes off later months.',
    ]))
    expect(wordsBy(told, 'revenue_share.carry_in')).toContainEqual({
      en: 'Carried over from earlier months, −150.00 EUR: 500.00 EUR of negative base carried from earlier months (September 2026: 500.00 EUR) comes off October 2026 (Bettest): its revenue share goes from 180.00 EUR to 30.00 EUR.',
      'pt-BR': 'Trazido de meses anteriores, −150,00 EUR: 500,00 EUR de base negativa de meses anteriores (setembro de 2026: 500,00 EUR) são descontados de outubro de 2026 (Bettest): a participação na receita passa de 180,00 EUR para 30,00 EUR.',
      es: 'Arrastrado de meses anteriores, −150,00 EUR: 500,00 EUR de base negativa de meses anteriores (septiembre de 2026: 500,00 EUR) se descuentan de octubre de 2026 (Bettest): la participación en los ingresos pasa de 180,00 EUR a 30,00 EUR.',
    })
  })

  test('losses of a high roller: set apart until when, and paid down', async () => {
    const { books } = await open({ type: 'revenue_share', rate: '10', carryover: { mode: 'reset' }, highRollers: { threshold: 5000, expiryMonths: 3 } })
    const told = await tell(books, [revenue('r1', on(2, 9), -8000), revenue('r2', on(3, 9), 2000, ofBert), revenue('r3', on(2, 10), 1225)])
    expect(wordsBy(told, 'revenue_share.ring_fence')).toEqual([{
      en: "Losses of a high roller set apart, 600.00 EUR: the customer cost 8,000.00 EUR in September 2026, which reaches the threshold of 5,000.00 EUR; 6,000.00 EUR of it is set apart and comes off nothing but that customer's own later revenue until the end of December 2026; the revenue share goes from −600.00 EUR to 0.00 EUR.",
      'pt-BR': 'Perdas de um grande apostador separadas, 600,00 EUR: o cliente custou 8.000,00 EUR em setembro de 2026, o que alcança o patamar de 5.000,00 EUR; 6.000,00 EUR disso são separados e só são compensados pela receita posterior do próprio cliente até o fim de dezembro de 2026; a participação na receita passa de −600,00 EUR para 0,00 EUR.',
      es: 'Pérdidas de un gran apostador separadas, 600,00 EUR: el cliente costó 8.000,00 EUR en septiembre de 2026, lo que alcanza el umbral de 5.000,00 EUR; 6.000,00 EUR de eso se separan y solo los compensan los ingresos posteriores del propio cliente hasta el fin de diciembre de 2026; la participación en los ingresos pasa de −600,00 EUR a 0,00 EUR.',
    }])
    expect(english(of(told, 'revenue_share.pay_down'))).toEqual(['Losses of a high roller paid down, −122.50 EUR: the customer brought 1,225.00 EUR in October 2026, and 1,225.00 EUR of it pays down earlier losses that were set apart; the revenue share goes from 122.50 EUR to 0.00 EUR.'])
  })
})

describe('recruits', () => {
  const author = (books: Books) => ({ programId: books.programId, actor: 'user:test', now: context.clock.now() })

  test('what they earned by level and rate, and a month that takes nothing away', async () => {
    const books = await Books.open(context)
    const [recruiter, first, second] = [await books.affiliate(), await books.affiliate(), await books.affiliate()]
    await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }], 0, { from: SEPTEMBER })
    await assign(books, { planId: await books.plan([{ type: 'sub_affiliate', levels: [{ rate: '10' }, { rate: '5' }] }], 0, { from: SEPTEMBER }), affiliateId: recruiter })
    for (const [child, parent] of [[first, recruiter], [second, first]] as const) {
      await context.db.inProgram(books.programId, (tx) => changeAffiliate(tx, author(books), child, { parentAffiliateId: parent, parentFrom: new Date(SEPTEMBER) }))
    }
    await books.customer('anna', first)
    await books.customer('bert', second)
    const told = await tell(books, [sale('s1', on(2), 4000), sale('s2', on(3), 1234.5, ofBert)])
    expect(wordsBy(told, 'sub_affiliate')).toEqual([{
      en: 'Sub-affiliate share, 46.17 EUR: recruited affiliates in November 2026 (2): 10 % of 400.00 EUR of commission (level 1) and 5 % of 123.45 EUR of commission (level 2).',
      'pt-BR': 'Participação sobre subafiliados, 46,17 EUR: afiliados recrutados em novembro de 2026 (2): 10 % de 400,00 EUR de comissão (nível 1) e 5 % de 123,45 EUR de comissão (nível 2).',
      es: 'Participación por subafiliados, 46,17 EUR: afiliados reclutados en noviembre de 2026 (2): 10 % de 400,00 EUR de comisión (nivel 1) y 5 % de 123,45 EUR de comisión (nivel 2).',
    }])
  })
})

describe('the plan of an award', () => {
  const COMPONENTS = [{ type: 'percent_of_sale', rate: '10', floor: 1 }, { type: 'cpl', amount: 2 }]

  test('is that of its transaction or registration, with every assignment and version that lost', async () => {
    const { books, affiliate, planId } = await open({ type: 'percent_of_sale', rate: '1' })
    const better = await books.plan(COMPONENTS, 0, { from: SEPTEMBER })
    await books.planVersion(better, 2, COMPONENTS, 0, { from: on(1, 10) })
    await assign(books, { planId: better, affiliateId: affiliate, brandId: books.brandId })
    await assign(books, { planId, affiliateId: affiliate })
    await assign(books, { planId, affiliateId: affiliate, brandId: books.brandId, until: on(31, 8) })
    const told = await tell(books, [sale('s1', on(2), 100)])
    const reasons = ({ plan }: Explanation) => plan.losers.map((loser) => ('version' in loser ? `version ${loser.version} ${loser.reason}` : loser.reason)).sort()
    for (const rule of ['percent_of_sale', 'cpl.registration']) {
      const [line] = of(told, rule)
      expect([rule, line?.plan.winner]).toMatchObject([rule, { planId: better, version: 1, assignmentId: expect.any(String) }])
      expect([rule, line && reasons(line)]).toEqual([rule, ['less_specific', 'not_in_force', rule === 'percent_of_sale' ? 'version 2 new_customers_only' : 'version 2 not_in_force']])
    }
    const [floor] = of(told, 'floor').filter(({ because }) => JSON.stringify(because, (_, value) => (typeof value === 'bigint' ? String(value) : value)).includes('2026-10'))
    expect(floor?.plan).toMatchObject({ winner: { planId: better, version: 2 }, losers: expect.arrayContaining([{ versionId: expect.any(String), version: 1, reason: 'older' }]) })
  })
})

test('the interface answers the same, and only to who may see it', async () => {
  const { books } = await open({ type: 'percent_of_sale', rate: '10', caps: [{ per: 'affiliate', window: 'month', count: 5 }] })
  await tell(books, [sale('s1', on(2), 100)])
  const app = createApiServer(context)
  const [id] = await awardLines(books)
  const get = async (secret: string) => app.inject({ method: 'GET', url: `/api/v1/commission/${id}/explanation`, headers: { 'x-api-key': secret } })
  const answer = await get((await makeApiKey(context, books.programId, { ledger: 'read' })).secret)
  expect(answer.json()).toMatchObject({
    amount: 10, rule: 'percent_of_sale',
    because: [{ name: 'worthOfAward', value: 10, because: [{ name: 'saleEarns', value: 10, because: [{ name: 'saleAmount', value: 100 }, { name: 'rate', value: '10' }, { name: 'beforeRounding', value: 10 }] }] }, { name: 'postedBefore', value: 0 }, { name: 'award' }],
    plan: { winner: { assignmentId: null, planName: 'Plan', version: 1 }, losers: [] },
    words: { en: 'Percentage of sales, 10.00 EUR: 10 % of a sale of 100.00 EUR.', 'pt-BR': 'Percentual das vendas, 10,00 EUR: 10 % de uma venda de 100,00 EUR.', es: 'Porcentaje de las ventas, 10,00 EUR: 10 % de una venta de 100,00 EUR.' },
  })
  expect((await get((await makeApiKey(context, books.programId, { customers: 'read' })).secret)).statusCode).toBe(403)
  expect((await app.inject({ method: 'GET', url: `/api/v1/commission/${newId()}/explanation`, headers: { 'x-api-key': (await makeApiKey(context, books.programId, { ledger: 'read' })).secret } })).statusCode).toBe(404)
  await app.close()
})

describe('reasons', () => {
  test('all have words of their own in every language', () => {
    for (const language of LANGUAGES) {
      const words = LINE_REASONS.map((reason) => reasonWords(language, reason))
      expect(words.filter((text) => text.length < 10 || text.includes('_'))).toEqual([])
      expect(new Set(words).size).toBe(LINE_REASONS.length)
    }
  })

  test('that are given where transactions are rated are all known', async () => {
    const known = new Set<string>(LINE_REASONS)
    const given = await givenReasons()
    expect(given.size).toBeGreaterThan(8)
    expect([...given].filter((reason) => !known.has(reason))).toEqual([])
  })
})

/** Awards name their reasons by type; lines that are rated with transactions answer them, or pass them on, as plain words. */
async function givenReasons(): Promise<Set<string>> {
  const folder = path.resolve(import.meta.dirname, '../../src/domain/commissions')
  const files = (await readdir(folder)).filter((name) => /^(rate|correct|take-back)-.*\.ts$/.test(name))
  const sources = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')))
  return new Set(sources.flatMap((source) => [...source.matchAll(/(?:return|reason:|\?\??|:|[^=!]=) '([a-z]+(?:_[a-z]+)+|excluded|disqualified|refunded)'/g)].map(([, reason = '']) => reason)))
}
