import { afterAll, beforeAll, expect, test } from 'vitest'
import { bulkItems, makeBenchProgram } from '../../bench/support/program.ts'
import { Database, VERIFY_LIMITS } from '../../src/db/database.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { acceptTransactions } from '../../src/domain/transactions/accept-transactions.ts'
import { processTransactions } from '../../src/domain/transactions/process-transactions.ts'
import { parseTransactions } from '../../src/domain/transactions/parse-transactions.ts'
import { openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { dose } from '../support/dose.ts'

let context: TestContext
let patient: Database
beforeAll(async () => {
  context = await openContext()
  patient = new Database(context.database.appUrl, VERIFY_LIMITS, () => undefined)
})
afterAll(async () => {
  await patient.close()
  await context.close()
})

const TRANSACTIONS = dose({ small: 4_000, short: 100_000, long: 1_000_000 })
const CALL = 2_000
/** 30 s per million entries; a small history is all start-up. */
const LIMIT_MS = 30 * (TRANSACTIONS / 1_000) + 3_000

test(`${TRANSACTIONS} transactions of a hybrid plan with tiers and deductions are proved in time`, async () => {
  const program = await makeBenchProgram(context, 'speed', 5_000)
  for (let sent = 0; sent < TRANSACTIONS; sent += CALL) {
    const { items } = parseTransactions(bulkItems(program, CALL), (index) => `items.${index}`)
    await patient.inProgram(program.programId, (tx) => acceptTransactions(tx, program.programId, [{ items, integrationType: 'api', createdBy: 'key:test' }], context.clock.now()))
    await processTransactions({ ...context, db: patient }, program.programId)
  }
  const started = performance.now()
  const { laws } = await verifyBooks(patient, program.programId)
  const tookMs = performance.now() - started
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  expect(laws.find(({ law }) => law === 'accruals')?.checked).toBeGreaterThan(BigInt(Math.floor(TRANSACTIONS * 0.9)))
  expect(tookMs).toBeLessThan(dose({ small: 60_000, short: LIMIT_MS, long: LIMIT_MS }))
}, dose({ small: 60_000, short: 900_000, long: 7_200_000 }))
