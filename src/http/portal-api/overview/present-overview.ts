import { z } from 'zod'
import type { Activity } from '../../../domain/portal/read-activity.ts'
import type { Overview } from '../../../domain/portal/read-overview.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'

const activityFields = {
  clicks: z.int().meta({ description: 'Valid ones.' }),
  uniqueClicks: z.int().meta({ description: 'The first of their visitor in 24 hours.' }),
  registrations: z.int(),
  firstDeposits: z.int(),
  conversions: z.int().meta({ description: 'Sales that were not rejected.' }),
  commission: z.number().meta({ description: 'Of what happened then; rejected lines are not in it.' }),
}
const activity = z.strictObject(activityFields).meta({ id: 'PortalActivity' })

export const overviewAnswer = z
  .strictObject({
    currency: z.string().meta({ examples: ['EUR'] }),
    timeZone: z.string().meta({ description: 'Of the days.', examples: ['Europe/Malta'] }),
    countedAt: answeredInstant.nullable().meta({ description: 'When the days were counted last. Balances are of now.' }),
    total: activity,
    before: activity.meta({ description: 'Of as many days before.' }),
    days: z.array(z.strictObject({ day: z.string().meta({ examples: ['2026-11-21'] }), ...activityFields, before: activity })).meta({ description: 'Ascending, today included; each beside the day that stands in its place before.' }),
    balances: z.array(z.strictObject({ currency: z.string(), pending: z.number(), payable: z.number(), inTransit: z.number() })),
    nextPayoutDate: answeredInstant.meta({ description: 'When the program pays next; `GET /payout/next` says whether you are among those.' }),
  })
  .meta({ id: 'PortalOverview' })

export function presentOverview({ days, total, before, balances, ...overview }: Overview): object {
  const { currency } = overview
  return {
    ...overview,
    total: presentActivity(total, currency),
    before: presentActivity(before, currency),
    days: days.map(({ day, before: earlier, ...own }) => ({ day, ...presentActivity(own, currency), before: presentActivity(earlier, currency) })),
    balances: balances.map(({ currency: of, pendingMinor, payableMinor, inTransitMinor }) => ({ currency: of, pending: money(pendingMinor, of), payable: money(payableMinor, of), inTransit: money(inTransitMinor, of) })),
  }
}

function presentActivity({ commissionMinor, ...activity }: Activity, currency: string): object {
  const { clicks, uniqueClicks, registrations, firstDeposits, conversions } = activity
  return { clicks, uniqueClicks, registrations, firstDeposits, conversions, commission: money(commissionMinor, currency) }
}
