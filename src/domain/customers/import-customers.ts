import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { REGISTRATIONS_MAX, registerCustomers } from './register-customers.ts'
import type { Registration, RegistrationResult } from './registration.ts'
import { settled } from './registration-queue.ts'

/** Customers of one import at most. */
export const IMPORT_ITEMS_MAX = 10_000

/**
 * Registers customers that an operator brings along, each attributed by hand or organic. The results stand in the order of the
 * registrations; a customer that exists is left as it is. Wake the waiting transactions of the created ones after the commit.
 */
export async function importCustomers(
  tx: Tx, dependencies: { readonly clock: Clock, readonly clickKeys: ClickKeys }, programId: Uuid, registrations: readonly Registration[],
): Promise<RegistrationResult[]> {
  const results: RegistrationResult[] = []
  for (let start = 0; start < registrations.length; start += REGISTRATIONS_MAX) {
    const requests = registrations.slice(start, start + REGISTRATIONS_MAX)
      .map((registration) => ({ registration, waitsForClick: false, whenExisting: 'keep' as const }))
    results.push(...(await registerCustomers(tx, dependencies, programId, requests)).map(settled))
  }
  return results
}
