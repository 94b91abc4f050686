import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { IssuedWebhook } from '../../../domain/webhooks/change-webhook.ts'
import type { WebhookEndpoint } from '../../../domain/webhooks/webhook-endpoint.ts'
import { bothSignUntil, openWebhookSecrets } from '../../../domain/webhooks/webhook-secrets.ts'
import { answeredInstant, commonFields } from '../../plumbing/fields.ts'

const fields = {
  ...commonFields,
  url: z.string(),
  description: z.string().nullable(),
  eventKinds: z.array(z.string()).meta({ description: 'Empty: everything.' }),
  status: z.enum(['active', 'paused', 'archived']),
  secretHint: z.string().nullable().meta({ description: 'The last characters of the newest secret. Null: it cannot be read any more, make another.', examples: ['…aLaSw='] }),
  formerSecretUntil: answeredInstant.nullable().meta({ description: 'Until then calls are signed with the secret before, too.' }),
  createdBy: z.string(),
}

export const webhookAnswer = z.strictObject(fields).meta({ id: 'Webhook' })

export const issuedWebhookAnswer = z
  .strictObject({ ...fields, secret: z.string().meta({ description: 'What calls are signed with (Standard Webhooks). Shown here and never again.', examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] }) })
  .meta({ id: 'IssuedWebhook' })

const HINT_CHARACTERS = 6

type Means = Pick<AppContext, 'secretBox' | 'clock'>

export function presentWebhook({ secretBox, clock }: Means, endpoint: WebhookEndpoint): object {
  const { id, createdAt, updatedAt, url, description, eventKinds, status, archivedAt, createdBy } = endpoint
  const secrets = openWebhookSecrets(secretBox, endpoint)
  const newest = secrets[0]?.secret
  return {
    id, createdTs: createdAt, updatedTs: updatedAt, url, description, eventKinds, status: archivedAt === null ? status : 'archived',
    secretHint: newest === undefined ? null : `…${newest.slice(-HINT_CHARACTERS)}`, formerSecretUntil: bothSignUntil(secrets, clock.now()), createdBy,
  }
}

export function presentIssuedWebhook(means: Means, { endpoint, secret }: IssuedWebhook): object {
  return { ...presentWebhook(means, endpoint), secret }
}
