import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestAnswer } from '../operator-api/support/test-api.ts'
import { dose } from '../support/dose.ts'
import { Installation, NOW, RaceProgram, sale } from './race-fixture.ts'

const ROUNDS = dose({ small: 6, short: 15, long: 150 })

let installation: Installation
beforeAll(async () => {
  installation = await Installation.open()
})
afterAll(() => installation.close())

function codeOf(program: RaceProgram): string {
  return `R${program.programId.slice(-8).toUpperCase()}`
}

function conversion(program: RaceProgram, orderId: string, more: Readonly<Record<string, unknown>> = {}): object {
  return { event_type: 'conversion', campaign_id: program.programId, affiliate_id: codeOf(program), properties: { order_id: orderId, order_value: 100, ...more } }
}

/** On the server whose turn it is. */
function report(program: RaceProgram, ...events: object[]): Promise<TestAnswer> {
  return program.call('POST', '//v1/events', { events })
}

async function outcomes(program: RaceProgram): Promise<Record<string, number>> {
  const rows = await program.rows<{ outcome: string; count: number }>('select outcome, count(*)::int as count from event where program_id = $1 group by outcome order by outcome')
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]))
}

async function limit(program: RaceProgram, plan: string): Promise<void> {
  await installation.first.context.db.shared((tx) =>
    tx.sql({ text: 'update operator set billing_plan = $2 where id = (select operator_id from program where id = $1)', values: [program.programId, plan] }),
  )
}

test('200 identical conversions at once are one, on two servers, while workers process', async () => {
  const program = await RaceProgram.make(installation)
  const answers = Array.from({ length: 200 }, () => report(program, conversion(program, 'o-1', { customer_email: 'ana@cliente.example' })))
  const [statuses] = await Promise.all([Promise.all(answers), program.work()])
  await program.work()
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await outcomes(program)).toEqual({ converted: 1, duplicate: 199 })
  expect(await program.earned()).toEqual({ 'o-1': 1_000n })
  expect(await program.rows('select external_id from customer where program_id = $1 and external_id like $2', 'ana%')).toHaveLength(1)
  await program.expectLaws()
})

test('calls with the same orders in another order end, and each order converts once', async () => {
  const program = await RaceProgram.make(installation)
  const orders = Array.from({ length: 60 }, (_, index) => `o-${index}`)
  const calls = Array.from({ length: 20 }, (_, index) => {
    const turned = [...orders.slice(index * 3), ...orders.slice(0, index * 3)]
    return report(program, ...(index % 2 === 0 ? turned : turned.toReversed()).map((orderId) => conversion(program, orderId, { customer_id: `c-${orderId}` })))
  })
  const answers = await Promise.all(calls)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await program.work()
  expect(await outcomes(program)).toEqual({ converted: 60, duplicate: 19 * 60 })
  expect(Object.keys(await program.earned())).toHaveLength(60)
  await program.expectLaws()
})

test('an order that comes through both APIs at once is one transaction, whoever is first', async () => {
  const program = await RaceProgram.make(installation)
  for (let round = 0; round < ROUNDS; round += 1) {
    const orders = Array.from({ length: 10 }, (_, index) => `o-${round}-${index}`)
    const customer = round % 3 === 0 ? 'nobody-yet' : 'c-1'
    await Promise.all([
      program.accept(...orders.map((orderId) => sale(orderId, { externalCustomerId: customer }))).then(() => program.work()),
      ...orders.map((orderId) => report(program, conversion(program, orderId))),
      program.work(),
    ])
  }
  await program.register('nobody-yet')
  await program.work()
  const earned = await program.earned()
  expect(Object.keys(earned)).toHaveLength(ROUNDS * 10)
  const { converted = 0, duplicate = 0 } = await outcomes(program)
  expect(converted + duplicate).toBe(ROUNDS * 10)
  const [sent] = await program.rows<{ api: number }>(`select count(*) filter (where created_by like 'key:%' and status = 'approved')::int as api from transaction where program_id = $1`)
  expect(sent?.api).toBe(duplicate)
  await program.expectLaws()
})

describe('the limit of a month', () => {
  async function atLimitLess(left: number): Promise<RaceProgram> {
    const program = await RaceProgram.make(installation)
    await limit(program, 'starter')
    await report(program, ...Array.from({ length: 500 - left }, (_, index) => conversion(program, `full-${index}`)))
    return program
  }

  test('at 499 of 500, 50 conversions at once leave exactly 500', async () => {
    const program = await atLimitLess(1)
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => report(program, conversion(program, `new-${index}`))))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(49)
    expect(refused.map(({ body }) => body)).toEqual(refused.map(() => (
      { statusCode: 403, message: 'Conversion limit exceeded: Monthly conversion limit reached for starter plan. Current: 500/500', error: 'Forbidden' }
    )))
    expect(await outcomes(program)).toEqual({ converted: 500 })
    expect((await report(program, conversion(program, 'full-0'))).status).toBe(200)
    expect((await report(program, conversion(program, 'another'))).status).toBe(403)
  })

  test('a call that crosses it is refused whole and leaves room for those that do not', async () => {
    const program = await atLimitLess(5)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => report(program, ...Array.from({ length: 3 }, (__, event) => conversion(program, `new-${index}-${event}`)))),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await outcomes(program)).toEqual({ converted: 498 })
  })
})

test('a plan that changes and events that come at the same time: every conversion is rated by one of the two versions', async () => {
  const program = await RaceProgram.make(installation)
  const [plan] = (await program.get('/commission-plan')).body.items
  const version = { appliesTo: 'from_date', effectiveFrom: NOW, components: [{ type: 'fixed_per_sale', amount: 15 }] }
  installation.advanceMs(1_000)
  await Promise.all([
    ...Array.from({ length: 30 }, (_, index) => report(program, conversion(program, `o-${index}`))),
    program.must('POST', `/commission-plan/${plan.id}/version`, { ...version, effectiveFrom: '2026-11-15T12:00:00.500Z' }),
    program.work(),
  ])
  await program.work()
  const amounts = new Set(Object.values(await program.earned()))
  for (const amount of amounts) expect([1_000n, 1_500n]).toContain(amount)
  await program.expectLaws()
})
