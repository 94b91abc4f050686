import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiServer } from '../../src/http/server.ts'
import { makeApiKey } from '../customers/api-key-fixture.ts'
import { followLink, makeProgram, NOW, type ProgramFixture } from '../customers/program-fixture.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

// Two servers on one database: what one process could serialise by itself, two cannot.
let contexts: TestContext[]
let apps: FastifyInstance[]
let program: ProgramFixture
let secret: string
beforeAll(async () => {
  const first = await createTestContext({ now: NOW })
  contexts = [first, await createTestContext({ now: NOW, database: first.database })]
  apps = contexts.map(createApiServer)
  program = await makeProgram(first)
  secret = (await makeApiKey(first, program.programId)).secret
})
afterAll(async () => {
  for (const app of apps) await app.close()
  for (const context of contexts.toReversed()) await context.close()
})

interface Answer { status: number, id: string, code: string }

async function post(i: number, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> {
  const app = apps[i % apps.length]
  if (app === undefined) throw new Error('no server')
  const response = await app.inject({
    method: 'POST', url: '/api/v1/customer', headers: { 'x-api-key': secret, ...headers },
    payload: { externalBrandId: 'bettest', registrationDate: NOW, ...body },
  })
  const { id, code } = response.json()
  return { status: response.statusCode, id, code }
}

async function count(table: 'customer' | 'attribution' | 'touch', externalId: string): Promise<number> {
  const join = table === 'customer' ? '' : `join ${table} x on x.program_id = c.program_id and x.customer_id = c.id`
  const rows = await contexts[0]?.db.inProgram(program.programId, (tx) => tx.sql({
    text: `select 1 from customer c ${join} where c.program_id = $1 and c.external_id = $2`, values: [program.programId, externalId],
  }))
  return rows?.length ?? -1
}

test('200 identical registrations at once are one customer, and every caller gets it', async () => {
  const clickId = await followLink(contexts[0] as TestContext, program, program.anna, 1)
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => post(i, { externalId: 'same', clickId, username: 'joe' })))
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  expect([await count('customer', 'same'), await count('attribution', 'same'), await count('touch', 'same')]).toEqual([1, 1, 1])
})

test('200 registrations of one customer with two clicks: one attribution, each click kept once', async () => {
  const [one, two] = [await followLink(contexts[0] as TestContext, program, program.anna, 2), await followLink(contexts[0] as TestContext, program, program.berta, 1)]
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => post(i, { externalId: 'torn', clickId: Math.floor(i / 2) % 2 === 0 ? one : two })))
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.id}`)).size).toBe(1)
  expect([await count('customer', 'torn'), await count('attribution', 'torn'), await count('touch', 'torn')]).toEqual([1, 1, 2])
})

test('200 with one Idempotency-Key: one execution, all others the same answer or 409', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => post(i, { externalId: 'keyed' }, { 'idempotency-key': 'one' })))
  const done = answers.filter((answer) => answer.status === 200)
  expect(done.length).toBeGreaterThan(0)
  expect(new Set(done.map((answer) => answer.id)).size).toBe(1)
  expect(answers.filter((answer) => answer.status !== 200).every((answer) => answer.status === 409 && answer.code === 'request_in_flight')).toBe(true)
  expect(await count('customer', 'keyed')).toBe(1)
})

test('bad registrations among good ones fail alone', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => post(i, { externalId: `mixed-${i}`, externalBrandId: i % 10 === 0 ? 'nobody' : 'bettest' })))
  expect(answers.map((answer) => answer.status)).toEqual(answers.map((_, i) => (i % 10 === 0 ? 422 : 200)))
})
