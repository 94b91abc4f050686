import { z } from 'zod'
import type { ListedCommission } from '../../../domain/commissions/list-commissions.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredInstant } from '../../plumbing/fields.ts'

export const commissionStatus = z.enum(['pending', 'approved', 'rejected', 'reversed', 'paid'])
const id = z.string().meta({ format: 'uuid' })
const period = z.string().meta({ examples: ['2026-11'] })

export const commissionAnswer = z
  .strictObject({
    id,
    affiliateId: id,
    affiliateName: z.string(),
    customerId: id.nullable(),
    transactionId: id.nullable(),
    award: z.string().nullable().meta({ description: 'What a line is a part of that was reckoned from the whole history; all lines of one award come to what it is worth.', examples: ['2026-11'] }),
    planId: id.nullable(),
    planVersion: z.int().nullable(),
    component: z.string().meta({ description: 'The component of the plan: its type, and `cpa.2` for the second of a type.', examples: ['revenue_share'] }),
    amount: z.number().meta({ description: 'Major units of `currency`, exact. Negative for what takes back, 0 with a `reason` for what earned nothing.' }),
    currency: z.string(),
    status: commissionStatus,
    reason: z.string().nullable(),
    occurredAt: answeredInstant,
    recordedAt: answeredInstant,
    period,
    relatesToPeriod: period.nullable(),
    payableFrom: answeredInstant,
    reversesId: id.nullable(),
    statementId: id.nullable(),
  })
  .meta({ id: 'Commission' })

export function presentCommission({ amountMinor, ...line }: ListedCommission): object {
  const { id: lineId, affiliateId, affiliateName, customerId, transactionId, award, planId, planVersion, component, currency, ...rest } = line
  return {
    id: lineId, affiliateId, affiliateName, customerId, transactionId, award, planId, planVersion, component,
    amount: exactNumber(minorToText(amountMinor, currency)),
    currency,
    ...rest,
  }
}
