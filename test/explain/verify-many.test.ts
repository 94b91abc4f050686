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

test(`${TRANSACTIONS} transactions of a hybrid plan with tiers and deductions are proved`, async () => {
  const program = await makeBenchProgram(context, 'Many', 5_000)
  for (let sent = 0; sent < TRANSACTIONS; sent += CALL) {
    const { items } = parseTransactions(bulkItems(program, CALL), (index) => `items.${index}`)
    await patient.inProgram(program.programId, (tx) => acceptTransactions(tx, program.programId, [{ items, integrationType: 'api', createdBy: 'key:test' }], context.clock.now()))
    await processTransactions({ ...context, db: patient }, program.programId)
  }
  const { laws } = await verifyBooks(patient, program.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  expect(laws.find(({ law }) => law === 'accruals')?.checked).toBeGreaterThan(BigInt(Math.floor(TRANSACTIONS * 0.9)))
}, dose({ small: 60_000, short: 900_000, long: 7_200_000 }))
