import { z } from 'zod'
import type { ListedPeriod } from '../../../domain/periods/period.ts'
import type { PeriodPreview } from '../../../domain/periods/preview-period.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { PERIOD_KINDS } from '../../../domain/time/statement-periods.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const PERIOD_STATUSES = ['open', 'calculating', 'review', 'sealed'] as const

export const periodAnswer = z
  .strictObject({
    id: z.string().meta({ description: 'Its name.', examples: ['2026-11'] }),
    kind: z.enum(PERIOD_KINDS),
    from: answeredInstant,
    until: answeredInstant.meta({ description: 'Exclusive.' }),
    firstDay: z.string().meta({ description: "In the program's time zone.", examples: ['2026-11-01'] }),
    lastDay: z.string().meta({ examples: ['2026-11-30'] }),
    status: z.enum(PERIOD_STATUSES).meta({ description: 'It goes forward only: open, calculating, review, sealed.' }),
    closeRequestedBy: z.string().nullable(),
    closeRequestedAt: answeredInstant.nullable(),
    cutAt: answeredInstant.nullable().meta({ description: 'What is learned from then on stands in a later period.' }),
    calculatedAt: answeredInstant.nullable(),
    sealedBy: z.string().nullable(),
    sealedAt: answeredInstant.nullable(),
  })
  .meta({ id: 'Period' })

export function presentPeriod(period: ListedPeriod): object {
  return {
    id: period.name,
    kind: period.kind,
    from: period.startsAt,
    until: period.endsAt,
    firstDay: period.firstDay,
    lastDay: dayBefore(period.endDay),
    status: period.status,
    closeRequestedBy: period.requestedBy,
    closeRequestedAt: period.requestedAt,
    cutAt: period.cutAt,
    calculatedAt: period.calculatedAt,
    sealedBy: period.sealedBy,
    sealedAt: period.sealedAt,
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

const amount = z.number()

export const previewAnswer = z
  .strictObject({
    period: periodAnswer,
    currency: z.string().meta({ examples: ['EUR'] }),
    affiliates: z.int().meta({ description: 'With a balance or a movement: so many statements.' }),
    opening: amount.meta({ description: 'What all of them were owed.' }),
    commissions: amount,
    carryover: amount,
    adjustments: amount,
    vat: amount,
    withheld: amount,
    payouts: amount.meta({ description: 'Negative: sent.' }),
    closing: amount,
    payable: amount.meta({ description: 'The most that can be paid of it.' }),
    warnings: z.array(
      z.strictObject({
        code: z.enum(['negative_balance', 'payout_method_missing', 'unusual_amount', 'unapproved_transactions', 'unprocessed_transactions']),
        count: z.int(),
        affiliateIds: z.array(answeredId).meta({ description: 'The first hundred, where it is about affiliates.' }),
      }),
    ),
  })
  .meta({ id: 'PeriodPreview' })

export function presentPreview({ period, currency, affiliates, openingMinor, sections, closingMinor, payableMinor, warnings }: PeriodPreview): object {
  const money = (minor: bigint) => exactNumber(minorToText(minor, currency))
  return {
    period: presentPeriod(period),
    currency,
    affiliates,
    opening: money(openingMinor),
    commissions: money(sections.commission),
    carryover: money(sections.carryover),
    adjustments: money(sections.adjustment),
    vat: money(sections.vat),
    withheld: money(sections.withheld),
    payouts: money(sections.payout),
    closing: money(closingMinor),
    payable: money(payableMinor),
    warnings,
  }
}
