import { z } from 'zod'
import { exactNumber, microsToText, minorToText } from '../../../domain/money/amounts.ts'
import type { TransactionPayout, TransactionView } from '../../../domain/transactions/list-transactions.ts'
import { presentTracking, trackingAnswer } from '../customer/present-tracking.ts'
import { answeredInstant } from '../../plumbing/fields.ts'

const nullableText = z.string().nullable()
const amount = z.number().meta({ description: "Major units of the program's currency, exact." })

export const TRANSACTION_STATUSES = ['pending', 'approved', 'paid', 'rejected', 'moved'] as const

const payoutMethod = z.strictObject({ id: z.string(), operatorId: z.string() })

export const transactionAnswer = z.strictObject({
  id: z.string().meta({ format: 'uuid' }),
  operatorId: z.string().meta({ format: 'uuid' }),
  updatedTs: answeredInstant,
  createdTs: answeredInstant.nullable(),
  isIdEmpty: z.literal(false),
  createdBy: nullableText,
  hidden: z.boolean(),
  deleted: z.boolean(),
  importId: nullableText,
  integrationType: z.enum(['api', 'import', 'csv', 'xml', 'pixel', 'sdk', 'gateway', 'manual']),
  customerId: nullableText,
  type: z.string(),
  externalId: nullableText,
  externalCustomerId: nullableText,
  externalBrandId: nullableText,
  externalProductId: nullableText,
  country: nullableText,
  country_code: nullableText,
  depositAmount: amount,
  firstTransaction: z.boolean().meta({ description: "The customer's first deposit." }),
  grossRevenue: amount,
  revenueAmount: amount.meta({ description: 'Net: gross less deductions.' }),
  wageredAmount: amount,
  taxes: amount,
  costOfGoodsSold: amount,
  paymentFees: amount,
  cpaQualified: z.boolean().meta({ description: 'This transaction completed the qualification.' }),
  revShareCommission: amount,
  cpaCommission: amount,
  fixedCommission: amount,
  transactionDate: answeredInstant,
  tracking: trackingAnswer.nullable(),
  category: nullableText,
  label: nullableText,
  note: nullableText,
  childAffiliateIds: z.array(z.string()),
  payoutInfo: z.strictObject({ affiliateId: z.string(), affiliateName: nullableText, invoicePeriod: z.string(), invoiceDate: answeredInstant, dueDate: answeredInstant, payoutMethod: payoutMethod.nullable() }).nullable().meta({
    description: 'Null until a statement of a sealed period holds it. `invoiceDate`: when the period was sealed; `dueDate`: the first payout date of the program after that.',
  }),
  saleAmount: amount,
  withdrawalAmount: amount,
  bonusAmount: amount,
  status: z.enum(TRANSACTION_STATUSES).meta({ description: 'paid: approved, and everything that it earned was paid. moved: its customer was given to another affiliate, and the transaction that `replacesId` links to it has its place.' }),
  decisionReason: nullableText.meta({ description: 'Why it was approved or rejected, as far as somebody said.' }),
  isVerified: z.boolean().meta({ description: 'False: a page reported it, which anybody can imitate.' }),
  relatedTransactionId: nullableText,
  replacesId: nullableText.meta({ description: 'The transaction of the affiliate before, whose place this one took.' }),
  batchId: nullableText,
}).meta({ id: 'Transaction' })

/** The reference's Transaction object, and after it what we add. */
export function presentTransaction({ record, ...view }: TransactionView): Record<string, unknown> {
  const micros = (amountMicros: bigint) => exactNumber(microsToText(amountMicros))
  const minor = (amountMinor: bigint) => exactNumber(minorToText(amountMinor, view.currency))
  return {
    id: record.id,
    operatorId: view.operatorId,
    updatedTs: view.updatedAt,
    createdTs: record.recordedAt,
    isIdEmpty: false,
    createdBy: record.createdBy,
    hidden: false,
    deleted: false,
    importId: null,
    integrationType: record.integrationType,
    customerId: record.customerId,
    type: record.type,
    externalId: record.externalId,
    externalCustomerId: record.externalCustomerId,
    externalBrandId: view.externalBrandId,
    externalProductId: record.externalProductId,
    country: record.country,
    country_code: record.countryCode,
    depositAmount: micros(record.deposit),
    firstTransaction: view.isFirstDeposit,
    grossRevenue: micros(record.gross),
    revenueAmount: micros(record.net),
    wageredAmount: micros(record.wager),
    taxes: micros(record.taxes),
    costOfGoodsSold: micros(record.costOfGoods),
    paymentFees: micros(record.paymentFees),
    cpaQualified: view.isQualifying,
    revShareCommission: minor(view.earned.revShare),
    cpaCommission: minor(view.earned.cpa),
    fixedCommission: minor(view.earned.fixed),
    transactionDate: record.occurredAt,
    tracking: presentTracking(view.tracking),
    category: record.category,
    label: record.label,
    note: record.note,
    childAffiliateIds: [],
    payoutInfo: view.payoutInfo === null ? null : presentPayoutInfo(record.affiliateId, view.operatorId, view.payoutInfo),
    saleAmount: micros(record.sale),
    withdrawalAmount: micros(record.withdrawal),
    bonusAmount: micros(record.bonus),
    status: view.status,
    decisionReason: view.decisionReason,
    isVerified: record.isVerified,
    relatedTransactionId: record.relatedTransactionId,
    replacesId: record.replacesId ?? null,
    batchId: record.batchId,
  }
}

function presentPayoutInfo(affiliateId: string, operatorId: string, { affiliateName, period, sealedAt, dueAt, methodId }: TransactionPayout): object {
  return {
    affiliateId, affiliateName, invoicePeriod: period, invoiceDate: sealedAt, dueDate: dueAt, payoutMethod: methodId === null ? null : { id: methodId, operatorId },
  }
}
