import { createHmac } from 'node:crypto'
import type { PayerSecret } from '../paying-accounts/paying-details.ts'

/** How long the secret before the newest signs beside it. */
const BOTH_SIGN_MS = 24 * 3_600_000
const PREFIX = 'whsec_'

/**
 * The headers that a call is signed with, as in Standard Webhooks: `id.timestamp.body` by HMAC-SHA256. The id names the effect and is the
 * same in every try; the time is this try's. Within a day of a rotation both secrets sign, and either is enough.
 */
export function signCall(secrets: readonly PayerSecret[], { id, body, now }: { readonly id: string; readonly body: string; readonly now: Date }): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signatures = signing(secrets, now).map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

function signing([newest, before]: readonly PayerSecret[], now: Date): string[] {
  if (newest === undefined) throw new Error('a payer without a secret')
  const isRecent = now.getTime() - Date.parse(newest.createdAt) < BOTH_SIGN_MS
  return before !== undefined && isRecent ? [newest.secret, before.secret] : [newest.secret]
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')).update(text).digest('base64')
}
