import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalLine } from '../../src/domain/statements/canonical-line.ts'
import { canonicalJson } from '../../src/domain/statements/sealing/canonical-json.ts'
import { SECTIONS, type StatementLine } from '../../src/domain/statements/statement-document.ts'

const id = fc.uuid()
const maybeId = fc.option(id, { nil: null })
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((minor) => (minor / 100).toFixed(2))
// A component's key and a rate's source are the only texts that somebody else may have chosen.
const text = fc.string({ unit: 'grapheme' })
const exchange = fc.record({ amount, currency: fc.constantFrom('USD', 'JPY'), rate: amount, source: text, from: instant })
const line: fc.Arbitrary<StatementLine> = fc.record({
  transferId: id, section: fc.constantFrom(...SECTIONS), kind: fc.constantFrom('commission_accrued', 'payout_reserved'), amount, account: fc.constantFrom('pending' as const, 'payable' as const),
  occurredAt: instant, recordedAt: instant, relatesToPeriod: fc.constantFrom(null, '2026-11', '2026-W45'), causeType: fc.constantFrom('commission', 'payout'), causeId: id,
  component: fc.option(text, { nil: null }), brandId: maybeId, productId: maybeId, customerId: maybeId, transactionId: maybeId, exchange: fc.option(exchange, { nil: null }),
})

test('the text of a line is its canonical JSON, to the byte', () => {
  fc.assert(fc.property(line, (some) => void expect(canonicalLine(some)).toBe(canonicalJson(some))), { numRuns: 500 })
})
