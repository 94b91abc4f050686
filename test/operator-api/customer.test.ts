import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { customerAnswer } from '../../src/http/operator-api/customer/present-customer.ts'
import { createApiServer } from '../../src/http/server.ts'
import { makeApiKey } from '../customers/api-key-fixture.ts'
import { followLink, forgedKey, makeProgram, NOW, type ProgramFixture } from '../customers/program-fixture.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

let context: TestContext
let app: FastifyInstance
let program: ProgramFixture
let key: { id: string, secret: string }
beforeAll(async () => {
  context = await createTestContext({ now: NOW })
  app = createApiServer(context)
  program = await makeProgram(context)
  key = await makeApiKey(context, program.programId)
})
afterAll(async () => {
  await app.close()
  await context.close()
})

type Body = Record<string, unknown>
interface Answer { status: number, body: Body, headers: Body }

async function call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await app.inject({
    method, url: `/api/v1${url}`, headers: { 'x-api-key': key.secret, ...headers }, ...(body === undefined ? {} : { payload: body as object }),
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}

const post = (body: Body, headers?: Record<string, string>): Promise<Answer> => call('POST', '/customer', { externalBrandId: 'bettest', registrationDate: NOW, ...body }, headers)

async function countCustomers(externalId: string): Promise<number> {
  const rows = await context.db.inProgram(program.programId, (tx) => tx.sql({
    text: 'select 1 from customer where program_id = $1 and external_id = $2', values: [program.programId, externalId],
  }))
  return rows.length
}

describe('POST /customer', () => {
  test('answers the Customer object of the reference, every field in its place', async () => {
    const clickKey = await followLink(context, program, program.anna, 10, { customParameter: 'cp', referringUrl: 'https://blog.example/' })
    const answer = await post({ externalId: 'full', clickId: clickKey, username: 'joe', country: 'Malta', country_code: 'MT', registerIp: '203.0.113.7', category: 'vip' })
    expect(answer.status).toBe(200)
    expect(customerAnswer.parse(answer.body)).toEqual(answer.body)
    const tracking = {
      clickId: clickKey, affiliateId: program.anna.affiliateId, affiliateName: 'anna', affiliateTrackerId: program.anna.trackerId,
      affiliateTrackerName: 'anna tracker', campaignId: program.anna.trackerId, campaignName: 'anna tracker', brandId: program.brandId, brandName: 'Bettest',
      productId: null, productName: null, mediaId: null, media: null, customParameter: 'cp', date: '2026-11-15T11:50:00.000Z',
      referringUrl: 'https://blog.example/',
    }
    const expected = {
      id: expect.any(String), operatorId: program.operatorId, updatedTs: '2026-11-15T12:00:00.000Z', createdTs: '2026-11-15T12:00:00.000Z',
      isIdEmpty: false, createdBy: `key:${key.id}`, hidden: false, deleted: false, importId: null, externalId: 'full', externalBrandId: 'bettest',
      username: 'joe', country: 'Malta', country_code: 'MT', registerIp: '203.0.113.7', referringUrl: null, registrationDate: '2026-11-15T12:00:00.000Z',
      hasDeposited: false, ftdDate: null, cpaQualified: false, cpaQualificationDate: null, lifetimeRevenue: 0, firstDepositAmount: null,
      firstRevenueAmount: null, lifetimeDeposits: 0, lifetimeRevShareCommission: 0, lifetimeCpaCommission: 0, lifetimeFixedCommission: 0,
      lifetimeCommission: 0, tracking, category: 'vip', label: null, revShareExcluded: false, cpaExcluded: false, transactions: null,
    }
    expect(answer.body).toEqual(expected)
    expect(Object.keys(answer.body)).toEqual(Object.keys(expected))
    expect(Object.keys(answer.body['tracking'] as Body)).toEqual(Object.keys(tracking))
  })

  test('field names match in any case, the click has three names, what is not ours is ignored and named', async () => {
    for (const name of ['clickId', 'clickKey', 'ClickKey', 'CLICKID']) {
      const clickKey = await followLink(context, program, program.anna, 10)
      const answer = await call('POST', '/customer', {
        ExternalId: `case-${name}`, ExternalBrandID: 'bettest', RegistrationDate: '2026-11-15T13:00:00+01:00', [name]: clickKey, isVip: true, hidden: true,
      })
      expect(answer).toMatchObject({ status: 200, body: { tracking: { clickId: clickKey }, registrationDate: '2026-11-15T12:00:00.000Z', hidden: false } })
      expect(answer.headers['x-ignored-fields']).toBe('isVip, hidden')
    }
  })

  test('null and empty text mean “not sent”', async () => {
    const sent = { externalId: 'nulls', clickId: '', clickKey: null, username: null, country: '', revShareExcluded: null, brandId: null, couponCode: '' }
    expect(await post(sent)).toMatchObject({ status: 200, body: { username: null, country: null, revShareExcluded: false, tracking: { affiliateName: 'Organic Tracking' } } })
  })

  test.each`
    case                         | body                                                                       | path
    ${'no externalId'}           | ${{ externalId: undefined }}                                               | ${'externalId'}
    ${'a blank externalId'}      | ${{ externalId: ' ' }}                                                     | ${'externalId'}
    ${'no registrationDate'}     | ${{ externalId: 'bad', registrationDate: undefined }}                      | ${'registrationDate'}
    ${'a date alone'}            | ${{ externalId: 'bad', registrationDate: '2024-01-15' }}                   | ${'registrationDate'}
    ${'a time without zone'}     | ${{ externalId: 'bad', registrationDate: '2024-01-15T10:30:00' }}          | ${'registrationDate'}
    ${'a Unix time'}             | ${{ externalId: 'bad', registrationDate: 1705314600 }}                     | ${'registrationDate'}
    ${'an American date'}        | ${{ externalId: 'bad', registrationDate: '01/15/2024' }}                   | ${'registrationDate'}
    ${'no brand'}                | ${{ externalId: 'bad', externalBrandId: null }}                            | ${'brandId'}
    ${'a text for a flag'}       | ${{ externalId: 'bad', cpaExcluded: 'yes' }}                               | ${'cpaExcluded'}
    ${'a number for a text'}     | ${{ externalId: 'bad', username: 7 }}                                      | ${'username'}
  `('$case → 400 that names $path', async ({ body, path }) => {
    const answer = await post(body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [expect.objectContaining({ path })] } })
    expect(await countCustomers('bad')).toBe(0)
  })

  test('an unknown brand → 422', async () => {
    expect(await post({ externalId: 'no-brand', externalBrandId: 'nobody' })).toMatchObject({ status: 422, body: { code: 'brand_unknown' } })
    expect(await post({ externalId: 'no-brand', externalBrandId: null, brandId: newId() })).toMatchObject({ status: 422, body: { code: 'brand_unknown' } })
  })

  test('where organic customers are rejected, no valid click → 422 click_required', async () => {
    const strict = await makeProgram(context, { organicTracking: 'reject' })
    const { secret } = await makeApiKey(context, strict.programId)
    for (const clickId of [undefined, forgedKey(), await followLink(context, program, program.anna, 1)]) {
      expect(await post({ externalId: 'strict', clickId }, { 'x-api-key': secret })).toMatchObject({ status: 422, body: { code: 'click_required' } })
    }
    const clickId = await followLink(context, strict, strict.berta, 1)
    expect(await post({ externalId: 'strict', clickId }, { 'x-api-key': secret })).toMatchObject({ status: 200, body: { tracking: { affiliateName: 'berta' } } })
  })

  test('sent again it is the same customer; another click does not re-attribute', async () => {
    const [one, two] = [await followLink(context, program, program.anna, 9), await followLink(context, program, program.berta, 8)]
    const first = await post({ externalId: 'again', clickId: one, username: 'a' })
    expect(await post({ externalId: 'again', clickId: one, username: 'a' })).toMatchObject({ status: 200, body: first.body })
    expect(await post({ externalId: 'again', clickId: two, username: 'b', cpaExcluded: true })).toMatchObject({
      status: 200, body: { id: first.body['id'], username: 'b', cpaExcluded: true, tracking: first.body['tracking'] },
    })
    expect(await countCustomers('again')).toBe(1)
  })

  test('an Idempotency-Key replays the first answer, byte for byte, and refuses another body', async () => {
    const headers = { 'idempotency-key': 'customer-1' }
    const first = await post({ externalId: 'keyed' }, headers)
    const again = await post({ externalId: 'keyed' }, headers)
    expect(again).toMatchObject({ status: 200, body: first.body, headers: { 'idempotent-replayed': 'true' } })
    expect(await post({ externalId: 'keyed-2' }, headers)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    expect([await countCustomers('keyed'), await countCustomers('keyed-2')]).toEqual([1, 0])
  })

  test.each([{}, { 'idempotency-key': 'wakes' }])('wakes the transactions that waited for the customer (headers %j)', async (headers) => {
    const externalId = `awaited-${Object.keys(headers).length}`
    const wait = { batch: newId(), waiting: newId(), due: new Date(NOW.getTime() + 3_600_000) }
    const query = async (text: string, ...values: unknown[]) =>
      context.db.inProgram(program.programId, (tx) => tx.sql<{ due_at: Date }>({ text, values: [program.programId, ...values] }))
    await query(`insert into transaction_batch (program_id, id, integration_type, accepted, created_by, recorded_at) values ($1, $2, 'api', 1, 'test', $3)`, wait.batch, NOW)
    await query(
      `insert into transaction_exception (program_id, id, batch_id, batch_index, state, code, message, brand_id, awaited_customer, item, holds_key, due_at,
         recorded_at, updated_at) values ($1, $2, $3, 0, 'waiting', 'customer_unknown', '', $4, $5, '{}', false, $6, $7, $7)`,
      wait.waiting, wait.batch, program.brandId, externalId, wait.due, NOW)
    await post({ externalId }, headers)
    await expect.poll(async () => (await query('select due_at from transaction_exception where program_id = $1 and id = $2', wait.waiting))[0]?.due_at).toEqual(NOW)
  })

  test('strange texts are kept exactly', async () => {
    for (const [i, text] of ['Ω≈ç√∫', '"\\{},', 'null', '=1+1', '\u202Eabc', '👩‍👩‍👧', "'; drop table customer; --", 'NULL', ' x '].entries()) {
      const answer = await post({ externalId: `text-${i}-${text}`, username: text, label: text })
      expect(answer).toMatchObject({ status: 200, body: { externalId: `text-${i}-${text}`, username: text, label: text } })
      expect((await post({ externalId: `text-${i}-${text}` })).body).toEqual(answer.body)
    }
  })
})

