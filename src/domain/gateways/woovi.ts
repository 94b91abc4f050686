import { createHmac, createPublicKey, timingSafeEqual, verify as verifySignature } from 'node:crypto'
import type { Gateway, GatewayFact, GatewaySecrets, ParsedDelivery, RawDelivery, Verification } from './gateway.ts'
import { asObject, at, listAt, type Payload, readObject, textAt, wholeAt } from './read-payload.ts'

const CURRENCY = 'BRL'
const MICROS_PER_CENTAVO = 10_000n

export const woovi: Gateway = {
  kind: 'woovi',
  name: 'Woovi',
  headers: ['x-webhook-signature', 'x-openpix-signature'],
  secrets: {
    hmacSecrets: { about: 'Secret keys of the webhook, for X-OpenPix-Signature: they prove that it is your webhook.', longest: 500, isValid: (value) => /^[\x20-\x7e]+$/.test(value) },
    publicKeys: {
      about: 'Public keys of Woovi, for x-webhook-signature, as PEM or its Base64: they prove that Woovi sent it, not for whom.',
      longest: 4_000,
      isValid: (value) => publicKeyOf(value) !== null,
    },
  },
  mayBeUnsigned: true,
  verify,
  parse,
}

/** Whatever is configured must fit. */
function verify({ body, headers }: RawDelivery, secrets: GatewaySecrets): Verification {
  const { hmacSecrets = [], publicKeys = [] } = secrets
  if (hmacSecrets.length + publicKeys.length === 0) return { outcome: 'unsigned' }
  const [hmac, signature] = [headers['x-openpix-signature'], headers['x-webhook-signature']]
  if ((hmacSecrets.length > 0 && hmac === undefined) || (publicKeys.length > 0 && signature === undefined)) return { outcome: 'refused', reason: 'signature_missing' }
  const isOurs = hmacSecrets.length === 0 || hmacSecrets.some((secret) => isHmac(body, hmac ?? '', secret))
  const isTheirs = publicKeys.length === 0 || publicKeys.some((key) => isSignature(body, signature ?? '', key))
  return isOurs && isTheirs ? { outcome: 'signed' } : { outcome: 'refused', reason: 'signature_wrong' }
}

function isHmac(body: Buffer, sent: string, secret: string): boolean {
  const [own, other] = [createHmac('sha1', secret).update(body).digest(), Buffer.from(sent, 'base64')]
  return own.length === other.length && timingSafeEqual(own, other)
}

function isSignature(body: Buffer, sent: string, key: string): boolean {
  const publicKey = publicKeyOf(key)
  return publicKey !== null && verifySignature('RSA-SHA256', body, publicKey, Buffer.from(sent, 'base64'))
}

function publicKeyOf(text: string): ReturnType<typeof createPublicKey> | null {
  const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8')
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return null
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' ? key : null
  } catch {
    return null
  }
}

const READERS: Readonly<Record<string, (payload: Payload) => GatewayFact | string>> = {
  'OPENPIX:CHARGE_COMPLETED': readCharge,
  'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER': readCharge,
  'OPENPIX:TRANSACTION_REFUND_RECEIVED': readRefundOfCharge,
  PIX_TRANSACTION_REFUND_SENT_CONFIRMED: readRefundOfTransaction,
  PIX_TRANSACTION_REFUND_RECEIVED_CONFIRMED: readRefundOfTransaction,
}

function parse(body: Buffer): ParsedDelivery {
  const payload = readObject(body)
  const eventType = textAt(payload, 'event') ?? textAt(payload, 'evento')
  const reader = eventType !== null && Object.hasOwn(READERS, eventType) ? READERS[eventType] : undefined
  const read = payload === null ? 'unreadable' : isTestCall(payload) ? 'test_call' : reader === undefined ? 'event_not_used' : reader(payload)
  return { eventId: null, eventType, ...(typeof read === 'string' ? { facts: [], reason: read } : { facts: [read], reason: null }) }
}

/** Sent when a webhook is made: the name of its event and nothing it could be about. */
function isTestCall(payload: Payload): boolean {
  return ['charge', 'pix', 'pixQrCode', 'refundTransaction'].every((name) => at(payload, name) === undefined)
}

