import { nextPayoutDateOf, type PayoutRhythm } from '../../../domain/payouts/next-payout-date-of.ts'
import { z } from 'zod'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { type Judgement, LEFT_OUT_REASONS, type LeftOut } from '../../../domain/payouts/judge-payee.ts'
import type { PayoutFile } from '../../../domain/payouts/payout-file.ts'
import { PAYOUT_RUN_STATUSES, type PayoutRun, type PayoutRunSum } from '../../../domain/payouts/payout-run.ts'
import { PAYOUT_STATUSES } from '../../../domain/payouts/payout-states.ts'
import { answeredId, answeredInstant, commonFields } from '../../plumbing/fields.ts'
import { affiliateName } from '../affiliate/name-affiliates.ts'

const sum = z.strictObject({
  status: z.enum(PAYOUT_STATUSES), count: z.int(), amount: z.number(), currency: z.string(), paidAmount: z.number(), paidCurrency: z.string(),
})

const fileFields = {
  id: answeredId, rail: z.string(), messageId: z.string(), fileName: z.string(), contentType: z.string(), sha256: z.string(), payouts: z.int(), createdBy: z.string(),
  createdTs: answeredInstant,
}

export const payoutRunAnswer = z
  .strictObject({
    ...commonFields,
    status: z.enum(PAYOUT_RUN_STATUSES).meta({
      description: 'preparing: affiliates are still looked at. draft: it waits for approval. empty: nobody can be paid. instructed: some or all of it was sent; each payout says for itself.',
    }),
    cause: z.enum(['user', 'schedule']),
    scheduledFor: z.string().nullable().meta({ description: 'Of the schedule: the first day after what it is for.', examples: ['2026-12-01'] }),
    throughPeriod: z.string().nullable(),
    affiliateIds: z.array(answeredId).nullable(),
    currency: z.string().nullable(),
    preparedBy: z.string(),
    approvedBy: z.string().nullable(),
    approvedAt: answeredInstant.nullable(),
    cancelledBy: z.string().nullable(),
    cancelledAt: answeredInstant.nullable(),
    cancellationReason: z.string().nullable(),
    payouts: z.array(sum).meta({ description: 'By state and currency. One by one: `GET /payout?runId=`.' }),
    leftOut: z.record(z.string(), z.int()).meta({ description: 'How many affiliates were looked at and are not paid, by reason. One by one: `GET /payout-run/{id}/left-out`.' }),
    files: z.array(z.strictObject(fileFields)),
  })
  .meta({ id: 'PayoutRun' })

export interface RunSurroundings {
  readonly sums: readonly PayoutRunSum[]
  readonly leftOut: Record<string, number>
  readonly files: readonly PayoutFile[]
}

export function presentPayoutRun(run: PayoutRun, { sums, leftOut, files }: RunSurroundings): object {
  const { preparedAt, updatedAt, preparedUntil: _preparedUntil, paidCurrency, ...rest } = run
  return {
    ...rest,
    createdTs: preparedAt,
    updatedTs: updatedAt,
    currency: paidCurrency,
    payouts: sums.map((one) => ({
      status: one.status, count: one.payouts, amount: exactNumber(minorToText(one.amountMinor, one.currency)), currency: one.currency,
      paidAmount: exactNumber(minorToText(one.paidAmountMinor, one.paidCurrency)), paidCurrency: one.paidCurrency,
    })),
    leftOut,
    files: files.map(presentFile),
  }
}

function presentFile({ runId: _runId, createdAt, sha256, ...file }: PayoutFile): object {
  return { ...file, sha256: sha256.toString('hex'), createdTs: createdAt }
}

export const payoutFileAnswer = z
  .strictObject({ ...fileFields, content: z.string().meta({ description: 'The bytes, in Base64: the same each time.' }) })
  .meta({ id: 'PayoutFile' })

export function presentDownload({ content, ...file }: PayoutFile & { readonly content: Buffer }): object {
  return { ...presentFile(file), content: content.toString('base64') }
}

const leftOutFields = {
  affiliateId: answeredId,
  affiliateName,
  reason: z.enum(LEFT_OUT_REASONS),
  amount: z.number().meta({ description: 'What could be paid but for the reason; below zero: what it owes.' }),
  missing: z.strictObject({ amount: z.number(), currency: z.string() }).nullable().meta({ description: 'Below the minimum: so much more, and it is paid.' }),
  heldUntil: answeredInstant.nullable(),
  nextPayoutDate: answeredInstant.nullable().meta({
    description: "Below the minimum, in flight or held: the first date of the program's payouts (`payoutFrequency`) on which it can be paid, once nothing is missing. Null: somebody has to do something first.",
  }),
  note: z.string().nullable(),
}

export const leftOutAnswer = z.strictObject(leftOutFields).meta({ id: 'LeftOut' })

/** `currency`: the program's. */
export function presentLeftOut(leftOut: LeftOut, currency: string, rhythm: PayoutRhythm): object {
  const { amountMinor, missing, ...rest } = leftOut
  return {
    ...rest,
    nextPayoutDate: nextPayoutDateOf(leftOut, rhythm),
    amount: exactNumber(minorToText(amountMinor, currency)),
    missing: missing === null ? null : { amount: exactNumber(minorToText(missing.minor, missing.currency)), currency: missing.currency },
  }
}

export const judgementAnswer = z
  .strictObject({
    ...leftOutFields,
    reason: leftOutFields.reason.nullable().meta({ description: 'Null: it would be paid.' }),
    paid: z.strictObject({ amount: z.number(), currency: z.string(), payoutMethodId: answeredId, methodKind: z.string() }).nullable().meta({ description: 'What would be sent.' }),
  })
  .meta({ id: 'PayoutPreview' })

export function presentJudgement(judged: Judgement, currency: string, rhythm: PayoutRhythm): object {
  if (judged.reason !== null) return { ...presentLeftOut(judged, currency, rhythm), paid: null }
  const { affiliateId, amountMinor, method, paidAmountMinor } = judged
  return {
    ...presentLeftOut({ affiliateId, reason: 'nothing_payable', amountMinor, missing: null, heldUntil: null, note: null }, currency, rhythm),
    reason: null,
    paid: { amount: exactNumber(minorToText(paidAmountMinor, method.currency)), currency: method.currency, payoutMethodId: method.id, methodKind: method.kind },
  }
}
