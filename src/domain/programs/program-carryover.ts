import type { EarlierCarryover } from '../commissions/components/component.ts'
import { readCarryover } from '../commissions/components/revenue-share/read-revenue-share.ts'
import type { Carryover } from '../commissions/rules/plan-terms.ts'
import { type Findings, refuseFindings } from '../commissions/rules/wire-fields.ts'
import { exactNumber, microsToMinor, minorToMicros, minorToText } from '../money/amounts.ts'
import { PPM } from '../money/rates.ts'
import { type Period, periodOf } from '../time/periods.ts'

/** What a program says about negative periods, as its row has it. */
export interface CarryoverColumns {
  readonly carryover_mode: Carryover['mode']
  readonly carryover_scope: Carryover['scope']
  readonly carryover_what: Carryover['what']
  readonly carryover_cap_minor: bigint | null
  readonly carryover_cap_average_ppm: bigint | null
  readonly carryover_expiry_months: number | null
  /** What it said before: each entry holds for periods before its own, and after the entry before. Ascending. */
  readonly carryover_earlier: readonly { readonly before: Period; readonly carryover: unknown }[]
}

/** The columns, for a statement that reads the row. */
export const CARRYOVER_COLUMNS = 'carryover_mode, carryover_scope, carryover_what, carryover_cap_minor, carryover_cap_average_ppm, carryover_expiry_months, carryover_earlier'

type CarryoverProgram = CarryoverColumns & { readonly currency: string }

/** What becomes of negative periods now, where a revenue share says nothing of its own. */
export function carryoverOf(program: CarryoverProgram): Carryover {
  return {
    mode: program.carryover_mode,
    scope: program.carryover_scope,
    what: program.carryover_what,
    cap: capOf(program),
    expiryMonths: program.carryover_expiry_months,
  }
}

/** What became of them before the setting was changed: a period that had ended by then keeps what held. Ascending. */
export function earlierCarryoversOf(program: CarryoverProgram): EarlierCarryover[] {
  return program.carryover_earlier.map(({ before, carryover }) => ({ before, carryover: read(carryover, program.currency) }))
}

function capOf({ currency, carryover_cap_minor: minor, carryover_cap_average_ppm: averageMonthsPpm }: CarryoverProgram): Carryover['cap'] {
  if (minor !== null) return { amount: minorToMicros(minor, currency) }
  return averageMonthsPpm === null ? null : { averageMonthsPpm }
}

/** The fields that are given; null takes one away. */
export interface CarryoverChange {
  readonly mode?: Carryover['mode'] | undefined
  readonly scope?: Carryover['scope'] | undefined
  readonly what?: Carryover['what'] | undefined
  /** Major units. */
  readonly cap?: { readonly amount?: number | undefined; readonly averageMonths?: number | undefined } | null | undefined
  readonly expiryMonths?: number | null | undefined
}

/**
 * The row's columns after a change at the program's now. The period that is open then is the first that it holds for. A reset
 * carries nothing: changing to it takes cap and expiry away. Throws `invalid_request` with the paths of wrong fields.
 */
export function changedCarryover(program: CarryoverProgram & { readonly time_zone: string }, change: CarryoverChange, now: Date): CarryoverColumns {
  const before = carryoverOf(program)
  const kept = change.mode === 'reset' ? { ...before, cap: null, expiryMonths: null } : before
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const after = read({ ...documentOf(kept, program.currency), ...given }, program.currency)
  return {
    carryover_mode: after.mode,
    carryover_scope: after.scope,
    carryover_what: after.what,
    carryover_cap_minor: after.cap !== null && 'amount' in after.cap ? microsToMinor(after.cap.amount, program.currency) : null,
    carryover_cap_average_ppm: after.cap !== null && 'averageMonthsPpm' in after.cap ? after.cap.averageMonthsPpm : null,
    carryover_expiry_months: after.expiryMonths,
    carryover_earlier: withEarlier(program, before, periodOf(now, program.time_zone)),
  }
}

function withEarlier(program: CarryoverProgram, carryover: Carryover, before: Period): CarryoverColumns['carryover_earlier'] {
  const earlier = program.carryover_earlier
  // A second change in the same period: what lay between the two never closed a period.
  return earlier.at(-1)?.before === before ? earlier : [...earlier, { before, carryover: documentOf(carryover, program.currency) }]
}

function read(document: unknown, currency: string): Carryover {
  const findings: Findings = { currency, errors: [] }
  const carryover = readCarryover(findings, 'carryover', document)
  refuseFindings(findings)
  if (carryover === null) throw new Error('a carryover that was neither read nor refused')
  return carryover
}

/** As plans and settings write it. */
function documentOf(carryover: Carryover, currency: string): Record<string, unknown> {
  return { ...carryover, cap: capDocument(carryover.cap, (amount) => Number(minorToText(microsToMinor(amount, currency), currency))) }
}

/** For an answer: amounts are exact decimals. */
export function presentCarryover(carryover: Carryover, currency: string): object {
  return { ...carryover, cap: capDocument(carryover.cap, (amount) => exactNumber(minorToText(microsToMinor(amount, currency), currency))) }
}

function capDocument(cap: Carryover['cap'], amountOf: (amount: bigint) => unknown): object | null {
  if (cap === null) return null
  return 'amount' in cap ? { amount: amountOf(cap.amount) } : { averageMonths: Number(cap.averageMonthsPpm) / Number(PPM) }
}
