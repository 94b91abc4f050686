import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NIL_UUID, newId } from '../../src/domain/ids.ts'
import { accountKeyText } from '../../src/domain/ledger/accounts.ts'
import { openBook } from '../../src/domain/ledger/book.ts'
import { postTransfers, type TransferDraft } from '../../src/domain/ledger/post-transfers.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { minorDigits } from '../../src/domain/money/currencies.ts'
import { convertForPayout } from '../../src/domain/rates/convert-for-payout.ts'
import { exchangeReversals, exchangeTransfers } from '../../src/domain/rates/payout-exchange.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

const PPB = 1_000_000_000n

describe('what an amount is in the currency of a payout', () => {
  // The rate: what one unit of the currency that is paid is worth in the program's.
  test.each`
    case                                     | minor            | from     | to       | ratePpb              | expected
    ${'100.00 EUR at 0.8 a dollar'}          | ${10_000n}       | ${'EUR'} | ${'USD'} | ${800_000_000n}      | ${12_500n}
    ${'100.00 EUR at 0.00625 a yen'}         | ${10_000n}       | ${'EUR'} | ${'JPY'} | ${6_250_000n}        | ${16_000n}
    ${'100.00 EUR at 2.5 a dinar'}           | ${10_000n}       | ${'EUR'} | ${'KWD'} | ${2_500_000_000n}    | ${40_000n}
    ${'10000 JPY at 160 a euro'}             | ${10_000n}       | ${'JPY'} | ${'EUR'} | ${160n * PPB}        | ${6_250n}
    ${'10.000 KWD at 0.0025 a yen'}          | ${10_000n}       | ${'KWD'} | ${'JPY'} | ${2_500_000n}        | ${4_000n}
    ${'1 JPY at 400 a dinar'}                | ${1n}            | ${'JPY'} | ${'KWD'} | ${400n * PPB}        | ${3n}
    ${'1.2345 CLF at 0.00002 a peso'}        | ${12_345n}       | ${'CLF'} | ${'CLP'} | ${20_000n}           | ${61_725n}
    ${'a half of a cent'}                    | ${1n}            | ${'EUR'} | ${'USD'} | ${2n * PPB}          | ${1n}
    ${'a little less than half a cent'}      | ${1n}            | ${'EUR'} | ${'USD'} | ${2n * PPB + 1n}     | ${null}
    ${'a cent in yen'}                       | ${1n}            | ${'EUR'} | ${'JPY'} | ${6_250_000n}        | ${2n}
    ${'a fils in yen, half a yen'}           | ${1n}            | ${'KWD'} | ${'JPY'} | ${2_000_000n}        | ${1n}
    ${'one third, not two roundings'}        | ${1_000n}        | ${'EUR'} | ${'USD'} | ${3n * PPB}          | ${333n}
    ${'two thirds'}                          | ${2_000n}        | ${'EUR'} | ${'USD'} | ${3n * PPB}          | ${667n}
    ${'nothing'}                             | ${0n}            | ${'EUR'} | ${'USD'} | ${PPB}               | ${null}
    ${'less than nothing'}                   | ${-100n}         | ${'EUR'} | ${'USD'} | ${PPB}               | ${null}
    ${'the largest amount'}                  | ${2n ** 63n - 1n} | ${'EUR'} | ${'USD'} | ${PPB}              | ${2n ** 63n - 1n}
    ${'a cent more than the largest amount'} | ${2n ** 62n}     | ${'EUR'} | ${'USD'} | ${PPB / 2n}          | ${null}
    ${'the smallest rate'}                   | ${1n}            | ${'EUR'} | ${'USD'} | ${1n}                | ${PPB}
    ${'the largest rate'}                    | ${10n ** 18n}    | ${'EUR'} | ${'USD'} | ${10n ** 18n - 1n}   | ${PPB}
  `('$case → $expected', ({ minor, from, to, ratePpb, expected }) => {
    expect(convertForPayout(minor, from, to, ratePpb)).toBe(expected)
  })

  test('is never further from the exact value than half of the smallest unit', () => {
    const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF')
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n), currencies, currencies, fc.bigInt(1n, 10n ** 15n), (minor, from, to, ratePpb) => {
        const paid = convertForPayout(minor, from, to, ratePpb) ?? 0n
        // paid / 10^to × rate against minor / 10^from, both times everything in a denominator.
        const [exact, worth] = [minor * PPB * 10n ** BigInt(minorDigits(to)), ratePpb * 10n ** BigInt(minorDigits(from))]
        const error = exact - paid * worth
        return paid === 0n || (error < 0n ? -error : error) * 2n <= worth || exact > (2n ** 63n - 1n) * worth
      }),
    )
  })
})

