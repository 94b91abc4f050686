import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceImport } from '../../src/domain/imports/advance-import.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { dose } from '../support/dose.ts'

let api: TestApi

beforeAll(async () => {
  api = await createTestApi()
  await api.post('/brand', { name: 'BetTest', externalId: 'bet', landingPageUrl: 'https://bet.example' })
})
afterAll(() => api.close())

const ROWS = dose({ small: 700, short: 20_000, long: 100_000 })
const HEADING = 'externalId,registrationDate,externalBrandId'
const customers = (prefix: string, count: number) => `${HEADING}\n${Array.from({ length: count }, (_, i) => `${prefix}${i},2026-10-01T10:00:00Z,bet`).join('\n')}\n`

async function started(kind: string, content: string): Promise<string> {
  const { body } = await api.post('/import', { kind, content: Buffer.from(content).toString('base64') })
  await api.post(`/import/${body.id}/start`)
  return body.id
}

/** A context whose database goes away in the middle of the n-th transaction that writes, as it does when a worker is killed. */
function dyingAt(transaction: number) {
  let count = 0
  const { db } = api.context
  const dying = Object.create(db, {
    inProgram: {
      value: (programId: string, work: (tx: unknown) => Promise<unknown>) =>
        db.inProgram(programId as never, async (tx) => {
          const result = await work(tx)
          count += 1
          if (count === transaction) throw new Error('killed')
          return result
        }),
    },
  })
  return { ...api.context, db: dying }
}

async function workUntilKilled(transaction: number): Promise<void> {
  const context = dyingAt(transaction)
  try {
    while (await advanceImport(context, api.program.programId));
  } catch (error) {
    expect(String(error)).toContain('killed')
  }
}

const count = async (table: string, condition = 'true') =>
  (await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ n: number }>({ text: `select count(*)::int as n from ${table} where ${condition}` })))[0]?.n

test('killed in every step and started again: every row once, with the outcome of the first time', async () => {
  const id = await started('customers', customers('c', ROWS))
  for (let transaction = 1; transaction < 8; transaction += 1) await workUntilKilled(transaction)
  while (await advanceImport(api.context, api.program.programId));
  expect((await api.get(`/import/${id}`)).body).toMatchObject({ status: 'done', numRows: ROWS, numImported: ROWS, numDuplicates: 0, numFailed: 0 })
  expect(await count('customer')).toBe(ROWS)
  expect(await count('data_import_row', "outcome = 'imported' and values is null")).toBe(ROWS)
})

test('transactions: killed after they were accepted, they are not accepted again', async () => {
  const rows = Array.from({ length: ROWS }, (_, i) => `t${i},2026-10-02T10:00:00Z,c${i % ROWS},bet,1`)
  const id = await started('transactions', `externalId,transactionDate,externalCustomerId,externalBrandId,grossRevenue\n${rows.join('\n')}\n`)
  for (let transaction = 1; transaction < 5; transaction += 1) await workUntilKilled(transaction)
  for (let round = 0; round < 20; round += 1) {
    while (await advanceImport(api.context, api.program.programId));
    await catchUp(api.context, api.program.programId)
  }
  expect((await api.get(`/import/${id}`)).body).toMatchObject({ status: 'done', numImported: ROWS, numDuplicates: 0 })
  expect(await count('transaction')).toBe(ROWS)
  expect(await count('transaction_batch')).toBe(Math.ceil(ROWS / 2_000))
})

test('ten workers at once on ten files, of which two are the same: every customer once', async () => {
  const before = (await count('customer')) ?? 0
  const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => started('customers', customers(`w${i === 9 ? 8 : i}-`, 60))))
  const worker = async () => {
    while (await advanceImport(api.context, api.program.programId));
  }
  await Promise.all(Array.from({ length: 10 }, worker))
  await worker()
  const all = await Promise.all(ids.map(async (id) => (await api.get(`/import/${id}`)).body))
  expect(all.map(({ status }) => status)).toEqual(ids.map(() => 'done'))
  expect(all.reduce((sum, { numImported }) => sum + numImported, 0)).toBe(540)
  expect(all.reduce((sum, { numDuplicates }) => sum + numDuplicates, 0)).toBe(60)
  expect(await count('customer')).toBe(before + 540)
})

test('ten starts at once: one counts', async () => {
  const { body } = await api.post('/import', { kind: 'customers', content: Buffer.from(customers('s', 5)).toString('base64') })
  const statuses = (await Promise.all(Array.from({ length: 10 }, () => api.post(`/import/${body.id}/start`)))).map(({ status }) => status)
  expect(statuses.sort()).toEqual([202, ...Array.from({ length: 9 }, () => 409)])
})
