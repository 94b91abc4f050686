import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Customer } from '../../src/domain/customers/customer.ts'
import { listCustomers } from '../../src/domain/customers/list-customers.ts'
import type { Registration, RegistrationResult } from '../../src/domain/customers/registration.ts'
import { registerBatch, settled } from '../../src/domain/customers/registration-queue.ts'
import { updateCustomer } from '../../src/domain/customers/update-customer.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { followLink, makeProgram, mintClick, NOW, type ProgramFixture, registration } from './program-fixture.ts'

let context: TestContext
let program: ProgramFixture
beforeAll(async () => {
  context = await createTestContext({ now: NOW })
  program = await makeProgram(context)
})
afterAll(() => context.close())

const HOUR_MS = 3_600_000

async function register(sent: Registration, of = program): Promise<RegistrationResult> {
  const whenExisting = sent.isUnverified === true ? 'keep' as const : 'update' as const
  const [result] = await registerBatch(context, of.programId, [{ registration: sent, waitsForClick: false, whenExisting }])
  if (result === undefined) throw new Error('no result')
  return settled(result)
}

const byPage = (externalId: string, sent: Partial<Registration> = {}): Promise<RegistrationResult> => register(registration(externalId, { isUnverified: true, createdBy: 'sdk', ...sent }))
const byOperator = (externalId: string, sent: Partial<Registration> = {}): Promise<RegistrationResult> => register(registration(externalId, sent))

/** "created anna, confirmed". */
function account(result: RegistrationResult): string {
  if (result.outcome === 'failed') return `failed ${result.code}`
  return `${result.outcome} ${result.customer.tracking.frozen.affiliateName}, ${result.customer.isVerified ? 'confirmed' : 'held'}`
}

async function touchesOf(externalId: string): Promise<string[]> {
  const rows = await context.db.inProgram(program.programId, (tx) => tx.sql<{ account: string }>({
    text: `select t.outcome || ' ' || t.carrier || ' ' || coalesce(a.name, '-') || ' ' || t.reason as account
             from touch t join customer c on c.program_id = t.program_id and c.id = t.customer_id
             left join affiliate a on a.program_id = t.program_id and a.id = t.affiliate_id
            where t.program_id = $1 and c.external_id = $2 order by t.id`,
    values: [program.programId, externalId],
  }))
  return rows.map((row) => row.account)
}

function customerOf(result: RegistrationResult): Customer {
  if (result.outcome === 'failed') throw new Error(result.message)
  return result.customer
}

test('a customer whom a page registers is held, and no touch has won it', async () => {
  const clickKey = await followLink(context, program, program.anna, 10)
  expect(account(await byPage('p-1', { clickKey }))).toBe('created anna, held')
  expect(await touchesOf('p-1')).toEqual([])
  const waiting = await context.db.inProgram(program.programId, (tx) => listCustomers(tx, program.programId, { isVerified: false }, null, 10))
  expect(waiting.map(({ externalId }) => externalId)).toEqual(['p-1'])
})

test('an operator who says nothing of who brought it confirms what the page said, with its own facts', async () => {
  const clickKey = await followLink(context, program, program.anna, 10)
  await byPage('p-2', { clickKey, username: 'page', country: 'Malta' })
  const result = await byOperator('p-2', { username: 'operator', registeredAt: new Date(NOW.getTime() - HOUR_MS) })
  expect(account(result)).toBe('created anna, confirmed')
  expect(customerOf(result)).toMatchObject({ username: 'operator', country: 'Malta', registeredAt: new Date(NOW.getTime() - HOUR_MS) })
  expect(await touchesOf('p-2')).toEqual(['won click_key anna last_click'])
  expect(account(await byOperator('p-2'))).toBe('existing anna, confirmed')
})

test("the operator's click decides, whatever a page said before; the page's touch is kept as lost", async () => {
  await byPage('p-3', { clickKey: await followLink(context, program, program.anna, 10) })
  expect(account(await byOperator('p-3', { clickKey: await followLink(context, program, program.berta, 20) }))).toBe('created berta, confirmed')
  expect(await touchesOf('p-3')).toEqual(['won click_key berta last_click', 'lost click_key anna unverified'])
})