describe('the exchange of a payout in the ledger', () => {
  const [payoutId, affiliateId] = [newId(), newId()]
  const moment = { now: new Date('2026-11-30T23:30:00Z'), timeZone: 'Europe/Malta' }
  const exchange = { payoutId, affiliateId, from: { currency: 'EUR', amountMinor: 10_000n }, to: { currency: 'USD', amountMinor: 12_500n }, ...moment }

  test('takes the one currency off payable and puts the other on it', () => {
    const drafts = exchangeTransfers(exchange)
    expect(drafts.map(({ debit, credit, amountMinor }) => `${accountKeyText(debit)} → ${accountKeyText(credit)} ${amountMinor}`)).toEqual([
      `affiliate_payable:${affiliateId}:EUR → exchange:${NIL_UUID}:EUR 10000`,
      `exchange:${NIL_UUID}:USD → affiliate_payable:${affiliateId}:USD 12500`,
    ])
    expect(drafts).toMatchObject(drafts.map(() => ({ kind: 'currency_exchanged', causeType: 'payout', causeId: payoutId, occurredAt: moment.now, period: '2026-12', reversesId: null })))
  })

  test.each`
    case                   | part
    ${'of one currency'}   | ${{ to: { currency: 'EUR', amountMinor: 1n } }}
    ${'of nothing'}        | ${{ from: { currency: 'EUR', amountMinor: 0n } }}
    ${'to nothing'}        | ${{ to: { currency: 'USD', amountMinor: 0n } }}
    ${'of less'}           | ${{ from: { currency: 'EUR', amountMinor: -1n } }}
  `('an exchange $case is none', ({ part }) => {
    expect(() => exchangeTransfers({ ...exchange, ...part })).toThrow('two currencies and amounts')
  })

  describe('on the books', () => {
    let api: TestApi
    let affiliate: string
    beforeAll(async () => {
      api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
      affiliate = (await api.post('/affiliate', { name: 'Anna' })).body.id
    })
    afterAll(() => api.close())

    const now = new Date('2026-11-15T12:00:00.000Z')
    const step = (drafts: (tx: Parameters<typeof openBook>[0]) => TransferDraft[] | Promise<TransferDraft[]>) =>
      api.context.db.inProgram(api.program.programId, async (tx) => {
        const book = await openBook(tx, api.program.programId)
        await postTransfers(tx, book, await drafts(tx), now)
      })
    const balances = async () => {
      const { items } = (await api.get('/ledger/account')).body
      return Object.fromEntries(items.map(({ kind, currency, balance }: { kind: string; currency: string; balance: number }) => [`${kind} ${currency}`, balance]))
    }

    test('it is taken back to the unit, twice is refused, and the books agree', async () => {
      const payout = newId()
      const there = { ...exchange, payoutId: payout, affiliateId: affiliate, now }
      await step(() => exchangeTransfers(there))
      expect(await balances()).toEqual({ 'affiliate_payable EUR': -100, 'exchange EUR': -100, 'exchange USD': 125, 'affiliate_payable USD': 125 })
      await expect(step(() => exchangeTransfers(there))).rejects.toThrow('ledger_transfer')
      const { programId } = api.program
      await step((tx) => exchangeReversals(tx, programId, payout, { now, timeZone: 'UTC' }))
      expect(await balances()).toEqual({ 'affiliate_payable EUR': 0, 'exchange EUR': 0, 'exchange USD': 0, 'affiliate_payable USD': 0 })
      await expect(step((tx) => exchangeReversals(tx, programId, payout, { now, timeZone: 'UTC' }))).rejects.toThrow('ledger_transfer')
      const { items } = (await api.get(`/ledger/transfer?causeId=${payout}`)).body
      const ids = new Map(items.map(({ id, kind, currency }: Record<string, string>) => [`${kind} ${currency}`, id]))
      const reversals = items.filter(({ kind }: { kind: string }) => kind === 'currency_exchange_reversed')
      expect(reversals.map(({ reversesId }: { reversesId: string }) => reversesId).sort()).toEqual([ids.get('currency_exchanged EUR'), ids.get('currency_exchanged USD')].sort())
      expect(await api.context.db.inProgram(programId, (tx) => exchangeReversals(tx, programId, newId(), { now, timeZone: 'UTC' }))).toEqual([])
      const { laws } = await verifyBooks(api.context.db, programId)
      // There is no payout here that the laws of payouts could look at.
      expect(laws.flatMap(({ law, offender }) => (offender === null || law.startsWith('payout') ? [] : [`${law} ${offender}`]))).toEqual([])
    })
  })
})
