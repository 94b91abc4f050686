import { z } from 'zod'
import type { Operator } from '../../../domain/operators/operator.ts'
import { commonFields } from '../../plumbing/fields.ts'

export const BILLING_PLANS = ['starter', 'pro', 'premium'] as const

export const operatorAnswer = z.strictObject({ ...commonFields, name: z.string(), billingPlan: z.enum(BILLING_PLANS) }).meta({ id: 'Operator' })

export function presentOperator(operator: Operator): object {
  return { id: operator.id, createdTs: operator.createdAt, updatedTs: operator.updatedAt, name: operator.name, billingPlan: operator.billingPlan }
}
