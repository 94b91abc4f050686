/**
 * 1,000 statements on paper, one after the other in one process: three components, two brands, six other lines, a logo, in three languages. At
 * most 30 s; BENCH_STATEMENTS changes how many. What reads them from the database is three short queries each, which are not in it.
 *
 *   node scripts/run.mjs bench/statement-pdfs.ts
 */
import { LANGUAGES } from '../src/domain/commissions/explanation.ts'
import { newId } from '../src/domain/ids.ts'
import { writePng } from '../src/domain/programs/picture.ts'
import { drawStatement, type PrintedStatement } from '../src/domain/statements/pdf/draw-statement.ts'

const STATEMENTS = Number(process.env['BENCH_STATEMENTS'] ?? 1_000)
const LIMIT_S = 30
const LOGO_WIDTH = 480
const LOGO_HEIGHT = 120

const brands = [newId(), newId()]
const programId = newId()
const logo = makeLogo()

const first = performance.now()
await drawStatement(statementOf(0), 'en')
const firstMs = performance.now() - first
const start = performance.now()
let bytes = 0
for (let number = 1; number <= STATEMENTS; number += 1) {
  bytes += (await drawStatement(statementOf(number), LANGUAGES[number % LANGUAGES.length] ?? 'en')).length
}
const seconds = (performance.now() - start) / 1_000
const limit = (LIMIT_S * STATEMENTS) / 1_000
console.log(`statement-pdfs: ${STATEMENTS} in ${seconds.toFixed(1)} s, ${(seconds / limit).toFixed(2)} of the limit of ${limit} s; ${(bytes / STATEMENTS / 1024).toFixed(0)} KiB each; the first ${firstMs.toFixed(0)} ms, fonts included`)

function statementOf(number: number): PrintedStatement {
  const affiliateId = newId()
  const components = ['revenue_share', 'cpa', 'sub_affiliate'].flatMap((component) => brands.map((brandId) => ({ component, brandId, productId: null, lines: number, amount: `${number}.25` })))
  const balance = { pending: '0.00', payable: `${number}.50`, total: `${number}.50` }
  return {
    document: {
      format: 'fairshare-statement/1', id: newId(), programId, affiliateId, isTest: false, currency: 'EUR', previous: 'ab'.repeat(32), opening: balance, commissions: components,
      period: { name: '2026-11', from: '2026-10-31T23:00:00.000Z', until: '2026-11-30T23:00:00.000Z', timeZone: 'Europe/Malta' }, carryover: { in: '-3.00', out: '0.00' },
      adjustments: '25.00', tax: { vat: '4.20', withheld: '-6.00' }, payouts: { sent: '-500.00', returned: '0.00' }, matured: '12.00', closing: balance, lines: { count: 7 * number, root: 'cd'.repeat(32) },
    },
    hash: 'ef'.repeat(32), seal: { sealedAt: new Date('2026-12-02T10:00:00Z'), fingerprint: '12'.repeat(32) }, programName: 'BetTest', affiliateName: `João Żółć ${number}`,
    names: new Map(brands.map((id, index) => [id, `Brand ${index}`])), logo, hasMoreLines: false, recordedAt: new Date('2026-12-01T09:00:00Z'),
    otherLines: Array.from({ length: 6 }, (_, index) => ({ section: 'adjustment' as const, amount: `${index}.00`, occurredAt: new Date('2026-11-03T10:00:00Z'), reason: `Agreed in call ${number} with ${index}`, exchange: null })),
  }
}

function makeLogo(): Buffer {
  const colours = Buffer.alloc(LOGO_WIDTH * LOGO_HEIGHT * 3, 255)
  for (let at = 0; at < colours.length; at += 7) colours[at] = at % 251
  return writePng(colours, LOGO_WIDTH, LOGO_HEIGHT)
}
