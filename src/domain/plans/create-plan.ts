import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { type NewPlanVersion, storePlanVersion } from './add-plan-version.ts'
import { type CommissionPlan, readPlan } from './commission-plan.ts'

export interface NewPlan {
  readonly name: string
  /** Default: the program's, and no other. */
  readonly currency?: string | undefined
  readonly version: NewPlanVersion
}

/**
 * Adds a plan with its first version. Nobody earns by it until it is assigned. Throws `plan_currency_mismatch`, `invalid_request`
 * (components) and `tier_metric_not_base`.
 */
export async function createPlan(tx: Tx, author: Author, clock: Clock, input: NewPlan): Promise<CommissionPlan> {
  const { programId, now } = author
  const { currency } = await ownProgram(tx, programId)
  refuseOtherCurrency(currency, input.currency)
  const id: Uuid = newId()
  await tx.all(build.insertInto('commission_plan').values({ program_id: programId, id, name: input.name, currency, created_at: now, updated_at: now }))
  await storePlanVersion(tx, author, clock, id, 1, input.version, 'version.components')
  await recordAudit(tx, { ...author, action: 'commission_plan.created', subjectType: 'commission_plan', subjectId: id, details: input })
  return readPlan(tx, programId, id)
}

/** Throws `plan_currency_mismatch` for a plan of another currency than its program's. */
export function refuseOtherCurrency(currency: string, asked: string | undefined): void {
  if (asked === undefined || asked === currency) return
  const message = `The program's currency is ${currency}.`
  throw new DomainError('plan_currency_mismatch', { errors: [{ path: 'currency', code: 'plan_currency_mismatch', message }] })
}
