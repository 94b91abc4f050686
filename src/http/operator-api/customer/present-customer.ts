import { z } from 'zod'
import type { Customer } from '../../../domain/customers/customer.ts'
import { exactNumber, microsToText, minorToText } from '../../../domain/money/amounts.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { transactionAnswer } from '../transaction/present-transaction.ts'
import { presentTracking, trackingAnswer } from './present-tracking.ts'

const nullableText = z.string().nullable()
const amount = z.number().meta({ description: "Major units of the program's currency, exact." })

export const customerAnswer = z.strictObject({
  id: z.string().meta({ format: 'uuid' }),
  operatorId: z.string().meta({ format: 'uuid' }),
  updatedTs: answeredInstant,
  createdTs: answeredInstant.nullable(),
  isIdEmpty: z.literal(false),
  createdBy: nullableText,
  hidden: z.boolean(),
  deleted: z.boolean(),
  importId: nullableText,
  externalId: nullableText,
  externalBrandId: nullableText,
  username: nullableText,
  country: nullableText,
  country_code: nullableText,
  registerIp: nullableText,
  referringUrl: nullableText,
  registrationDate: answeredInstant,
  hasDeposited: z.boolean(),
  ftdDate: answeredInstant.nullable().meta({ description: 'Time of the first deposit.' }),
  cpaQualified: z.boolean(),
  cpaQualificationDate: answeredInstant.nullable(),
  lifetimeRevenue: amount,
  firstDepositAmount: amount.nullable(),
  firstRevenueAmount: amount.nullable(),
  lifetimeDeposits: amount.nullable(),
  lifetimeRevShareCommission: amount,
  lifetimeCpaCommission: amount,
  lifetimeFixedCommission: amount,
  lifetimeCommission: amount.meta({ description: 'Revenue share, CPA and fixed together.' }),
  tracking: trackingAnswer.nullable(),
  category: nullableText,
  label: nullableText,
  revShareExcluded: z.boolean(),
  cpaExcluded: z.boolean(),
  transactions: z.array(transactionAnswer).nullable().meta({ description: 'The newest 100, when one customer is read; null elsewhere.' }),
}).meta({ id: 'Customer' })

/** The reference's Customer object. `transactions`: as presented, or null where they are not part of the answer. */
export function presentCustomer(customer: Customer, transactions: readonly unknown[] | null): Record<string, unknown> {
  const { totals, currency } = customer
  const { revShareMinor, cpaMinor, fixedMinor } = totals
  return {
    id: customer.id,
    operatorId: customer.operatorId,
    updatedTs: customer.updatedAt,
    createdTs: customer.createdAt,
    isIdEmpty: false,
    createdBy: customer.createdBy,
    hidden: false,
    deleted: false,
    importId: customer.importId,
    externalId: customer.externalId,
    externalBrandId: customer.externalBrandId,
    username: customer.username,
    country: customer.country,
    country_code: customer.countryCode,
    registerIp: customer.registerIp,
    referringUrl: customer.referringUrl,
    registrationDate: customer.registeredAt,
    hasDeposited: totals.firstDepositAt !== null,
    ftdDate: totals.firstDepositAt,
    cpaQualified: totals.cpaQualifiedAt !== null,
    cpaQualificationDate: totals.cpaQualifiedAt,
    lifetimeRevenue: fromMicros(totals.revenueMicros),
    firstDepositAmount: totals.firstDepositMicros === null ? null : fromMicros(totals.firstDepositMicros),
    firstRevenueAmount: totals.firstRevenueMicros === null ? null : fromMicros(totals.firstRevenueMicros),
    lifetimeDeposits: fromMicros(totals.depositsMicros),
    lifetimeRevShareCommission: fromMinor(revShareMinor, currency),
    lifetimeCpaCommission: fromMinor(cpaMinor, currency),
    lifetimeFixedCommission: fromMinor(fixedMinor, currency),
    lifetimeCommission: fromMinor(revShareMinor + cpaMinor + fixedMinor, currency),
    tracking: presentTracking(customer.tracking),
    category: customer.category,
    label: customer.label,
    revShareExcluded: customer.revShareExcluded,
    cpaExcluded: customer.cpaExcluded,
    transactions,
  }
}

const ZERO = exactNumber('0')

function fromMicros(micros: bigint): unknown {
  return micros === 0n ? ZERO : exactNumber(microsToText(micros))
}

function fromMinor(minor: bigint, currency: string): unknown {
  return minor === 0n ? ZERO : exactNumber(minorToText(minor, currency))
}
