import { z } from 'zod'
import type { CommissionPlan, PlanVersion } from '../../../domain/plans/commission-plan.ts'
import type { PlanAssignment } from '../../../domain/plans/plan-assignment.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'

export const versionAnswer = z
  .strictObject({
    ...commonFields,
    version: z.int(),
    effectiveFrom: answeredInstant,
    appliesTo: z.enum(['new_customers', 'from_date', 'all_open']),
    noticeDays: z.int(),
    holdDays: z.int(),
    components: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'PlanVersion' })

export const planAnswer = z
  .strictObject({
    ...commonFields,
    name: z.string(),
    currency: z.string().meta({ examples: ['EUR'] }),
    status: z.enum(['active', 'archived']),
    version: versionAnswer,
  })
  .meta({ id: 'CommissionPlan' })

export const assignmentAnswer = z
  .strictObject({
    ...commonFields,
    planId: answeredId,
    affiliateId: answeredId.nullable(),
    affiliateName: z.string().nullable(),
    groupId: answeredId.nullable(),
    groupName: z.string().nullable(),
    brandId: answeredId.nullable(),
    brandName: z.string().nullable(),
    productId: answeredId.nullable(),
    productName: z.string().nullable(),
    trackerId: answeredId.nullable(),
    trackerName: z.string().nullable(),
    effectiveFrom: answeredInstant,
    effectiveUntil: answeredInstant.nullable(),
  })
  .meta({ id: 'Assignment' })

export function presentCommissionPlan(plan: CommissionPlan): object {
  return {
    id: plan.id,
    createdTs: plan.createdAt,
    updatedTs: plan.updatedAt,
    name: plan.name,
    currency: plan.currency,
    status: plan.status,
    version: presentPlanVersion(plan.version),
  }
}

export function presentPlanVersion(version: PlanVersion): object {
  return {
    id: version.id,
    createdTs: version.createdAt,
    updatedTs: version.createdAt,
    version: version.version,
    effectiveFrom: version.effectiveFrom,
    appliesTo: version.appliesTo,
    noticeDays: version.noticeDays,
    holdDays: version.holdDays,
    components: version.components,
  }
}

export function presentAssignment(assignment: PlanAssignment): object {
  return {
    id: assignment.id,
    createdTs: assignment.createdAt,
    updatedTs: assignment.updatedAt,
    planId: assignment.planId,
    affiliateId: assignment.affiliateId,
    affiliateName: assignment.affiliateName,
    groupId: assignment.groupId,
    groupName: assignment.groupName,
    brandId: assignment.brandId,
    brandName: assignment.brandName,
    productId: assignment.productId,
    productName: assignment.productName,
    trackerId: assignment.trackerId,
    trackerName: assignment.trackerName,
    effectiveFrom: assignment.effectiveFrom,
    effectiveUntil: assignment.effectiveUntil,
  }
}