function readCharge(payload: Payload): GatewayFact | string {
  const charge = asObject(at(payload, 'charge'))
  if (charge === null) return 'no_charge'
  const orderId = textAt(charge, 'correlationID') ?? textAt(charge, 'transactionID') ?? textAt(charge, 'identifier')
  const centavos = wholeAt(charge, 'value')
  if (orderId === null) return 'unreadable'
  if (centavos === null) return 'amount_unknown'
  const status = textAt(charge, 'status')
  if (status !== null && status !== 'COMPLETED') return 'not_paid'
  const info = readAdditionalInfo(charge)
  const customerEmail = info.get('customer_email') ?? textAt(charge, 'customer', 'email')
  return {
    kind: 'payment', value: centavos * MICROS_PER_CENTAVO, currency: CURRENCY, subscription: null, isFirst: true, isComplete: true, orderId,
    occurredAt: instantAt(charge, 'paidAt') ?? instantAt(payload, 'pix', 'time') ?? instantAt(charge, 'updatedAt'),
    references: referencesOf(charge, textAt(payload, 'pix', 'endToEndId')),
    statedOrderId: info.get('order_id') ?? null,
    affiliateCode: info.get('affiliate_code') ?? null,
    coupons: [info.get('coupon_code') ?? []].flat(),
    customerId: info.get('customer_id') ?? (customerEmail === null ? textAt(charge, 'customer', 'correlationID') : null),
    customerEmail,
    customerName: info.get('customer_name') ?? textAt(charge, 'customer', 'name'),
    product: info.get('product') ?? null,
  }
}

/** `[{key, value}]` of the charge, as texts; the first of a name counts. */
function readAdditionalInfo(charge: Payload): Map<string, string> {
  const info = new Map<string, string>()
  for (const entry of listAt(charge, 'additionalInfo')) {
    const sent = at(entry, 'value')
    const [key, value] = [textAt(entry, 'key'), typeof sent === 'number' ? String(sent) : textAt(entry, 'value')]
    if (key !== null && value !== null && !info.has(key)) info.set(key, value)
  }
  return info
}

/** The `pix` of this event is the refund itself. */
function readRefundOfCharge(payload: Payload): GatewayFact | string {
  const charge = asObject(at(payload, 'charge')) ?? asObject(at(payload, 'pix', 'charge'))
  return charge === null ? 'no_charge' : refundOf(at(payload, 'pix'), referencesOf(charge, null))
}

function readRefundOfTransaction(payload: Payload): GatewayFact | string {
  const original = asObject(at(payload, 'originalTransaction')) ?? {}
  return refundOf(at(payload, 'refundTransaction'), referencesOf(original, textAt(original, 'endToEndId')))
}

function refundOf(refund: unknown, references: readonly string[]): GatewayFact | string {
  const [id, centavos, status] = [textAt(refund, 'endToEndId') ?? textAt(refund, 'globalID'), wholeAt(refund, 'value'), textAt(refund, 'status')]
  if (id === null || references.length === 0) return 'unreadable'
  if (centavos === null) return 'amount_unknown'
  if (status !== null && status !== 'CONFIRMED') return 'not_confirmed'
  const occurredAt = instantAt(refund, 'time') ?? instantAt(refund, 'createdAt')
  return { kind: 'refund', id, value: centavos * MICROS_PER_CENTAVO, cumulates: null, currency: CURRENCY, references, occurredAt }
}

function referencesOf(charge: Payload, endToEndId: string | null): string[] {
  const names = { charge: textAt(charge, 'correlationID'), transaction: textAt(charge, 'transactionID'), pix: endToEndId }
  return Object.entries(names).flatMap(([kind, id]) => (id === null ? [] : [`${kind}:${id}`]))
}

function instantAt(value: unknown, ...path: readonly string[]): Date | null {
  const text = textAt(value, ...path)
  const instant = text !== null && /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text) : null
  return instant === null || Number.isNaN(instant.getTime()) ? null : instant
}
