import { z } from 'zod'
import type { AffiliateGroup } from '../../../domain/affiliates/affiliate-group.ts'
import { commonFields } from '../../plumbing/fields.ts'

export const groupAnswer = z.strictObject({ ...commonFields, name: z.string() }).meta({ id: 'AffiliateGroup' })

export function presentAffiliateGroup(group: AffiliateGroup): object {
  return { id: group.id, createdTs: group.createdAt, updatedTs: group.updatedAt, name: group.name }
}
