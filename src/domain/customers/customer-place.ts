import type { Uuid } from '../ids.ts'

/** A manager's decision that a customer belongs to another affiliate. Rules: docs/commission-rules.md, "Changing the past". */
export interface Move {
  /** Events from then on; null: all of them. */
  readonly from: Date | null
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
}

/** Whose a customer's event is. */
export interface CustomerPlace {
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  /** Of the link that brought the customer. */
  readonly productId: Uuid | null
  /** The instant that pins the terms. */
  readonly pinnedAt: Date
}

interface Placed extends Pick<CustomerPlace, 'affiliateId' | 'trackerId' | 'productId'> {
  readonly registeredAt: Date
  /** The newest decision first. */
  readonly moves: readonly Move[]
}

/**
 * Where a customer's event belongs: to whom the newest decision that reaches it gave the customer, else to whoever brought it. Given from a
 * date, the new affiliate's terms are those of that date: it had none with the customer before. Given with history, those of the registration.
 */
export function placeAt(customer: Placed, at: Date): CustomerPlace {
  const move = customer.moves.find(({ from }) => from === null || from <= at)
  if (move === undefined) return { affiliateId: customer.affiliateId, trackerId: customer.trackerId, productId: customer.productId, pinnedAt: customer.registeredAt }
  const pinnedAt = move.from !== null && move.from > customer.registeredAt ? move.from : customer.registeredAt
  return { affiliateId: move.affiliateId, trackerId: move.trackerId, productId: null, pinnedAt }
}

/** The moves of customer `c`; null for nearly all. $1 is the program. Whether there are any at all is asked once, not for each of thousands. */
export const MOVES_OF_CUSTOMER = `case when exists (select from customer_reattribution where program_id = $1) then (
    select jsonb_agg(jsonb_build_object('from', m.effective_from, 'affiliateId', m.affiliate_id, 'trackerId', m.tracker_id) order by m.id desc)
      from customer_reattribution m where m.program_id = $1 and m.customer_id = c.id) end`

/** As `MOVES_OF_CUSTOMER` answers them. */
export type StoredMoves = readonly { readonly from: string | null; readonly affiliateId: Uuid; readonly trackerId: Uuid }[] | null

export function movesOf(stored: StoredMoves): Move[] {
  return (stored ?? []).map(({ from, ...move }) => ({ ...move, from: from === null ? null : new Date(from) }))
}