describe('PUT and PATCH /customer/{id}', () => {
  test.each(['PUT', 'PATCH'] as const)('%s changes what is sent, keeps the rest and the attribution, names what it ignores', async (method) => {
    const clickId = await followLink(context, program, program.anna, 1)
    const { body } = await post({ externalId: `change-${method}`, clickId, username: 'old', country: 'Malta', label: 'l' })
    const answer = await call(method, `/customer/${body['id']}`, { Username: 'new', country: null, label: '', cpaExcluded: true, externalId: 'x', clickId: forgedKey() })
    expect(answer).toMatchObject({ status: 200, body: { ...body, username: 'new', label: null, cpaExcluded: true } })
    expect(answer.headers['x-ignored-fields']).toBe('externalId, clickId')
  })

  test('an unknown, malformed or foreign id → 404, nothing changed', async () => {
    const foreign = await makeProgram(context)
    const { secret } = await makeApiKey(context, foreign.programId)
    const { body } = await post({ externalId: 'theirs', username: 'u' }, { 'x-api-key': secret })
    const problems = await Promise.all([newId(), 'nonsense', body['id']].map((id) => call('PATCH', `/customer/${id}`, { username: 'taken over' })))
    expect(new Set(problems.map(({ status, body: { requestId, ...rest } }) => JSON.stringify([status, rest])).values()).size).toBe(1)
    expect(problems[0]).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await post({ externalId: 'theirs' }, { 'x-api-key': secret })).toMatchObject({ body: { username: 'u' } })
  })

  test('a key without customers:write may not', async () => {
    const { secret } = await makeApiKey(context, program.programId, { customers: 'read', transactions: 'write' })
    expect((await post({ externalId: 'forbidden' }, { 'x-api-key': secret })).status).toBe(403)
    expect((await call('GET', '/customer', undefined, { 'x-api-key': secret })).status).toBe(200)
  })
})

