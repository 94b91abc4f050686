import { z } from 'zod'
import { idField, money, text } from '../../plumbing/fields.ts'

const LONGEST_REASON = 2_000

export const reasonField = text(LONGEST_REASON)

/** A calendar month in the program's time zone. */
const period = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, { error: 'Expected a month such as 2026-11.' }).meta({ examples: ['2026-11'] })

export const newAdjustmentBody = z
  .strictObject({
    affiliateId: idField,
    amount: money.refine((amount) => amount !== 0, { error: 'Expected an amount that is not zero.' }).meta({
      description: "In the program's currency; negative takes away.", examples: [25],
    }),
    reason: reasonField.meta({ description: 'Why; shown to the affiliate.' }),
    note: text(LONGEST_REASON).nullish().meta({ description: 'For the operator only.' }),
    relatesToPeriod: period.nullish().meta({ description: 'The month that it is about, when it is an earlier one. It is posted in the open month.' }),
    brandId: idField.nullish().meta({ description: 'Whose expense it is; without one the program bears it.' }),
    customerId: idField.nullish(),
    transactionId: idField.nullish(),
  })
  .meta({ id: 'NewAdjustment', examples: [{ affiliateId: '019abc00-0000-7000-8000-000000000001', amount: 25, reason: 'Bonus agreed by e-mail on 3 November', relatesToPeriod: '2026-10' }] })

export const rejectionBody = z.strictObject({ reason: reasonField.meta({ description: 'Why.' }) }).meta({ examples: [{ reason: 'Agreed with somebody else' }] })
export const approvalBody = z.strictObject({}).optional()
