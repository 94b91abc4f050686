import type { Uuid } from '../ids.ts'
import { minorToFixedText, scaledToText } from '../money/amounts.ts'
import { RATE_DECIMALS } from '../money/rates.ts'
import { formatInstant } from '../time/instant.ts'
import type { LineExchange, Section, StatementLine } from './statement-document.ts'

/** A transfer that stands on a statement, with what it is about. Minor units; the amount is what it changes the affiliate's balance by. */
export interface StatementLineRow extends ExchangeRow {
  readonly affiliateId: Uuid
  readonly transferId: Uuid
  readonly kind: string
  readonly amountMinor: bigint
  readonly account: 'affiliate_pending' | 'affiliate_payable'
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly relatesToPeriod: string | null
  readonly causeType: string
  readonly causeId: Uuid
  readonly component: string | null
  /** Of a line of commission: `carryover` is told apart. */
  readonly lineKind: string | null
  readonly brandId: Uuid | null
  readonly productId: Uuid | null
  readonly customerId: Uuid | null
  readonly transactionId: Uuid | null
}

/** How a payout in another currency was exchanged; all null for everything else. */
export interface ExchangeRow {
  readonly paidMinor: bigint | null
  readonly paidCurrency: string | null
  readonly ratePpb: bigint | null
  readonly rateSource: string | null
  readonly rateFrom: Date | null
}

export const SECTIONS_OF_KINDS: Readonly<Record<string, Section>> = {
  commission_accrued: 'commission',
  commission_reversed: 'commission',
  commission_clawed_back: 'commission',
  commission_rejected: 'commission',
  adjustment_credited: 'adjustment',
  adjustment_debited: 'adjustment',
  statement_vat: 'vat',
  statement_vat_reversed: 'vat',
  tax_withheld: 'withheld',
  tax_withheld_reversed: 'withheld',
  payout_reserved: 'payout',
  payout_released: 'payout',
  currency_exchanged: 'payout',
  currency_exchange_reversed: 'payout',
}

/** The part of a statement that a transfer belongs to. A kind that nobody has given a place is an error: money must not be left out. */
export function sectionOf({ kind, lineKind }: Pick<StatementLineRow, 'kind' | 'lineKind'>): Section {
  const section = SECTIONS_OF_KINDS[kind]
  if (section === undefined) throw new Error(`transfers of the kind ${kind} have no place on a statement`)
  return section === 'commission' && lineKind === 'carryover' ? 'carryover' : section
}

/** The line as it is hashed and shown. */
export function statementLineOf(row: StatementLineRow, currency: string): StatementLine {
  return {
    transferId: row.transferId,
    section: sectionOf(row),
    kind: row.kind,
    amount: minorToFixedText(row.amountMinor, currency),
    account: row.account === 'affiliate_pending' ? 'pending' : 'payable',
    occurredAt: formatInstant(row.occurredAt),
    recordedAt: recordedText(row.recordedAt),
    relatesToPeriod: row.relatesToPeriod,
    causeType: row.causeType,
    causeId: row.causeId,
    component: row.component,
    brandId: row.brandId,
    productId: row.productId,
    customerId: row.customerId,
    transactionId: row.transactionId,
    exchange: exchangeOf(row),
  }
}

/** All transfers of a step were recorded in one moment. */
let lastRecorded = { ms: Number.NaN, text: '' }

function recordedText(recordedAt: Date): string {
  const ms = recordedAt.getTime()
  if (ms !== lastRecorded.ms) lastRecorded = { ms, text: formatInstant(recordedAt) }
  return lastRecorded.text
}

/** The exchange as it is hashed and shown. */
export function exchangeOf({ paidMinor, paidCurrency, ratePpb, rateSource, rateFrom }: ExchangeRow): LineExchange | null {
  if (paidMinor === null || paidCurrency === null || ratePpb === null || rateSource === null || rateFrom === null) return null
  return { amount: minorToFixedText(paidMinor, paidCurrency), currency: paidCurrency, rate: scaledToText(ratePpb, RATE_DECIMALS), source: rateSource, from: formatInstant(rateFrom) }
}
