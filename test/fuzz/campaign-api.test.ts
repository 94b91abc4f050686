import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { type ApiDocument, type Json, type Operation, readDocument } from '../operator-api/support/document.ts'
import { Generator, mutate, Random } from '../operator-api/support/generate.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'
import { dose, SEED } from '../support/dose.ts'
import { bodyFor, KnownIds, queryFor, withRealIds } from './requests.ts'

const REQUESTS = dose({ small: 250, short: 20_000, long: 100_000 })
const CATCH_UP_EVERY = 100
const LIMIT_MS = 120_000 + REQUESTS * 60
const LEAKS = /\bat \S+ \(|node_modules|\bselect \w+ from\b|syntax error|violates/i
/** Of an affiliate who stays. */
const CODE = 'FUZZ'
const ORIGIN = 'https://shop.example'

let api: TestApi
let document: ApiDocument
beforeAll(async () => {
  api = await createTestApi()
  document = await readDocument(api, '//v1/openapi.json')
  expect((await api.patch('/program', { allowedDomains: ['shop.example'] })).status).toBe(200)
  // A campaign's own brand is there with its first affiliate.
  expect((await api.post('//v1/affiliates', { email: 'fuzz@shop.example', password: 'segredo-123', referralId: CODE })).status).toBe(201)
  await api.post('/fx-rate', { currency: 'BRL', rate: '0.16', effectiveFrom: '2026-01-01T00:00:00Z', source: 'a test' })
  for (const { id } of (await api.get('/brand')).body.items) await api.patch(`/brand/${id}`, { acceptBrowserRegistrations: true })
})
afterAll(() => api.close())

test(`${REQUESTS} requests made from the campaign API's document: no 5xx, nothing undeclared, every call succeeds at least once (seed ${SEED})`, { timeout: LIMIT_MS }, async () => {
  const random = new Random(SEED)
  const ids = new KnownIds(random)
  const generator = new Generator(document, random, (field) => ids.for(field))
  const succeeded = new Set<string>()
  const weakKey = (await api.post('/api-key', { name: 'weak', permissions: { brands: 'read' } })).body.key
  const revoked = (await api.post('/api-key', { name: 'revoked', permissions: { admin: 'write' } })).body
  await api.delete(`/api-key/${revoked.id}`)
  ids.add('campaign_id', api.program.campaignId)
  ids.add('campaignId', api.program.campaignId)

  async function refill(): Promise<void> {
    const answer = await api.post('//v1/affiliates', { email: `a${random.integer(1e9)}@shop.example`, password: 'segredo-123', name: 'João' })
    harvest(answer, ids)
  }

  async function send(operation: Operation, isTame: boolean): Promise<TestAnswer> {
    const path = pathFor(operation, random, ids, isTame) + (isTame ? '' : queryFor(operation, random, generator))
    const body = isTame ? tameBody(operation, generator) : bodyFor(operation, random, generator)
    return api.call(operation.method, path, {
      key: isTame || random.chance(0.94) ? api.program.apiKey : random.pick([null, '', weakKey, revoked.key, 'fsk_live_x', `${api.program.apiKey}x`]),
      headers: isTame ? { origin: ORIGIN } : headersFor(random),
      ...(body === undefined ? {} : { body: withKnownNames(body, ids, random) }),
    })
  }

  for (let n = 0; n < REQUESTS; n += 1) {
    if (n % CATCH_UP_EVERY === 0) {
      await refill()
      await catchUp(api.context, api.program.programId)
    }
    const operation = random.pick(document.operations)
    const answer = await send(operation, random.chance(0.1))
    if (answer.status < 300) {
      succeeded.add(operation.id)
      if (operation.path === '//v1/affiliates' && operation.method === 'POST') harvest(answer, ids)
    }
    expect(answer.text, operation.id).not.toMatch(LEAKS)
  }
  for (const operation of document.operations.filter(({ id }) => !succeeded.has(id))) {
    await refill()
    for (let attempt = 0; attempt < 50 && !succeeded.has(operation.id); attempt += 1) if ((await send(operation, true)).status < 300) succeeded.add(operation.id)
  }
  expect(document.operations.filter(({ id }) => !succeeded.has(id)).map(({ id }) => id)).toEqual([])
})

const SECRETS = { stripe: 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH', woovi: 'openpix-secret' } as const
type Kind = keyof typeof SECRETS
const DECLARED = new Set([200, 400, 401, 403, 404, 413, 415, 429])

test(`${REQUESTS} calls of gateways: no 5xx, whatever they carry, and books that verify (seed ${SEED})`, { timeout: LIMIT_MS }, async () => {
  const random = new Random(SEED)
  for (const [kind, names] of [['stripe', 'signingSecrets'], ['woovi', 'hmacSecrets']] as const) {
    const { status, text } = await api.call('PUT', `/gateway/${kind}`, { body: { enabled: true, secrets: { [names]: [SECRETS[kind]] } } })
    expect(status, text).toBe(200)
  }
  const statuses = new Set<number>()
  for (let n = 0; n < REQUESTS; n += 1) {
    const { status, text } = await deliver(random.pick(['stripe', 'woovi']), random)
    expect(DECLARED, text).toContain(status)
    expect(text).not.toMatch(LEAKS)
    statuses.add(status)
    if (n % CATCH_UP_EVERY === 0) await catchUp(api.context, api.program.programId)
  }
  expect([...statuses]).toEqual(expect.arrayContaining([200, 401]))
  await catchUp(api.context, api.program.programId)
  const { laws } = await verifyBooks(api.context.db, api.program.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  const failed = (await api.get('/gateway-delivery?outcome=failed&limit=500')).body.items
  expect(failed).toEqual([])
})

async function deliver(kind: Kind, random: Random): Promise<{ readonly status: number; readonly text: string }> {
  const payload = gatewayBody(kind, random)
  const isSigned = random.chance(0.9)
  const campaignId = random.chance(0.97) ? api.program.campaignId : random.pick(['x', '0', '%00', api.program.campaignId.toUpperCase(), '019abc00-0000-7000-8000-000000000000'])
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/campaigns/${campaignId}/${kind}/webhook`,
    headers: { 'content-type': random.chance(0.95) ? 'application/json' : random.pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'x']), ...(isSigned ? signature(kind, payload) : {}) },
    payload,
  })
  return { status: answer.statusCode, text: answer.payload }
}

function signature(kind: Kind, payload: Buffer): Record<string, string> {
  if (kind === 'woovi') return { 'x-openpix-signature': createHmac('sha1', SECRETS.woovi).update(payload).digest('base64') }
  const seconds = Math.floor(api.context.clock.now().getTime() / 1_000)
  return { 'stripe-signature': `t=${seconds},v1=${createHmac('sha256', SECRETS.stripe).update(`${seconds}.`).update(payload).digest('hex')}` }
}

function gatewayBody(kind: Kind, random: Random): Buffer {
  if (random.chance(0.03)) return random.pick([Buffer.alloc(0), Buffer.from('{'), Buffer.from('[]'), Buffer.from([0xff, 0xfe]), Buffer.from('['.repeat(50_000)), Buffer.from('"\\ud800"')])
  const body = kind === 'stripe' ? stripeBody(random) : wooviBody(random)
  return Buffer.from(JSON.stringify(random.chance(0.4) ? mutate(body, random) : body) ?? 'null')
}

const few = (prefix: string, random: Random): string => `${prefix}_${random.integer(150)}`
const CODES = [CODE, CODE, CODE, 'NOBODY', '', 'x'.repeat(300)]

const STRIPE_EVENTS = [
  'checkout.session.completed', 'checkout.session.async_payment_succeeded', 'payment_intent.succeeded', 'invoice.paid', 'invoice_payment.paid', 'charge.refunded',
  'charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed', 'customer.created',
]

/** One object with the fields of all kinds: what is said to be a refund may look like a session. */
function stripeBody(random: Random): Json {
  const amount = random.pick([0, 1, 9900, 12_345])
  return {
    id: `evt_${random.integer(5_000)}`, object: 'event', created: Math.floor(api.context.clock.now().getTime() / 1_000) - random.integer(100_000), type: random.pick(STRIPE_EVENTS),
    data: {
      object: {
        id: few(random.pick(['cs', 'pi', 'in', 'ch', 'dp']), random), payment_status: random.pick(['paid', 'unpaid', 'no_payment_required']), status: random.pick(['won', 'lost', 'warning_closed', 'succeeded']),
        amount, amount_total: amount, amount_paid: amount, amount_received: amount, amount_refunded: random.pick([0, 100, amount]), currency: random.pick(['eur', 'eur', 'eur', 'brl', 'jpy', 'xxx']),
        payment_intent: few('pi', random), invoice: few('in', random), subscription: few('sub', random), charge: few('ch', random), latest_charge: few('ch', random), customer: few('cus', random),
        billing_reason: random.pick(['subscription_create', 'subscription_cycle', 'manual']), metadata: { affiliate_code: random.pick(CODES), order_id: few('o', random) },
        customer_email: 'ana@cliente.example', discounts: [{ promotion_code: few('promo', random) }], refunds: { data: [{ id: few('re', random), amount: 100, status: 'succeeded' }] },
        payment: { type: 'payment_intent', payment_intent: few('pi', random) },
      },
    },
  }
}

const WOOVI_EVENTS = [
  'OPENPIX:CHARGE_COMPLETED', 'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER', 'OPENPIX:TRANSACTION_REFUND_RECEIVED', 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED',
  'PIX_TRANSACTION_REFUND_RECEIVED_CONFIRMED', 'OPENPIX:CHARGE_CREATED',
]

function wooviBody(random: Random): Json {
  const value = random.pick([0, 1, 15_000])
  const correlationID = few('order', random)
  return {
    event: random.pick(WOOVI_EVENTS),
    charge: {
      status: 'COMPLETED', value, correlationID, identifier: few('id', random), transactionID: few('tx', random), customer: { name: 'Ana', email: 'ana@cliente.example', correlationID: few('c', random) }, paidAt: '2026-11-15T12:00:00.000Z',
      additionalInfo: [{ key: 'affiliate_code', value: random.pick(CODES) }, { key: 'order_id', value: few('o', random) }],
    },
    pix: { value, endToEndId: few('E', random), time: '2026-11-15T12:00:00.000Z', charge: { correlationID } },
    refund: { value: 100, correlationID: few('r', random), refundId: few('rf', random), status: 'CONFIRMED' },
    originalTransaction: { correlationID, endToEndId: few('E', random) },
    refundTransaction: { value: 100, endToEndId: few('D', random), correlationID: few('r', random) },
  }
}

function headersFor(random: Random): Record<string, string> {
  const headers: Record<string, string> = {}
  if (random.chance(0.9)) headers['origin'] = random.chance(0.9) ? ORIGIN : random.pick(['https://elsewhere.example', 'null', '', 'https://shop.example:8443', 'x'])
  if (random.chance(0.1)) headers['content-type'] = random.pick(['text/plain', 'text/plain;charset=UTF-8', 'application/json\t', 'application/xml'])
  if (random.chance(0.02)) headers['idempotency-key'] = 'k'
  return headers
}

function pathFor(operation: Operation, random: Random, ids: KnownIds, isTame: boolean): string {
  return operation.path.replace(/\{(\w+)\}/g, () => {
    if (!isTame && random.chance(0.2)) return encodeURIComponent(random.pick(['x', '0', '-1', '1e3', '99999999999999999999', ' ', '\0', '../x', 'ü', 'null', "'"]))
    return ids.for('affiliate number')
  })
}

function tameBody(operation: Operation, generator: Generator): string | undefined {
  const example = operation.body?.example
  return example === undefined ? undefined : JSON.stringify(withRealIds(example, generator))
}

/** Names what exists more often than chance would. */
function withKnownNames(body: unknown, ids: KnownIds, random: Random): unknown {
  if (typeof body !== 'string') return body
  return body
    .replaceAll(/"affiliate_id":"[^"\\]*"/g, (all) => (random.chance(0.8) ? `"affiliate_id":${JSON.stringify(random.chance(0.5) ? CODE : ids.for('referral code'))}` : all))
    .replaceAll(/"order_id":"order-1001"/g, () => `"order_id":"o-${random.integer(1_000)}"`)
    .replaceAll(/"(email|referralId)":"[^"\\]*"/g, (all, name) => (random.chance(0.7) ? `"${name}":"${name === 'email' ? `m${random.integer(1e9)}@shop.example` : `R${random.integer(1e9)}`}"` : all))
}

function harvest({ body }: TestAnswer, ids: KnownIds): void {
  ids.add('affiliate number', String(body.id))
  ids.add('referral code', body.referralId)
}
