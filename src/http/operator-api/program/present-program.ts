import { z } from 'zod'
import type { Clock } from '../../../app/clock.ts'
import { type ProgramCommission, recurringLimits } from '../../../domain/programs/program-commission.ts'
import { presentCarryover } from '../../../domain/programs/program-carryover.ts'
import type { ProgramSettings } from '../../../domain/programs/program-settings.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { PERIOD_KINDS } from '../../../domain/time/statement-periods.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'

const commission = z.strictObject({
  type: z.enum(['percentage', 'fixed']),
  value: z.number(),
  recurring: z.strictObject({ firstOnly: z.boolean().optional(), months: z.int().optional(), count: z.int().optional() }).optional(),
})

const carryover = z
  .strictObject({
    mode: z.enum(['reset', 'carry']),
    scope: z.enum(['affiliate', 'brand', 'plan', 'product']),
    what: z.enum(['base', 'commission']),
    cap: z.union([z.strictObject({ amount: z.number() }), z.strictObject({ averageMonths: z.number() })]).nullable(),
    expiryMonths: z.int().nullable(),
  })
  .meta({ description: 'What becomes of negative periods, where a revenue share says nothing of its own.' })

const fields = {
  ...commonFields,
  operatorId: answeredId,
  name: z.string(),
  description: z.string().nullable(),
  currency: z.string().meta({ examples: ['EUR'] }),
  timeZone: z.string(),
  status: z.enum(['active', 'draft', 'paused']),
  isTest: z.boolean(),
  now: answeredInstant.meta({ description: "The program's present: a test program's own clock, else the wall clock." }),
  attribution: z.strictObject({ model: z.enum(['last_click', 'first_click']), windowDays: z.int(), standDownMinutes: z.int(), couponBeatsClick: z.boolean() }),
  cookieDays: z.int(),
  organicTracking: z.enum(['assign', 'reject']),
  acceptSuppliedCommissions: z.boolean(),
  carryover,
  payoutMinimum: z.number(),
  payoutApproval: z.enum(['two_people', 'one_person']),
  payoutFrequency: z.enum(['weekly', 'biweekly', 'monthly']),
  automaticPayoutRuns: z.boolean().meta({ description: 'A payout run is prepared at each end of `payoutFrequency`.' }),
  periodKinds: z
    .array(z.strictObject({ kind: z.enum(PERIOD_KINDS), from: z.string().nullable().meta({ description: 'A local day; null: from the beginning.', examples: ['2026-12-01'] }) }))
    .meta({ description: 'The rhythms of statements as they follow each other.' }),
  payoutHoldHours: z.int().meta({ description: 'How long nothing is paid to a payout method that is new, changed or newly the default.' }),
  adjustmentLimit: z.number().meta({ description: 'A manual adjustment of more than this needs a second person.' }),
  allowedDomains: z.array(z.string()),
  selfSignUp: z.boolean(),
  fallbackUrl: z.string().nullable(),
  defaultPlanId: answeredId.nullable(),
  commission: commission.nullable().meta({ description: 'What a sale earns by the default plan; null when the plan says more than one rule can.' }),
}

export const programAnswer = z.strictObject(fields).meta({ id: 'Program' })
export const addedProgramAnswer = z
  .strictObject({ ...fields, apiKey: z.string().meta({ description: 'A key of the new program with all permissions: shown this once.' }) })
  .meta({ id: 'AddedProgram' })

export function presentProgram(settings: ProgramSettings, clock: Clock): object {
  return {
    id: settings.id,
    createdTs: settings.createdAt,
    updatedTs: settings.updatedAt,
    operatorId: settings.operatorId,
    name: settings.name,
    description: settings.description,
    currency: settings.currency,
    timeZone: settings.timeZone,
    status: settings.status,
    isTest: settings.isTest,
    now: settings.testNow ?? clock.now(),
    attribution: {
      model: settings.attributionModel,
      windowDays: settings.attributionWindowDays,
      standDownMinutes: settings.standDownMinutes,
      couponBeatsClick: settings.couponBeatsClick,
    },
    cookieDays: settings.cookieDays,
    organicTracking: settings.organicTracking,
    acceptSuppliedCommissions: settings.acceptSuppliedCommissions,
    carryover: presentCarryover(settings.carryover, settings.currency),
    payoutMinimum: exactNumber(minorToText(settings.payoutMinimumMinor, settings.currency)),
    payoutApproval: settings.payoutApproval,
    payoutFrequency: settings.payoutFrequency,
    automaticPayoutRuns: settings.automaticPayoutRunsSince !== null,
    periodKinds: settings.periodKinds.map(({ kind, from }) => ({ kind, from: from ?? null })),
    payoutHoldHours: settings.payoutHoldHours,
    adjustmentLimit: exactNumber(minorToText(settings.adjustmentLimitMinor, settings.currency)),
    allowedDomains: settings.allowedDomains,
    selfSignUp: settings.selfSignUp,
    fallbackUrl: settings.fallbackUrl,
    defaultPlanId: settings.defaultPlanId,
    commission: settings.commission === null ? null : presentCommission(settings.commission),
  }
}

function presentCommission({ type, value, recurring }: ProgramCommission): object {
  return { type, value: exactNumber(value), ...recurringLimits(recurring) }
}
