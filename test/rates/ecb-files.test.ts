import { describe, expect, test } from 'vitest'
import { ecbRates } from '../../src/domain/rates/ecb-rates.ts'
import { readEcbCsv } from '../../src/domain/rates/read-ecb-csv.ts'
import { readEcbXml } from '../../src/domain/rates/read-ecb-xml.ts'
import { DAILY_CSV, DAILY_XML, HISTORY_CSV, xmlOf } from './ecb-samples.ts'
import { refusalOf } from '../support/refusal-of.ts'

const EVERYTHING = { currencies: null, from: null }

function shown(content: string, own: string): Record<string, string> {
  const days = content.startsWith('<') ? readEcbXml(content) : readEcbCsv(content)
  return Object.fromEntries(ecbRates(days, own, EVERYTHING).rates.map(({ currency, effectiveFrom, ratePpb }) => [`${currency} ${effectiveFrom.toISOString()}`, String(ratePpb)]))
}

describe('what one unit of a currency is worth', () => {
  // 1 / 1.25, 1 / 160, 1 / 0.8, 1 / 17777.77
  const IN_EUROS = { USD: '800000000', JPY: '6250000', GBP: '1250000000', IDR: '56250' }
  const keyed = (rates: object, at: string) => Object.fromEntries(Object.entries(rates).map(([currency, ppb]) => [`${currency} ${at}`, ppb]))

  test('in euros: one, divided by the units for one euro; from 16:00 in Frankfurt on', () => {
    expect(shown(DAILY_XML, 'EUR')).toEqual(keyed(IN_EUROS, '2026-11-20T15:00:00.000Z'))
  })

  test('CSV and XML say the same', () => {
    expect(shown(DAILY_CSV, 'EUR')).toEqual(shown(DAILY_XML, 'EUR'))
  })

  test('in dollars: by way of the euro, rounded once', () => {
    // 1.25, 1.25 / 160, 1.25 / 0.8, 1.25 / 17777.77 = 0.0000703125307…
    expect(shown(DAILY_XML, 'USD')).toEqual(keyed({ EUR: '1250000000', JPY: '7812500', GBP: '1562500000', IDR: '70313' }, '2026-11-20T15:00:00.000Z'))
  })

  test('in summer 16:00 in Frankfurt is 14:00 UTC', () => {
    expect(Object.keys(shown(xmlOf({ '2026-07-01': { USD: '1.1' } }), 'EUR'))).toEqual(['USD 2026-07-01T14:00:00.000Z'])
  })

  test('a half of a billionth is rounded away from zero', () => {
    // 0.0000000005 and a little less of it.
    expect(Object.values(shown(xmlOf({ '2026-11-20': { USD: '0.000000001', JPY: '2' } }), 'USD'))).toEqual(['1', '1'])
    expect(refusalOf(() => shown(xmlOf({ '2026-11-20': { USD: '0.000000001', JPY: '2.000000001' } }), 'USD')).errors[0]?.code).toBe('rate_out_of_range')
  })

  test('every rate says where it comes from', () => {
    const { rates } = ecbRates(readEcbXml(DAILY_XML), 'EUR', EVERYTHING)
    expect(new Set(rates.map(({ source }) => source))).toEqual(new Set(['ECB 2026-11-20']))
  })
})

describe('a history', () => {
  test('holds days without rates for some currencies, and currencies that are none any more', () => {
    const { rates, ...rest } = ecbRates(readEcbCsv(HISTORY_CSV), 'EUR', EVERYTHING)
    expect(rates.map(({ currency, source }) => `${source} ${currency}`)).toEqual(['ECB 2026-11-20 BRL', 'ECB 2026-11-20 USD', 'ECB 2026-11-19 BRL', 'ECB 2026-11-19 USD', 'ECB 2000-01-14 USD'])
    expect(rest).toEqual({ firstDay: '2000-01-14', lastDay: '2026-11-20', ignoredCurrencies: ['CYP'], daysWithout: 0 })
  })

  test("leaves out the days without the program's own currency", () => {
    expect(ecbRates(readEcbCsv(HISTORY_CSV), 'BRL', EVERYTHING)).toMatchObject({ firstDay: '2026-11-19', daysWithout: 1, rates: { length: 4 } })
  })

  test('is narrowed to currencies and to a first day', () => {
    const { rates } = ecbRates(readEcbCsv(HISTORY_CSV), 'EUR', { currencies: ['USD'], from: '2026-11-20' })
    expect(rates.map(({ currency, source }) => `${source} ${currency}`)).toEqual(['ECB 2026-11-20 USD'])
  })

  test.each`
    case                                         | own      | wanted                                      | path            | code
    ${"the program's currency is not in it"}     | ${'KWD'} | ${EVERYTHING}                               | ${'content'}    | ${'currency_missing'}
    ${'a currency that is asked for is not'}     | ${'EUR'} | ${{ currencies: ['KWD'], from: null }}      | ${'currencies'} | ${'currency_missing'}
    ${'it ends before the first day'}            | ${'EUR'} | ${{ currencies: null, from: '2026-11-21' }} | ${'from'}       | ${'day_missing'}
  `('is refused when $case', ({ own, wanted, path, code }) => {
    expect(refusalOf(() => ecbRates(readEcbCsv(HISTORY_CSV), own, wanted)).errors[0]).toMatchObject({ path, code })
  })
})

