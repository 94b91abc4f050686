import { z } from 'zod'
import { PAYOUT_RAILS } from '../../../domain/payouts/payout-rail.ts'
import { currency, idField } from '../../plumbing/fields.ts'
import { outsideId } from '../payout/payout-fields.ts'

const AFFILIATES_MAX = 1_000
const PAYOUTS_MAX = 500

export const throughPeriod = z.string().min(1).max(20).meta({
  description: 'A sealed period: at most what stood payable on its statements, less what was set aside since.', examples: ['2026-10'],
})

export const newPayoutRunBody = z
  .strictObject({
    throughPeriod: throughPeriod.optional(),
    affiliateIds: z.array(idField).min(1).max(AFFILIATES_MAX).optional().meta({ description: 'Only these; without it everybody.' }),
    currency: currency.optional().meta({ description: 'Only affiliates that are paid in it.' }),
  })
  .meta({ id: 'NewPayoutRun', examples: [{ throughPeriod: '2026-10' }] })

export const approvalBody = z.strictObject({}).optional()

export const instructionBody = z
  .strictObject({
    rail: z.enum(PAYOUT_RAILS).meta({ description: '`csv`, `sepa`, `pix`: a file for a bank. `webhook`: the payer of the program is called. `manual`: somebody pays by hand and says so.' }),
    payoutIds: z.array(idField).min(1).max(PAYOUTS_MAX).optional().meta({ description: 'Only these payouts; without it all approved ones that the rail is for.' }),
    executionDate: z.iso.date().optional().meta({ description: 'The day that a bank is to pay on; without it today, in the time zone of the program.', examples: ['2026-12-01'] }),
  })
  .meta({ id: 'PayoutInstruction', examples: [{ rail: 'manual' }] })

export const settlementsBody = z
  .strictObject({ payouts: z.array(z.strictObject({ payoutId: idField, externalId: outsideId.optional() })).min(1).max(PAYOUTS_MAX) })
  .meta({ examples: [{ payouts: [{ payoutId: '019abc00-0000-7000-8000-000000000001', externalId: '5f0c1d8e-6b1f-4a52-9d54-2f7c1f6a9b10' }] }] })
