import { z } from 'zod'
import { clickKeyText } from '../../../domain/tracking/click-key.ts'
import type { ListedClick } from '../../../domain/tracking/list-clicks.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

const SUB_IDS = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10'] as const
const subId = z.string().nullable()

export const clickAnswer = z
  .strictObject({
    clickKey: z.string(),
    trackingLinkId: answeredId,
    affiliateId: answeredId,
    trackerId: answeredId,
    brandId: answeredId,
    occurredAt: answeredInstant,
    country: z.string().meta({ examples: ['MT'] }).nullable(),
    flags: z.array(z.string()).meta({ examples: [['unique_24h']] }),
    isValid: z.boolean().meta({ description: 'Whether the click may win a registration.' }),
    agentFamily: z.string().nullable(),
    s1: subId,
    s2: subId,
    s3: subId,
    s4: subId,
    s5: subId,
    s6: subId,
    s7: subId,
    s8: subId,
    s9: subId,
    s10: subId,
    customParameter: z.string().nullable().meta({ description: "The affiliate's own click id from the link." }),
    referringUrl: z.string().nullable(),
  })
  .meta({ id: 'Click' })

export function presentClick(click: ListedClick): object {
  return {
    clickKey: clickKeyText(click.clickKey),
    trackingLinkId: click.trackingLinkId,
    affiliateId: click.affiliateId,
    trackerId: click.trackerId,
    brandId: click.brandId,
    occurredAt: click.occurredAt,
    country: click.country,
    flags: click.flags,
    isValid: click.isValid,
    agentFamily: click.agentFamily,
    ...presentSubIds(click.subIds),
    customParameter: click.customParameter,
    referringUrl: click.referringUrl,
  }
}

function presentSubIds(stored: unknown): object {
  const sent = new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored) : [])
  return Object.fromEntries(SUB_IDS.map((name) => [name, sent.get(name) ?? null]))
}
