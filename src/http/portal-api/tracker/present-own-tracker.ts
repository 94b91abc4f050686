import { z } from 'zod'
import type { Tracker } from '../../../domain/affiliates/tracker.ts'
import { commonFields } from '../../plumbing/fields.ts'

export const ownTrackerAnswer = z
  .strictObject({ ...commonFields, name: z.string(), externalId: z.string().nullable(), status: z.enum(['active', 'inactive', 'archived']) })
  .meta({ id: 'OwnTracker' })

export function presentOwnTracker({ id, createdAt, updatedAt, name, externalId, status }: Tracker): object {
  return { id, createdTs: createdAt, updatedTs: updatedAt, name, externalId, status }
}