describe('what is no file of the ECB is refused, and says why', () => {
  const rate = (text: string) => xmlOf({ '2026-11-20': { USD: text } })

  test.each(['0', '0.000', '-1', '+1', '1e3', '1e400', 'NaN', 'Infinity', '1,5', '1 000', '.5', '1.', '0x10', '1.0000000001', '1234567890', ''])('a rate of %j', (text) => {
    expect(refusalOf(() => readEcbXml(rate(text))).errors).toMatchObject([{ path: 'content', code: 'not_ecb_rates' }])
    expect(refusalOf(() => readEcbCsv(`Date,USD,\n2026-11-20,"${text}",\n`)).errors).toMatchObject([{ path: 'content', code: 'not_ecb_rates' }])
  })

  test.each(['2026-02-30', '2026-13-01', '26-11-20', '20 Nov 2026', '1899-12-31', '2100-01-01', '', '2026-11-20T00:00:00Z'])('a day of %j', (day) => {
    expect(refusalOf(() => readEcbXml(xmlOf({ [day]: { USD: '1' } }))).message).toContain('is no day')
  })

  test.each`
    case                               | content
    ${'nothing'}                       | ${''}
    ${'something else'}                | ${'<html><body>404</body></html>'}
    ${'an envelope without rates'}     | ${'<gesmes:Envelope></gesmes:Envelope>'}
    ${'a document type'}               | ${`<!DOCTYPE a [<!ENTITY b "c">]>${DAILY_XML}`}
    ${'a document type in small'}      | ${`<!doctype a>${DAILY_XML}`}
    ${'entities that grow'}            | ${`<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}">${'<!ENTITY c "&b;&b;">'.repeat(100)}]>${DAILY_XML}`}
    ${'a file that was cut off'}       | ${DAILY_XML.slice(0, DAILY_XML.indexOf('<Cube currency="GBP"'))}
    ${'elements without end'}          | ${`${'<Cube>'.repeat(100_000)}</Envelope>`}
    ${'an attribute without end'}      | ${`<Envelope a="${'x'.repeat(100_000)}</Envelope>`}
    ${'a name of the language itself'} | ${'<Envelope><__proto__ time="x"/></Envelope>'}
    ${'a day without its time'}        | ${DAILY_XML.replace('time="2026-11-20"', '')}
    ${'a currency in small letters'}   | ${DAILY_XML.replace('USD', 'usd')}
    ${'a currency twice'}              | ${DAILY_XML.replace('JPY', 'USD')}
    ${'an entity for a rate'}          | ${DAILY_XML.replace('"1.25"', '"&#49;"')}
  `('XML: $case', ({ content }) => {
    const refusal = refusalOf(() => readEcbXml(content))
    expect(refusal.errors).toMatchObject([{ path: 'content', code: 'not_ecb_rates' }])
    expect(refusal.message.length).toBeLessThan(200)
  })

  test.each`
    case                            | content
    ${'nothing'}                    | ${''}
    ${'a heading alone'}            | ${'Date,USD,\n'}
    ${'another heading'}            | ${'Day,USD,\n2026-11-20,1.25,\n'}
    ${'a line that was cut off'}    | ${'Date,USD,JPY,\n2026-11-20,1.25,16'}
    ${'a cell too many'}            | ${'Date,USD,\n2026-11-20,1.25,160,\n'}
    ${'a day twice'}                | ${'Date,USD,\n2026-11-20,1.25,\n20 November 2026,1.25,\n'}
    ${'a currency twice'}           | ${'Date,USD,USD,\n2026-11-20,1.25,1.25,\n'}
    ${'a rate without a currency'}  | ${'Date,USD,\n2026-11-20,1.25,160\n'}
    ${'a month that is none'}       | ${'Date,USD,\n20 Brumaire 2026,1.25,\n'}
    ${'a quote that never closes'}  | ${`Date,USD,\n2026-11-20,"${'1'.repeat(100_000)}`}
    ${'a line without end'}         | ${`Date,${'USD,'.repeat(100_000)}`}
    ${'the same as XML'}            | ${DAILY_XML}
    ${'zero bytes'}                 | ${'\0'.repeat(1000)}
  `('CSV: $case', ({ content }) => {
    const refusal = refusalOf(() => readEcbCsv(content))
    expect(refusal.errors).toMatchObject([{ path: 'content', code: 'not_ecb_rates' }])
    expect(refusal.message.length).toBeLessThan(200)
  })
})
