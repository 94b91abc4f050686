import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type CustomerTerms, readCustomersById } from '../transactions/read-surroundings.ts'

/** A customer as its transactions are rated. Throws `not_found`. */
export async function requireCustomerTerms(tx: Tx, programId: Uuid, customerId: Uuid): Promise<CustomerTerms> {
  const customer = (await readCustomersById(tx, programId, [customerId])).get(customerId)
  if (customer === undefined) throw new DomainError('not_found')
  return customer
}
