import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { newId } from '../../src/domain/ids.ts'
import { issueInvoices } from '../../src/domain/invoices/issue-invoices.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { ownProgram } from '../../src/domain/programs/own-program.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { dose } from '../support/dose.ts'

const AT_ONCE = 50
/** So many that none waits for a connection longer than it may, on a busy machine either. */
const PATIENT = 5
const ROUNDS = dose({ small: 1, short: 5, long: 20 })
const NOW = new Date('2026-11-15T12:00:00Z')

interface Written {
  readonly statementId: Uuid
  readonly period: string
  readonly baseMinor: bigint
}

let api: TestApi
let affiliateId: Uuid
let written: Written[]

beforeAll(async () => {
  api = await createTestApi({ now: NOW })
  await api.post('/legal-entity', { name: 'Acme Ltd', address: 'Valletta', country: 'MT', prefix: 'ACME', nextInvoiceNumber: 99_990 })
  affiliateId = (await api.post('/affiliate', { name: 'Anna' })).body.id
  const profile = await api.post('/tax-profile', { affiliateId, legalName: 'Anna', address: 'Sliema', country: 'MT', invoicing: 'self_billed' })
  expect(profile.status).toBe(201)
  written = await writeStatements(AT_ONCE * ROUNDS)
})
afterAll(() => api.close())

/** Statements of as many months, every fifth below zero. */
async function writeStatements(count: number): Promise<Written[]> {
  const { programId } = api.program
  const statements = Array.from({ length: count }, (_, n) => {
    const month = new Date(Date.UTC(2000, n, 1))
    return { statementId: newId(), period: month.toISOString().slice(0, 7), startsAt: month, endsAt: new Date(Date.UTC(2000, n + 1, 1)), baseMinor: n % 5 === 4 ? -1_000n : 1_000n }
  })
  await onConnection(api.context.database.ownerUrl, async (client) => {
    for (const { statementId, period, startsAt, endsAt, baseMinor } of statements) {
      await client.query(`insert into period (program_id, name, kind, starts_at, ends_at, status, requested_by, requested_at) values ($1, $2, 'monthly', $3, $4, 'review', 'test', $4)`, [programId, period, startsAt, endsAt])
      await client.query(
        `insert into statement (program_id, id, period_name, affiliate_id, currency, opening_pending_minor, opening_payable_minor, closing_pending_minor, closing_payable_minor, net_minor, vat_minor, withheld_minor, lines, document, hash, recorded_at)
         values ($1, $2, $3, $4, 'EUR', 0, 0, 0, 0, $6, 0, 0, 0, '{}', '\\x00', $5)`, [programId, statementId, period, affiliateId, endsAt, baseMinor])
    }
  })
  return statements
}

/** Issues for one statement, in a transaction that goes through, is rolled back, or loses its connection. */
async function issue({ statementId, period, baseMinor }: Written, fate: 'commits' | 'fails' | 'is killed'): Promise<void> {
  await api.context.db.inProgram(api.program.programId, async (tx) => {
    await issueInvoices(tx, await ownProgram(tx, api.program.programId), { name: period }, [{ statementId, affiliateId, baseMinor, vatMinor: 0n, withheldMinor: 0n }], NOW)
    if (fate === 'fails') throw new Error('after the number was taken')
    if (fate === 'is killed') await tx.sql({ text: 'select pg_terminate_backend(pg_backend_pid())' })
  })
}

async function numbersOf(kind: string): Promise<bigint[]> {
  const rows = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ sequence: bigint }>({ text: `select sequence from invoice where kind = '${kind}' order by sequence` }))
  return rows.map(({ sequence }) => sequence)
}

async function broken(): Promise<string[]> {
  const { laws } = await verifyBooks(api.context.db, api.program.programId, ['invoice_numbers', 'invoices'])
  return laws.flatMap(({ law, offender }) => (offender === null ? [] : [`${law}: ${offender.split(' ')[0]}`]))
}

