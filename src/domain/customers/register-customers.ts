import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { attributeRegistration } from './attribute-registration.ts'
import { type Confirmation, confirmCustomers } from './confirm-customers.ts'
import { type Customer, type CustomerName, customerKey, readCustomersByName } from './customer.ts'
import { CLOCK_SKEW_MS } from './decide-attribution.ts'
import { type BrandedRegistration, type Evidence, findTouches } from './find-touches.ts'
import { type OrganicPlace, readOrganicPlace, withTracker } from './organic-place.ts'
import { type Registration, type RegistrationResult, failed } from './registration.ts'
import { type Repeat, recordRepeats } from './record-repeats.ts'
import { type NamedBrand, resolveBrands } from './resolve-brands.ts'
import { type NewCustomer, storeCustomers } from './store-customers.ts'

/** One registration, and how it wants to be treated. */
export interface RegistrationRequest {
  readonly registration: Registration
  /** Rather wait for the click's row than attribute from its key alone. */
  readonly waitsForClick: boolean
  /** What a repeated registration does to the customer: `update` what it sends, or leave it as it is. */
  readonly whenExisting: 'update' | 'keep'
}

/** `click_awaited`: nothing was stored, because the row of the click has not arrived. */
export type RegistrationAttempt = RegistrationResult | { readonly outcome: 'click_awaited' }

/** Registrations of one transaction at most. */
export const REGISTRATIONS_MAX = 500

/**
 * Registers customers of one program, with attribution and touches; each registration gets its own result, in order, and a refused one
 * does not touch the others. A (brand, externalId) that is registered already answers the customer as it is: what the repeat sends is
 * updated, another click becomes a losing touch, nobody is re-attributed (docs/attribution.md). Only one that a page had registered is
 * confirmed by the operator's own report, which then decides (`created`: it counts as registered from now on).
 * After the commit, `wakeWaitingTransactions` is to be called for the created ones.
 */
export async function registerCustomers(
  tx: Tx, { clock, clickKeys }: { readonly clock: Clock, readonly clickKeys: ClickKeys }, programId: Uuid, requests: readonly RegistrationRequest[],
): Promise<RegistrationAttempt[]> {
  const [program, organicPlace, brands] = await Promise.all([
    readProgram(tx, programId), readOrganicPlace(tx, programId), resolveBrands(tx, programId, requests.map(({ registration }) => registration)),
  ])
  if (program === undefined) throw new DomainError('not_found')
  const now = programNow(program, clock)
  const attempt = { tx, program, organic: await withTracker(tx, programId, organicPlace, now), now }
  const results: RegistrationAttempt[] = []
  const candidates = await findCandidates(attempt, clickKeys, requests, brands, results)
  const existing = await createCustomers(attempt, candidates, results)
  const repeated = await recordRepeats(tx, programId, repeatsOf(candidates, existing, results), now)
  for (const { position, key } of candidates) {
    const customer = repeated.get(key) ?? existing.get(key)
    if (results[position] === undefined && customer !== undefined) results[position] = { outcome: 'existing', customer }
  }
  return results
}

/** The customers that an attempt created. */
export function createdCustomers(results: readonly RegistrationAttempt[]): Customer[] {
  return results.flatMap((result) => (result.outcome === 'created' ? [result.customer] : []))
}

interface Attempt {
  readonly tx: Tx
  readonly program: Program
  readonly organic: OrganicPlace
  readonly now: Date
}

/** A request whose brand is known, with its place in the answer. */
interface Candidate extends BrandedRegistration {
  readonly request: RegistrationRequest
  readonly position: number
  readonly key: string
  readonly evidence: Evidence
}

/** The requests whose brand is known, with their evidence; the others get their result here. */
async function findCandidates(
  { tx, program, now }: Attempt, clickKeys: ClickKeys, requests: readonly RegistrationRequest[], brands: readonly (NamedBrand | undefined)[],
  results: RegistrationAttempt[],
): Promise<Candidate[]> {
  const branded = requests.flatMap((request, position) => {
    const brand = brands[position]
    if (brand !== undefined) return [{ request, registration: request.registration, brand, position }]
    results[position] = failed('brand_unknown', 'This program has no such brand.')
    return []
  })
  const evidence = await findTouches(tx, program, clickKeys, branded, now)
  return branded.map((candidate, i) => {
    const key = customerKey({ brandId: candidate.brand.id, externalId: candidate.registration.externalId })
    return { ...candidate, key, evidence: evidence[i] ?? { touches: [], refusals: [], failure: null } }
  })
}

/**
 * Creates the customers that do not exist, each by the first registration of its name that is not refused. Answers every customer there
 * is, by `customerKey`; a registration that neither created nor found one keeps its result.
 */
