import { z } from 'zod'
import { exactNumber, microsToText, minorToText } from '../../../domain/money/amounts.ts'
import type { Leaders } from '../../../domain/reports/read-leaders.ts'
import { OVERVIEW_MEASURES, type Overview, type OverviewAmounts } from '../../../domain/reports/read-overview.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { presentMeasures } from '../report/present-report.ts'

const amounts = {
  clicks: z.int(),
  uniqueClicks: z.int(),
  registrations: z.int(),
  firstDeposits: z.int(),
  qualified: z.int().meta({ description: 'Customers that reached a CPA.' }),
  revenue: z.number().meta({ description: 'Net revenue and sales.' }),
  commission: z.number().meta({ description: 'Accrued and not rejected, on the day of what it is about.' }),
  payable: z.number().meta({ description: 'What became payable on the day: before payouts and taxes.' }),
}

const totals = z.strictObject(amounts).meta({ id: 'OverviewTotals' })
const day = z.strictObject({ day: z.string().meta({ examples: ['2026-11-21'] }), ...amounts }).meta({ id: 'OverviewDay' })
const range = z.strictObject({ from: z.string(), to: z.string() })
const leader = z
  .strictObject({ id: answeredId.nullable(), name: z.string().nullable(), clicks: z.number(), registrations: z.number(), firstDeposits: z.number(), revenue: z.number(), commission: z.number() })
  .meta({ id: 'OverviewLeader' })

export const ATTENTION_KINDS = [
  'transactions_pending', 'transactions_failed', 'affiliates_pending', 'payout_runs_pending', 'payouts_failed', 'adjustments_pending', 'periods_unsealed',
  'periods_open', 'balances_negative', 'payout_methods_missing', 'gateway_deliveries_failed',
] as const

export const overviewAnswer = z
  .strictObject({
    range,
    comparedWith: range.nullable(),
    currency: z.string().meta({ examples: ['EUR'] }),
    timeZone: z.string(),
    asOf: answeredInstant.nullable().meta({ description: 'Up to when facts are counted: seconds ago. Null: the counting has not begun.' }),
    totals,
    totalsCompared: totals.nullable(),
    days: z.array(day),
    daysCompared: z.array(day).nullable(),
    balances: z.strictObject({ pending: z.number(), payable: z.number() }).meta({ description: 'What affiliates are owed now.' }),
    topAffiliates: z.array(leader),
    topBrands: z.array(leader),
    attention: z.array(z.strictObject({ kind: z.enum(ATTENTION_KINDS), count: z.int().meta({ description: '1000: as many or more.' }), subject: z.string().nullable().meta({ description: 'The first of them, where there is one place to go to.' }) })),
  })
  .meta({ id: 'Overview' })

export function presentOverview(overview: Overview, leaders: { readonly affiliates: Leaders; readonly brands: Leaders }): object {
  const { currency } = overview
  const present = (values: OverviewAmounts) => Object.fromEntries(OVERVIEW_MEASURES.map((name) => [name, exactNumber(textOf(name, values[name], currency))]))
  const dayOf = (values: OverviewAmounts & { readonly day: string }) => ({ day: values.day, ...present(values) })
  return {
    range: overview.range, comparedWith: overview.comparedWith, currency, timeZone: overview.timeZone, asOf: overview.asOf,
    totals: present(overview.totals), totalsCompared: overview.totalsCompared === null ? null : present(overview.totalsCompared),
    days: overview.days.map(dayOf), daysCompared: overview.daysCompared === null ? null : overview.daysCompared.map(dayOf),
    balances: { pending: exactNumber(minorToText(overview.balances.pendingMinor, currency)), payable: exactNumber(minorToText(overview.balances.payableMinor, currency)) },
    topAffiliates: presentLeaders(leaders.affiliates, currency), topBrands: presentLeaders(leaders.brands, currency),
    attention: overview.attention,
  }
}

function textOf(name: (typeof OVERVIEW_MEASURES)[number], value: bigint, currency: string): string {
  if (name === 'revenue') return microsToText(value)
  return name === 'commission' || name === 'payable' ? minorToText(value, currency) : String(value)
}

function presentLeaders({ question, rows, names }: Leaders, currency: string): object[] {
  return rows.map((row) => {
    const id = row.dimensions[0] ?? null
    return { id, name: id === null ? null : (names.get(id) ?? null), ...presentMeasures(row.measures, question, currency) }
  })
}
