import type { PayoutStatus } from '../payout-states.ts'
import type { BankResult } from './bank-result.ts'

/** A payout as far as a bank's word about it matters. */
export interface JudgedPayout {
  readonly status: PayoutStatus
  readonly paidAmountMinor: bigint
  readonly paidCurrency: string
  /** Under which ids files of this format have told already that it was paid. */
  readonly toldIds: ReadonlySet<string>
}

/** Why a bank's word is not believed: it contradicts our books. */
export type DiscrepancyCode =
  | 'unknown_payout' | 'amount_differs' | 'currency_differs' | 'not_sent' | 'ended_already' | 'settled_twice' | 'failed_after_settled' | 'returned_without_payment'
  | 'external_id_in_use'

/** settle: it was paid. fail: it was not. return: it was, and came back. pay_and_return: both, of which we hear at once. */
export type Judgement =
  | { readonly action: 'settle' | 'fail' | 'return' | 'pay_and_return' }
  | { readonly action: 'nothing' }
  | { readonly action: 'discrepancy'; readonly code: DiscrepancyCode; readonly message: string }

/** What a bank's word about a payout does. What contradicts our books changes nothing: somebody has to look. */
export function judgeResult(result: BankResult, payout: JudgedPayout | undefined): Judgement {
  if (payout === undefined) return discrepancy('unknown_payout', 'There is no payout with this end-to-end id.')
  const { amount } = result
  if (amount !== null && amount.currency !== payout.paidCurrency) return discrepancy('currency_differs', `The payout is in ${payout.paidCurrency}.`)
  if (amount !== null && amount.minor !== payout.paidAmountMinor) return discrepancy('amount_differs', 'The payout is of another amount.')
  if (payout.status === 'draft' || payout.status === 'approved' || payout.status === 'cancelled') return discrepancy('not_sent', `The payout was never sent: it is ${payout.status}.`)
  switch (result.told) {
    case 'accepted':
      return payout.status === 'instructed' || payout.status === 'settled' ? NOTHING : endedAlready(payout)
    case 'settled':
      return judgeSettled(result, payout)
    case 'failed':
      return judgeFailed(payout)
    case 'returned':
      return judgeReturned(payout)
  }
}

const NOTHING: Judgement = { action: 'nothing' }

function judgeSettled({ externalId }: BankResult, payout: JudgedPayout): Judgement {
  if (payout.status === 'instructed') return { action: 'settle' }
  if (payout.status === 'failed') return endedAlready(payout)
  // Each kind of file has ids of its own: only two of one kind can tell of two payments.
  const isAnother = externalId !== null && payout.toldIds.size > 0 && !payout.toldIds.has(externalId)
  return isAnother ? discrepancy('settled_twice', 'The bank has told of another payment of this payout before.') : NOTHING
}

function judgeFailed(payout: JudgedPayout): Judgement {
  if (payout.status === 'instructed') return { action: 'fail' }
  if (payout.status === 'failed') return NOTHING
  return payout.status === 'settled' ? discrepancy('failed_after_settled', 'The payout was settled before.') : endedAlready(payout)
}

function judgeReturned(payout: JudgedPayout): Judgement {
  if (payout.status === 'instructed') return { action: 'pay_and_return' }
  if (payout.status === 'settled') return { action: 'return' }
  return payout.status === 'returned' ? NOTHING : discrepancy('returned_without_payment', 'The payout failed: nothing was paid that could come back.')
}

function endedAlready({ status }: JudgedPayout): Judgement {
  return discrepancy('ended_already', `The payout is ${status}, and its money is the affiliate's again.`)
}

function discrepancy(code: DiscrepancyCode, message: string): Judgement {
  return { action: 'discrepancy', code, message }
}