async function createCustomers(attempt: Attempt, candidates: readonly Candidate[], results: RegistrationAttempt[]): Promise<Map<string, Customer>> {
  const chosen = chooseCreators(attempt, candidates, results)
  // In one order, so that two processes that register the same customers at once cannot deadlock.
  const inOrder = [...chosen.values()].sort((a, b) => (a.candidate.key < b.candidate.key ? -1 : 1))
  // Straight away, without looking who exists: most are new, and only the unique index knows for sure.
  const stored = await storeCustomers(attempt.tx, attempt.program.id, inOrder.map(({ made }) => made), attempt.now)
  const created = inOrder.filter(({ made }) => stored.has(made.customer.id))
  for (const { candidate, made } of created) results[candidate.position] = { outcome: 'created', customer: made.customer }
  const customers = new Map(created.map(({ candidate, made }) => [candidate.key, made.customer]))
  const others = await readCustomersByName(attempt.tx, attempt.program.id, uniqueNames(candidates.filter(({ key }) => !customers.has(key))))
  // Whoever exists need not have a click of its own again.
  for (const { key, position } of candidates) if (others.has(key)) delete results[position]
  const confirmed = await confirmReported(attempt, candidates, others, results)
  return new Map([...customers, ...others, ...confirmed])
}

/** Confirms the customers that only a page had registered, each by the first of the operator's own reports that is not refused. */
async function confirmReported(
  attempt: Attempt, candidates: readonly Candidate[], customers: ReadonlyMap<string, Customer>, results: RegistrationAttempt[],
): Promise<Map<string, Customer>> {
  const confirmations = new Map<string, Confirmation & { readonly position: number }>()
  for (const candidate of candidates) {
    const customer = customers.get(candidate.key)
    const { registration, key, position } = candidate
    if (customer === undefined || customer.isVerified || registration.isUnverified === true || confirmations.has(key)) continue
    const made = leavesItAsSaid(registration, customer) ? null : attribute(attempt, candidate)
    if (made !== null && 'outcome' in made) results[position] = made
    else confirmations.set(key, { customer, registration, made, position })
  }
  if (confirmations.size === 0) return new Map()
  const fresh = await confirmCustomers(attempt.tx, attempt.program, [...confirmations.values()], attempt.now)
  const now = await readCustomersByName(attempt.tx, attempt.program.id, [...confirmations.values()].map(({ customer }) => customer))
  for (const [key, { customer: { id }, position }] of confirmations) {
    const customer = now.get(key)
    if (customer !== undefined && fresh.has(id)) results[position] = { outcome: 'created', customer }
  }
  return now
}

/**
 * Whether a report leaves open who brought the customer, so that what the page said of it may stand. Not when they were not about the
 * same day: names can be guessed, and somebody might have registered them long before the customers came.
 */
function leavesItAsSaid({ clickKey, couponCode, referralCode, manual, affiliateId, registeredAt }: Registration, said: Customer): boolean {
  const namesSomebody = (clickKey ?? couponCode ?? referralCode ?? manual ?? affiliateId ?? null) !== null
  return !namesSomebody && Math.abs(registeredAt.getTime() - said.registeredAt.getTime()) <= CLOCK_SKEW_MS
}

interface Creator {
  readonly candidate: Candidate
  readonly made: NewCustomer
}

/** Who would create each customer, by name; the refused and those that wait get their result here. */
function chooseCreators(attempt: Attempt, candidates: readonly Candidate[], results: RegistrationAttempt[]): Map<string, Creator> {
  const chosen = new Map<string, Creator>()
  const awaited = new Set<string>()
  for (const candidate of candidates) {
    if (chosen.has(candidate.key)) continue
    // Whoever comes after one that waits for its click waits too: the earlier one is to decide the attribution.
    const made = awaited.has(candidate.key) ? AWAITED : attribute(attempt, candidate)
    if (!('outcome' in made)) chosen.set(candidate.key, { candidate, made })
    else results[candidate.position] = made
    if ('outcome' in made && made.outcome === 'click_awaited') awaited.add(candidate.key)
  }
  return chosen
}

const AWAITED = { outcome: 'click_awaited' } as const

function attribute({ program, organic, now }: Attempt, { request, registration, brand, evidence }: Candidate): NewCustomer | RegistrationAttempt {
  if (evidence.failure !== null) return evidence.failure
  const result = attributeRegistration({ program, organic, now }, { registration, brand }, evidence)
  const isAwaited = request.waitsForClick && !('outcome' in result) && !result.isComplete
  return isAwaited ? AWAITED : result
}

/** What the registrations that created nothing say about customers that exist. */
function repeatsOf(candidates: readonly Candidate[], existing: ReadonlyMap<string, Customer>, results: readonly RegistrationAttempt[]): Repeat[] {
  return candidates.flatMap(({ position, key, request, registration, evidence }) => {
    const customer = existing.get(key)
    if (results[position] !== undefined || customer === undefined || request.whenExisting === 'keep') return []
    return [{ customer, registration, evidence }]
  })
}

function uniqueNames(candidates: readonly Candidate[]): Iterable<CustomerName> {
  return new Map(candidates.map(({ key, brand, registration }) => [key, { brandId: brand.id, externalId: registration.externalId }])).values()
}
