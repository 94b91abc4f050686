import { z } from 'zod'
import type { ListedEvent } from '../../../domain/events/list-events.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const KINDS = ['conversion', 'lead', 'page_view'] as const
export const OUTCOMES = ['recorded', 'converted', 'unattributed', 'duplicate'] as const
export const REASONS = ['campaign_paused', 'affiliate_unknown', 'affiliate_inactive', 'brand_unknown', 'fx_rate_missing', 'reported_by_page'] as const

export const eventAnswer = z
  .strictObject({
    id: answeredId,
    kind: z.enum(KINDS),
    source: z.enum(['api', 'sdk', 'gateway', 'manual']),
    outcome: z.enum(OUTCOMES).meta({ description: 'converted: it became a transaction. recorded: a lead or page view. The others did not count.' }),
    reason: z.enum(REASONS).nullable().meta({ description: 'Why it is unattributed. `reported_by_page`: a duplicate, but before it only a page had reported the order.' }),
    referralCode: z.string().nullable().meta({ description: 'As sent.' }),
    affiliateId: answeredId.nullable(),
    affiliateName: z.string().nullable(),
    orderId: z.string().nullable().meta({ description: 'The externalId of the transaction.' }),
    sessionId: z.string().nullable(),
    isVerified: z.boolean().meta({ description: 'False: a page reported it, which anybody can imitate.' }),
    isLate: z.boolean().meta({ description: 'Older than the attribution window when it came.' }),
    properties: z.record(z.string(), z.unknown()).meta({ description: 'Everything that was sent about it.' }),
    deviceInfo: z.record(z.string(), z.unknown()).nullable(),
    ip: z.string().nullable().meta({ description: 'After 30 days only the network.', examples: ['203.0.113.7'] }),
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
  })
  .meta({ id: 'Event' })

export function presentEvent(event: ListedEvent): object {
  return {
    id: event.id,
    kind: event.kind,
    source: event.source,
    outcome: event.outcome,
    reason: event.reason,
    referralCode: event.referralCode,
    affiliateId: event.affiliateId,
    affiliateName: event.affiliateName,
    orderId: event.orderId,
    sessionId: event.sessionId,
    isVerified: event.isVerified,
    isLate: event.isLate,
    properties: event.properties,
    deviceInfo: event.deviceInfo,
    ip: event.ip,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
  }
}
