import { z } from 'zod'
import { clickKeyText } from '../../../domain/tracking/click-key.ts'
import type { ListedTouch } from '../../../domain/tracking/list-touches.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const touchAnswer = z
  .strictObject({
    id: answeredId,
    customerId: answeredId,
    carrier: z.string(),
    clickKey: z.string().nullable(),
    affiliateId: answeredId.nullable(),
    affiliateName: z.string().nullable(),
    trackerId: answeredId.nullable(),
    trackerName: z.string().nullable(),
    touchedAt: answeredInstant.nullable(),
    outcome: z.enum(['won', 'lost']),
    reason: z.string(),
    recordedAt: answeredInstant,
  })
  .meta({ id: 'Touch' })

export function presentTouch(touch: ListedTouch): object {
  return { ...touch, clickKey: touch.clickKey === null ? null : clickKeyText(touch.clickKey) }
}
