import { z } from 'zod'
import type { LegacyLink } from '../../../domain/tracking/legacy-link.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { parameterField } from './legacy-link-fields.ts'

export const legacyLinkAnswer = z
  .strictObject({ id: answeredId, createdTs: answeredInstant, updatedTs: answeredInstant, parameter: parameterField, value: z.string(), trackingLinkId: answeredId })
  .meta({ id: 'LegacyLink' })

/** What never changes was last changed when it was made. */
export function presentLegacyLink({ id, createdAt, parameter, value, trackingLinkId }: LegacyLink): object {
  return { id, createdTs: createdAt, updatedTs: createdAt, parameter, value, trackingLinkId }
}
