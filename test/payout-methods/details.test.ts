import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DomainError } from '../../src/domain/errors.ts'
import { accountText } from '../../src/domain/payout-methods/details/account-text.ts'
import { isCnpj, isCpf } from '../../src/domain/payout-methods/details/brazilian-ids.ts'
import type { GivenDetails } from '../../src/domain/payout-methods/details/detail-fields.ts'
import { hintOf } from '../../src/domain/payout-methods/details/hint-of.ts'
import { readDetails } from '../../src/domain/payout-methods/details/read-details.ts'
import { CRYPTO_NETWORKS, type CryptoNetwork, PAYOUT_METHOD_KINDS, type PayoutMethodKind } from '../../src/domain/payout-methods/payout-details.ts'

/** `path code` of everything that is wrong; empty when it is taken. */
function wrongWith(kind: PayoutMethodKind, given: GivenDetails): string[] {
  try {
    readDetails(kind, given)
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.errors.map(({ path, code }) => `${path} ${code}`)
  }
}

const IBAN = 'DE89370400440532013000'
const bank = (fields: GivenDetails) => ({ holderName: 'Anna Example', ...fields })

describe('an IBAN', () => {
  test.each`
    case                                  | iban
    ${'of Germany'}                       | ${'DE89370400440532013000'}
    ${'with spaces and in lower case'}    | ${'de89 3704 0044 0532 0130 00'}
    ${'of Malta, the longest of SEPA'}    | ${'MT84MALT011000012345MTLCAST001S'}
    ${'of Norway, the shortest'}          | ${'NO9386011117947'}
    ${'of Brazil'}                        | ${'BR1800360305000010009795493C1'}
    ${'of Great Britain'}                 | ${'GB29NWBK60161331926819'}
  `('$case is taken', ({ iban }) => {
    expect(wrongWith('bank', bank({ iban }))).toEqual([])
  })

  test.each`
    case                                  | iban
    ${'with two digits exchanged'}        | ${'DE89370400440532013003'}
    ${'with neighbours exchanged'}        | ${'DE89370400440532010300'}
    ${'with other check digits'}          | ${'DE88370400440532013000'}
    ${'that is one digit short'}          | ${'DE8937040044053201300'}
    ${'that is one digit long'}           | ${'DE893704004405320130000'}
    ${'with letters where digits belong'} | ${'DE8937040044053201300A'}
    ${'of a country that there is not'}   | ${'XX89370400440532013000'}
    ${'of a country without IBANs'}       | ${'US89370400440532013000'}
    ${'that takes only QR references'}    | ${'CH4431999123000889012'}
    ${'in wide digits'}                   | ${'DE８９370400440532013000'}
    ${'that is nothing'}                  | ${'   '}
  `('$case is refused', ({ iban }) => {
    expect(wrongWith('bank', bank({ iban }))).toEqual(['details.iban invalid_iban'])
  })

  test('says the country, is kept without spaces, and may come with a BIC', () => {
    expect(readDetails('bank', bank({ iban: 'de89 3704 0044 0532 0130 00', bic: 'cobadeff 370' }))).toEqual({
      kind: 'bank', holderName: 'Anna Example', country: 'DE', iban: 'DE89370400440532013000', bic: 'COBADEFF370', accountNumber: null, bankCode: null,
    })
    expect(wrongWith('bank', bank({ iban: 'DE89370400440532013000', bic: 'COBADEFF37' }))).toEqual(['details.bic invalid_bic'])
    expect(wrongWith('bank', bank({ iban: 'DE89370400440532013000', country: 'FR' }))).toEqual(['details.country other_country'])
  })
})

