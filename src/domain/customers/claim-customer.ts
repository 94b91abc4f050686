import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import type { Customer } from './customer.ts'
import { createdCustomers, registerCustomers } from './register-customers.ts'
import type { Registration } from './registration.ts'

/** Customers of one program whom pages have registered and nobody has confirmed, at most. */
export const CLAIMED_CUSTOMERS_MAX = 20_000

/** What a page knows of a customer that signs up on it. Null = not sent. */
export type CustomerClaim = Pick<Registration, 'externalId' | 'clickKey' | 'referralCode' | 'username' | 'country'> & { readonly brandId: Uuid }

/**
 * Registers a customer as a page reports it: now, and held until the operator confirms it. Whoever is registered already is left alone,
 * and what the program refuses leaves no trace; a page is told neither. Answers whom it created: `wakeWaitingTransactions` is to be called
 * for them after the commit. Throws `too_many`.
 */
export async function claimCustomer(
  tx: Tx, dependencies: { readonly clock: Clock; readonly clickKeys: ClickKeys }, programId: Uuid, actor: string, claim: CustomerClaim,
): Promise<Customer[]> {
  await refuseTooMany(tx, programId)
  const registration: Registration = {
    ...claim, externalBrandId: null, registeredAt: programNow(await ownProgram(tx, programId), dependencies.clock), couponCode: null, manual: null,
    countryCode: null, registerIp: null, referringUrl: null, customParameter: null, category: null, label: null, revShareExcluded: null,
    cpaExcluded: null, importId: null, isUnverified: true, createdBy: actor,
  }
  return createdCustomers(await registerCustomers(tx, dependencies, programId, [{ registration, waitsForClick: false, whenExisting: 'keep' }]))
}

async function refuseTooMany(tx: Tx, programId: Uuid): Promise<void> {
  const rows = await tx.sql({
    name: 'claimed-customers',
    text: 'select from customer where program_id = $1 and not is_verified offset $2 limit 1',
    values: [programId, CLAIMED_CUSTOMERS_MAX - 1],
  })
  if (rows.length > 0) throw new DomainError('too_many', { message: 'Too many customers wait for their confirmation.' })
}
