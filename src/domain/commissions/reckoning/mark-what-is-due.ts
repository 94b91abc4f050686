import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { periodOf } from '../../time/periods.ts'
import { CARRIES, markAffiliates } from './mark-affiliates.ts'
import { affiliatesWithClicksSince } from './read-clicks.ts'

/** Clicks are stored up to this long after the time that they are stored under. */
const CLICK_OVERLAP_MS = 60_000
/** How often stored clicks are looked for. */
const CLICKS_EVERY_MS = 10_000

/** Marks the affiliates that time itself has made due: periods have ended by `now` (the program's), or clicks were stored since. */
export async function markWhatIsDue(tx: Tx, program: Program, now: Date): Promise<void> {
  const state = await readState(tx, program.id)
  const isNewPeriod = state.reckonedUntil === null || periodOf(state.reckonedUntil, program.time_zone) < periodOf(now, program.time_zone)
  const isClickTime = state.paysClicks && (state.clicksUntil === null || Date.now() - state.clicksUntil.getTime() > CLICKS_EVERY_MS + CLICK_OVERLAP_MS)
  if (!isNewPeriod && !isClickTime) return
  if (isNewPeriod) await markEverybody(tx, program.id)
  const clicksUntil = new Date(Date.now() - CLICK_OVERLAP_MS)
  if (isClickTime) await markClicked(tx, program.id, state.clicksUntil ?? new Date(0))
  await tx.count({
    name: 'keep-reckoning-state',
    text: `insert into reckoning_state (program_id, reckoned_until, clicks_until) values ($1, $2, $3)
           on conflict (program_id) do update set reckoned_until = greatest(reckoning_state.reckoned_until, excluded.reckoned_until), clicks_until = excluded.clicks_until`,
    values: [program.id, now, clicksUntil],
  })
}

interface ReckoningState {
  /** Null: never. */
  readonly reckonedUntil: Date | null
  readonly clicksUntil: Date | null
  /** Whether a click can earn in the program. */
  readonly paysClicks: boolean
}

async function readState(tx: Tx, programId: Uuid): Promise<ReckoningState> {
  const [row] = await tx.sql<ReckoningState>({
    name: 'reckoning-state',
    text: `select max(reckoned_until) as "reckonedUntil", max(clicks_until) as "clicksUntil",
                  exists (select from commission_plan_version where program_id = $1 and 'clicks' = any(needs)) as "paysClicks"
             from reckoning_state where program_id = $1`,
    values: [programId],
  })
  return row ?? { reckonedUntil: null, clicksUntil: null, paysClicks: false }
}

/** Marks everybody whom a plan may owe something when a period ends, and everybody with a negative share. */
export async function markEverybody(tx: Tx, programId: Uuid): Promise<void> {
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'due-at-period-end',
    text: `select a.id from affiliate a
             join program p on p.id = $1
            where a.program_id = $1 and not a.is_organic
              and (${CARRIES} or exists (select from commission_plan_version where program_id = $1 and 'history' = any(needs))
                   or exists (select from commission_total t where t.program_id = $1 and t.affiliate_id = a.id and (t.posted_minor < 0 or t.base < 0)))`,
    values: [programId],
  })
  await markAffiliates(tx, programId, rows.map(({ id }) => id))
}

async function markClicked(tx: Tx, programId: Uuid, since: Date): Promise<void> {
  await markAffiliates(tx, programId, await clickedSince(tx, programId, since))
}

/** Affiliates whose clicks may earn and were stored since. */
export async function clickedSince(tx: Tx, programId: Uuid, since: Date): Promise<Uuid[]> {
  const plans = await tx.sql<{ id: Uuid }>({
    name: 'plans-that-pay-clicks',
    text: `select distinct plan_id as id from commission_plan_version where program_id = $1 and 'clicks' = any(needs)`,
    values: [programId],
  })
  return plans.length === 0 ? [] : affiliatesWithClicksSince(tx, programId, plans.map(({ id }) => id), since)
}