describe('an account without IBAN', () => {
  test.each`
    case                                   | fields                                                                     | wrong
    ${'in the United States'}              | ${{ country: 'US', accountNumber: '000123456789', bankCode: '021000021' }} | ${[]}
    ${'with a mistyped routing number'}    | ${{ country: 'US', accountNumber: '000123456789', bankCode: '021000022' }} | ${['details.bankCode invalid_bank_code']}
    ${'with a routing number of noughts'}  | ${{ country: 'US', accountNumber: '000123456789', bankCode: '000000000' }} | ${['details.bankCode invalid_bank_code']}
    ${'by a sort code'}                    | ${{ country: 'GB', accountNumber: '31926819', bankCode: '60-16-13' }}      | ${[]}
    ${'by a short sort code'}              | ${{ country: 'GB', accountNumber: '31926819', bankCode: '60-16-1' }}       | ${['details.bankCode invalid_bank_code']}
    ${'in Australia'}                      | ${{ country: 'AU', accountNumber: '123456789', bankCode: '062-000' }}      | ${[]}
    ${'in India'}                          | ${{ country: 'IN', accountNumber: '50100012345678', bankCode: 'hdfc0001234' }} | ${[]}
    ${'in Canada'}                         | ${{ country: 'CA', accountNumber: '1234567', bankCode: '000400012' }}      | ${[]}
    ${'without the bank'}                  | ${{ country: 'CA', accountNumber: '1234567' }}                             | ${['details.bankCode required']}
    ${'without the country'}               | ${{ accountNumber: '1234567', bankCode: '1' }}                             | ${['details.country required']}
    ${'in no country'}                     | ${{ country: 'ZZ', accountNumber: '1234567', bankCode: '1' }}              | ${['details.country invalid_country']}
    ${'where everybody has an IBAN'}       | ${{ country: 'DE', accountNumber: '532013000', bankCode: '37040044' }}     | ${['details.accountNumber iban_required']}
    ${'beside an IBAN'}                    | ${{ country: 'GB', accountNumber: '31926819', bankCode: '601613', iban: 'GB29NWBK60161331926819' }} | ${['details.iban one_of']}
    ${'that is no number'}                 | ${{ country: 'CA', accountNumber: '=1+1', bankCode: '1' }}                 | ${['details.accountNumber invalid_account_number']}
  `('$case: $wrong', ({ fields, wrong }) => {
    expect(wrongWith('bank', bank(fields))).toEqual(wrong)
  })
})

describe('the holder of an account', () => {
  test.each`
    name                   | isTaken
    ${'Anna Example'}      | ${true}
    ${'n'.repeat(70)}      | ${true}
    ${'n'.repeat(71)}      | ${false}
    ${'two\nlines'}        | ${false}
    ${'nul\0'}             | ${false}
    ${'half \ud800'}       | ${false}
    ${' '}                 | ${false}
  `('$name', ({ name, isTaken }) => {
    expect(wrongWith('bank', { holderName: name, iban: 'DE89370400440532013000' })).toEqual(isTaken ? [] : ['details.holderName invalid_text'])
  })
})

describe('a CPF', () => {
  test.each(['52998224725', '11144477735', '12345678909'])('%s is one', (cpf) => expect(isCpf(cpf)).toBe(true))
  test.each(['52998224724', '52998224735', '5299822472', '529982247250', '11111111111', '00000000000', '5299822472A'])('%s is none', (cpf) => expect(isCpf(cpf)).toBe(false))

  test('with any one digit changed is none', () => {
    for (let at = 0; at < 11; at += 1) {
      for (let by = 1; by < 10; by += 1) {
        const changed = [...'52998224725'].map((digit, index) => (index === at ? (Number(digit) + by) % 10 : digit)).join('')
        expect(isCpf(changed), changed).toBe(false)
      }
    }
  })
})

describe('a CNPJ', () => {
  // 12ABC34501DE35 is the example of the Receita Federal for numbers with letters.
  test.each(['11222333000181', '00000000000191', '12ABC34501DE35'])('%s is one', (cnpj) => expect(isCnpj(cnpj)).toBe(true))
  test.each(['11222333000182', '11222333000191', '1122233300018', '12ABC34501DE36', '12ABD34501DE35', '12ABC34501DEA5', '12abc34501de35', '00000000000000', '11111111111111'])(
    '%s is none', (cnpj) => expect(isCnpj(cnpj)).toBe(false),
  )
})

