import { z } from 'zod'
import type { Clock } from '../../../app/clock.ts'
import type { ProgramSettings } from '../../../domain/programs/program-settings.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'

const fields = {
  ...commonFields,
  operatorId: answeredId,
  name: z.string(),
  currency: z.string().meta({ examples: ['EUR'] }),
  timeZone: z.string(),
  status: z.enum(['active', 'draft', 'paused']),
  isTest: z.boolean(),
  now: answeredInstant.meta({ description: "The program's present: a test program's own clock, else the wall clock." }),
  attribution: z.strictObject({ model: z.enum(['last_click', 'first_click']), windowDays: z.int(), standDownMinutes: z.int() }),
  organicTracking: z.enum(['assign', 'reject']),
  acceptSuppliedCommissions: z.boolean(),
  carryover: z.strictObject({ mode: z.enum(['reset', 'carry']) }),
  payoutMinimum: z.number(),
  payoutApproval: z.enum(['two_people', 'one_person']),
  allowedDomains: z.array(z.string()),
  fallbackUrl: z.string().nullable(),
  defaultPlanId: answeredId.nullable(),
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
    currency: settings.currency,
    timeZone: settings.timeZone,
    status: settings.status,
    isTest: settings.isTest,
    now: settings.testNow ?? clock.now(),
    attribution: { model: settings.attributionModel, windowDays: settings.attributionWindowDays, standDownMinutes: settings.standDownMinutes },
    organicTracking: settings.organicTracking,
    acceptSuppliedCommissions: settings.acceptSuppliedCommissions,
    carryover: { mode: settings.carryoverMode },
    payoutMinimum: exactNumber(minorToText(settings.payoutMinimumMinor, settings.currency)),
    payoutApproval: settings.payoutApproval,
    allowedDomains: settings.allowedDomains,
    fallbackUrl: settings.fallbackUrl,
    defaultPlanId: settings.defaultPlanId,
  }
}
