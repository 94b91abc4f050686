import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import { postTransfers } from '../ledger/post-transfers.ts'
import { judgePayees } from './judge-payees.ts'
import type { LeftOut, NewPayout } from './judge-payee.ts'
import type { PayoutRun } from './payout-run.ts'
import type { PayoutStep } from './payout-step.ts'
import { transfersOfReservation } from './payout-transfers.ts'
import { endToEndIdOf } from './rails/rail-ids.ts'
import { recordPayoutEvents } from './record-payout-events.ts'

/** Affiliates that one step looks at: the book is held meanwhile, and everything else of the program waits. */
export const PAYEES_PER_STEP = 500

/**
 * Looks at the next affiliates of a run in preparation: payouts with their reservations and lines, the others with their reasons, and how far
 * it came, all in this one step. After the last of them the run is a draft, or empty.
 */
export async function preparePayouts(step: PayoutStep, run: PayoutRun, limit = PAYEES_PER_STEP): Promise<void> {
  const { tx, book, now, program } = step
  const { judgements, lastId, isLast } = await judgePayees(step, run, run.preparedUntil, limit)
  const payouts = judgements.flatMap((judged) => (judged.reason === null ? [{ ...judged, id: newId() }] : []))
  await insertPayouts(step, run.id, payouts)
  await insertLeftOut(step, run.id, judgements.flatMap((judged) => (judged.reason === null ? [] : [judged])))
  await takeLines(step, run, payouts)
  recordPayoutEvents(step, payouts.map(({ id }) => ({ payoutId: id, kind: 'prepared' })))
  await moveOn(step, run.id, lastId, isLast)
  const drafts = payouts.flatMap(({ id, affiliateId, amountMinor, paidAmountMinor, method }) => transfersOfReservation(
    { id, affiliateId, currency: program.currency, amountMinor, paidCurrency: method.currency, paidAmountMinor }, { now, timeZone: program.time_zone },
  ))
  await postTransfers(tx, book, drafts, now)
  // What is answered next reads what was deferred.
  await tx.settle()
}

type MadePayout = NewPayout & { readonly id: Uuid }

async function insertPayouts({ tx, program, book, now }: PayoutStep, runId: Uuid, payouts: readonly MadePayout[]): Promise<void> {
  const rows = new BulkRows(columns(
    `program_id uuid, id uuid, run_id uuid, affiliate_id uuid, currency text, amount_minor bigint, method_id uuid, method_kind text, paid_currency text,
     paid_amount_minor bigint, fx_rate_ppb numeric, fx_source text, fx_effective_from timestamptz, status text, end_to_end_id text, sequence bigint,
     created_at timestamptz, updated_at timestamptz`,
  ))
  for (const { id, affiliateId, amountMinor, method, paidAmountMinor, rate } of payouts) {
    rows.add(
      program.id, id, runId, affiliateId, program.currency, amountMinor, method.id, method.kind, method.currency, paidAmountMinor, rate?.ratePpb, rate?.source,
      rate?.effectiveFrom, 'draft', endToEndIdOf(id), book.sequence, now, now,
    )
  }
  await rows.insertInto(tx, 'payout')
}

async function insertLeftOut({ tx, program, now }: PayoutStep, runId: Uuid, leftOut: readonly LeftOut[]): Promise<void> {
  const rows = new BulkRows(columns(
    `program_id uuid, run_id uuid, affiliate_id uuid, reason text, amount_minor bigint, missing_minor bigint, missing_currency text, held_until timestamptz,
     note text, recorded_at timestamptz`,
  ))
  for (const { affiliateId, reason, amountMinor, missing, heldUntil, note } of leftOut) {
    rows.add(program.id, runId, affiliateId, reason, amountMinor, missing?.minor, missing?.currency, heldUntil, note, now)
  }
  await rows.insertInto(tx, 'payout_left_out')
}

const HAS = (kind: string) => `exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = '${kind}')`

/**
 * Every line of these affiliates that is approved, not rejected, in no live payout, and due if it is positive; negatives have no hold. With a
 * period, those that stand on its statements or earlier ones.
 */
async function takeLines({ tx, program, book }: PayoutStep, { throughPeriod }: PayoutRun, payouts: readonly MadePayout[]): Promise<void> {
  if (payouts.length === 0) return
  await tx.count({
    text: `insert into payout_line (program_id, payout_id, commission_id, sequence)
           select $1, p.payout_id, c.id, $4
             from unnest($2::uuid[], $3::uuid[]) as p (payout_id, affiliate_id)
             join commission c on c.program_id = $1 and c.affiliate_id = p.affiliate_id
            where c.amount_minor <> 0 and (c.amount_minor < 0 or c.payable_from <= $5) and (c.initial_status = 'approved' or ${HAS('approved')}) and not ${HAS('rejected')}
              and not exists (select from payout_line l where l.program_id = $1 and l.commission_id = c.id and not l.is_released)
              ${throughPeriod === null ? '' : THROUGH_PERIOD}`,
    values: [
      program.id, arrayLiteral(payouts.map(({ id }) => id)), arrayLiteral(payouts.map(({ affiliateId }) => affiliateId)), book.sequence, book.maturedUntil,
      ...(throughPeriod === null ? [] : [throughPeriod]),
    ],
  })
}

const THROUGH_PERIOD = `and exists (select from ledger_transfer t
    where t.program_id = $1 and t.cause_id = c.id and t.kind in ('commission_matured', 'commission_clawed_back', 'commission_reversed')
      and (t.statement_period is null or t.statement_period in (select q.name from period q where q.program_id = $1
        and q.ends_at <= (select w.ends_at from period w where w.program_id = $1 and w.name = $6))))`

async function moveOn({ tx, program, now }: PayoutStep, runId: Uuid, lastId: Uuid | null, isLast: boolean): Promise<void> {
  await tx.count({
    name: 'move-payout-run-on',
    text: `update payout_run r set prepared_until = coalesce($3, prepared_until), updated_at = $4,
                  status = case when not $5 then status when exists (select from payout p where p.program_id = $1 and p.run_id = r.id) then 'draft' else 'empty' end
            where program_id = $1 and id = $2`,
    values: [program.id, runId, lastId, now, isLast],
  })
}
