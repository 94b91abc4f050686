import { netAmounts } from '../commissions/rules/deductions.ts'
import { divideHalfAwayFromZero, microsToMinor, minorToMicros } from '../money/amounts.ts'
import { PPB } from '../money/rates.ts'
import type { Program } from '../programs/read-program.ts'
import { type Failed, failed } from './queued-item.ts'
import type { BrandTerms, ProductTerms, Surroundings } from './read-surroundings.ts'
import { takesBack, type TransactionItem } from './transaction-item.ts'
import type { TransactionRecord } from './transaction-record.ts'

type AmountFields =
  | 'sentCurrency' | 'fxRatePpb' | 'deposit' | 'sale' | 'withdrawal' | 'wager' | 'bonus' | 'gross' | 'net' | 'taxes' | 'paymentFees'
  | 'costOfGoods' | 'suppliedRevShareMinor' | 'suppliedCpaMinor' | 'suppliedFixedMinor' | 'suppliedDeductions' | 'roundedFrom'
  | 'deductionSetId'

export interface ItemAmounts {
  readonly kind: 'amounts'
  readonly amounts: Pick<TransactionRecord, AmountFields>
}

export interface RefundAmounts {
  readonly kind: 'refund'
  readonly sale: bigint
  readonly deposit: bigint
  readonly sentCurrency: string | null
  readonly fxRatePpb: bigint | null
}

// What a stored amount may be: numeric(20,0) millionths.
const MICROS_LIMIT = 10n ** 20n

/**
 * An item's amounts in the program's currency: converted with the rate in force at the event, deposits, sales and supplied
 * commissions rounded to the minor unit, refunds and chargebacks negative, deductions applied (docs/commission-rules.md).
 */
export function amountsOfItem(item: TransactionItem, program: Program, surroundings: Surroundings, product: ProductTerms | null, brand: BrandTerms): ItemAmounts | Failed {
  const rate = rateOf(item, program, surroundings)
  if (rate === undefined) return missingRate(item)
  const sign = takesBack(item.type) ? -1n : 1n
  const rounded: Record<string, string> = {}
  const money = (name: string, text: string | undefined) => roundedMoney(convert(text, rate), program.currency, name, rounded)
  const deposit = sign * money('depositAmount', item.deposit)
  const sale = sign * money('saleAmount', item.sale)
  const revShare = money('revShareCommission', item.suppliedRevShare)
  const cpa = money('cpaCommission', item.suppliedCpa)
  const fixed = money('fixedCommission', item.suppliedFixed)
  const base = {
    deposit, sale,
    withdrawal: convert(item.withdrawal, rate),
    wager: convert(item.wager, rate),
    bonus: convert(item.bonus, rate),
    gross: convert(item.gross, rate),
  }
  if ([...Object.values(base), revShare, cpa, fixed].some((amount) => amount >= MICROS_LIMIT || -amount >= MICROS_LIMIT)) {
    return failed('amount_out_of_range', 'An amount is out of range after conversion to the currency of the program.')
  }
  const deductionSetId = product?.deductionSetId ?? brand.deductionSetId
  const supplied = (item.deductions ?? []).map(({ name, amount }) => ({ name, amount: convert(amount, rate) }))
  const deductions = deductionSetId === null ? [] : (surroundings.deductions.get(deductionSetId) ?? [])
  const net = netAmounts(deductions, base, { country: item.countryCode ?? item.country ?? null, productId: product?.id ?? null, productExternalId: product?.externalId ?? null, supplied })
  const accepts = program.accept_supplied_commissions
  return {
    kind: 'amounts',
    amounts: {
      ...base,
      ...net,
      sentCurrency: item.currency ?? null,
      fxRatePpb: rate === null ? null : rate,
      suppliedRevShareMinor: accepts ? microsToMinor(revShare, program.currency) : 0n,
      suppliedCpaMinor: accepts ? microsToMinor(cpa, program.currency) : 0n,
      suppliedFixedMinor: accepts ? microsToMinor(fixed, program.currency) : 0n,
      suppliedDeductions: supplied.length === 0 ? null : supplied.map(({ name, amount }) => ({ name, amount: String(amount) })),
      roundedFrom: Object.keys(rounded).length === 0 ? null : rounded,
      deductionSetId,
    },
  }
}

/** How much a refund of a known sale takes back, before it is capped by what is left of the sale. */
export function amountsOfRefund(item: TransactionItem, program: Program, surroundings: Surroundings, sale: TransactionRecord | undefined): RefundAmounts | Failed {
  // In the currency of its sale it is a part of it, whatever the rate has become since.
  const isInCurrencyOfSale = item.currency !== undefined && item.currency === sale?.sentCurrency
  const rate = isInCurrencyOfSale ? sale.fxRatePpb : rateOf(item, program, surroundings)
  if (rate === undefined) return missingRate(item)
  const money = (text: string | undefined) => roundedMoney(convert(text, rate), program.currency, '', {})
  return { kind: 'refund', sale: money(item.sale), deposit: money(item.deposit), sentCurrency: item.currency ?? null, fxRatePpb: rate }
}

/** The rate in force at the event: null when the amounts are in the program's currency, undefined when there is none. */
function rateOf(item: TransactionItem, program: Program, surroundings: Surroundings): bigint | null | undefined {
  if (item.currency === undefined || item.currency === program.currency) return null
  // Rates are sorted newest first.
  return surroundings.rates.find((rate) => rate.currency === item.currency && rate.effectiveFrom.getTime() <= item.occurredAt)?.ratePpb
}

function missingRate(item: TransactionItem): Failed {
  return failed('fx_rate_missing', `There is no exchange rate for ${item.currency} at that time.`)
}

function convert(text: string | undefined, rate: bigint | null): bigint {
  if (text === undefined) return 0n
  const micros = BigInt(text)
  return rate === null ? micros : divideHalfAwayFromZero(micros * rate, PPB)
}

function roundedMoney(micros: bigint, currency: string, name: string, rounded: Record<string, string>): bigint {
  if (micros === 0n) return 0n
  const money = minorToMicros(microsToMinor(micros, currency), currency)
  if (money !== micros) rounded[name] = String(micros)
  return money
}
