import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import type { OutboxEventKind } from '../outbox/event-kinds.ts'
import { readWebhook, type WebhookEndpoint } from './webhook-endpoint.ts'
import { newWebhookSecret, openWebhookSecrets, sealWebhookSecrets } from './webhook-secrets.ts'

export interface WebhookMeans {
  readonly secretBox: SecretBox
  /** Whether a URL can be called, as far as its text tells. */
  readonly isCallable: (url: string) => boolean
}

export interface NewWebhook {
  readonly url: string
  readonly description?: string | null | undefined
  /** Empty: every kind. */
  readonly eventKinds?: readonly OutboxEventKind[] | undefined
}

/** An endpoint, and the secret that is told here and never again. */
export interface IssuedWebhook {
  readonly endpoint: WebhookEndpoint
  readonly secret: string
}

const ENDPOINTS_MAX = 20

/** Adds an endpoint. Throws `invalid_request` (url) and `too_many`. */
export async function createWebhook(tx: Tx, author: Author, { secretBox, isCallable }: WebhookMeans, input: NewWebhook): Promise<IssuedWebhook> {
  const { programId, actor, now } = author
  requireCallable(input.url, isCallable)
  await refuseTooMany(tx, programId)
  const id: Uuid = newId()
  const secret = newWebhookSecret(now)
  await tx.sql({
    text: `insert into webhook_endpoint (program_id, id, url, description, event_kinds, sealed_secrets, created_by, created_at, updated_at)
           values ($1, $2, $3, $4, $5::text[], $6, $7, $8, $8)`,
    values: [programId, id, input.url, input.description ?? null, arrayLiteral(input.eventKinds ?? []), sealWebhookSecrets(secretBox, { programId, id }, [secret]), actor, now],
  })
  await tell(tx, author, id, 'created', { url: input.url, eventKinds: input.eventKinds ?? [] })
  return { endpoint: await readWebhook(tx, programId, id), secret: secret.secret }
}

export interface WebhookChange extends Omit<NewWebhook, 'url'> {
  readonly url?: string | undefined
  readonly status?: 'active' | 'paused' | undefined
}

/** Throws `not_found`, `state_conflict` (archived) and `invalid_request` (url). */
export async function changeWebhook(tx: Tx, author: Author, { isCallable }: WebhookMeans, id: Uuid, change: WebhookChange): Promise<WebhookEndpoint> {
  const { programId, now } = author
  const endpoint = await readOpenWebhook(tx, programId, id)
  if (change.url !== undefined) requireCallable(change.url, isCallable)
  const { url, description, eventKinds, status } = { ...endpoint, ...given(change) }
  await tx.sql({
    text: 'update webhook_endpoint set url = $3, description = $4, event_kinds = $5::text[], status = $6, updated_at = $7 where program_id = $1 and id = $2',
    values: [programId, id, url, description, arrayLiteral(eventKinds), status, now],
  })
  await tell(tx, author, id, 'changed', given(change))
  return readWebhook(tx, programId, id)
}

/** Ends an endpoint: it is called no more, and its secrets are gone. Throws `not_found`. */
export async function archiveWebhook(tx: Tx, author: Author, { secretBox }: Pick<WebhookMeans, 'secretBox'>, id: Uuid): Promise<void> {
  const { programId, now } = author
  if ((await readWebhook(tx, programId, id, true)).archivedAt !== null) return
  await tx.sql({
    text: 'update webhook_endpoint set archived_at = $3, updated_at = $3, sealed_secrets = $4 where program_id = $1 and id = $2',
    values: [programId, id, now, sealWebhookSecrets(secretBox, { programId, id }, [])],
  })
  await tell(tx, author, id, 'archived', {})
}

/** Gives an endpoint another secret; the one before goes on beside it for a day. Throws `not_found` and `state_conflict` (archived). */
export async function rotateWebhookSecret(tx: Tx, author: Author, { secretBox }: Pick<WebhookMeans, 'secretBox'>, id: Uuid): Promise<IssuedWebhook> {
  const { programId, now } = author
  const endpoint = await readOpenWebhook(tx, programId, id)
  const secret = newWebhookSecret(now)
  await tx.sql({
    text: 'update webhook_endpoint set sealed_secrets = $3, updated_at = $4 where program_id = $1 and id = $2',
    values: [programId, id, sealWebhookSecrets(secretBox, endpoint, [secret, ...openWebhookSecrets(secretBox, endpoint)]), now],
  })
  await tell(tx, author, id, 'secret_rotated', {})
  return { endpoint: await readWebhook(tx, programId, id), secret: secret.secret }
}

async function readOpenWebhook(tx: Tx, programId: Uuid, id: Uuid): Promise<WebhookEndpoint> {
  const endpoint = await readWebhook(tx, programId, id, true)
  if (endpoint.archivedAt !== null) throw new DomainError('state_conflict', { message: 'The endpoint is archived.' })
  return endpoint
}

function requireCallable(url: string, isCallable: (url: string) => boolean): void {
  if (isCallable(url)) return
  const message = 'Expected a public https URL without user name and password, on port 443 or above 1023.'
  throw new DomainError('invalid_request', { errors: [{ path: 'url', code: 'invalid_url', message }] })
}

async function refuseTooMany(tx: Tx, programId: Uuid): Promise<void> {
  // Two calls at once are counted one after the other.
  await tx.sql({ name: 'lock-program', text: 'select id from program where id = $1 for no key update', values: [programId] })
  const rows = await tx.sql({ text: 'select from webhook_endpoint where program_id = $1 and archived_at is null', values: [programId] })
  if (rows.length >= ENDPOINTS_MAX) throw new DomainError('too_many', { message: `A program has ${ENDPOINTS_MAX} webhooks at most.` })
}

async function tell(tx: Tx, { programId, actor, now }: Author, id: Uuid, verb: 'created' | 'changed' | 'archived' | 'secret_rotated', details: object): Promise<void> {
  await recordAudit(tx, { programId, actor, now, action: `webhook.${verb}`, subjectType: 'webhook', subjectId: id, details })
}

function given({ url, description, eventKinds, status }: WebhookChange) {
  return {
    ...(url === undefined ? {} : { url }), ...(description === undefined ? {} : { description }),
    ...(eventKinds === undefined ? {} : { eventKinds }), ...(status === undefined ? {} : { status }),
  }
}
