import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { DomainError } from '../errors.ts'
import { addPlanVersion } from '../plans/add-plan-version.ts'
import { type CommissionPlace, commissionFrom, componentOf, type NewProgramCommission, readCommissionVersion } from './program-commission.ts'

/**
 * Makes a commission the default plan's, for conversions from the program's now on: a version that reaches every event from its date.
 * What exists keeps its own. Nothing happens when the commission is that one already. Throws `invalid_request` (value) and
 * `state_conflict` (the program has no default plan).
 */
export async function changeProgramCommission(tx: Tx, author: Author, place: CommissionPlace, input: NewProgramCommission): Promise<void> {
  const version = await readCommissionVersion(tx, place)
  if (version === null || place.planId === null) throw new DomainError('state_conflict', { message: 'The program has no default plan whose commission could change.' })
  const commission = commissionFrom(input, place.currency)
  if (version.reachesEverybody && JSON.stringify(commission) === JSON.stringify(version.commission)) return
  await addPlanVersion(tx, author, { now: () => place.now }, place.planId, {
    effectiveFrom: place.now,
    appliesTo: 'from_date',
    noticeDays: version.noticeDays,
    holdDays: version.holdDays,
    components: [componentOf(commission)],
  })
}
