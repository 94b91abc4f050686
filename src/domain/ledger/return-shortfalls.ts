import { arrayLiteral } from '../../db/bulk.ts'
import type { PostedLine } from '../commissions/posted-lines.ts'
import type { RatingStep } from '../commissions/rating-state.ts'
import type { Uuid } from '../ids.ts'
import { periodOf } from '../time/periods.ts'
import type { TransferDraft } from './post-transfers.ts'

/**
 * A negative line that is rejected may have been evened out from payable (mature-commissions.ts). What pending does not need any more
 * goes back: at most what the rejected lines had taken, never more than payable gave, and only what `drafts` leave in pending.
 */
export async function returnShortfalls(step: RatingStep, rejected: readonly Pick<PostedLine, 'affiliateId' | 'amountMinor' | 'takesFromPayable'>[], drafts: readonly TransferDraft[]): Promise<TransferDraft[]> {
  const given = new Map<Uuid, bigint>()
  for (const { affiliateId, amountMinor, takesFromPayable } of rejected) {
    if (amountMinor < 0n && !takesFromPayable) given.set(affiliateId, (given.get(affiliateId) ?? 0n) - amountMinor)
  }
  if (given.size === 0) return []
  const moved = movedIntoPending(drafts)
  const standings = await readStandings(step, [...given.keys()])
  return standings.flatMap(({ affiliateId, pending, evenedOut }) => {
    const amountMinor = least(given.get(affiliateId) ?? 0n, evenedOut, pending + (moved.get(affiliateId) ?? 0n))
    return amountMinor <= 0n ? [] : [returnTo(step, affiliateId, amountMinor)]
  })
}

interface Standing {
  readonly affiliateId: Uuid
  /** The balance of pending. */
  readonly pending: bigint
  /** What payable has given to pending and not got back. */
  readonly evenedOut: bigint
}

async function readStandings({ tx, program }: RatingStep, affiliateIds: readonly Uuid[]): Promise<Standing[]> {
  return tx.sql<Standing>({
    name: 'evened-out',
    text: `select a.owner_id as "affiliateId", a.credits - a.debits as pending, t.given as "evenedOut"
             from ledger_account a
             join lateral (
               select coalesce(sum(case when kind = 'negative_matured' then amount_minor else -amount_minor end), 0) as given from ledger_transfer
                where program_id = $1 and cause_id = a.owner_id and kind in ('negative_matured', 'shortfall_returned') and currency = a.currency) t on t.given > 0
            where a.program_id = $1 and a.owner_id = any($2::uuid[]) and a.kind = 'affiliate_pending' and a.currency = $3`,
    values: [program.id, arrayLiteral(affiliateIds), program.currency],
  })
}

function movedIntoPending(drafts: readonly TransferDraft[]): Map<Uuid, bigint> {
  const moved = new Map<Uuid, bigint>()
  for (const { debit, credit, amountMinor } of drafts) {
    if (credit.kind === 'affiliate_pending') moved.set(credit.ownerId, (moved.get(credit.ownerId) ?? 0n) + amountMinor)
    if (debit.kind === 'affiliate_pending') moved.set(debit.ownerId, (moved.get(debit.ownerId) ?? 0n) - amountMinor)
  }
  return moved
}

function least(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((low, amount) => (amount < low ? amount : low))
}

function returnTo({ program, book, now }: RatingStep, affiliateId: Uuid, amountMinor: bigint): TransferDraft {
  return {
    debit: { kind: 'affiliate_pending', ownerId: affiliateId, currency: program.currency },
    credit: { kind: 'affiliate_payable', ownerId: affiliateId, currency: program.currency },
    amountMinor,
    kind: 'shortfall_returned',
    idempotencyKey: `shortfall-returned:${affiliateId}:${book.sequence}`,
    causeType: 'affiliate',
    causeId: affiliateId,
    occurredAt: now,
    period: periodOf(now, program.time_zone),
    relatesToPeriod: null,
    reversesId: null,
  }
}
