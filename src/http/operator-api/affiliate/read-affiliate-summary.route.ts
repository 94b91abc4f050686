import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { type AffiliateSummary, readAffiliateSummary } from '../../../domain/affiliates/read-affiliate-summary.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { answeredInstant, idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const count = z.int()

const summaryAnswer = z
  .strictObject({
    currency: z.string().meta({ description: "The program's: of all amounts but the balances.", examples: ['EUR'] }),
    clicks: count.meta({ description: 'Of the last 30 days.' }),
    validClicks: count.meta({ description: 'Of the last 30 days.' }),
    validClicksBefore: count.meta({ description: 'Of the 30 days before.' }),
    customers: count.meta({ description: 'Attributed to it.' }),
    newCustomers: count.meta({ description: 'Registered within the last 30 days.' }),
    newCustomersBefore: count.meta({ description: 'Registered within the 30 days before.' }),
    depositors: count.meta({ description: 'Customers with a first deposit.' }),
    conversions: count,
    commission: z.number().meta({ description: 'Approved or paid, less what was taken back.' }),
    paid: z.number().meta({ description: 'Payouts that were settled.' }),
    balances: z.array(z.strictObject({ currency: z.string(), pending: z.number(), payable: z.number(), inTransit: z.number() })),
    trackers: count,
    trackingLinks: count,
    coupons: count,
    recruits: count.meta({ description: 'Whom it recruited itself.' }),
    notes: count,
    lastClickTs: answeredInstant.nullable(),
  })
  .meta({ id: 'AffiliateSummary' })

function presentSummary({ currency, balances, counts, conversions, commissionsMinor, paidMinor }: AffiliateSummary): object {
  const { lastClickAt, ...numbers } = counts
  const amount = (minor: bigint, of: string) => exactNumber(minorToText(minor, of))
  return {
    currency,
    ...numbers,
    conversions,
    commission: amount(commissionsMinor, currency),
    paid: amount(paidMinor, currency),
    balances: balances.map((balance) => ({
      currency: balance.currency,
      pending: amount(balance.pendingMinor, balance.currency),
      payable: amount(balance.payableMinor, balance.currency),
      inTransit: amount(balance.inTransitMinor, balance.currency),
    })),
    lastClickTs: lastClickAt,
  }
}

export function readAffiliateSummaryRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/summary',
    operationId: 'readAffiliateSummary',
    tag: 'Affiliates',
    summary: 'What an affiliate comes to',
    description: 'Traffic of the last 30 days and of those before, customers, commission, balances, and how many there are of what it owns.',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The numbers.', schema: summaryAnswer },
    handle: async ({ tx, programId, params }) => {
      const program = await ownProgram(tx, programId)
      return presentSummary(await readAffiliateSummary(tx, { programId, affiliateId: params.id, currency: program.currency, now: programNow(program, context.clock) }))
    },
  })
}
