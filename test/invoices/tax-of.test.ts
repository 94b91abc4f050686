import { describe, expect, test } from 'vitest'
import { taxAtIssue } from '../../src/domain/invoices/tax-at-issue.ts'
import { taxOf } from '../../src/domain/invoices/tax-of.ts'
import { minorDigits } from '../../src/domain/money/currencies.ts'
import { minorToFixedText } from '../../src/domain/money/amounts.ts'
import type { TaxProfile } from '../../src/domain/invoices/tax-profile.ts'
import { ratePpmFromText } from '../../src/domain/money/rates.ts'

function profile(fields: { taxId?: string | null; vat?: string; reverse?: boolean; withholding?: string }) {
  const rate = (text = '0') => ratePpmFromText(text) ?? 0n
  return { taxId: fields.taxId === undefined ? 'DE136695976' : fields.taxId, vatRatePpm: rate(fields.vat), reverseCharge: fields.reverse ?? false, withholdingRatePpm: rate(fields.withholding) }
}

/** The golden numbers were worked out by hand. */
describe('VAT and withholding', () => {
  test.each`
    currency | net           | vat         | withholding  | vatIs         | withheldIs   | toPay
    ${'EUR'} | ${'1234.56'}  | ${'19'}     | ${'15'}      | ${'234.57'}   | ${'185.18'}  | ${'1283.95'}
    ${'EUR'} | ${'-1234.56'} | ${'19'}     | ${'15'}      | ${'-234.57'}  | ${'-185.18'} | ${'-1283.95'}
    ${'EUR'} | ${'100.00'}   | ${'19'}     | ${'0'}       | ${'19.00'}    | ${'0.00'}    | ${'119.00'}
    ${'EUR'} | ${'100.00'}   | ${'0'}      | ${'30'}      | ${'0.00'}     | ${'30.00'}   | ${'70.00'}
    ${'EUR'} | ${'0.02'}     | ${'25'}     | ${'25'}      | ${'0.01'}     | ${'0.01'}    | ${'0.02'}
    ${'EUR'} | ${'-0.02'}    | ${'25'}     | ${'25'}      | ${'-0.01'}    | ${'-0.01'}   | ${'-0.02'}
    ${'EUR'} | ${'0.01'}     | ${'49.99'}  | ${'50'}      | ${'0.00'}     | ${'0.01'}    | ${'0.00'}
    ${'EUR'} | ${'0.00'}     | ${'19'}     | ${'15'}      | ${'0.00'}     | ${'0.00'}    | ${'0.00'}
    ${'JPY'} | ${'12345'}    | ${'10'}     | ${'10.21'}   | ${'1235'}     | ${'1260'}    | ${'12320'}
    ${'JPY'} | ${'-12345'}   | ${'10'}     | ${'10.21'}   | ${'-1235'}    | ${'-1260'}   | ${'-12320'}
    ${'KWD'} | ${'1234.567'} | ${'5'}      | ${'5'}       | ${'61.728'}   | ${'61.728'}  | ${'1234.567'}
    ${'KWD'} | ${'0.010'}    | ${'5'}      | ${'4.9999'}  | ${'0.001'}    | ${'0.000'}   | ${'0.011'}
    ${'BRL'} | ${'1000.00'}  | ${'0'}      | ${'1.5'}     | ${'0.00'}     | ${'15.00'}   | ${'985.00'}
    ${'EUR'} | ${'99.99'}    | ${'7.7'}    | ${'0.0001'}  | ${'7.70'}     | ${'0.00'}    | ${'107.69'}
    ${'EUR'} | ${'90071992547409.93'} | ${'100'} | ${'100'} | ${'90071992547409.93'} | ${'90071992547409.93'} | ${'90071992547409.93'}
  `('of $net $currency at $vat % and $withholding % are $vatIs and $withheldIs: $toPay to pay', ({ currency, net, vat, withholding, vatIs, withheldIs, toPay }) => {
    const netMinor = BigInt(net.replace('.', ''))
    expect(net.split('.')[1]?.length ?? 0).toBe(minorDigits(currency))
    const { vatMinor, withheldMinor } = taxOf(profile({ vat, withholding }), netMinor)
    expect([vatMinor, withheldMinor, netMinor + vatMinor - withheldMinor].map((minor) => minorToFixedText(minor, currency))).toEqual([vatIs, withheldIs, toPay])
  })

  test('are nothing without a profile', () => {
    expect(taxOf(null, 123_456n)).toEqual({ vatRatePpm: 0n, vatMinor: 0n, isReverseCharge: false, withholdingRatePpm: 0n, withheldMinor: 0n })
  })

  test('there is no VAT without a tax id, whatever the rate; what is withheld stays', () => {
    expect(taxOf(profile({ taxId: null, vat: '19', withholding: '15' }), 10_000n)).toMatchObject({ vatRatePpm: 0n, vatMinor: 0n, isReverseCharge: false, withheldMinor: 1_500n })
  })

  test('there is no VAT with reverse charge, with or without a tax id', () => {
    for (const taxId of ['DE136695976', null]) {
      expect(taxOf(profile({ taxId, vat: '19', reverse: true, withholding: '15' }), 10_000n)).toMatchObject({ vatRatePpm: 0n, vatMinor: 0n, isReverseCharge: true, withheldMinor: 1_500n })
    }
  })

  test('of an amount and of its negative add up to nothing', () => {
    const rates = profile({ vat: '7.3333', withholding: '12.3457' })
    for (let net = 0n; net < 2_000n; net += 7n) {
      const [there, back] = [taxOf(rates, net), taxOf(rates, -net)]
      expect([there.vatMinor + back.vatMinor, there.withheldMinor + back.withheldMinor]).toEqual([0n, 0n])
    }
  })
})

describe('the version that a statement is invoiced by', () => {
  function version(id: string, fields: Parameters<typeof profile>[0]): TaxProfile {
    return {
      ...profile(fields), id, affiliateId: 'a', legalName: id, address: 'x', country: 'DE', invoicing: 'self_billed', legalEntityId: null, createdBy: 'test', recordedAt: new Date('2026-11-01T00:00:00Z'),
    }
  }
  const posted = { baseMinor: 10_000n, vatMinor: 1_900n, withheldMinor: 0n }
  const atCut = version('at the cut', { vat: '19' })

  test.each`
    versions                                                                   | by
    ${[atCut]}                                                                 | ${'at the cut'}
    ${[version('another name', { vat: '19' }), atCut]}                         | ${'another name'}
    ${[version('another rate', { vat: '20' }), atCut]}                         | ${'at the cut'}
    ${[version('withheld of', { vat: '19', withholding: '1' }), atCut]}        | ${'at the cut'}
    ${[version('no tax id', { vat: '19', taxId: null }), atCut]}               | ${'at the cut'}
    ${[version('last of an erased one', { vat: '19', taxId: null })]}          | ${'last of an erased one'}
  `('is $by', ({ versions, by }) => {
    expect(taxAtIssue(versions, posted)).toMatchObject({ profile: { id: by }, tax: { vatRatePpm: 190_000n, vatMinor: 1_900n } })
  })

  test('is none where nothing was taxed and every version would', () => {
    const untaxed = { baseMinor: 10_000n, vatMinor: 0n, withheldMinor: 0n }
    expect(taxAtIssue([], untaxed)).toMatchObject({ profile: null, tax: { vatMinor: 0n } })
    expect(taxAtIssue([atCut], untaxed)).toMatchObject({ profile: null })
    expect(() => taxAtIssue([version('x', { vat: '7' })], posted)).toThrow('no version')
  })
})
