import { z } from 'zod'
import { isAllowedDomain } from '../../../domain/tracking/allowed-domains.ts'
import { PERIOD_KINDS } from '../../../domain/time/statement-periods.ts'
import { isTimeZone } from '../../../domain/time/time-zone.ts'
import { currency, instant, money, text, webAddress } from '../../plumbing/fields.ts'

const attribution = z.strictObject({
  model: z.enum(['last_click', 'first_click']).optional(),
  windowDays: z.int().min(1).max(3_650).optional(),
  standDownMinutes: z.int().min(0).max(525_600).optional(),
  couponBeatsClick: z.boolean().optional().meta({ description: 'Off: a click that counts is stronger than a coupon.' }),
})

const allowedDomain = z
  .string()
  .max(300)
  .refine(isAllowedDomain, { error: 'Expected a bare host in lower case, like shop.example, *.shop.example or localhost:3000.', params: { code: 'invalid_domain' } })
  .meta({ examples: ['shop.example'] })

const recurring = z
  .strictObject({
    firstOnly: z.boolean().nullish(),
    months: z.int().min(1).max(1_200).nullish().meta({ description: "Calendar months from the customer's first sale." }),
    count: z.int().min(1).max(1_000_000).nullish(),
  })
  .meta({ description: "Which of a customer's sales earn; without it, every one." })

const commission = z
  .strictObject({
    type: z.enum(['percentage', 'fixed']),
    value: z.number().min(0).max(1e13).meta({ description: "Percent of the sale's amount, or an amount per sale.", examples: [10] }),
    recurring: recurring.nullish(),
  })
  .meta({ description: 'What a sale earns by the default plan: changing it adds a version to that plan, for events from now on. Needs `commission-plans:write` too.' })

const carryover = z
  .strictObject({
    mode: z.enum(['reset', 'carry']).optional().meta({ description: '`reset`: a period that ends below zero is brought to zero. `carry`: it comes off later ones.' }),
    scope: z.enum(['affiliate', 'brand', 'plan', 'product']).optional().meta({ description: 'What is added up before a negative is one.' }),
    what: z.enum(['base', 'commission']).optional().meta({ description: 'Whether the negative base comes off later bases, or the negative commission off later commission.' }),
    cap: z
      .strictObject({ amount: money.min(0).optional(), averageMonths: z.number().optional().meta({ description: 'A multiple of the average month before.' }) })
      .nullish()
      .meta({ description: 'At most so much is carried: one of the two; null: all of it.' }),
    expiryMonths: z.int().min(1).max(1_200).nullish().meta({ description: 'What has been carried for so many periods is forgotten; null: never.' }),
  })
  .meta({ description: 'What becomes of negative periods, where a revenue share says nothing of its own. Holds from the open period on; fields that are not sent stay.' })

export const changedProgramBody = z
  .strictObject({
    name: text(200).optional(),
    description: text(5_000).nullish(),
    currency: currency.optional().meta({ description: 'Fixed when the program is made: accepted only as it is.' }),
    timeZone: z.string().max(100).optional().meta({ description: 'Fixed when the program is made: accepted only as it is.' }),
    status: z.enum(['active', 'draft', 'paused']).optional(),
    attribution: attribution.optional(),
    cookieDays: z.int().min(1).max(3_650).optional().meta({ description: "How long a visitor's browser keeps a referral code." }),
    organicTracking: z.enum(['assign', 'reject']).optional().meta({ description: 'Customers without a valid click: to the organic affiliate, or refused.' }),
    acceptSuppliedCommissions: z.boolean().optional(),
    carryover: carryover.optional(),
    payoutMinimum: money.min(0).optional(),
    payoutApproval: z.enum(['two_people', 'one_person']).optional(),
    payoutFrequency: z.enum(['weekly', 'biweekly', 'monthly']).optional(),
    automaticPayoutRuns: z.boolean().optional().meta({ description: 'On: a payout run is prepared at each end of `payoutFrequency`, for people to approve. Like `payoutApproval` it needs `payouts:write` too.' }),
    periodKind: z.enum(PERIOD_KINDS).optional().meta({ description: 'The rhythm of statements, from the end of the period that is under way. Terms do not change with it: they count in calendar months.' }),
    payoutHoldHours: z.int().min(0).max(2_160).optional().meta({
      description: 'How long nothing is paid to a payout method that is new, changed or newly the default; 0: no hold. Holds that have begun stay as they are. Needs `payouts:write` too.',
    }),
    adjustmentLimit: money.min(0).optional().meta({ description: 'A manual adjustment of more than this, either way, needs a second person to approve it; 0: every one does.' }),
    allowedDomains: z.array(allowedDomain).max(100).optional().meta({ description: 'Whose pages may report events: exact hosts, with a port if it is not the usual one; `*.` stands for any host below, `null` for sandboxed frames (a Shopify pixel).' }),
    selfSignUp: z.boolean().optional().meta({ description: 'Whether anybody may apply to become an affiliate.' }),
    commission: commission.optional(),
    fallbackUrl: webAddress.nullish().meta({ description: 'Where visitors of inactive links may go on to.' }),
  })
  .meta({ id: 'ProgramChange', examples: [{ attribution: { windowDays: 45 }, organicTracking: 'reject', allowedDomains: ['shop.example'], commission: { type: 'percentage', value: 12.5 } }] })

export const newProgramBody = z
  .strictObject({
    name: text(200).meta({ description: "Unique among the operator's programs." }),
    currency,
    timeZone: z.string().max(100).refine(isTimeZone, { error: 'Expected an IANA time zone such as Europe/Malta.', params: { code: 'invalid_time_zone' } }),
    test: z.boolean().optional().meta({ description: 'A test program: keys `fsk_test_…` and a clock of its own.' }),
  })
  .meta({ id: 'NewProgram', examples: [{ name: 'BetTest Brazil', currency: 'BRL', timeZone: 'America/Sao_Paulo', test: true }] })

export const testClockBody = z.strictObject({ now: instant }).meta({ id: 'TestClockMove', examples: [{ now: '2026-11-30T23:59:00.000Z' }] })
