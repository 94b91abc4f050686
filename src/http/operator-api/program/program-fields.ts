import { z } from 'zod'
import { currency, hostName, instant, money, text, webAddress } from '../../plumbing/fields.ts'

const attribution = z.strictObject({
  model: z.enum(['last_click', 'first_click']).optional(),
  windowDays: z.int().min(1).max(3_650).optional(),
  standDownMinutes: z.int().min(0).max(525_600).optional(),
})

export const changedProgramBody = z
  .strictObject({
    name: text(200).optional(),
    currency: currency.optional().meta({ description: 'Fixed when the program is made: accepted only as it is.' }),
    timeZone: z.string().max(100).optional().meta({ description: 'Fixed when the program is made: accepted only as it is.' }),
    status: z.enum(['active', 'draft', 'paused']).optional(),
    attribution: attribution.optional(),
    organicTracking: z.enum(['assign', 'reject']).optional().meta({ description: 'Customers without a valid click: to the organic affiliate, or refused.' }),
    acceptSuppliedCommissions: z.boolean().optional(),
    carryover: z.strictObject({ mode: z.enum(['reset', 'carry']).optional() }).optional().meta({ description: '`carry` is not supported yet.' }),
    payoutMinimum: money.min(0).optional(),
    payoutApproval: z.enum(['two_people', 'one_person']).optional(),
    allowedDomains: z.array(hostName).max(100).optional(),
    fallbackUrl: webAddress.nullish().meta({ description: 'Where visitors of inactive links may go on to.' }),
  })
  .meta({ id: 'ProgramChange', examples: [{ attribution: { windowDays: 45 }, organicTracking: 'reject' }] })

export const testClockBody = z.strictObject({ now: instant }).meta({ id: 'TestClockMove', examples: [{ now: '2026-11-30T23:59:00.000Z' }] })
