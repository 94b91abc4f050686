import { z } from 'zod'
import type { Adjustment } from '../../../domain/adjustments/adjustment.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

export const ADJUSTMENT_STATUSES = ['pending', 'approved', 'rejected'] as const

export const adjustmentAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    affiliateId: answeredId,
    affiliateName,
    amount: z.number(),
    currency: z.string().meta({ examples: ['EUR'] }),
    status: z.enum(ADJUSTMENT_STATUSES).meta({ description: 'pending: it waits for a second person. approved: it is posted.' }),
    reason: z.string(),
    note: z.string().nullable(),
    relatesToPeriod: z.string().nullable(),
    brandId: answeredId.nullable(),
    customerId: answeredId.nullable(),
    transactionId: answeredId.nullable(),
    needsSecondPerson: z.boolean().meta({ description: "More than the program's `adjustmentLimit` at that time." }),
    createdBy: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: answeredInstant.nullable(),
    rejectionReason: z.string().nullable(),
  })
  .meta({ id: 'Adjustment' })

export function presentAdjustment({ amountMinor, recordedAt, ...adjustment }: Adjustment): object {
  return { ...adjustment, createdTs: recordedAt, amount: exactNumber(minorToText(amountMinor, adjustment.currency)) }
}
