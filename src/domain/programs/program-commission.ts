import { build, type Tx } from '../../db/database.ts'
import { readComponents } from '../commissions/components/read-components.ts'
import type { Component, Recurring } from '../commissions/rules/plan-terms.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { minorFromNumberExact, minorToText } from '../money/amounts.ts'
import { ratePpmFromText, ratePpmToText } from '../money/rates.ts'
import { periodEndExclusive, periodOf } from '../time/periods.ts'

/** What a sale earns in a program whose default plan is one simple rule, as campaign settings say it. */
export interface ProgramCommission {
  readonly type: 'percentage' | 'fixed'
  /** Decimal text: percent, or major units of the program's currency. */
  readonly value: string
  readonly recurring: Recurring
}

export interface NewProgramCommission {
  readonly type: 'percentage' | 'fixed'
  /** Percent with at most 4 decimals, or major units of the program's currency. */
  readonly value: number
  /** Which of a customer's sales earn; every one unless it says less. */
  readonly recurring?: { readonly [Limit in keyof Recurring]?: Recurring[Limit] | null | undefined } | null | undefined
}

/** The program whose commission it is. `now` is its own present. */
export interface CommissionPlace {
  readonly programId: Uuid
  readonly planId: Uuid | null
  readonly currency: string
  readonly timeZone: string
  readonly now: Date
}

/** The commission that a conversion gets now by the default plan; null when the plan says more than a single rule can. */
export async function readProgramCommission(tx: Tx, place: CommissionPlace): Promise<ProgramCommission | null> {
  return (await readCommissionVersion(tx, place))?.commission ?? null
}

const FIRST_VERSION = 1

export interface CommissionVersion {
  readonly commission: ProgramCommission | null
  /** Customers who came earlier have it too. */
  readonly reachesEverybody: boolean
  readonly noticeDays: number
  readonly holdDays: number
}

/** The version of the default plan that an event gets that happens now: the newest that reaches it, or before all of them the first. */
export async function readCommissionVersion(tx: Tx, { programId, planId, currency, timeZone, now }: CommissionPlace): Promise<CommissionVersion | null> {
  if (planId === null) return null
  const versions = build
    .selectFrom('commission_plan_version')
    .where('program_id', '=', programId)
    .where('plan_id', '=', planId)
    .select(['version', 'applies_to', 'components', 'hold_days as holdDays', 'notice_days as noticeDays'])
    .limit(1)
  const monthsEnd = periodEndExclusive(periodOf(now, timeZone), timeZone)
  const reaching = versions.where((is) => is.or([is('effective_from', '<=', now), is.and([is('applies_to', '=', 'all_open'), is('effective_from', '<', monthsEnd)])]))
  const inForce = await tx.first(reaching.orderBy('effective_from', 'desc').orderBy('version', 'desc'))
  const found = inForce ?? (await tx.first(versions.orderBy('effective_from').orderBy('version')))
  if (found === undefined) throw new Error('a plan without a version')
  const { version, applies_to: appliesTo, components, ...days } = found
  const commission = commissionOf(readComponents(components, currency, 'components'), currency)
  return { ...days, commission, reachesEverybody: appliesTo !== 'new_customers' || version === FIRST_VERSION }
}

/** A plan's components as one commission; null when they are more than one rule for sales. */
export function commissionOf(components: readonly Component[], currency: string): ProgramCommission | null {
  const [component, another] = components
  if (component === undefined || another !== undefined) return null
  if (component.type === 'fixed_per_sale') return { type: 'fixed', value: minorToText(component.amountMinor, currency), recurring: component.recurring }
  if (component.type !== 'percent_of_sale') return null
  const [step, next] = component.steps
  if (step === undefined || next !== undefined || step.count !== null) return null
  return { type: 'percentage', value: ratePpmToText(step.ratePpm), recurring: component.recurring }
}

/** Throws `invalid_request` for a value that the engine cannot pay exactly. */
export function commissionFrom({ type, value, recurring }: NewProgramCommission, currency: string): ProgramCommission {
  const limits = { firstOnly: recurring?.firstOnly ?? false, months: recurring?.months ?? null, count: recurring?.count ?? null }
  return { type, value: type === 'percentage' ? percentOf(value) : amountOf(value, currency), recurring: limits }
}

function percentOf(value: number): string {
  const ratePpm = ratePpmFromText(String(value))
  if (ratePpm === null || value > MOST_PERCENT) throw wrongValue('invalid_rate', `Expected a percentage of at most ${MOST_PERCENT} with at most 4 decimals.`)
  return ratePpmToText(ratePpm)
}

const MOST_PERCENT = 1_000

function amountOf(value: number, currency: string): string {
  const minor = minorFromNumberExact(value, currency)
  if (minor === null || minor <= 0n) throw wrongValue('invalid_amount', `Expected an amount of ${currency} above 0 and not finer than its minor unit.`)
  return minorToText(minor, currency)
}

function wrongValue(code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'commission.value', code, message }] })
}

/** A commission as a component of a plan (docs/commission-rules.md, "Components"). */
export function componentOf({ type, value, recurring }: ProgramCommission): object {
  const rule = type === 'percentage' ? { type: 'percent_of_sale', rate: value } : { type: 'fixed_per_sale', amount: Number(value) }
  return { ...rule, ...recurringLimits(recurring) }
}

/** The limits that there are, under the name that plans and answers have for them; nothing when every sale earns. */
export function recurringLimits({ firstOnly, months, count }: Recurring): { readonly recurring?: object } {
  if (!firstOnly && months === null && count === null) return {}
  return { recurring: { ...(firstOnly ? { firstOnly } : {}), ...(months === null ? {} : { months }), ...(count === null ? {} : { count }) } }
}
