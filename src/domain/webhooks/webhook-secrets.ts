import { randomBytes } from 'node:crypto'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'

/** What calls to an endpoint are signed with (Standard Webhooks): `whsec_` and base64. */
export interface WebhookSecret {
  readonly secret: string
  /** By the wall clock. */
  readonly createdAt: string
}

interface Place {
  readonly programId: Uuid
  readonly id: Uuid
}

const SECRET_BYTES = 32
/** The one before goes on beside the new one, older ones end. */
const SECRETS_MAX = 2
/** How long calls are signed with both, so that the receiver can be told in between. */
export const BOTH_SECRETS_MS = 24 * 60 * 60_000

export function newWebhookSecret(now: Date): WebhookSecret {
  return { secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, createdAt: now.toISOString() }
}

export function sealWebhookSecrets(box: SecretBox, place: Place, secrets: readonly WebhookSecret[]): Buffer {
  return box.seal(JSON.stringify(secrets.slice(0, SECRETS_MAX)), placeOf(place))
}

/** Newest first. None where they were sealed with a key that is gone: another secret has to be made. */
export function openWebhookSecrets(box: SecretBox, endpoint: Place & { readonly sealedSecrets: Buffer }): readonly WebhookSecret[] {
  const text = box.open(endpoint.sealedSecrets, placeOf(endpoint))
  // What is authentic was written by sealWebhookSecrets.
  return text === null ? [] : (JSON.parse(text) as WebhookSecret[])
}

/** Until when calls are signed with the secret before, too; null: with the newest alone. */
export function bothSignUntil([newest, before]: readonly WebhookSecret[], now: Date): Date | null {
  if (newest === undefined || before === undefined) return null
  const until = new Date(new Date(newest.createdAt).getTime() + BOTH_SECRETS_MS)
  return until > now ? until : null
}

function placeOf({ programId, id }: Place): string {
  return `webhook ${programId} ${id}`
}
