import { describe, expect, test } from 'vitest'
import { woovi } from '../../src/domain/gateways/woovi.ts'
import type { Fields } from './stripe-events.ts'
import { charge, chargeCompleted, chargeRefunded, openPixSignature, refundSent, WOOVI_KEYS, wooviSignature } from './woovi-events.ts'

const BODY = '{"event":"OPENPIX:CHARGE_COMPLETED","note":"ação"}'
const SECRET = 'hmac-secret-key'

function parse(payload: Fields) {
  return woovi.parse(Buffer.from(JSON.stringify(payload)))
}

describe('signatures of Woovi', () => {
  const rsa = { 'x-webhook-signature': wooviSignature(BODY) }
  const hmac = { 'x-openpix-signature': openPixSignature(BODY, SECRET) }
  const keys = { publicKeys: [WOOVI_KEYS.publicKey] }
  const base64Keys = { publicKeys: [Buffer.from(WOOVI_KEYS.publicKey).toString('base64')] }
  const secrets = { hmacSecrets: [SECRET] }
  test.each`
    case                                       | headers                                                                  | configured                            | outcome
    ${'nothing configured'}                    | ${{}}                                                                    | ${{}}                                 | ${'unsigned'}
    ${'the key of Woovi'}                      | ${rsa}                                                                   | ${keys}                               | ${'signed'}
    ${'that key as Base64'}                    | ${rsa}                                                                   | ${base64Keys}                         | ${'signed'}
    ${'the secret of the webhook'}             | ${hmac}                                                                  | ${secrets}                            | ${'signed'}
    ${'the secret before it'}                  | ${hmac}                                                                  | ${{ hmacSecrets: ['new', SECRET] }}   | ${'signed'}
    ${'both'}                                  | ${{ ...rsa, ...hmac }}                                                   | ${{ ...keys, ...secrets }}            | ${'signed'}
    ${'both, one missing'}                     | ${rsa}                                                                   | ${{ ...keys, ...secrets }}            | ${'signature_missing'}
    ${'both, one wrong'}                       | ${{ ...rsa, 'x-openpix-signature': openPixSignature(BODY, 'other') }}    | ${{ ...keys, ...secrets }}            | ${'signature_wrong'}
    ${'a signature of another body'}           | ${{ 'x-webhook-signature': wooviSignature(`${BODY} `) }}                 | ${keys}                               | ${'signature_wrong'}
    ${'an HMAC with another secret'}           | ${{ 'x-openpix-signature': openPixSignature(BODY, 'other') }}            | ${secrets}                            | ${'signature_wrong'}
    ${'no signature'}                          | ${{}}                                                                    | ${secrets}                            | ${'signature_missing'}
    ${'nonsense'}                              | ${{ 'x-webhook-signature': '%%%' }}                                      | ${keys}                               | ${'signature_wrong'}
  `('$case → $outcome', ({ headers, configured, outcome }) => {
    const verification = woovi.verify({ body: Buffer.from(BODY), headers, receivedAt: new Date() }, configured)
    expect('reason' in verification ? verification.reason : verification.outcome).toBe(outcome)
  })

  test('a public key is one, as they publish it; a private key is none', () => {
    const rule = woovi.secrets['publicKeys']
    const published = 'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUlHZk1BMEdDU3FHU0liM0RRRUJBUVVBQTRHTkFEQ0JpUUtCZ1FDLytOdElranpldnZxRCtJM01NdjNiTFhEdApwdnhCalk0QnNSclNkY2EzcnRBd01jUllZdnhTbmQ3amFnVkxwY3RNaU94UU84aWVVQ0tMU1dIcHNNQWpPL3paCldNS2Jxb0c4TU5waS91M2ZwNnp6MG1jSENPU3FZc1BVVUcxOWJ1VzhiaXM1WloySVpnQk9iV1NwVHZKMGNuajYKSEtCQUE4MkpsbitsR3dTMU13SURBUUFCCi0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo='
    expect(rule?.isValid(published)).toBe(true)
    expect(rule?.isValid('-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----')).toBe(false)
    expect(rule?.isValid(WOOVI_KEYS.privateKey)).toBe(false)
  })
})

describe('what Woovi tells', () => {
  test('a charge: the order, whose it is, and who paid, from what the shop wrote into it', () => {
    const info = { affiliate_code: 'MARIA', order_id: 'A-1', product: 'Course', customer_email: 'bea@example.com', customer_name: 'Bea', coupon_code: 'NATAL' }
    expect(parse(chargeCompleted(charge('c-1', info))).facts).toEqual([{
      kind: 'payment', references: ['charge:c-1', 'transaction:c-1-t', 'pix:E-c-1'], occurredAt: new Date('2026-11-15T11:54:00.000Z'), value: 99_000_000n, currency: 'BRL',
      orderId: 'c-1', statedOrderId: 'A-1', affiliateCode: 'MARIA', coupons: ['NATAL'], customerId: null, customerEmail: 'bea@example.com', customerName: 'Bea',
      product: 'Course', subscription: null, isFirst: true, isComplete: true,
    }])
  })

  test('without that, the charge itself: its correlation id and its customer', () => {
    expect(parse(chargeCompleted(charge('c-1', {}))).facts).toMatchObject([{ orderId: 'c-1', statedOrderId: null, customerEmail: 'ana@example.com', customerName: 'Ana Souza' }])
    expect(parse(chargeCompleted(charge('c-1', {}, { customer: { correlationID: 'x' } }))).facts).toMatchObject([{ customerId: 'x', customerEmail: null }])
  })

  test('refunds of a charge and of a payment, by the names that each of them knows', () => {
    expect(parse(chargeRefunded(charge('c-1', {}), 'D-1', 3000)).facts).toMatchObject([{ kind: 'refund', id: 'D-1', value: 30_000_000n, cumulates: null, references: ['charge:c-1', 'transaction:c-1-t'] }])
    expect(parse(refundSent('c-1', 'D-1', 3000)).facts).toMatchObject([{ kind: 'refund', id: 'D-1', value: 30_000_000n, references: ['pix:E-c-1'] }])
  })

  test.each`
    case                               | payload                                                                                          | reason
    ${'the test call'}                 | ${{ data_criacao: '2026-01-23T20:32:14.429Z', event: 'OPENPIX:CHARGE_COMPLETED' }}               | ${'test_call'}
    ${'the older test call'}           | ${{ data_criacao: '2021-08-10T20:32:14.429Z', evento: 'teste_webhook' }}                         | ${'test_call'}
    ${'a payment without a charge'}    | ${{ event: 'OPENPIX:CHARGE_COMPLETED', charge: null, pix: {} }}                                  | ${'no_charge'}
    ${'a charge that is not paid'}     | ${chargeCompleted(charge('c-1', {}, { status: 'ACTIVE' }))}                                      | ${'not_paid'}
    ${'a charge without a value'}      | ${chargeCompleted(charge('c-1', {}, { value: 'abc' }))}                                          | ${'amount_unknown'}
    ${'a refund that was rejected'}    | ${refundSent('c-1', 'D-1', 100, { status: 'REJECTED' })}                                         | ${'not_confirmed'}
    ${'something else'}                | ${{ event: 'OPENPIX:CHARGE_CREATED', charge: {} }}                                               | ${'event_not_used'}
  `('$case is no fact: $reason', ({ payload, reason }) => {
    expect(parse(payload)).toMatchObject({ facts: [], reason })
  })
})