const FATES = ['commits', 'commits', 'fails', 'commits', 'is killed'] as const

test(`of ${AT_ONCE} at once, with rollbacks and lost connections in between, the numbers have no gap and no repeat`, { timeout: 30_000 + ROUNDS * 10_000 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const some = written.slice(round * AT_ONCE, (round + 1) * AT_ONCE)
    const outcomes = await Promise.allSettled(some.map((statement, n) => issue(statement, FATES[n % FATES.length] ?? 'commits')))
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await broken()).toEqual([])
  }
  // What did not get through is issued later, and what did is not issued again: two at once each.
  for (let start = 0; start < written.length; start += PATIENT) {
    await Promise.all(written.slice(start, start + PATIENT).flatMap((statement) => [issue(statement, 'commits'), issue(statement, 'commits')]))
  }
  const [invoices, notes] = [await numbersOf('invoice'), await numbersOf('credit_note')]
  const counted = (statements: readonly Written[], first: bigint) => statements.map((_, n) => first + BigInt(n))
  expect(invoices).toEqual(counted(written.filter(({ baseMinor }) => baseMinor > 0n), 99_990n))
  expect(notes).toEqual(counted(written.filter(({ baseMinor }) => baseMinor < 0n), 1n))
  expect(await broken()).toEqual([])
})

test('numbers have six digits, and more once they are used up', async () => {
  const { items } = (await api.get('/invoice?kind=invoice&limit=500')).body
  expect(items.map(({ number }: { number: string }) => number)).toEqual(expect.arrayContaining(['ACME-099990', 'ACME-100000']))
})

test.each`
  what                                   | statement                                                                                                        | laws
  ${'an invoice that was taken out'}     | ${`delete from invoice where kind = 'invoice' and sequence = 99992`}                                             | ${['invoice_numbers: legal_entity']}
  ${'a number that was skipped'}         | ${'update legal_entity set next_invoice_number = next_invoice_number + 1'}                                       | ${['invoice_numbers: legal_entity']}
  ${'a number printed otherwise'}        | ${`update invoice set number = 'ACME-1' where kind = 'invoice' and sequence = 99990`}                            | ${['invoice_numbers: legal_entity', 'invoices: invoice']}
  ${'an amount that was changed'}        | ${'update invoice set net_minor = net_minor + 1 where sequence = 99990'}                                         | ${['invoices: invoice']}
  ${'a cent in a document'}              | ${`update invoice set document = replace(document, '"net":"10.00"', '"net":"10.01"') where sequence = 99990`}    | ${['invoices: invoice']}
  ${'a party in a document'}             | ${`update invoice set document = replace(document, 'Acme Ltd', 'Acme Inc') where sequence = 99990`}              | ${['invoices: invoice']}
`('verify finds $what', async ({ statement, laws }) => {
  await onConnection(api.context.database.ownerUrl, async (client) => {
    const { rows: kept } = await client.query('select to_jsonb(i) as invoice from invoice i')
    const { rows: entities } = await client.query('select id, next_invoice_number from legal_entity')
    await client.query(statement)
    expect(await broken()).toEqual(laws)
    await client.query('delete from invoice')
    for (const { invoice } of kept) await client.query('insert into invoice select * from jsonb_populate_record(null::invoice, $1)', [invoice])
    for (const { id, next_invoice_number: next } of entities) await client.query('update legal_entity set next_invoice_number = $2 where id = $1', [id, next])
  })
  expect(await broken()).toEqual([])
})

test('the application may neither change nor delete what was issued', async () => {
  for (const table of ['invoice', 'statement_tax', 'affiliate_invoice_event']) {
    for (const statement of [`delete from ${table}`, `update ${table} set recorded_at = now()`.replace(table === 'invoice' ? 'recorded_at' : '\0', 'issued_at')]) {
      await expect(api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: statement }))).rejects.toMatchObject({ code: '42501' })
    }
  }
})