describe('a PIX key', () => {
  test.each`
    keyType     | key                                       | kept
    ${'cpf'}    | ${'529.982.247-25'}                       | ${'52998224725'}
    ${'cnpj'}   | ${'11.222.333/0001-81'}                   | ${'11222333000181'}
    ${'cnpj'}   | ${'12.abc.345/01de-35'}                   | ${'12ABC34501DE35'}
    ${'email'}  | ${'Ana@Exemplo.com.br'}                   | ${'ana@exemplo.com.br'}
    ${'phone'}  | ${'+55 (11) 98765-4321'}                  | ${'+5511987654321'}
    ${'phone'}  | ${'+55 11 3456 7890'}                     | ${'+551134567890'}
    ${'phone'}  | ${'+351912345678'}                        | ${'+351912345678'}
    ${'random'} | ${'123E4567-E89B-12D3-A456-426655440000'} | ${'123e4567-e89b-12d3-a456-426655440000'}
  `('$keyType $key is kept as $kept', ({ keyType, key, kept }) => {
    expect(readDetails('pix', { keyType, key, holderName: 'Ana' })).toMatchObject({ kind: 'pix', keyType, key: kept })
  })

  test.each`
    keyType     | key                                      | wrong
    ${'cpf'}    | ${'529.982.247-26'}                      | ${'details.key invalid_cpf'}
    ${'cpf'}    | ${'11222333000181'}                      | ${'details.key invalid_cpf'}
    ${'cnpj'}   | ${'11.222.333/0001-82'}                  | ${'details.key invalid_cnpj'}
    ${'email'}  | ${'ana.exemplo.com.br'}                  | ${'details.key invalid_email'}
    ${'email'}  | ${`${'a'.repeat(66)}@exemplo.com`}       | ${'details.key invalid_email'}
    ${'phone'}  | ${'11987654321'}                         | ${'details.key invalid_phone'}
    ${'phone'}  | ${'+55119876543'}                        | ${'details.key invalid_phone'}
    ${'phone'}  | ${'+550987654321'}                       | ${'details.key invalid_phone'}
    ${'random'} | ${'123e4567e89b12d3a456426655440000'}    | ${'details.key invalid_random_key'}
    ${'iban'}   | ${'x'}                                   | ${'details.keyType invalid_value'}
  `('$keyType $key is refused', ({ keyType, key, wrong }) => {
    expect(wrongWith('pix', { keyType, key, holderName: 'Ana' })).toEqual([wrong])
  })

  test('that is a tax id is the tax id of its holder', () => {
    expect(readDetails('pix', { keyType: 'cpf', key: '529.982.247-25', holderName: 'Ana' })).toMatchObject({ taxId: '52998224725' })
    expect(readDetails('pix', { keyType: 'email', key: 'a@b.br', holderName: 'Ana', taxId: '111.444.777-35' })).toMatchObject({ taxId: '11144477735' })
    expect(wrongWith('pix', { keyType: 'cpf', key: '529.982.247-25', holderName: 'Ana', taxId: '111.444.777-35' })).toEqual(['details.taxId other_holder'])
    expect(wrongWith('pix', { keyType: 'email', key: 'a@b.br', holderName: 'Ana', taxId: '1' })).toEqual(['details.taxId invalid_cnpj'])
  })
})

