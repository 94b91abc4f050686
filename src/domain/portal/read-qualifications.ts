import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { chooseTerms } from '../commissions/commission-terms.ts'
import { qualificationOf } from '../commissions/components/cpa/qualified.ts'
import { factsOf } from '../commissions/customer-events.ts'
import { shortName } from '../commissions/hide-names.ts'
import { readCustomerHistories } from '../commissions/reckoning/read-histories.ts'
import type { CpaComponent, PlanVersionTerms } from '../commissions/rules/plan-terms.ts'
import { type CustomerFacts, emptyProgress, type Progress, type RequirementProgress, requirementProgress, windowEnd } from '../commissions/rules/qualification.ts'
import { placeAt } from '../customers/customer-place.ts'
import type { Uuid } from '../ids.ts'
import { windowKeys } from '../time/calendar-windows.ts'
import { type CustomerTerms, readCustomersById } from '../transactions/read-surroundings.ts'
import type { OwnTerms } from './own-plans.ts'
import type { PortalScope } from './require-owner.ts'

/** How far a customer is on the way to a CPA: "14.00 of 20.00 deposited, 9 days left". */
export interface CustomerQualification {
  readonly customerId: Uuid
  readonly name: string
  readonly country: string | null
  readonly registeredOn: string
  readonly planId: Uuid
  readonly component: string
  /** open: something is missing. qualified: all levels are reached. ended: the time for the next level is over. excluded: the customer cannot qualify. */
  readonly state: 'open' | 'qualified' | 'ended' | 'excluded'
  readonly levelsReached: number
  readonly levels: number
  /** What the level that is next is worth in all, in minor units; null when there is none. */
  readonly nextAmountMinor: bigint | null
  /** Of the next level. */
  readonly requirements: readonly RequirementProgress[]
  readonly daysLeft: number | null
}

export interface QualificationFilter {
  /** Only this customer, if it is the affiliate's. */
  readonly customerId?: Uuid | undefined
  readonly afterId: Uuid | null
  readonly limit: number
}

/** The customers of one page, each with its standing under every CPA that it is under; and the id that the page ends with. */
export interface QualificationPage {
  readonly items: readonly CustomerQualification[]
  readonly lastId: Uuid | null
}

/** An affiliate's customers, newest first, as far as a CPA is open to them; a page may hold fewer where customers are under no CPA. */
export async function readQualifications(tx: Tx, scope: PortalScope, own: OwnTerms, filter: QualificationFilter): Promise<QualificationPage> {
  const ids = await readOwned(tx, scope, filter)
  const customers = await readCustomersById(tx, scope.programId, ids)
  const stored = await readStored(tx, scope.programId, ids)
  const found: Standing[] = ids.flatMap((id) => {
    const customer = customers.get(id)
    return customer === undefined || placeAt(customer, own.now).affiliateId !== scope.affiliateId ? [] : standingsOf(customer, scope, own, stored)
  })
  const reckoned = await readReckoned(tx, scope, own, found.filter(({ isInFlight }) => !isInFlight))
  const dayOf = windowKeys('day', own.program.time_zone)
  const items = found.map((standing) => {
    const progress = standing.isInFlight ? standing.progress : (reckoned.get(standing) ?? standing.progress)
    return qualificationItem({ ...standing, progress }, own.now, (instant) => dayOf(instant.getTime()))
  })
  return { items, lastId: ids.length < filter.limit ? null : (ids.at(-1) ?? null) }
}

function readOwned(tx: Tx, { programId, affiliateId }: PortalScope, { customerId, afterId, limit }: QualificationFilter): Promise<Uuid[]> {
  // Whose it is now is looked at with all that is known of it.
  if (customerId !== undefined) return Promise.resolve([customerId])
  const page = (table: string): string => `(select customer_id from ${table} where program_id = $1 and affiliate_id = $2 and ($3::uuid is null or customer_id < $3) order by customer_id desc limit $4)`
  return tx.sql<{ id: Uuid }>({
    name: 'portal-qualifying',
    text: `select customer_id as id from (${page('attribution')} union ${page('customer_reattribution')}) o order by 1 desc limit $4`,
    values: [programId, affiliateId, afterId, limit],
  }).then((rows) => rows.map(({ id }) => id))
}

interface Standing {
  readonly customer: CustomerTerms
  readonly facts: CustomerFacts
  readonly version: PlanVersionTerms
  readonly component: CpaComponent
  readonly isInFlight: boolean
  readonly progress: Progress
}

