import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { CARRYOVER_COLUMNS, type CarryoverColumns } from './program-carryover.ts'

/** What the core needs to know of a program. */
export interface Program extends CarryoverColumns {
  readonly id: Uuid
  readonly number: number
  readonly operator_id: Uuid
  readonly name: string
  readonly currency: string
  readonly time_zone: string
  readonly status: 'draft' | 'active' | 'paused'
  readonly is_test: boolean
  readonly test_now: Date | null
  readonly attribution_model: 'last_click' | 'first_click'
  readonly attribution_window_days: number
  readonly attribution_stand_down_minutes: number
  readonly attribution_coupon_beats_click: boolean
  readonly organic_tracking: 'assign' | 'reject'
  readonly accept_supplied_commissions: boolean
  readonly default_plan_id: Uuid | null
}

/** Reads one program; undefined when there is none. */
export async function readProgram(tx: Tx, programId: Uuid): Promise<Program | undefined> {
  const [row] = await tx.sql<Program>({
    name: 'read-program',
    text: `select id, number, operator_id, name, currency, time_zone, status, is_test, test_now, attribution_model,
                  attribution_window_days, attribution_stand_down_minutes, attribution_coupon_beats_click, organic_tracking, accept_supplied_commissions, default_plan_id,
                  ${CARRYOVER_COLUMNS}
             from program where id = $1`,
    values: [programId],
  })
  return row
}
