import { describe, expect, test } from 'vitest'
import { readTaxId, taxIdHint, VAT_COUNTRIES } from '../../src/domain/invoices/tax-id.ts'

/** The example that a refusal shows: it must be one that is taken. */
function exampleOf(country: string): string {
  return /like (\w+),/.exec(taxIdHint(country))?.[1] ?? ''
}

describe('the VAT id of a country of the union', () => {
  test.each(VAT_COUNTRIES)('of %s is read with its prefix, with or without separators, in any case', (country) => {
    const id = exampleOf(country)
    expect(readTaxId(id, country)).toBe(id)
    expect(readTaxId(` ${id.slice(0, 4).toLowerCase()} ${id.slice(4, 7)}.${id.slice(7)} `, country)).toBe(id)
    expect(readTaxId(id.slice(2), country)).toBeNull()
    expect(readTaxId(`${id}00000`, country)).toBeNull()
    expect(readTaxId(`XX${id.slice(2)}`, country)).toBeNull()
  })

  // The check digits of the others are not worked out.
  test.each(VAT_COUNTRIES.filter((country) => !['BG', 'CY', 'CZ', 'ES', 'IE', 'LT', 'LV'].includes(country)))('of %s with one digit wrong is none', (country) => {
    const id = exampleOf(country)
    const at = id.length - (country === 'NL' ? 4 : country === 'SE' ? 3 : 1)
    const wrong = (Number(id[at]) + 1) % 10
    expect(readTaxId(`${id.slice(0, at)}${wrong}${id.slice(at + 1)}`, country)).toBeNull()
  })

  test.each`
    country | id                  | why
    ${'GR'} | ${'EL094259216'}    | ${'Greece writes EL'}
    ${'NL'} | ${'NL002455799B11'} | ${'a sole trader: mod 97'}
    ${'FR'} | ${'FRK7399859412'}  | ${'a key with a letter'}
    ${'IE'} | ${'IE8D79739I'}     | ${'the form of before 2013'}
    ${'AT'} | ${'ATU33864707'}    | ${'a doubled digit above five'}
    ${'DE'} | ${'DE129273398'}    | ${'mod 11,10'}
  `('$id of $country is one: $why', ({ country, id }) => expect(readTaxId(id, country)).toBe(id))

  test.each`
    country | id
    ${'GR'} | ${'GR094259216'}
    ${'DE'} | ${'DE036695976'}
    ${'PT'} | ${'PT001964843'}
  `('$id of $country is none', ({ country, id }) => expect(readTaxId(id, country)).toBeNull())
})

describe('a tax id of Brazil', () => {
  test.each`
    id                      | read
    ${'390.533.447-05'}     | ${'39053344705'}
    ${'390.533.447-06'}     | ${null}
    ${'111.111.111-11'}     | ${null}
    ${'11.444.777/0001-61'} | ${'11444777000161'}
    ${'11.444.777/0001-62'} | ${null}
    ${'12.abc.345/01de-35'} | ${'12ABC34501DE35'}
    ${'12.ABC.345/01DE-36'} | ${null}
    ${'00000000000000'}     | ${null}
    ${'1234'}               | ${null}
  `('$id is read as $read', ({ id, read }) => expect(readTaxId(id, 'BR')).toBe(read))
})

describe('a tax id of another country', () => {
  test.each`
    country | id                        | read
    ${'US'} | ${' 12-3456789 '}         | ${'12-3456789'}
    ${'CH'} | ${'CHE-116.281.710 MWST'} | ${'CHE-116.281.710 MWST'}
    ${'JP'} | ${'Ｔ1234567890123'}      | ${'Ｔ1234567890123'}
    ${'US'} | ${'1'}                    | ${null}
    ${'US'} | ${'1'.repeat(31)}         | ${null}
    ${'US'} | ${'<b>1</b>'}             | ${null}
    ${'US'} | ${'12\n34'}               | ${null}
  `('$id of $country is read as $read', ({ country, id, read }) => expect(readTaxId(id, country)).toBe(read))
})
