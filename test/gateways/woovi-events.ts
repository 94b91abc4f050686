import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import type { Fields } from './stripe-events.ts'

/** Stands for Woovi's own keys. */
export const WOOVI_KEYS = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })

/** `x-webhook-signature`: RSA with SHA-256, in Base64. */
export function wooviSignature(body: string): string {
  return createSign('sha256').update(body).sign(WOOVI_KEYS.privateKey, 'base64')
}

/** `X-OpenPix-Signature`: HMAC-SHA1, in Base64. */
export function openPixSignature(body: string, secret: string): string {
  return createHmac('sha1', secret).update(body).digest('base64')
}

export function charge(correlationID: string, info: Readonly<Record<string, string>>, fields: Fields = {}): Fields {
  return {
    value: 9900, comment: '', identifier: `${correlationID}-i`, transactionID: `${correlationID}-t`, status: 'COMPLETED',
    additionalInfo: Object.entries(info).map(([key, value]) => ({ key, value })), fee: 85, discount: 0, valueWithDiscount: 9900, type: 'DYNAMIC', correlationID,
    createdAt: '2026-11-15T11:50:00.000Z', updatedAt: '2026-11-15T11:55:00.000Z', paidAt: '2026-11-15T11:54:00.000Z', payer: null, globalID: 'Q2hhcmdlOjE=',
    customer: { name: 'Ana Souza', email: 'ana@example.com', taxID: { taxID: '44720743000101', type: 'BR:CNPJ' }, correlationID: `${correlationID}-c` }, ...fields,
  }
}

/** OPENPIX:CHARGE_COMPLETED. */
export function chargeCompleted(paid: Fields, fields: Fields = {}): Fields {
  return {
    event: 'OPENPIX:CHARGE_COMPLETED', charge: paid,
    pix: { charge: paid, value: paid['value'], time: '2026-11-15T11:54:00.000Z', endToEndId: `E-${paid['correlationID']}`, transactionID: paid['transactionID'], status: 'CONFIRMED', type: 'PAYMENT' },
    company: { id: '6810ce3b892866f103d77ef2', name: 'Shop', taxID: '57437573000102' }, account: { environment: 'PRODUCTION' }, ...fields,
  }
}

/** OPENPIX:TRANSACTION_REFUND_RECEIVED: `pix` is the refund. */
export function chargeRefunded(refunded: Fields, endToEndId: string, value: unknown): Fields {
  return {
    event: 'OPENPIX:TRANSACTION_REFUND_RECEIVED', charge: refunded, pixQrCode: null,
    pix: { charge: refunded, value, time: '2026-11-15T11:59:00.000Z', endToEndId, partial: value !== refunded['value'], globalID: 'UGl4OjE=' }, refunds: [],
  }
}

/** PIX_TRANSACTION_REFUND_SENT_CONFIRMED: knows the payment, not the charge. */
export function refundSent(correlationID: string, endToEndId: string, value: unknown, fields: Fields = {}): Fields {
  return {
    event: 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED',
    refundTransaction: { value, time: '2026-11-15T11:59:00.000Z', endToEndId, status: 'CONFIRMED', type: 'REFUND', partial: true, ...fields },
    originalTransaction: { value: 9900, time: '2026-11-15T11:54:00.000Z', endToEndId: `E-${correlationID}`, status: 'CONFIRMED', type: 'PAYMENT' },
  }
}
