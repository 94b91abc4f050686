import type { Clock } from '../../app/clock.ts'
import { Coalescer } from '../../app/coalescer.ts'
import type { Database } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { wakeWaitingTransactions } from '../transactions/wake-waiting-transactions.ts'
import { awaitClick } from './await-click.ts'
import type { Customer } from './customer.ts'
import { createdCustomers, type RegistrationAttempt, type RegistrationRequest, REGISTRATIONS_MAX, registerCustomers } from './register-customers.ts'
import type { Registration, RegistrationResult } from './registration.ts'

/** What registering needs of the application. */
export interface RegisterDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly clickKeys: ClickKeys
}

/** Shared transactions of one program at a time: while one waits for its commit the other one works. A third gained nothing. */
const TRANSACTIONS_MAX = 2

/** Single registrations that come at the same time share a transaction, and so a commit. */
export class RegistrationQueue {
  readonly #dependencies: RegisterDependencies
  readonly #coalescer: Coalescer<Uuid, RegistrationRequest, RegistrationAttempt>

  /** `onCreated` is called after each commit with the customers it created, to wake the transactions that waited for them. */
  constructor(dependencies: RegisterDependencies, onCreated: (programId: Uuid, customers: readonly Customer[]) => void) {
    this.#dependencies = dependencies
    const register = async (programId: Uuid, requests: readonly RegistrationRequest[]): Promise<RegistrationAttempt[]> => {
      const results = await dependencies.db.inProgram(programId, (tx) => registerCustomers(tx, dependencies, programId, requests))
      onCreated(programId, createdCustomers(results))
      return results
    }
    this.#coalescer = new Coalescer(register, { maxBatch: REGISTRATIONS_MAX, maxRuns: TRANSACTIONS_MAX })
  }

  /** Registers one customer; answers when it is committed. One that waits for its click holds nobody up. */
  async register(programId: Uuid, registration: Registration): Promise<RegistrationResult> {
    const request = { registration, whenExisting: 'update' } as const
    const first = await this.#coalescer.submit(programId, { ...request, waitsForClick: registration.clickKey !== null })
    if (first.outcome !== 'click_awaited') return first
    await awaitClick(this.#dependencies.db, this.#dependencies.clickKeys, programId, registration.clickKey)
    return settled(await this.#coalescer.submit(programId, { ...request, waitsForClick: false }))
  }
}

/** Registers customers in a transaction of their own and wakes the transactions that waited for them. */
export async function registerBatch(
  dependencies: RegisterDependencies & { readonly signals: { transactionsArrived(programId: Uuid): void } },
  programId: Uuid,
  requests: readonly RegistrationRequest[],
): Promise<RegistrationAttempt[]> {
  const results = await dependencies.db.inProgram(programId, (tx) => registerCustomers(tx, dependencies, programId, requests))
  await wakeWaitingTransactions(dependencies, programId, createdCustomers(results))
  return results
}

/** The result of a registration that did not ask to wait. */
export function settled(attempt: RegistrationAttempt): RegistrationResult {
  if (attempt.outcome === 'click_awaited') throw new DomainError('impossible', { message: 'a registration waited that should not' })
  return attempt
}
