import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { createApiServer } from '../../src/http/server.ts'
import { type Books, openContext } from '../books/fixture.ts'
import { makeApiKey } from '../customers/api-key-fixture.ts'
import type { TestContext } from '../support/context.ts'
import { at, deposit, flat, lineIds, program, refundOf, revenue, sale } from './scenario.ts'

let context: TestContext
let app: FastifyInstance
let books: Books
let affiliate: Uuid
let secret: string
beforeAll(async () => {
  context = await openContext()
  app = createApiServer(context)
  ;({ books, affiliate } = await program(context, [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }] }, flat('12.5'), { type: 'percent_of_sale', rate: '10' }], { autoApprove: false, approvalStage: 'commission' }, 14))
  await books.customer('c2', affiliate)
  await books.send(deposit('d1', 2, 14), revenue('r1', 3, 100), sale('s1', 4, 90), revenue('r2', 5, 1.1, { externalCustomerId: 'c2' }), { ...revenue('r3', 1, 8), transactionDate: '2026-10-31T10:00:00.000Z' })
  await books.approve('d1', 'r1', 's1')
  await books.send(refundOf('f1', 6, 90, 's1'))
  await books.reject('r2')
  secret = (await makeApiKey(context, books.programId, { ledger: 'read' })).secret
})
afterAll(async () => {
  await app.close()
  await context.close()
})

async function get(path: string, key = secret) {
  const response = await app.inject({ method: 'GET', url: `/api/v1/commission${path}`, headers: { 'x-api-key': key } })
  return { status: response.statusCode, body: response.json() as Record<string, never> & { items: Record<string, unknown>[]; nextCursor: string | null }, text: response.body }
}

test('a line as it is documented: exact amount, state, period, when it is payable', async () => {
  const [id] = await lineIds(books, 'r1')
  const { status, body, text } = await get(`/${id}`)
  const [transactionId] = await books.idsOf(['r1'])
  expect(status).toBe(200)
  expect(body).toEqual({
    id, affiliateId: affiliate, affiliateName: 'affiliate 1', customerId: expect.any(String), transactionId, award: null, planId: expect.any(String), planVersion: 1, component: 'revenue_share', amount: 12.5,
    currency: 'EUR', status: 'approved', reason: null, occurredAt: at(3), recordedAt: '2026-11-15T12:00:00.000Z', period: '2026-11', relatesToPeriod: null,
    payableFrom: at(17), reversesId: null, statementId: null,
  })
  expect(text).toContain('"amount":12.5,')
})

test('each line is in one state, and the states can be asked for', async () => {
  const states: Record<string, string[]> = {}
  for (const status of ['pending', 'approved', 'rejected', 'reversed', 'paid']) {
    const { items } = (await get(`?status=${status}`)).body
    states[status] = items.map(({ component, amount }) => `${component} ${amount}`)
    expect(items.every((line) => line['status'] === status)).toBe(true)
  }
  expect(states).toEqual({ pending: ['revenue_share 1'], approved: ['percent_of_sale -9', 'cpa 0', 'revenue_share 12.5'], rejected: ['revenue_share 0.14'], reversed: ['percent_of_sale 9'], paid: [] })
  expect((await get('?status=rejected')).body.items[0]).toMatchObject({ reason: 'test' })
})

test('filters, newest first; from and to are half-open on the event; pages', async () => {
  const [transactionId] = await books.idsOf(['s1'])
  const [row] = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: Uuid }>({ text: `select id from customer where program_id = $1 and external_id = 'c2'`, values: [books.programId] }))
  const counts: Record<string, number> = {
    '': 6, [`?affiliateId=${affiliate}`]: 6, [`?affiliateId=${newId()}`]: 0, [`?customerId=${row?.id}`]: 1, [`?transactionId=${transactionId}`]: 1, [`?brandId=${books.brandId}`]: 6,
    '?period=2026-10': 1, '?period=2026-11': 5, [`?from=${at(3)}&to=${at(4)}`]: 1, [`?from=${at(3)}&to=${at(4, '10:01')}`]: 2,
  }
  for (const [query, count] of Object.entries(counts)) expect([query, (await get(query)).body.items.length]).toEqual([query, count])
  const seen: unknown[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await get(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...body.items.map(({ id }) => id))
    cursor = body.nextCursor
  }
  expect(seen).toEqual((await get('')).body.items.map(({ id }) => id))
  expect(seen).toEqual([...seen].sort().reverse())
  for (const query of ['?status=done', '?period=2026-13', '?from=yesterday', '?affiliateId=x', '?kind=zero']) expect([query, (await get(query)).status]).toEqual([query, 400])
})

test('the explanation as documented', async () => {
  const [id] = await lineIds(books, 'r1')
  const { status, body } = await get(`/${id}/explanation`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    amount: 12.5, rule: 'revenue_share.flat', because: expect.arrayContaining([expect.objectContaining({ name: 'netRevenueOfPeriodBefore', value: 0 }), expect.objectContaining({ name: 'netRevenue', value: 100 })]),
    plan: { winner: { assignmentId: null, planName: 'Plan', version: 1 }, losers: [] },
    words: { en: expect.stringContaining('Revenue share of 12.50 EUR'), 'pt-BR': expect.stringContaining('12,50'), es: expect.stringContaining('12,50') },
  })
})

test('absent, foreign and malformed ids are all 404; without the permission 403', async () => {
  const [id] = await lineIds(books, 'r1')
  const other = await program(context, [flat('1')])
  const foreign = (await makeApiKey(context, other.books.programId)).secret
  for (const path of [`/${id}`, `/${id}/explanation`]) expect((await get(path, foreign)).status).toBe(404)
  expect((await get('', foreign)).body.items).toEqual([])
  for (const path of [`/${newId()}`, `/${newId()}/explanation`, '/nonsense', '/nonsense/explanation']) expect((await get(path)).status).toBe(404)
  const blind = (await makeApiKey(context, books.programId, { customers: 'read' })).secret
  for (const path of ['', `/${id}`, `/${id}/explanation`]) expect((await get(path, blind)).status).toBe(403)
})

test('the routes are in the document of the API', async () => {
  const response = await app.inject({ method: 'GET', url: '/api/v1/openapi.json' })
  const { paths } = response.json() as { paths: Record<string, unknown> }
  expect(Object.keys(paths).filter((path) => /\/commission(?:\/|$)/.test(path))).toEqual(['/api/v1/commission', '/api/v1/commission/{id}', '/api/v1/commission/{id}/explanation'])
})
