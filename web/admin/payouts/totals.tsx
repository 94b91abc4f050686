import type { PayoutRun } from '../../api/operator-api.ts'
import { formatAmount } from '../../ui/amount.tsx'
import { type Language, useLanguage } from '../../ui/words.ts'
import { plus } from '../money/sums.ts'

type Sum = PayoutRun['payouts'][number]

/** Count and amount of a run's payouts in some states; none of them: of all. The amount is in the program's currency. */
export function totalOf(
  payouts: readonly Sum[],
  states?: readonly Sum['status'][],
): { readonly count: number; readonly amount: number; readonly currency: string | undefined } {
  const meant = payouts.filter(({ status }) => states === undefined || states.includes(status))
  return {
    count: meant.reduce((sum, { count }) => sum + count, 0),
    amount: plus(...meant.map(({ amount }) => amount)),
    currency: meant[0]?.currency,
  }
}

export function tellTotal(
  { amount, currency }: { readonly amount: number; readonly currency: string | undefined },
  language: Language,
): string {
  return currency === undefined ? '0' : formatAmount(amount, currency, language)
}

/** As the words of dialogs take it. */
export function useTold(payouts: readonly Sum[], states?: readonly Sum['status'][]): { readonly count: number; readonly amount: string } {
  const language = useLanguage()
  const total = totalOf(payouts, states)
  return { count: total.count, amount: tellTotal(total, language) }
}
