import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerBatch } from '../../src/domain/customers/registration-queue.ts'
import { createApiServer } from '../../src/http/server.ts'
import { makeApiKey } from '../customers/api-key-fixture.ts'
import { followLink, makeProgram, NOW, type ProgramFixture, registration } from '../customers/program-fixture.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

let context: TestContext
let app: FastifyInstance
let program: ProgramFixture
let secret: string
beforeAll(async () => {
  context = await createTestContext({ now: NOW })
  app = createApiServer(context)
  program = await makeProgram(context)
  secret = (await makeApiKey(context, program.programId)).secret
  const clickKey = await followLink(context, program, program.anna, 60 * 24)
  await register([
    registration('a', { registeredAt: at(-3), clickKey }), registration('b', { registeredAt: at(-2), manual: { affiliateExternalId: 'ext-berta', trackerExternalId: null } }),
    registration('c', { registeredAt: at(-1) }), registration('a', { registeredAt: at(0), externalBrandId: 'othertest' }),
  ])
})
afterAll(async () => {
  await app.close()
  await context.close()
})

/** Hours from now. */
const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000)

async function register(registrations: Parameters<typeof registration>[1] extends infer _ ? readonly ReturnType<typeof registration>[] : never): Promise<void> {
  await registerBatch(context, program.programId, registrations.map((sent) => ({ registration: sent, waitsForClick: false, whenExisting: 'update' as const })))
}

interface List { items: { externalId: string, externalBrandId: string }[], nextCursor: string | null }

async function list(query: string): Promise<List> {
  const response = await app.inject({ method: 'GET', url: `/api/v1/customer${query}`, headers: { 'x-api-key': secret } })
  expect(response.statusCode).toBe(200)
  return response.json()
}

const ids = ({ items }: List): string => items.map((item) => item.externalId).join('')

test('every filter, newest first; from and to are half-open on the registration', async () => {
  const expected: Record<string, string> = {
    '': 'acba',
    '?externalId=a': 'aa',
    [`?externalId=a&brandId=${program.otherBrandId}`]: 'a',
    [`?brandId=${program.brandId}`]: 'cba',
    [`?affiliateId=${program.anna.affiliateId}`]: 'a',
    [`?affiliateId=${program.organicId}`]: 'ac',
    [`?trackerId=${program.berta.trackerId}`]: 'b',
    [`?trackerId=${program.berta.trackerId}&affiliateId=${program.anna.affiliateId}`]: '',
    [`?from=${at(-2).toISOString()}`]: 'acb',
    [`?to=${at(-2).toISOString()}`]: 'a',
    [`?from=${at(-2).toISOString()}&to=${at(0).toISOString()}`]: 'cb',
    [`?updatedSince=${NOW.toISOString()}`]: 'acba',
    [`?updatedSince=${new Date(NOW.getTime() + 1).toISOString()}`]: '',
    '?limit=2': 'ac',
  }
  for (const [query, answer] of Object.entries(expected)) expect([query, ids(await list(query))]).toEqual([query, answer])
})

test('a wrong filter is refused, not ignored', async () => {
  for (const query of ['?limit=0', '?limit=501', '?from=yesterday', '?brandId=x', '?cursor=abc', '?sort=name']) {
    const response = await app.inject({ method: 'GET', url: `/api/v1/customer${query}`, headers: { 'x-api-key': secret } })
    expect([query, response.statusCode]).toEqual([query, 400])
  }
})

test('pages skip nothing and repeat nothing while ten writers register', async () => {
  const own = await makeProgram(context)
  const key = (await makeApiKey(context, own.programId)).secret
  const batch = (names: readonly string[]) =>
    registerBatch(context, own.programId, names.map((name) => ({ registration: registration(name), waitsForClick: false, whenExisting: 'update' as const })))
  const before = Array.from({ length: 400 }, (_, i) => `before-${i}`)
  await batch(before)
  let isReading = true
  const writers = Array.from({ length: 10 }, async (_, writer) => {
    for (let i = 0; isReading; i += 1) await batch([`new-${writer}-${i}`])
  })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const response = await app.inject({ method: 'GET', url: `/api/v1/customer?limit=30${cursor === '' ? '' : `&cursor=${cursor}`}`, headers: { 'x-api-key': key } })
    const page: List = response.json()
    seen.push(...page.items.map((item) => item.externalId))
    cursor = page.nextCursor
  }
  isReading = false
  await Promise.all(writers)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.filter((name) => name.startsWith('before-')).sort()).toEqual([...before].sort())
})
