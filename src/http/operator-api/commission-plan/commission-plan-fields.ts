import { z } from 'zod'
import { currency, idField, instant, text } from '../../plumbing/fields.ts'
import { componentInput } from './component-fields.ts'

const versionFields = z.strictObject({
  effectiveFrom: instant.optional().meta({ description: "Default: now, by the program's clock." }),
  appliesTo: z.enum(['new_customers', 'from_date', 'all_open']).optional().meta({
    description: 'Whom the version reaches: customers who register from its date on (default), everybody\'s events from its date on, or everybody\'s events of the whole month that its date is in.',
  }),
  noticeDays: z.int().min(0).max(365).optional().meta({ description: 'How long before it reaches customers already brought a later version must be made whose terms may be worse for them.' }),
  holdDays: z.int().min(0).max(3_650).optional().meta({ description: 'Days from the event until a commission is payable.' }),
  components: z.array(componentInput).min(1).max(10),
})

const CPA = { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, minWager: 40, withinDays: 30, withinFrom: 'registration' } }] }
const TIERS = { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }] }
const version = { effectiveFrom: '2026-11-01T00:00:00.000Z', holdDays: 14, components: [CPA, { type: 'revenue_share', base: 'net_revenue', tiers: TIERS }] }

export const newPlanVersionBody = versionFields.meta({ id: 'NewPlanVersion', examples: [version] })
export const newCommissionPlanBody = z
  .strictObject({ name: text(200), currency: currency.optional().meta({ description: "The program's, and no other." }), version: newPlanVersionBody })
  .meta({ id: 'NewCommissionPlan', examples: [{ name: 'Hybrid 50 + 25/35 %', version }] })
export const changedCommissionPlanBody = z.strictObject({ name: text(200).optional() }).meta({ id: 'CommissionPlanChange', examples: [{ name: 'Hybrid 2027' }] })

const scope = idField.nullish()
export const newAssignmentBody = z
  .strictObject({
    affiliateId: scope,
    groupId: scope,
    brandId: scope,
    productId: scope,
    trackerId: scope,
    effectiveFrom: instant.optional().meta({ description: "Default: when the plan's first version begins." }),
  })
  .meta({ id: 'NewAssignment', examples: [{ brandId: '019abc00-0000-7000-8000-000000000001' }, {}] })