function standingsOf(customer: CustomerTerms, { affiliateId }: PortalScope, { terms, groupId, now }: OwnTerms, stored: ReadonlyMap<string, Progress>): Standing[] {
  const place = placeAt(customer, now)
  const subject = { affiliateId, groupId, brandId: customer.brandId, productId: place.productId, trackerId: place.trackerId, registeredAt: place.pinnedAt }
  const version = chooseTerms(terms, subject, now)?.version
  if (version === undefined) return []
  const inFlight = new Set(version.inFlight.map(({ key }) => key))
  return version.components.flatMap((component) => {
    if (component.type !== 'cpa') return []
    const progress = stored.get(`${customer.id}:${version.planId}:${component.key}`) ?? emptyProgress()
    return [{ customer, facts: factsOf(customer), version, component, isInFlight: inFlight.has(component.key), progress }]
  })
}

/** The standings that the engine keeps for what it rates with each transaction. */
async function readStored(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Map<string, Progress>> {
  const rows = await tx.sql<Omit<Progress, 'last'> & { readonly customerId: Uuid; readonly planId: Uuid; readonly component: string }>({
    name: 'portal-standings',
    text: `select customer_id as "customerId", plan_id as "planId", component, deposit_total as "depositTotal", deposit_count as "depositCount", deposit_largest as "depositLargest",
                  withdrawal_total as "withdrawalTotal", wager_total as "wagerTotal", net_revenue as "netRevenue", first_deposit_at as "firstDepositAt",
                  cardinality(reached_minor) as "levelReached"
             from qualification where program_id = $1 and customer_id = any($2::uuid[])`,
    values: [programId, arrayLiteral(ids)],
  })
  return new Map(rows.map(({ customerId, planId, component, ...progress }) => [`${customerId}:${planId}:${component}`, { ...progress, last: null }]))
}

/** Those that are reckoned from history: worked out as the engine does. */
async function readReckoned(tx: Tx, { programId, affiliateId }: PortalScope, { terms }: OwnTerms, standings: readonly Standing[]): Promise<Map<Standing, Progress>> {
  const progress = new Map<Standing, Progress>()
  if (standings.length === 0) return progress
  const histories = await readCustomerHistories(tx, programId, affiliateId, [...new Set(standings.map(({ customer }) => customer.id))])
  for (const standing of standings) {
    const { customer, version, component, facts } = standing
    const versions = terms.versions.get(version.planId) ?? []
    const ownIds = new Set(versions.map(({ versionId }) => versionId))
    const transactions = (histories.get(customer.id) ?? []).filter(({ versionId, cpaExcluded }) => ownIds.has(versionId) && !cpaExcluded)
    const levelsOf = (versionId: Uuid): CpaComponent['levels'] => {
      const found = versions.find((one) => one.versionId === versionId)?.components.find(({ key }) => key === component.key)
      return found?.type === 'cpa' ? found.levels : []
    }
    const subject = { ...customer, ...facts, device: null, versionId: version.versionId, isRegisteredUnderPlan: true }
    progress.set(standing, qualificationOf(subject, transactions, levelsOf).progress)
  }
  return progress
}

function qualificationItem({ customer, facts, version, component, progress }: Standing, now: Date, dayOf: (instant: Date) => string): CustomerQualification {
  const next = component.levels[progress.levelReached]
  const { requirements, daysLeft } = next === undefined ? { requirements: [], daysLeft: null } : requirementProgress(progress, next, facts, now)
  return {
    customerId: customer.id, name: shortName('customer', customer.id), country: customer.country, registeredOn: dayOf(customer.registeredAt),
    planId: version.planId, component: component.key, state: stateOf({ customer, facts, progress, component }, now), levelsReached: progress.levelReached, levels: component.levels.length,
    nextAmountMinor: next?.amountMinor ?? null, requirements, daysLeft,
  }
}

function stateOf({ customer, facts, progress, component }: Pick<Standing, 'customer' | 'facts' | 'progress' | 'component'>, now: Date): CustomerQualification['state'] {
  const next = component.levels[progress.levelReached]
  if (next === undefined) return 'qualified'
  if (customer.cpaExcluded || (customer.disqualifiedFrom !== null && customer.disqualifiedFrom <= now)) return 'excluded'
  const end = windowEnd(progress, next.requirements, facts)
  return end !== null && end < now ? 'ended' : 'open'
}
