import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { checkLines } from '../../../src/domain/statements/file/check-lines.ts'
import { type Finding, Findings } from '../../../src/domain/statements/file/finding.ts'
import { fingerprintOfKey, leafOfLine } from '../../../src/domain/statements/file/portable-hash.ts'
import type { StatementFile } from '../../../src/domain/statements/file/statement-file.ts'
import { verifyStatementFile, verifyStatementFiles } from '../../../src/domain/statements/file/verify-statement-file.ts'
import { dose } from '../../support/dose.ts'
import { changed, makeFile, makeKey, makeLine, makeOtherLine, makeProof, pathsOf } from '../support/made-up-statements.ts'

const programId = newId()
const affiliateId = newId()
const loneKey = makeKey(programId)
const firstKey = makeKey(programId)
const secondKey = makeKey(programId, firstKey)
const october = makeFile({ programId, affiliateId, month: 10, lines: [makeLine('100.00'), makeOtherLine('carryover', '5.00')], matured: '80.00', keys: [firstKey] })
const november = makeFile({
  programId, affiliateId, month: 11, before: october, matured: '30.00', keys: [firstKey, secondKey],
  lines: [
    makeLine('12.50'), makeLine('-2.50', { kind: 'commission_reversed' }), makeLine('7.00', { component: 'cpa' }), makeLine('3.00', { relatesToPeriod: '2026-10' }),
    makeOtherLine('adjustment', '25.00'), makeOtherLine('vat', '4.20'), makeOtherLine('withheld', '-6.00'), makeOtherLine('payout', '-80.00', { exchange: { amount: '91.20', currency: 'USD', rate: '0.877192982', source: 'ecb', from: '2026-11-02T15:00:00.000Z' } }),
  ],
})
const december = makeFile({ programId, affiliateId, month: 12, before: november, lines: [], keys: [firstKey, secondKey], others: 0 })
const fingerprint = fingerprintOfKey(secondKey.filed.publicKey)

const wrong = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'wrong')
const codes = (findings: readonly Finding[]) => [...new Set(wrong(findings).map(({ code }) => code))]
const check = (file: unknown, trustedKey = fingerprint) => wrong(verifyStatementFile(file, { trustedKey }))
const checkProof = (file: unknown) => check(file, fingerprintOfKey(loneKey.filed.publicKey))
/** By one key: each signature takes some milliseconds. */
const simple = makeFile({ programId, affiliateId, month: 11, lines: [makeLine('1.00'), makeLine('2.00'), makeLine('3.00'), makeLine('4.00')], keys: [loneKey] })
const proof = makeProof(simple, 3)

