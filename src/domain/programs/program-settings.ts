import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { markEverybody } from '../commissions/reckoning/mark-what-is-due.ts'
import { DomainError } from '../errors.ts'
import type { Carryover } from '../commissions/rules/plan-terms.ts'
import type { Uuid } from '../ids.ts'
import { minorFromNumberExact } from '../money/amounts.ts'
import { changePeriodKind } from '../periods/change-period-kind.ts'
import type { PeriodKind, PeriodKindChange } from '../time/statement-periods.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { ownProgram } from './own-program.ts'
import { type CarryoverChange, type CarryoverColumns, CARRYOVER_COLUMNS, carryoverOf, changedCarryover } from './program-carryover.ts'
import { changeProgramCommission } from './change-program-commission.ts'
import { type CommissionPlace, type NewProgramCommission, type ProgramCommission, readProgramCommission } from './program-commission.ts'

export type PayoutFrequency = 'weekly' | 'biweekly' | 'monthly'

/** All that an operator sees and sets of a program. */
export interface ProgramSettings {
  readonly id: Uuid
  readonly operatorId: Uuid
  readonly name: string
  readonly description: string | null
  readonly currency: string
  readonly timeZone: string
  readonly status: 'draft' | 'active' | 'paused'
  readonly isTest: boolean
  readonly testNow: Date | null
  readonly attributionModel: 'last_click' | 'first_click'
  readonly attributionWindowDays: number
  readonly standDownMinutes: number
  readonly couponBeatsClick: boolean
  /** How long a visitor's browser keeps a referral code. */
  readonly cookieDays: number
  readonly organicTracking: 'assign' | 'reject'
  readonly acceptSuppliedCommissions: boolean
  /** What becomes of negative periods, where a revenue share says nothing of its own. */
  readonly carryover: Carryover
  readonly payoutMinimumMinor: bigint
  readonly payoutApproval: 'two_people' | 'one_person'
  readonly payoutFrequency: PayoutFrequency
  /** Since when a payout run is prepared at each end of payoutFrequency; null: none is. */
  readonly automaticPayoutRunsSince: Date | null
  /** The rhythms of statements as they follow each other. */
  readonly periodKinds: readonly PeriodKindChange[]
  /** How long nothing is paid to a payout method that is new, changed or newly the default; 0: no hold. */
  readonly payoutHoldHours: number
  /** A manual adjustment of more than this needs a second person. */
  readonly adjustmentLimitMinor: bigint
  /** Whose pages may report events (`isAllowedOrigin`). */
  readonly allowedDomains: readonly string[]
  /** Whether anybody may apply to become an affiliate. */
  readonly selfSignUp: boolean
  readonly fallbackUrl: string | null
  readonly defaultPlanId: Uuid | null
  /** Null: the default plan says more than a single rule can. */
  readonly commission: ProgramCommission | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The settings that can be changed, those given. */
export interface ProgramChange {
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  /** Fixed when the program is made: accepted only as it is. */
  readonly currency?: string | undefined
  /** Fixed when the program is made: accepted only as it is. */
  readonly timeZone?: string | undefined
  readonly status?: 'draft' | 'active' | 'paused' | undefined
  readonly attribution?:
    | {
        readonly model?: 'last_click' | 'first_click' | undefined
        readonly windowDays?: number | undefined
        readonly standDownMinutes?: number | undefined
        readonly couponBeatsClick?: boolean | undefined
      }
    | undefined
  readonly cookieDays?: number | undefined
  readonly organicTracking?: 'assign' | 'reject' | undefined
  readonly acceptSuppliedCommissions?: boolean | undefined
  readonly carryover?: CarryoverChange | undefined
  /** Major units. */
  readonly payoutMinimum?: number | undefined
  readonly payoutApproval?: 'two_people' | 'one_person' | undefined
  readonly payoutFrequency?: PayoutFrequency | undefined
  readonly automaticPayoutRuns?: boolean | undefined
  readonly periodKind?: PeriodKind | undefined
  readonly payoutHoldHours?: number | undefined
  /** Major units. */
  readonly adjustmentLimit?: number | undefined
  readonly allowedDomains?: readonly string[] | undefined
  readonly selfSignUp?: boolean | undefined
  readonly fallbackUrl?: string | null | undefined
  readonly commission?: NewProgramCommission | undefined
}

type StoredSettings = Omit<ProgramSettings, 'commission' | 'carryover'> & CarryoverColumns

/** `now` is the wall clock's. */
export async function readProgramSettings(tx: Tx, programId: Uuid, now: Date): Promise<ProgramSettings> {
  const [row] = await tx.sql<StoredSettings>({
    name: 'program-settings',
    text: `select id, operator_id as "operatorId", name, description, currency, time_zone as "timeZone", status, is_test as "isTest", test_now as "testNow",
        attribution_model as "attributionModel", attribution_window_days as "attributionWindowDays",
        attribution_stand_down_minutes as "standDownMinutes", attribution_coupon_beats_click as "couponBeatsClick", cookie_days as "cookieDays", organic_tracking as "organicTracking",
        accept_supplied_commissions as "acceptSuppliedCommissions", ${CARRYOVER_COLUMNS},
        payout_minimum_minor as "payoutMinimumMinor", payout_approval as "payoutApproval",
        payout_frequency as "payoutFrequency", automatic_payout_runs_since as "automaticPayoutRunsSince", payout_hold_hours as "payoutHoldHours",
        (select period_kinds from program_book where program_id = $1) as "periodKinds", adjustment_limit_minor as "adjustmentLimitMinor", allowed_domains as "allowedDomains", self_sign_up as "selfSignUp",
        fallback_url as "fallbackUrl", default_plan_id as "defaultPlanId", created_at as "createdAt", updated_at as "updatedAt"
      from program where id = $1`,
    values: [programId],
  })
  if (row === undefined) throw new Error('a credential without its program')
  const settings = { ...row, carryover: carryoverOf(row) }
  return { ...settings, commission: await readProgramCommission(tx, placeOf(settings, now)) }
}

function placeOf(settings: Omit<ProgramSettings, 'commission' | 'carryover'>, now: Date): CommissionPlace {
  return { programId: settings.id, planId: settings.defaultPlanId, currency: settings.currency, timeZone: settings.timeZone, now: settings.testNow ?? now }
}

/**
 * Changes the given settings. What is attributed, closed or posted already stays as it is. Throws `already_exists` (name),
 * `in_use` (currency, timeZone), `invalid_request` (payoutMinimum, adjustmentLimit or commission finer than can be paid, a carryover
 * that contradicts itself) and `state_conflict` (a commission without a default plan).
 */
export async function changeProgramSettings(tx: Tx, author: Author, change: ProgramChange): Promise<ProgramSettings> {
  const { programId, now } = author
  const settings = await readProgramSettings(tx, programId, now)
  refuseFixed('currency', settings.currency, change.currency)
  refuseFixed('timeZone', settings.timeZone, change.timeZone)
  // Before the program's row is locked: whoever locks both takes the book first.
  if (change.periodKind !== undefined) await changePeriodKind(tx, programId, change.periodKind, settings.testNow ?? now)
  await namingConflicts({ program_operator_id_name_key: 'name' }, () =>
    tx.count({
      text: `update program set name = coalesce($2, name), status = coalesce($3, status), attribution_model = coalesce($4, attribution_model),
          attribution_window_days = coalesce($5, attribution_window_days), attribution_stand_down_minutes = coalesce($6, attribution_stand_down_minutes),
          organic_tracking = coalesce($7, organic_tracking), accept_supplied_commissions = coalesce($8, accept_supplied_commissions),
          payout_minimum_minor = coalesce($9, payout_minimum_minor),
          payout_approval = coalesce($10, payout_approval), allowed_domains = coalesce($11, allowed_domains),
          fallback_url = case when $12 then $13 else fallback_url end, description = case when $14 then $15 else description end,
          attribution_coupon_beats_click = coalesce($16, attribution_coupon_beats_click), cookie_days = coalesce($17, cookie_days),
          payout_frequency = coalesce($18, payout_frequency), self_sign_up = coalesce($19, self_sign_up), updated_at = $20,
          adjustment_limit_minor = coalesce($21, adjustment_limit_minor), payout_hold_hours = coalesce($22, payout_hold_hours)
        where id = $1`,
      values: [
        programId,
        change.name,
        change.status,
        change.attribution?.model,
        change.attribution?.windowDays,
        change.attribution?.standDownMinutes,
        change.organicTracking,
        change.acceptSuppliedCommissions,
        change.payoutMinimum === undefined ? undefined : readMinimum('payoutMinimum', change.payoutMinimum, settings.currency),
        change.payoutApproval,
        change.allowedDomains,
        change.fallbackUrl !== undefined,
        change.fallbackUrl,
        change.description !== undefined,
        change.description,
        change.attribution?.couponBeatsClick,
        change.cookieDays,
        change.payoutFrequency,
        change.selfSignUp,
        now,
        change.adjustmentLimit === undefined ? undefined : readMinimum('adjustmentLimit', change.adjustmentLimit, settings.currency),
        change.payoutHoldHours,
      ],
    }),
  )
  if (change.automaticPayoutRuns !== undefined) await changeAutomaticRuns(tx, programId, change.automaticPayoutRuns, settings.testNow ?? now)
  if (change.carryover !== undefined) await changeCarryover(tx, programId, change.carryover, settings.testNow ?? now)
  // The row is locked by now: of two changes at once the second sees the first one's version.
  if (change.commission !== undefined) await changeProgramCommission(tx, author, placeOf(settings, now), change.commission)
  await recordAudit(tx, { ...author, action: 'program.changed', subjectType: 'program', subjectId: programId, details: change })
  await notifyLinkChange(tx, programId)
  return readProgramSettings(tx, programId, now)
}

/** On while it is on: since when stays. */
async function changeAutomaticRuns(tx: Tx, programId: Uuid, isOn: boolean, now: Date): Promise<void> {
  await tx.count({
    text: 'update program set automatic_payout_runs_since = case when $2 then coalesce(automatic_payout_runs_since, $3) end where id = $1', values: [programId, isOn, now],
  })
}

async function changeCarryover(tx: Tx, programId: Uuid, change: CarryoverChange, now: Date): Promise<void> {
  const after = changedCarryover(await ownProgram(tx, programId), change, now)
  await tx.count({
    text: `update program set carryover_mode = $2, carryover_scope = $3, carryover_what = $4, carryover_cap_minor = $5, carryover_cap_average_ppm = $6,
        carryover_expiry_months = $7, carryover_earlier = $8 where id = $1`,
    values: [
      programId, after.carryover_mode, after.carryover_scope, after.carryover_what, after.carryover_cap_minor, after.carryover_cap_average_ppm,
      after.carryover_expiry_months, JSON.stringify(after.carryover_earlier),
    ],
  })
  await markEverybody(tx, programId)
}

function refuseFixed(path: string, current: string, asked: string | undefined): void {
  if (asked === undefined || asked === current) return
  const message = 'This is fixed when the program is made: amounts and periods hang on it.'
  throw new DomainError('in_use', { message, errors: [{ path, code: 'in_use', message }] })
}

function readMinimum(path: string, amount: number, currency: string): bigint {
  const minor = minorFromNumberExact(amount, currency)
  if (minor !== null && minor >= 0n) return minor
  const message = `Expected an amount of ${currency} that is not negative and not finer than its minor unit.`
  throw new DomainError('invalid_request', { errors: [{ path, code: 'invalid_amount', message }] })
}
