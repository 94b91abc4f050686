import { z } from 'zod'
import { isTimeZone } from '../../../domain/time/time-zone.ts'
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

export const newProgramBody = z
  .strictObject({
    name: text(200).meta({ description: "Unique among the operator's programs." }),
    currency,
    timeZone: z.string().max(100).refine(isTimeZone, { error: 'Expected an IANA time zone such as Europe/Malta.', params: { code: 'invalid_time_zone' } }),
    test: z.boolean().optional().meta({ description: 'A test program: keys `fsk_test_…` and a clock of its own.' }),
  })
  .meta({ id: 'NewProgram', examples: [{ name: 'BetTest Brazil', currency: 'BRL', timeZone: 'America/Sao_Paulo', test: true }] })

export const testClockBody = z.strictObject({ now: instant }).meta({ id: 'TestClockMove', examples: [{ now: '2026-11-30T23:59:00.000Z' }] })
