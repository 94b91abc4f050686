import { isCurrency, minorDigits } from '../../money/currencies.ts'
import type { BankAmount } from './bank-result.ts'

/** An amount as files write it: a decimal text of major units, exact, not negative. Null for any other, and for one finer than the currency's minor unit. */
export function readBankAmount(text: string, currency: string): BankAmount | null {
  const [, whole, decimals = ''] = /^(\d{1,15})(?:\.(\d{1,10}))?$/.exec(text) ?? []
  if (whole === undefined || !isCurrency(currency)) return null
  const digits = minorDigits(currency)
  if (/[1-9]/.test(decimals.slice(digits))) return null
  return { minor: BigInt(whole + decimals.slice(0, digits).padEnd(digits, '0')), currency }
}
