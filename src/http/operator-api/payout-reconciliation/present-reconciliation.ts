import { z } from 'zod'
import { exactNumber } from '../../../domain/money/amounts.ts'
import { RECONCILIATION_FORMATS, TOLD } from '../../../domain/payouts/reconciliation/bank-result.ts'
import { LINE_OUTCOMES } from '../../../domain/payouts/reconciliation/judge-file.ts'
import type { Reconciliation, ReconciliationLine } from '../../../domain/payouts/reconciliation/reconciliation.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const reconciliationAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    format: z.enum(RECONCILIATION_FORMATS),
    fileName: z.string().nullable(),
    sha256: z.string().meta({ description: 'Of the content as UTF-8, in hex.' }),
    lines: z.int().meta({ description: 'Of these:' }),
    applied: z.int().meta({ description: 'changed a payout,' }),
    unchanged: z.int().meta({ description: 'told what was known,' }),
    discrepancies: z.int().meta({ description: 'contradict the books and changed nothing,' }),
    errors: z.int().meta({ description: 'cannot be read,' }),
    ignored: z.int().meta({ description: 'are not about payouts.' }),
    createdBy: z.string(),
  })
  .meta({ id: 'PayoutReconciliation' })

export function presentReconciliation({ recordedAt, sha256, ...reconciliation }: Reconciliation): object {
  return { ...reconciliation, sha256: sha256.toString('hex'), createdTs: recordedAt }
}

export const reconciliationLineAnswer = z
  .strictObject({
    number: z.int(),
    place: z.string().meta({ description: 'Where it stands in the file.', examples: ['line 3'] }),
    endToEndId: z.string().nullable(),
    amount: z.number().nullable(),
    currency: z.string().nullable(),
    told: z.enum(TOLD).nullable().meta({ description: 'What the bank says.' }),
    externalId: z.string().nullable().meta({ description: 'What the bank calls the payment.' }),
    bankReason: z.string().nullable(),
    payoutId: answeredId.nullable(),
    outcome: z.enum(LINE_OUTCOMES),
    code: z.string().nullable().meta({ description: 'Of a discrepancy or an error: what is wrong, for programs.' }),
    message: z.string().nullable(),
  })
  .meta({ id: 'PayoutReconciliationLine' })

export function presentReconciliationLine({ amount, ...line }: ReconciliationLine): object {
  return { ...line, amount: amount === null ? null : exactNumber(amount) }
}
