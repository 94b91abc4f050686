import { z } from 'zod'
import type { Tracker } from '../../../domain/affiliates/tracker.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

export const trackerAnswer = z
  .strictObject({
    ...commonFields,
    affiliateId: answeredId,
    affiliateName: z.string(),
    name: z.string(),
    externalId: z.string().nullable(),
    status: z.enum(['active', 'inactive', 'archived']),
  })
  .meta({ id: 'Tracker' })

export function presentTracker(tracker: Tracker): object {
  return {
    id: tracker.id,
    createdTs: tracker.createdAt,
    updatedTs: tracker.updatedAt,
    affiliateId: tracker.affiliateId,
    affiliateName: tracker.affiliateName,
    name: tracker.name,
    externalId: tracker.externalId,
    status: tracker.status,
  }
}