describe('an address of a network', () => {
  const crypto = (network: CryptoNetwork, address: string) => wrongWith('crypto', { network, address, ...(network === 'bitcoin' ? {} : { asset: 'USDT' }) })

  // Examples of BIP 173, BIP 350, EIP-55 and of the networks' own documentation.
  test.each`
    network       | address
    ${'bitcoin'}  | ${'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'}
    ${'bitcoin'}  | ${'3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'}
    ${'bitcoin'}  | ${'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'}
    ${'bitcoin'}  | ${'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'}
    ${'bitcoin'}  | ${'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'}
    ${'ethereum'} | ${'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'}
    ${'polygon'}  | ${'0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'}
    ${'base'}     | ${'0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'}
    ${'tron'}     | ${'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'}
  `('$network $address is taken', ({ network, address }) => {
    expect(crypto(network, address)).toEqual([])
  })

  test.each`
    case                                 | network       | address
    ${'with a character changed'}        | ${'bitcoin'}  | ${'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'}
    ${'of the test network'}             | ${'bitcoin'}  | ${'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'}
    ${'of the old test network'}         | ${'bitcoin'}  | ${'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'}
    ${'segwit with a character changed'} | ${'bitcoin'}  | ${'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'}
    ${'of version 1 with the sum of 0'}  | ${'bitcoin'}  | ${'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4'}
    ${'of a version without meaning'}    | ${'bitcoin'}  | ${'BC1SW50QGDZ25J'}
    ${'in both cases'}                   | ${'bitcoin'}  | ${'bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'}
    ${'without checksum'}                | ${'ethereum'} | ${'0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'}
    ${'with one capital wrong'}          | ${'ethereum'} | ${'0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'}
    ${'that is short'}                   | ${'ethereum'} | ${'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe'}
    ${'with a character changed'}        | ${'tron'}     | ${'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u'}
    ${'of bitcoin'}                      | ${'tron'}     | ${'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'}
    ${'of tron'}                         | ${'bitcoin'}  | ${'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'}
  `('$network, $case, is refused', ({ network, address }) => {
    expect(crypto(network, address)).toEqual(['details.address invalid_address'])
  })

  test('says what is sent: on bitcoin bitcoins, elsewhere it has to be said', () => {
    expect(readDetails('crypto', { network: 'bitcoin', address: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa' })).toMatchObject({ asset: 'BTC' })
    expect(wrongWith('crypto', { network: 'bitcoin', address: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', asset: 'USDT' })).toEqual(['details.asset invalid_value'])
    expect(wrongWith('crypto', { network: 'tron', address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t' })).toEqual(['details.asset required'])
  })
})

describe('the other kinds', () => {
  test.each`
    kind        | given                                       | wrong
    ${'paypal'} | ${{ email: 'Anna@Example.com' }}            | ${[]}
    ${'paypal'} | ${{ email: 'anna' }}                        | ${['details.email invalid_email']}
    ${'paypal'} | ${{}}                                       | ${['details.email required']}
    ${'wise'}   | ${{ email: 'anna@example.com' }}            | ${[]}
    ${'wise'}   | ${{ account: '@annaexample' }}              | ${[]}
    ${'wise'}   | ${{ account: 'P12345678', email: 'a@b.c' }} | ${['details.account one_of']}
    ${'wise'}   | ${{ account: '=cmd()' }}                    | ${['details.account invalid_account']}
    ${'wise'}   | ${{}}                                       | ${['details.email required']}
    ${'other'}  | ${{ instructions: 'By cheque\r\nto me' }}   | ${[]}
    ${'other'}  | ${{ instructions: 'nul \0' }}               | ${['details.instructions invalid_text']}
    ${'other'}  | ${{ instructions: 'x'.repeat(2001) }}       | ${['details.instructions invalid_text']}
    ${'paypal'} | ${{ email: 'a@b.c', constructor: 'x' }}     | ${['details.constructor unknown_field']}
  `('$kind: $wrong', ({ kind, given, wrong }) => {
    expect(wrongWith(kind, given)).toEqual(wrong)
  })
})

const GOOD: readonly (readonly [PayoutMethodKind, GivenDetails, string])[] = [
  ['bank', bank({ iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' }), 'DE89 … 3000'],
  ['bank', bank({ country: 'US', accountNumber: '000123456789', bankCode: '021000021' }), 'US … 6789'],
  ['bank', bank({ country: 'NZ', accountNumber: '123456', bankCode: '021000' }), 'NZ … 56'],
  ['pix', { keyType: 'cpf', key: '529.982.247-25', holderName: 'Ana Exemplo' }, 'CPF … 725'],
  ['pix', { keyType: 'cnpj', key: '11.222.333/0001-81', holderName: 'Ana Exemplo' }, 'CNPJ … 0181'],
  ['pix', { keyType: 'phone', key: '+5511987654321', holderName: 'Ana Exemplo' }, '+55 … 4321'],
  ['pix', { keyType: 'email', key: 'ana@exemplo.br', holderName: 'Ana Exemplo' }, 'a…@exemplo.br'],
  ['pix', { keyType: 'random', key: '123e4567-e89b-12d3-a456-426655440000', holderName: 'Ana Exemplo' }, 'EVP … 0000'],
  ['paypal', { email: 'paula@example.com' }, 'p…@example.com'],
  ['paypal', { email: 'p@example.com' }, '…@example.com'],
  ['wise', { account: 'P12345678' }, '… 678'],
  ['crypto', { network: 'tron', address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', asset: 'USDT' }, 'USDT TR7N … Lj6t'],
  ['other', { instructions: 'Cheque to 5 Mill Lane' }, '…'],
]

describe('a hint', () => {
  test.each(GOOD)('of %s %j is %s', (kind, given, hint) => expect(hintOf(readDetails(kind, given))).toBe(hint))

  test('is known for every kind', () => {
    expect(new Set(GOOD.map(([kind]) => kind))).toEqual(new Set(PAYOUT_METHOD_KINDS))
  })
})

describe('accounts are the same', () => {
  const same = (a: [PayoutMethodKind, GivenDetails], b: [PayoutMethodKind, GivenDetails]) => accountText(readDetails(...a)) === accountText(readDetails(...b))
  const evm = (network: string, address: string): [PayoutMethodKind, GivenDetails] => ['crypto', { network, address, asset: 'USDC' }]

  test('whatever the holder is called, the BIC is, or the EVM network', () => {
    expect(same(['bank', { holderName: 'A', iban: 'DE89370400440532013000' }], ['bank', { holderName: 'B', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF' }])).toBe(true)
    expect(same(evm('ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'), evm('base', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'))).toBe(true)
    expect(same(['paypal', { email: 'ANNA@example.com' }], ['paypal', { email: 'anna@example.com' }])).toBe(true)
    expect(same(['bank', bank({ country: 'NZ', accountNumber: '12-3456', bankCode: '1' })], ['bank', bank({ country: 'NZ', accountNumber: '123456', bankCode: '1' })])).toBe(true)
  })

  test('not when kind, bank or key differ', () => {
    expect(same(['paypal', { email: 'anna@example.com' }], ['wise', { email: 'anna@example.com' }])).toBe(false)
    expect(same(['bank', bank({ country: 'NZ', accountNumber: '123456', bankCode: '1' })], ['bank', bank({ country: 'NZ', accountNumber: '123456', bankCode: '2' })])).toBe(false)
    expect(same(['bank', bank({ country: 'NZ', accountNumber: '123456', bankCode: '1' })], ['bank', bank({ country: 'KE', accountNumber: '123456', bankCode: '1' })])).toBe(false)
  })
})

describe('whatever is given', () => {
  const words = fc.constantFrom('holderName', 'iban', 'bic', 'country', 'accountNumber', 'bankCode', 'keyType', 'key', 'taxId', 'email', 'account', 'network', 'address', 'asset', 'instructions', '__proto__', 'toString')
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }), fc.constantFrom(...CRYPTO_NETWORKS, 'DE', 'US', 'cpf', 'phone', 'random', 'constructor', '__proto__', IBAN, 'bc1', `bc1${'q'.repeat(80)}`, '1'.repeat(60), '0x'),
  )

  test('details are refused in words or taken, and nothing else', () => {
    fc.assert(fc.property(fc.constantFrom(...PAYOUT_METHOD_KINDS), fc.dictionary(words, texts), (kind, given) => {
      for (const wrong of wrongWith(kind, given)) expect(wrong).toMatch(/^details\.\S+ [a-z_]+$/)
    }), { numRuns: 500 })
  })

  test('an IBAN with one character changed is none', () => {
    fc.assert(fc.property(fc.nat(IBAN.length - 1), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (at, character) => {
      fc.pre(IBAN.charAt(at) !== character)
      expect(wrongWith('bank', bank({ iban: IBAN.slice(0, at) + character + IBAN.slice(at + 1) }))).toEqual(['details.iban invalid_iban'])
    }), { numRuns: 500 })
  })

  test.each(GOOD)('%s %j is kept in a form that is taken as it is', (kind, given) => {
    const { kind: _kind, ...fields } = readDetails(kind, given)
    expect(readDetails(kind, fields)).toEqual({ kind, ...fields })
  })
})
