import assert from 'node:assert/strict'
import type { Tx } from '../../db/database.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { AccountKind } from '../ledger/accounts.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { periodOf } from '../time/periods.ts'

/** An amount in minor units of a currency. */
interface Side {
  readonly currency: string
  readonly amountMinor: bigint
}

/** When a payout's exchange happens, by the program's clock, and in whose calendar. */
interface Moment {
  readonly now: Date
  readonly timeZone: string
}

/** What is exchanged so that a payout can be reserved in another currency. Both amounts are positive. */
export interface PayoutExchange extends Moment {
  readonly payoutId: Uuid
  readonly affiliateId: Uuid
  /** What comes off the affiliate's payable, in the program's currency. */
  readonly from: Side
  /** What is paid out. */
  readonly to: Side
}

/**
 * The transfers that exchange what a payout takes, in the step that reserves it and before the reservation: payable → exchange in the one
 * currency, exchange → payable in the other. Table: docs/ledger.md.
 */
export function exchangeTransfers({ payoutId, affiliateId, from, to, now, timeZone }: PayoutExchange): TransferDraft[] {
  assert(from.currency !== to.currency && from.amountMinor > 0n && to.amountMinor > 0n, 'an exchange has two currencies and amounts')
  const shared = { kind: 'currency_exchanged', causeType: 'payout', causeId: payoutId, ...postedAt(now, timeZone), reversesId: null } as const
  return [
    {
      ...shared, debit: payable(affiliateId, from.currency), credit: exchange(from.currency), amountMinor: from.amountMinor,
      idempotencyKey: `exchange-from:${payoutId}`,
    },
    {
      ...shared, debit: exchange(to.currency), credit: payable(affiliateId, to.currency), amountMinor: to.amountMinor,
      idempotencyKey: `exchange-to:${payoutId}`,
    },
  ]
}

/** One side of an exchange as it was posted. */
export interface PostedExchange {
  readonly id: Uuid
  readonly debitKind: AccountKind
  readonly debitOwnerId: Uuid
  readonly creditKind: AccountKind
  readonly creditOwnerId: Uuid
  readonly amountMinor: bigint
  readonly currency: string
}

/**
 * The transfers that take a payout's exchange back, after its release in the same step: what was posted, the other way, to the unit and
 * whatever the rate is now. None for a payout that exchanged nothing. Call with the book open.
 */
export async function exchangeReversals(tx: Tx, programId: Uuid, payoutId: Uuid, moment: Moment): Promise<TransferDraft[]> {
  const posted = await tx.sql<PostedExchange>({
    name: 'payout-exchange',
    text: `select t.id, d.kind as "debitKind", d.owner_id as "debitOwnerId", c.kind as "creditKind", c.owner_id as "creditOwnerId",
                  t.amount_minor as "amountMinor", t.currency
             from ledger_transfer t
             join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
             join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
            where t.program_id = $1 and t.cause_id = $2 and t.kind = 'currency_exchanged' order by t.id desc`,
    values: [programId, payoutId],
  })
  return posted.map((side) => reversalOf(side, payoutId, moment))
}

/** The transfer that takes one side of an exchange back. */
export function reversalOf(side: PostedExchange, payoutId: Uuid, { now, timeZone }: Moment): TransferDraft {
  const { id, amountMinor, currency } = side
  return {
    debit: { kind: side.creditKind, ownerId: side.creditOwnerId, currency },
    credit: { kind: side.debitKind, ownerId: side.debitOwnerId, currency },
    amountMinor,
    kind: 'currency_exchange_reversed',
    idempotencyKey: `exchange-reversed:${id}`,
    causeType: 'payout',
    causeId: payoutId,
    ...postedAt(now, timeZone),
    reversesId: id,
  }
}

function postedAt(now: Date, timeZone: string): Pick<TransferDraft, 'occurredAt' | 'period' | 'relatesToPeriod'> {
  return { occurredAt: now, period: periodOf(now, timeZone), relatesToPeriod: null }
}

function payable(affiliateId: Uuid, currency: string): TransferDraft['debit'] {
  return { kind: 'affiliate_payable', ownerId: affiliateId, currency }
}

function exchange(currency: string): TransferDraft['debit'] {
  return { kind: 'exchange', ownerId: NIL_UUID, currency }
}
