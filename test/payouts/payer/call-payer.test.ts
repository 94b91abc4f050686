import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { OutboundOutcome, OutboundRequest } from '../../../src/app/outbound.ts'
import { callPayer, messageOf, type PayerInstruction } from '../../../src/domain/payouts/payer/call-payer.ts'
import { queryPayer } from '../../../src/domain/payouts/payer/query-payer.ts'
import { newPayerSecret, type PayerDetails, rotated } from '../../../src/domain/payouts/paying-accounts/paying-details.ts'
import { TestClock } from '../../support/context.ts'
import { bank } from '../rails/support.ts'

const NOW = new Date('2026-12-01T10:00:00.900Z')

const INSTRUCTION: PayerInstruction = {
  idempotencyKey: 'RY5WM266R1FT0FJ5BGTA', programId: '019abc00-0000-7000-8000-000000000001', payoutId: '019abc00-0000-7000-8000-000000000002', endToEndId: 'RY5WM266R1FT0FJ5BGTA',
  amountMinor: 123_400n, currency: 'EUR', holderName: 'Anna Müller', details: bank(), reference: 'Example 2026-11', isTest: false,
}

function payer(now = NOW): PayerDetails {
  return { kind: 'webhook', url: 'https://payer.example/payouts', secrets: [newPayerSecret(now)] }
}

/** A way out that keeps what goes through it. */
function recorder(outcome: OutboundOutcome = { kind: 'unknown', reason: 'timeout' }) {
  const requests: OutboundRequest[] = []
  const clock = new TestClock(NOW)
  const send = async (request: OutboundRequest) => {
    requests.push(request)
    return outcome
  }
  return { requests, clock, send }
}

/** As the specification of Standard Webhooks says that a receiver checks. */
function isSignedWith(secret: string, { headers, body = '' }: OutboundRequest): boolean {
  const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
  return (headers['webhook-signature'] ?? '').split(' ').includes(`v1,${expected}`)
}

describe('an instruction to the payer', () => {
  test('says what to pay, under the key of this one payment, and is signed', async () => {
    const to = payer()
    const way = recorder()
    await callPayer(way, to, messageOf(INSTRUCTION))
    const [request] = way.requests
    if (request === undefined) throw new Error('nothing was sent')
    expect([request.method, request.url, request.headers['content-type'], request.headers['idempotency-key'], request.headers['webhook-id'], request.headers['webhook-timestamp']]).toEqual([
      'POST', 'https://payer.example/payouts', 'application/json', INSTRUCTION.idempotencyKey, INSTRUCTION.idempotencyKey, '1796119200',
    ])
    expect(JSON.parse(request.body ?? '')).toEqual({
      idempotencyKey: INSTRUCTION.idempotencyKey, programId: INSTRUCTION.programId, payoutId: INSTRUCTION.payoutId, endToEndId: INSTRUCTION.endToEndId, amount: '1234.00', currency: 'EUR',
      holderName: 'Anna Müller', method: { ...bank() }, reference: 'Example 2026-11', isTest: false,
    })
    expect(isSignedWith(to.secrets[0]?.secret ?? '', request)).toBe(true)
    expect(isSignedWith(newPayerSecret(NOW).secret, request)).toBe(false)
    expect(isSignedWith(to.secrets[0]?.secret ?? '', { ...request, body: request.body?.replace('1234.00', '9234.00') ?? '' })).toBe(false)
  })

  test('is sent once, and in every try it is the same to the byte', async () => {
    const way = recorder()
    const to = payer()
    await callPayer(way, to, messageOf(INSTRUCTION))
    way.clock.advanceMs(60_000)
    await callPayer(way, to, messageOf({ ...INSTRUCTION, details: { ...bank() } }))
    const [first, second] = way.requests
    expect(way.requests).toHaveLength(2)
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp'])
  })

  test('is signed with both secrets for a day after a rotation, then with the new one alone', async () => {
    const before = payer(new Date('2026-01-01T00:00:00Z'))
    const after = rotated(before, newPayerSecret(NOW))
    const [fresh = '', old = ''] = after.secrets.map(({ secret }) => secret)
    const way = recorder()
    const signed = async (hours: number) => {
      way.clock.set(new Date(NOW.getTime() + hours * 3_600_000))
      await callPayer(way, after, messageOf(INSTRUCTION))
      const request = way.requests.at(-1)
      return request !== undefined && [isSignedWith(fresh, request), isSignedWith(old, request)]
    }
    expect(await signed(0)).toEqual([true, true])
    expect(await signed(23.99)).toEqual([true, true])
    expect(await signed(24)).toEqual([true, false])
  })

  test('a third secret ends the first', () => {
    const third = rotated(rotated(payer(), newPayerSecret(NOW)), newPayerSecret(NOW))
    expect(third.secrets).toHaveLength(2)
  })

  test('secrets have 32 random bytes', () => {
    const secrets = Array.from({ length: 100 }, () => newPayerSecret(NOW).secret)
    expect(new Set(secrets).size).toBe(100)
    for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
  })
})

test('a question about a key is a GET below the URL, signed, without a body', async () => {
  const to = payer()
  const way = recorder({ kind: 'answered', status: 200, contentType: 'application/json', body: Buffer.from('{"status":"settled","externalId":"P-1"}') })
  expect(await queryPayer(way, to, INSTRUCTION.idempotencyKey)).toEqual({ kind: 'settled', externalId: 'P-1' })
  const [request] = way.requests
  expect([request?.method, request?.url, request?.body]).toEqual(['GET', `https://payer.example/payouts/${INSTRUCTION.idempotencyKey}`, undefined])
  expect(request !== undefined && isSignedWith(to.secrets[0]?.secret ?? '', request)).toBe(true)
})