describe('a statement file', () => {
  test('as it was sealed: nothing is found', () => {
    expect(check(november)).toEqual([])
    expect(check(december)).toEqual([])
    expect(checkProof(proof)).toEqual([])
    expect(verifyStatementFiles([november]).checks.map(({ check: name }) => name)).toEqual(['shape', 'lines', 'sums', 'balance', 'period', 'signature', 'key'])
  })

  const everyPlace = pathsOf(november)

  test('one value changed anywhere but in the lines is found', () => {
    for (const place of everyPlace.filter(([part]) => part !== 'lines')) expect(check(changed(november, place, slightly)).length, place.join('.')).toBeGreaterThan(0)
  })

  test('one value changed anywhere in a line is found, and the line is named', () => {
    for (const place of everyPlace.filter(([part]) => part === 'lines')) {
      const findings = new Findings(0)
      checkLines(changed(november, place, slightly) as StatementFile, findings)
      expect(findings.found.flatMap(({ lines }) => lines.map(({ position }) => position)), place.join('.')).toContain(Number(place[1]) + 1)
    }
  })

  test('any other value anywhere is found', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.constantFrom('0.00', '12.51', fingerprint, newId(), '2026-11'))
    fc.assert(
      fc.property(fc.constantFrom(...everyPlace), value, (place, other) => {
        const before = place.reduce<unknown>((part, step) => Reflect.get(Object(part), step), november)
        fc.pre(before !== other)
        const found = check(changed(november, place, () => other))
        expect(found).not.toEqual([])
        if (place[0] === 'lines') expect(found.flatMap(({ lines }) => lines.map(({ position }) => position))).toContain(Number(place[1]) + 1)
      }),
      { numRuns: dose({ small: 60, short: 5_000, long: 50_000 }) },
    )
  })

  test('one value changed anywhere in the proof of a line is found', () => {
    for (const place of pathsOf(proof)) expect(checkProof(changed(proof, place, slightly)).length, place.join('.')).toBeGreaterThan(0)
    expect(checkProof(changed(proof, ['line', 'line', 'amount'], () => '4.01'))[0]).toMatchObject({ code: 'line_changed', lines: [{ position: 4, transferId: proof.line.line.transferId }] })
  })

  test('one cent, and the hash of the line made to fit: the lines of the sum are named', () => {
    const found = check(refitted(november, 1, '-2.49'))
    expect(codes(found)).toEqual(['lines_root', 'sum_differs', 'closing_part_differs'])
    expect(found.find(({ code }) => code === 'sum_differs')).toMatchObject({ lines: [1, 2, 4].map((position) => ({ position })), facts: { stated: '13.00', found: '13.01' } })
  })

  test.each`
    case                           | file                                                                                     | expected
    ${'a line left out'}           | ${{ ...november, lines: november.lines.toSpliced(2, 1) }}                                 | ${['lines_count', 'lines_root', 'sum_differs', 'closing_part_differs']}
    ${'a line twice'}              | ${{ ...november, lines: november.lines.toSpliced(1, 0, november.lines[0] ?? proof.line) }} | ${['line_misplaced', 'lines_count', 'lines_root', 'sum_differs', 'closing_part_differs']}
    ${'two lines changed places'}  | ${{ ...november, lines: [...november.lines.slice(1), ...november.lines.slice(0, 1)] }}    | ${['line_misplaced', 'lines_root']}
    ${'a statement of another period'} | ${{ ...november, seal: october.seal, keys: october.keys }}                            | ${['other_period', 'statement_not_sealed', 'key_not_trusted']}
    ${"another statement's lines"} | ${{ ...november, lines: october.lines }}                                                  | ${['lines_count', 'lines_root', 'sum_differs', 'closing_part_differs']}
    ${'something added'}           | ${{ ...november, note: 'all is well' }}                                                   | ${['not_readable']}
    ${'something missing'}         | ${{ ...november, keys: undefined }}                                                       | ${['not_readable']}
    ${'no file at all'}            | ${[]}                                                                                     | ${['not_readable']}
    ${'nothing'}                   | ${null}                                                                                   | ${['not_readable']}
  `('$case: $expected', ({ file, expected }) => {
    expect(codes(check(file))).toEqual(expected)
  })

  test('made up from beginning to end is signed by a key that nobody trusts', () => {
    const own = makeKey(programId)
    const forged = makeFile({ programId, affiliateId, month: 11, lines: [makeLine('1000000.00')], keys: [own] })
    expect(codes(check(forged))).toEqual(['key_not_trusted'])
    expect(verifyStatementFile(forged)).toMatchObject([{ severity: 'warning', code: 'key_unconfirmed', facts: { fingerprint: fingerprintOfKey(own.filed.publicKey) } }])
    expect(verifyStatementFiles([forged]).ok).toBe(true)
  })

  test('is trusted by the key that signed, and by one that vouches for it, not the other way round', () => {
    const first = fingerprintOfKey(firstKey.filed.publicKey)
    expect(verifyStatementFile(november, { trustedKey: fingerprint })).toEqual([])
    expect(verifyStatementFile(november, { trustedKey: first })).toEqual([])
    expect(codes(verifyStatementFile(october, { trustedKey: fingerprint }))).toEqual(['key_not_trusted'])
    const unvouched = makeKey(programId)
    const alone = makeFile({ programId, affiliateId, month: 11, lines: [], keys: [firstKey, unvouched] })
    expect(codes(verifyStatementFile(alone, { trustedKey: first }))).toEqual(['key_not_trusted'])
  })
})

describe('statements of one affiliate', () => {
  const verify = (...files: readonly unknown[]) => verifyStatementFiles(files, { trustedKey: fingerprintOfKey(firstKey.filed.publicKey) })

  test('follow one another, in whatever order the files are given', () => {
    expect(verify(december, october, november)).toMatchObject({ ok: true, findings: [] })
    expect(verify(october, november).checks.at(-1)).toEqual({ check: 'chain', ok: true })
    expect(verify(october, makeFile({ programId, affiliateId: newId(), month: 11, lines: [], keys: [firstKey] })).ok).toBe(true)
  })

  test('with one between them missing do not', () => {
    const { ok, findings } = verify(december, october)
    expect(ok).toBe(false)
    expect(findings).toMatchObject([{ file: 0, code: 'previous_differs' }, { code: 'opening_differs', facts: { part: 'pending' } }, { code: 'opening_differs' }, { code: 'opening_differs' }])
  })

  test('written anew do not follow what was there before', () => {
    const anew = makeFile({ programId, affiliateId, month: 10, lines: [makeLine('100.01'), makeOtherLine('carryover', '5.00')], matured: '80.00', keys: [firstKey] })
    expect(codes(verify(anew, november).findings)).toEqual(['previous_differs', 'opening_differs', 'seal_previous_differs'])
    expect(codes(verify(anew, october).findings)).toEqual(['statement_twice'])
    expect(verify(october, october).ok).toBe(true)
  })

  test('signed by another key without a word of the old one: a warning', () => {
    const stranger = makeKey(programId)
    const next = makeFile({ programId, affiliateId, month: 11, before: october, lines: [], keys: [stranger] })
    expect(verifyStatementFiles([october, next]).findings.map(({ code, file }) => [file, code])).toEqual([[0, 'key_unconfirmed'], [1, 'key_unconfirmed'], [1, 'key_changed']])
  })
})

/** The least that can be changed in a value. */
function slightly(value: unknown): unknown {
  if (value === null) return newId()
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  const text = String(value)
  const last = text.slice(-1)
  return /[0-9]/.test(last) ? text.slice(0, -1) + ((Number(last) + 1) % 10) : text.slice(0, -1) + (last === 'a' ? 'b' : 'a')
}

function refitted(file: StatementFile, index: number, amount: string): StatementFile {
  const filed = file.lines[index] ?? proof.line
  const line = { ...filed.line, amount }
  return { ...file, lines: file.lines.with(index, { line, leaf: leafOfLine(line) }) }
}
