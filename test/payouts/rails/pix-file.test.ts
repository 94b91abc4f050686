import { describe, expect, test } from 'vitest'
import type { PixDetails } from '../../../src/domain/payout-methods/payout-details.ts'
import type { RailPayout } from '../../../src/domain/payouts/rails/rail-file.ts'
import { dose } from '../../support/dose.ts'
import { bank, build, payout, pix } from './support.ts'

const reais = (over: Partial<RailPayout> = {}) => payout({ currency: 'BRL', details: pix(), ...over })

function linesOf(payouts: readonly RailPayout[]): string[] {
  const text = build('pix', payouts).bytes.toString('latin1')
  expect(text.endsWith('\r\n')).toBe(true)
  return text.slice(0, -2).split('\r\n')
}

/** Columns as the layout counts them: from 1, both ends in. */
const at = (line: string | undefined, from: number, to: number) => line?.slice(from - 1, to)

describe('a PIX file', () => {
  test('has lines of 240 plain characters, whatever people are called', () => {
    const names = ['José da Conceição Júnior & Filhos Ltda ME de Sá', 'Łukasz', 'a'.repeat(100), '=1+1', 'x\r\ny']
    for (const line of linesOf(names.map((holderName) => reais({ holderName, reference: holderName })))) expect(line).toMatch(/^[\x20-\x7e]{240}$/)
  })

  test('every field is where the layout has it', () => {
    const one = reais({ amountMinor: 1_234_567n, holderName: 'José da Conceição', reference: 'Comissão 2026-11', details: pix('+5511987654321', 'phone', '52998224725') })
    const [file, lot, a, b, lotEnd, fileEnd] = linesOf([one])
    expect([at(file, 1, 3), at(file, 4, 7), at(file, 8, 8), at(file, 18, 18), at(file, 19, 32), at(file, 33, 52)?.trim()]).toEqual(['237', '0000', '0', '2', '11222333000181', '123456'])
    expect([at(file, 53, 57), at(file, 58, 58), at(file, 59, 70), at(file, 71, 71), at(file, 73, 102)?.trim(), at(file, 103, 132)?.trim()]).toEqual([
      '01234', '5', '000000098765', '4', 'EXEMPLO COMERCIO LTDA', 'BRADESCO',
    ])
    // Seven in Brazil.
    expect([at(file, 143, 143), at(file, 144, 151), at(file, 152, 157), at(file, 158, 163), at(file, 164, 166)]).toEqual(['1', '01122026', '071112', '000007', '103'])
    expect([at(lot, 4, 7), at(lot, 8, 8), at(lot, 9, 9), at(lot, 10, 11), at(lot, 12, 13), at(lot, 14, 16), at(lot, 19, 32)]).toEqual(['0001', '1', 'C', '20', '45', '046', '11222333000181'])
    expect([at(a, 4, 7), at(a, 8, 8), at(a, 9, 13), at(a, 14, 14), at(a, 15, 17), at(a, 18, 20)]).toEqual(['0001', '3', '00001', 'A', '000', '009'])
    expect([at(a, 44, 73)?.trim(), at(a, 74, 93), at(a, 94, 101), at(a, 102, 104), at(a, 120, 134)]).toEqual(['JOSE DA CONCEICAO', one.endToEndId, '02122026', 'BRL', '000000001234567'])
    expect([at(b, 9, 13), at(b, 14, 14), at(b, 15, 17), at(b, 18, 18), at(b, 19, 32)]).toEqual(['00002', 'B', '01 ', '1', '00052998224725'])
    expect([at(b, 33, 67)?.trim(), at(b, 68, 127)?.trim(), at(b, 128, 226)?.trim()]).toEqual([one.endToEndId, 'COMISSAO 2026-11', '+5511987654321'])
    expect([at(lotEnd, 4, 7), at(lotEnd, 8, 8), at(lotEnd, 18, 23), at(lotEnd, 24, 41)]).toEqual(['0001', '5', '000004', '000000000001234567'])
    expect([at(fileEnd, 4, 7), at(fileEnd, 8, 8), at(fileEnd, 18, 23), at(fileEnd, 24, 29)]).toEqual(['9999', '9', '000001', '000006'])
  })

  test.each<[PixDetails, string, string, string]>([
    [pix('52998224725', 'cpf'), '03 ', '1', '00052998224725'],
    [pix('11222333000181', 'cnpj'), '03 ', '2', '11222333000181'],
    [pix('12ABC34501DE35', 'cnpj'), '03 ', '2', '12ABC34501DE35'],
    [pix('anna@example.com', 'email'), '02 ', '0', '00000000000000'],
    [pix('anna@example.com', 'email', '11222333000181'), '02 ', '2', '11222333000181'],
    [pix('+5511987654321', 'phone'), '01 ', '0', '00000000000000'],
    [pix('123e4567-e12b-12d1-a456-426655440000', 'random'), '04 ', '0', '00000000000000'],
  ])('a key is kept as it is: %j', (details, form, kind, taxId) => {
    const b = linesOf([reais({ details })])[3]
    expect([at(b, 15, 17), at(b, 18, 18), at(b, 19, 32), at(b, 128, 226)?.trim()]).toEqual([form, kind, taxId, details.key])
  })

  test('counts and sums are exact over lots of many', () => {
    const count = dose({ small: 1_000, short: 50_001, long: 100_001 })
    const lines = linesOf(Array.from({ length: count }, (_, index) => reais({ amountMinor: BigInt(index + 1) })))
    const headers = lines.filter((line) => at(line, 8, 8) === '1')
    const trailers = lines.filter((line) => at(line, 8, 8) === '5')
    const lots = Math.ceil(count / 49_999)
    expect(headers.map((line) => Number(at(line, 4, 7)))).toEqual(Array.from({ length: lots }, (_, index) => index + 1))
    expect(trailers.map((line) => Number(at(line, 18, 23)))).toEqual(Array.from({ length: lots }, (_, index) => Math.min(49_999, count - index * 49_999) * 2 + 2))
    expect(trailers.reduce((sum, line) => sum + BigInt(at(line, 24, 41) ?? 0), 0n)).toBe((BigInt(count) * BigInt(count + 1)) / 2n)
    expect([at(lines.at(-1), 18, 23), at(lines.at(-1), 24, 29)]).toEqual([lots, lines.length].map((number) => String(number).padStart(6, '0')))
  })

  test.each<[string, Partial<RailPayout>, string | null]>([
    ['reais by key', {}, null],
    ['euros', { currency: 'EUR' }, 'currency'],
    ['an IBAN', { details: bank() }, 'method'],
    ['a key that no bank can write', { details: pix('añna@example.com') }, 'account'],
    ['a key with a blank', { details: pix('an na@example.com') }, 'account'],
    ['a key of 100 characters', { details: pix(`${'a'.repeat(88)}@example.com`) }, 'account'],
    ['a key of 99 characters', { details: pix(`${'a'.repeat(87)}@example.com`) }, null],
    ['the largest amount', { amountMinor: 999_999_999_999_999n }, null],
    ['a cent more', { amountMinor: 1_000_000_000_000_000n }, 'amount'],
    ['nobody', { holderName: '–' }, 'name'],
  ])('%s: carried, or refused by name', (_, over, reason) => {
    const one = reais(over)
    expect(build('pix', [one]).refused).toEqual(reason === null ? [] : [{ payoutId: one.payoutId, reason }])
  })

  test('the same run gives the same bytes', () => {
    const payouts = Array.from({ length: 30 }, () => reais())
    expect(build('pix', payouts.toReversed())).toEqual(build('pix', payouts))
  })
})
