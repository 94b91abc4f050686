import { z } from 'zod'
import { OUTBOX_EVENT_KINDS } from '../../../domain/outbox/event-kinds.ts'
import { text } from '../../plumbing/fields.ts'

const LONGEST_URL = 2_048

const fields = z.strictObject({
  url: z.string().min(1).max(LONGEST_URL).meta({ format: 'uri', description: 'A public https URL without user name and password.', examples: ['https://hooks.example.com/fairshare'] }),
  description: text(200).nullish(),
  eventKinds: z.array(z.enum(OUTBOX_EVENT_KINDS)).max(OUTBOX_EVENT_KINDS.length).optional().meta({ description: 'What it is told of. Default, and empty: everything, also kinds that come later.' }),
})

export const newWebhookBody = fields.meta({ id: 'NewWebhook', examples: [{ url: 'https://hooks.example.com/fairshare', eventKinds: ['payout.settled', 'period.sealed'] }] })

export const webhookChangeBody = fields
  .partial()
  .extend({ status: z.enum(['active', 'paused']).optional() })
  .refine((change) => Object.keys(change).length > 0, { error: 'Expected something to change.' })
  .meta({ id: 'WebhookChange', examples: [{ status: 'paused' }] })
