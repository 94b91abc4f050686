import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { minorFromNumberExact } from '../money/amounts.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'

/** All that an operator sees and sets of a program. */
export interface ProgramSettings {
  readonly id: Uuid
  readonly operatorId: Uuid
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly status: 'draft' | 'active' | 'paused'
  readonly isTest: boolean
  readonly testNow: Date | null
  readonly attributionModel: 'last_click' | 'first_click'
  readonly attributionWindowDays: number
  readonly standDownMinutes: number
  readonly organicTracking: 'assign' | 'reject'
  readonly acceptSuppliedCommissions: boolean
  readonly carryoverMode: 'reset' | 'carry'
  readonly payoutMinimumMinor: bigint
  readonly payoutApproval: 'two_people' | 'one_person'
  readonly allowedDomains: readonly string[]
  readonly fallbackUrl: string | null
  readonly defaultPlanId: Uuid | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The settings that can be changed, those given. */
export interface ProgramChange {
  readonly name?: string | undefined
  /** Fixed when the program is made: accepted only as it is. */
  readonly currency?: string | undefined
  /** Fixed when the program is made: accepted only as it is. */
  readonly timeZone?: string | undefined
  readonly status?: 'draft' | 'active' | 'paused' | undefined
  readonly attribution?:
    | { readonly model?: 'last_click' | 'first_click' | undefined; readonly windowDays?: number | undefined; readonly standDownMinutes?: number | undefined }
    | undefined
  readonly organicTracking?: 'assign' | 'reject' | undefined
  readonly acceptSuppliedCommissions?: boolean | undefined
  readonly carryover?: { readonly mode?: 'reset' | 'carry' | undefined } | undefined
  /** Major units. */
  readonly payoutMinimum?: number | undefined
  readonly payoutApproval?: 'two_people' | 'one_person' | undefined
  readonly allowedDomains?: readonly string[] | undefined
  readonly fallbackUrl?: string | null | undefined
}

export async function readProgramSettings(tx: Tx, programId: Uuid): Promise<ProgramSettings> {
  const [settings] = await tx.sql<ProgramSettings>({
    name: 'program-settings',
    text: `select id, operator_id as "operatorId", name, currency, time_zone as "timeZone", status, is_test as "isTest", test_now as "testNow",
        attribution_model as "attributionModel", attribution_window_days as "attributionWindowDays",
        attribution_stand_down_minutes as "standDownMinutes", organic_tracking as "organicTracking",
        accept_supplied_commissions as "acceptSuppliedCommissions", carryover_mode as "carryoverMode",
        payout_minimum_minor as "payoutMinimumMinor", payout_approval as "payoutApproval", allowed_domains as "allowedDomains",
        fallback_url as "fallbackUrl", default_plan_id as "defaultPlanId", created_at as "createdAt", updated_at as "updatedAt"
      from program where id = $1`,
    values: [programId],
  })
  if (settings === undefined) throw new Error('a credential without its program')
  return settings
}

/**
 * Changes the given settings. What is attributed, closed or posted already stays as it is. Throws `already_exists` (name),
 * `in_use` (currency, timeZone), `not_supported` (carryover `carry`) and `invalid_request` (payoutMinimum finer than the minor unit).
 */
export async function changeProgramSettings(tx: Tx, author: Author, change: ProgramChange): Promise<ProgramSettings> {
  const { programId, now } = author
  const settings = await readProgramSettings(tx, programId)
  refuseFixed('currency', settings.currency, change.currency)
  refuseFixed('timeZone', settings.timeZone, change.timeZone)
  // The engine computes every period by itself so far; a setting that did nothing would be a lie.
  if (change.carryover?.mode === 'carry') throw new DomainError('not_supported', { message: 'carryover.mode "carry" is not supported yet.' })
  await namingConflicts({ program_operator_id_name_key: 'name' }, () =>
    tx.count({
      text: `update program set name = coalesce($2, name), status = coalesce($3, status), attribution_model = coalesce($4, attribution_model),
          attribution_window_days = coalesce($5, attribution_window_days), attribution_stand_down_minutes = coalesce($6, attribution_stand_down_minutes),
          organic_tracking = coalesce($7, organic_tracking), accept_supplied_commissions = coalesce($8, accept_supplied_commissions),
          carryover_mode = coalesce($9, carryover_mode), payout_minimum_minor = coalesce($10, payout_minimum_minor),
          payout_approval = coalesce($11, payout_approval), allowed_domains = coalesce($12, allowed_domains),
          fallback_url = case when $13 then $14 else fallback_url end, updated_at = $15
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
        change.carryover?.mode,
        change.payoutMinimum === undefined ? undefined : readMinimum(change.payoutMinimum, settings.currency),
        change.payoutApproval,
        change.allowedDomains,
        change.fallbackUrl !== undefined,
        change.fallbackUrl,
        now,
      ],
    }),
  )
  await recordAudit(tx, { ...author, action: 'program.changed', subjectType: 'program', subjectId: programId, details: change })
  await notifyLinkChange(tx, programId)
  return readProgramSettings(tx, programId)
}

function refuseFixed(path: string, current: string, asked: string | undefined): void {
  if (asked === undefined || asked === current) return
  const message = 'This is fixed when the program is made: amounts and periods hang on it.'
  throw new DomainError('in_use', { message, errors: [{ path, code: 'in_use', message }] })
}

function readMinimum(amount: number, currency: string): bigint {
  const minor = minorFromNumberExact(amount, currency)
  if (minor !== null && minor >= 0n) return minor
  const message = `Expected an amount of ${currency} that is not negative and not finer than its minor unit.`
  throw new DomainError('invalid_request', { errors: [{ path: 'payoutMinimum', code: 'invalid_amount', message }] })
}