describe('POST /customer/import', () => {
  const item = (externalId: string, rest: Body = {}): Body => ({ externalId, externalBrandId: 'bettest', registrationDate: NOW, ...rest })

  test('good items are stored, bad ones reported, existing ones left alone', async () => {
    await post({ externalId: 'import-old', username: 'before' })
    const answer = await call('POST', '/customer/import', {
      items: [
        item('import-1', { affiliateExternalId: 'ext-anna', externalTrackerId: 'ext-anna-tracker', customParameter: 'cp', Category: 'c', extra: 1 }),
        item('import-2'),
        item('import-bad-date', { registrationDate: 'yesterday' }),
        item('import-old', { username: 'after' }),
        item('import-stranger', { affiliateExternalId: 'ext-nobody' }),
        item('import-brand', { externalBrandId: 'nobody' }),
        item('import-1'),
        'not an object',
      ],
    })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        numImported: 2, numDuplicates: 2, numFailed: 4, firstFailureId: 'import-bad-date', firstFailureMessage: expect.stringContaining('registrationDate'),
        failures: [
          { index: 2, externalId: 'import-bad-date', code: 'invalid_request', message: expect.any(String) },
          { index: 4, externalId: 'import-stranger', code: 'affiliate_unknown', message: expect.any(String) },
          { index: 5, externalId: 'import-brand', code: 'brand_unknown', message: expect.any(String) },
          { index: 7, externalId: null, code: 'invalid_request', message: expect.any(String) },
        ],
      },
      headers: { 'x-ignored-fields': 'extra' },
    })
    expect(await post({ externalId: 'import-1' })).toMatchObject({
      body: { category: 'c', importId: expect.any(String), tracking: { affiliateName: 'anna', clickId: null, date: null, customParameter: 'cp' } },
    })
    expect(await post({ externalId: 'import-old' })).toMatchObject({ body: { username: 'before', importId: null } })
  })

  test('ten thousand items with one bad one; one more is refused', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => item(`mass-${i}`, i === 5_000 ? { externalBrandId: 'nobody' } : {}))
    expect(await call('POST', '/customer/import', { items })).toMatchObject({
      status: 200, body: { numImported: 9_999, numDuplicates: 0, numFailed: 1, firstFailureId: 'mass-5000', failures: [{ index: 5_000, code: 'brand_unknown' }] },
    })
    expect((await call('POST', '/customer/import', { items: [...items, item('one-more')] })).status).toBe(400)
  })
})
