import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { readOwnTerms } from '../portal/own-plans.ts'
import { type CustomerQualification, readQualifications } from '../portal/read-qualifications.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { readCustomersById } from '../transactions/read-surroundings.ts'
import { placeAt } from './customer-place.ts'

/** How far a customer is under each CPA that its affiliate has for it now. Throws `not_found`. */
export async function readCustomerQualification(tx: Tx, clock: Clock, programId: Uuid, customerId: Uuid): Promise<readonly CustomerQualification[]> {
  const customer = (await readCustomersById(tx, programId, [customerId])).get(customerId)
  if (customer === undefined) throw new DomainError('not_found')
  const { affiliateId } = placeAt(customer, programNow(await ownProgram(tx, programId), clock))
  const scope = { programId, affiliateId }
  const { items } = await readQualifications(tx, scope, await readOwnTerms(tx, clock, scope), { customerId, afterId: null, limit: 1 })
  return items
}
