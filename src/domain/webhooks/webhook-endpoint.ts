import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Where an operator wants to be called when something happens. Its secrets stay sealed. */
export interface WebhookEndpoint {
  readonly programId: Uuid
  readonly id: Uuid
  readonly url: string
  readonly description: string | null
  /** Empty: every kind, also those that come later. */
  readonly eventKinds: readonly string[]
  readonly status: 'active' | 'paused'
  readonly sealedSecrets: Buffer
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly archivedAt: Date | null
}

const SELECTED = `select program_id as "programId", id, url, description, event_kinds as "eventKinds", status, sealed_secrets as "sealedSecrets", created_by as "createdBy",
    created_at as "createdAt", updated_at as "updatedAt", archived_at as "archivedAt"
  from webhook_endpoint where program_id = $1`

/** Throws `not_found`. `isLocked`: nobody else changes it until the transaction ends. */
export async function readWebhook(tx: Tx, programId: Uuid, id: Uuid, isLocked = false): Promise<WebhookEndpoint> {
  const [found] = await tx.sql<WebhookEndpoint>({ text: `${SELECTED} and id = $2${isLocked ? ' for update' : ''}`, values: [programId, id] })
  if (found === undefined) throw new DomainError('not_found')
  return found
}

export interface WebhookFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  /** Without it those that are not archived. */
  readonly status?: 'active' | 'paused' | 'archived' | undefined
}

/** Newest first. */
export function listWebhooks(tx: Tx, { programId, afterId, limit, status }: WebhookFilter): Promise<WebhookEndpoint[]> {
  const values: unknown[] = [programId, afterId, limit]
  const isWanted = status === 'archived' ? 'archived_at is not null' : `archived_at is null${status === undefined ? '' : ` and status = $${values.push(status)}`}`
  return tx.sql<WebhookEndpoint>({ text: `${SELECTED} and ${isWanted} and ($2::uuid is null or id < $2) order by id desc limit $3`, values })
}
