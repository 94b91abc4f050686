import { z } from 'zod'
import type { PlanVersion } from '../../../domain/plans/commission-plan.ts'
import type { OwnPlan } from '../../../domain/portal/own-plans.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const ownPlanAnswer = z
  .strictObject({
    id: answeredId,
    name: z.string(),
    version: z.int().meta({ description: 'That new customers would come under now.' }),
    newestVersion: z.int(),
    brands: z.array(z.strictObject({ id: answeredId, name: z.string() })).meta({ description: 'Whose new customers come under it. None: it holds for earlier customers, or for a part of a brand.' }),
    accepted: z.strictObject({ version: z.int(), acceptedAt: answeredInstant }).nullable().meta({ description: 'The newest version that you have accepted.' }),
  })
  .meta({ id: 'OwnPlan' })

export const ownVersionAnswer = z
  .strictObject({
    version: z.int(),
    effectiveFrom: answeredInstant,
    appliesTo: z.enum(['new_customers', 'from_date', 'all_open']),
    noticeDays: z.int(),
    holdDays: z.int(),
    createdTs: answeredInstant,
  })
  .meta({ id: 'OwnPlanVersion' })

export function presentOwnPlan({ id, name, version, newestVersion, brands, accepted }: OwnPlan): object {
  return { id, name, version, newestVersion, brands, accepted }
}

export function presentOwnVersion({ version, effectiveFrom, appliesTo, noticeDays, holdDays, createdAt }: PlanVersion): object {
  return { version, effectiveFrom, appliesTo, noticeDays, holdDays, createdTs: createdAt }
}
