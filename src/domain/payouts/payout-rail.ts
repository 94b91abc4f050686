import type { Payout } from './payout.ts'
import { RAILS, type Rail } from './rails/rail-file.ts'

/** How payouts leave: files for a bank, calls of the operator's payer, or by hand. */
export const PAYOUT_RAILS = [...RAILS, 'webhook', 'manual'] as const
export type PayoutRail = (typeof PAYOUT_RAILS)[number]

const FILE_RAILS: ReadonlySet<string> = new Set(RAILS)

/** Whether it is a file that somebody takes to a bank. */
export function isFileRail(rail: PayoutRail): rail is Rail {
  return FILE_RAILS.has(rail)
}

/** Whether a rail is made for such payouts. What a bank's rail cannot carry for other reasons its file says. */
export function fitsRail(rail: PayoutRail, { methodKind, paidCurrency }: Pick<Payout, 'methodKind' | 'paidCurrency'>): boolean {
  switch (rail) {
    case 'sepa': return methodKind === 'bank' && paidCurrency === 'EUR'
    case 'pix': return methodKind === 'pix' && paidCurrency === 'BRL'
    case 'csv': case 'webhook': case 'manual': return true
  }
}
