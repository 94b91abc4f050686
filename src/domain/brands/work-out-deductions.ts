import { applyDeductions, type DeductionLine, type NetRevenue, parseDeductions } from '../commissions/rules/deductions.ts'
import { DomainError } from '../errors.ts'
import { type Micros, microsFromNumber } from '../money/amounts.ts'

/** The amounts of an example, in major units. What is left out is 0. */
export interface ExampleTransaction {
  readonly grossRevenue?: number | undefined
  readonly depositAmount?: number | undefined
  readonly withdrawalAmount?: number | undefined
  readonly wageredAmount?: number | undefined
  readonly saleAmount?: number | undefined
  readonly bonusAmount?: number | undefined
  readonly country?: string | null | undefined
  /** Id or external id. */
  readonly productId?: string | null | undefined
  readonly deductions?: readonly { readonly name: string; readonly amount: number }[] | undefined
}

export interface WorkedDeductions extends Omit<NetRevenue, 'lines'> {
  readonly gross: Micros
  /** Each with what is left after it. */
  readonly lines: readonly (DeductionLine & { readonly net: Micros })[]
}

/** What deductions make of one transaction, by the rules that transactions are processed by. Throws `invalid_request` for both. */
export function workOutDeductions(json: readonly unknown[], example: ExampleTransaction, currency: string): WorkedDeductions {
  const deductions = parseDeductions(json, currency, 'deductions')
  const amounts = {
    gross: microsOf(example.grossRevenue, 'transaction.grossRevenue'),
    deposit: microsOf(example.depositAmount, 'transaction.depositAmount'),
    withdrawal: microsOf(example.withdrawalAmount, 'transaction.withdrawalAmount'),
    wager: microsOf(example.wageredAmount, 'transaction.wageredAmount'),
    sale: microsOf(example.saleAmount, 'transaction.saleAmount'),
    bonus: microsOf(example.bonusAmount, 'transaction.bonusAmount'),
  }
  const supplied = (example.deductions ?? []).map(({ name, amount }, index) => ({ name, amount: microsOf(amount, `transaction.deductions.${index}.amount`) }))
  const productId = example.productId ?? null
  const result = applyDeductions(deductions, amounts, { country: example.country ?? null, productId, productExternalId: productId, supplied })
  let net = amounts.gross
  const lines = result.lines.map((line) => {
    net -= line.amount
    return { ...line, net }
  })
  return { ...result, gross: amounts.gross, lines }
}

function microsOf(value: number | undefined, path: string): Micros {
  const micros = microsFromNumber(value ?? 0)
  if (micros === null) throw new DomainError('invalid_request', { errors: [{ path, code: 'invalid_amount', message: 'Must be an amount.' }] })
  return micros
}
