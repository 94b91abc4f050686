import { NIL_UUID, type Uuid } from '../ids.ts'
import type { AccountKey } from '../ledger/accounts.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { exchangeTransfers } from '../rates/payout-exchange.ts'
import { periodOf } from '../time/periods.ts'
import { isReleased, type PayoutStatus } from './payout-states.ts'

/** What the ledger has to know of a payout. */
export interface PayoutMoney {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly currency: string
  readonly amountMinor: bigint
  readonly paidCurrency: string
  readonly paidAmountMinor: bigint
}

/** When it happens, by the program's clock, and in whose calendar. */
export interface Moment {
  readonly now: Date
  readonly timeZone: string
}

/** Sets a payout's money aside, in the step that makes it; one in another currency is exchanged first. Table: docs/ledger.md, "Payouts". */
export function transfersOfReservation(payout: PayoutMoney, moment: Moment): TransferDraft[] {
  const reserved = transfer(payout, moment, 'payout_reserved', payable(payout), inTransit(payout), `payout-reserve:${payout.id}`)
  if (payout.paidCurrency === payout.currency) return [reserved]
  const exchanged = exchangeTransfers({
    payoutId: payout.id, affiliateId: payout.affiliateId, from: { currency: payout.currency, amountMinor: payout.amountMinor },
    to: { currency: payout.paidCurrency, amountMinor: payout.paidAmountMinor }, ...moment,
  })
  return [...exchanged, reserved]
}

/**
 * What a payout moves as it goes from one state to another: to the bank when it is settled, back to payable when it is released, by way of
 * the bank when it had been settled. Nothing for the states between. The way back of an exchange is its own (exchangeReversals).
 */
export function transfersOfMove(payout: PayoutMoney, from: PayoutStatus, to: PayoutStatus, moment: Moment): TransferDraft[] {
  if (to === 'settled') return [transfer(payout, moment, 'payout_settled', inTransit(payout), bank(payout), `payout-settle:${payout.id}`)]
  if (!isReleased(to)) return []
  const released = transfer(payout, moment, 'payout_released', inTransit(payout), payable(payout), `payout-release:${payout.id}`)
  if (from !== 'settled') return [released]
  return [transfer(payout, moment, 'payout_unsettled', bank(payout), inTransit(payout), `payout-unsettle:${payout.id}`), released]
}

function transfer(payout: PayoutMoney, { now, timeZone }: Moment, kind: string, debit: AccountKey, credit: AccountKey, idempotencyKey: string): TransferDraft {
  return {
    debit, credit, amountMinor: payout.paidAmountMinor, kind, idempotencyKey, causeType: 'payout', causeId: payout.id, occurredAt: now,
    period: periodOf(now, timeZone), relatesToPeriod: null, reversesId: null,
  }
}

function payable({ affiliateId, paidCurrency }: PayoutMoney): AccountKey {
  return { kind: 'affiliate_payable', ownerId: affiliateId, currency: paidCurrency }
}

function inTransit({ affiliateId, paidCurrency }: PayoutMoney): AccountKey {
  return { kind: 'payout_in_transit', ownerId: affiliateId, currency: paidCurrency }
}

function bank({ paidCurrency }: PayoutMoney): AccountKey {
  return { kind: 'bank', ownerId: NIL_UUID, currency: paidCurrency }
}