test('the same click from both is one touch', async () => {
  const clickKey = await followLink(context, program, program.anna, 10)
  await byPage('p-4', { clickKey })
  expect(account(await byOperator('p-4', { clickKey }))).toBe('created anna, confirmed')
  expect(await touchesOf('p-4')).toEqual(['won click_key anna last_click'])
})

test.each`
  apart                        | hours | owner
  ${'exactly a day before'}    | ${-24} | ${'anna'}
  ${'more than a day before'}  | ${-25} | ${'Organic Tracking'}
  ${'exactly a day later'}     | ${24}  | ${'anna'}
  ${'more than a day later'}   | ${25}  | ${'Organic Tracking'}
`('a name that was taken in advance brings nobody a customer: the operator reports it $apart → $owner', async ({ hours, owner }) => {
  const name = `ahead-${hours}`
  await byPage(name, { clickKey: mintClick(program, program.anna, new Date(NOW.getTime() - 60 * HOUR_MS)).text })
  expect(account(await byOperator(name, { registeredAt: new Date(NOW.getTime() + hours * HOUR_MS) }))).toBe(`created ${owner}, confirmed`)
})

test('what a page says of a customer that the operator has reported changes nothing', async () => {
  await byOperator('p-5', { clickKey: await followLink(context, program, program.anna, 10), username: 'joe' })
  const result = await byPage('p-5', { clickKey: await followLink(context, program, program.berta, 5), username: 'eve' })
  expect(account(result)).toBe('existing anna, confirmed')
  expect(customerOf(result).username).toBe('joe')
  expect(await touchesOf('p-5')).toEqual(['won click_key anna last_click'])
})

test('of two pages the first is kept', async () => {
  await byPage('p-6', { clickKey: await followLink(context, program, program.anna, 10) })
  expect(account(await byPage('p-6', { clickKey: await followLink(context, program, program.berta, 5) }))).toBe('existing anna, held')
})

test('a person may confirm it as the page said it', async () => {
  const { id } = customerOf(await byPage('p-7', { clickKey: await followLink(context, program, program.anna, 10) }))
  const author = { programId: program.programId, actor: 'user:1', now: NOW }
  const confirm = () => context.db.inProgram(program.programId, (tx) => updateCustomer(tx, author, id, { isVerified: true }))
  expect((await confirm()).isVerified).toBe(true)
  expect((await confirm()).isVerified).toBe(true)
  expect(await touchesOf('p-7')).toEqual(['won click_key anna last_click'])
  const audit = await context.db.inProgram(program.programId, (tx) => tx.sql({ text: `select from audit_entry where program_id = $1 and action = 'customer.confirmed' and subject_id = $2`, values: [program.programId, id] }))
  expect(audit).toHaveLength(1)
})

test('a program that takes nobody without a click refuses the report that would confirm one without', async () => {
  const strict = await makeProgram(context, { organicTracking: 'reject' })
  const click = mintClick(strict, strict.anna, new Date(NOW.getTime() - HOUR_MS))
  const page = await register(registration('p-8', { isUnverified: true, clickKey: click.text }), strict)
  expect(account(page)).toBe('created anna, held')
  expect(account(await register(registration('p-8', { registeredAt: new Date(NOW.getTime() + 30 * HOUR_MS) }), strict))).toBe('failed click_required')
  expect(account(await register(registration('p-8', { isUnverified: true }), strict))).toBe('existing anna, held')
})

test('of twenty reports at once one confirms', async () => {
  await byPage('p-9', { clickKey: await followLink(context, program, program.anna, 10) })
  const clickKey = await followLink(context, program, program.berta, 5)
  const results = await Promise.all(Array.from({ length: 20 }, () => byOperator('p-9', { clickKey })))
  expect(results.map(account).filter((text) => text.startsWith('created'))).toEqual(['created berta, confirmed'])
  expect(await touchesOf('p-9')).toEqual(['won click_key berta last_click', 'lost click_key anna unverified'])
})
