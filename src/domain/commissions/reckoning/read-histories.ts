import { arrayLiteral } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import { placeAt } from '../../customers/customer-place.ts'
import type { Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { type CustomerTerms, readCustomersById } from '../../transactions/read-surroundings.ts'
import { chooseTerms, readCommissionTerms } from '../commission-terms.ts'
import type { History, HistoryCustomer, HistoryTransaction } from '../components/component.ts'
import { kindOf } from '../components/registry.ts'
import type { PlanVersionTerms } from '../rules/plan-terms.ts'
import { type CanonicalPosition, compareCanonical } from '../rules/qualification.ts'
import { readClickTallies, readDevices } from './read-clicks.ts'
import { readCoverage } from './read-coverage.ts'
import { readRecruits } from './read-recruits.ts'

type ReckonedProgram = Pick<Program, 'id' | 'currency' | 'time_zone' | 'default_plan_id'>

export interface HistoryScope {
  readonly planId: Uuid
  /** Oldest first. */
  readonly versions: readonly PlanVersionTerms[]
  readonly affiliateIds: readonly Uuid[]
  /** The version that everything is rated by, in place of its own: for a draft. */
  readonly ratedBy?: Uuid | undefined
  /** The program's now. */
  readonly until: Date
}

/**
 * Reads all that affiliates may have earned from under one plan: transactions in effect and approved, customers, and where the plan
 * needs them clicks and recruits. A refund needs no approval, its sale does: it counts with its sale. In memory as a whole: some 500 bytes for each transaction.
 */
export async function readHistories(tx: Tx, program: ReckonedProgram, scope: HistoryScope): Promise<History[]> {
  const needs = new Set(scope.versions.flatMap(({ components }) => components.flatMap((component) => kindOf(component).needs)))
  const transactions = Map.groupBy(await readTransactions(tx, program.id, scope), ({ affiliateId }) => affiliateId)
  const customers = await readCustomers(tx, program, scope, [...transactions.values()].flat(), needs.has('registrations'))
  const coverage = await readCoverage(tx, program, scope.affiliateIds, scope.planId)
  const clicks = needs.has('clicks') ? await readClickTallies(tx, program, scope) : new Map()
  const recruits = needs.has('recruits') ? await readRecruits(tx, program, { ...scope, coverage }) : new Map()
  return scope.affiliateIds.map((affiliateId) => ({
    affiliateId,
    coverage: coverage.get(affiliateId) ?? [],
    customers: customers.get(affiliateId) ?? new Map(),
    transactions: transactions.get(affiliateId) ?? [],
    clicks: clicks.get(affiliateId) ?? [],
    recruits: recruits.get(affiliateId) ?? [],
  }))
}

type ReadTransaction = HistoryTransaction & { readonly affiliateId: Uuid }

// A refund is from where its sale is: it takes back at the sale's rate.
const READ_TRANSACTIONS = `select t.id, t.affiliate_id as "affiliateId", t.type, t.external_id as "externalId", t.related_transaction_id as "relatedTransactionId",
    t.brand_id as "brandId", t.product_id as "productId", t.customer_id as "customerId", t.tracker_id as "trackerId",
    case when o.id is null then coalesce(t.country_code, t.country) else coalesce(o.country_code, o.country) end as country, t.deposit, t.sale, t.withdrawal, t.wager, t.gross, t.net,
    t.occurred_at as "occurredAt", t.effective_at as "effectiveAt", t.rev_share_excluded as "revShareExcluded", t.cpa_excluded as "cpaExcluded",
    coalesce(t.supplied_rev_share_minor, 0) as "suppliedRevShareMinor", coalesce(t.supplied_cpa_minor, 0) as "suppliedCpaMinor",
    coalesce(t.supplied_fixed_minor, 0) as "suppliedFixedMinor"`
const FROM_TRANSACTIONS = 'from transaction t left join transaction o on o.program_id = $1 and o.id = t.related_transaction_id'
const IN_EFFECT = `t.status = 'approved' and coalesce(o.status, 'approved') = 'approved'
    and t.applied_sequence is not null and t.removed_sequence is null and t.unpaid_reason is null and t.plan_version_id is not null`
const CANONICAL_ORDER = 'order by t.occurred_at, t.brand_id, coalesce(t.external_id, t.id::text) collate "C"'

async function readTransactions(tx: Tx, programId: Uuid, { affiliateIds, planId, ratedBy }: HistoryScope): Promise<readonly ReadTransaction[]> {
  const rows = await tx.sql<ReadTransaction>({
    name: 'reckoned-transactions',
    text: `${READ_TRANSACTIONS}, coalesce($4::uuid, t.plan_version_id) as "versionId" ${FROM_TRANSACTIONS}
            where t.program_id = $1 and t.affiliate_id = any($2::uuid[]) and t.plan_id = $3 and ${IN_EFFECT} ${CANONICAL_ORDER}`,
    values: [programId, arrayLiteral(affiliateIds), planId, ratedBy ?? null],
  })
  return inCanonicalOrder(rows)
}

/** The database tells microseconds and code points apart, the rules milliseconds and code units: nearly always the order is the same. */
function inCanonicalOrder(rows: readonly ReadTransaction[]): readonly ReadTransaction[] {
  const isInOrder = rows.every((row, index) => {
    const before = rows[index - 1]
    return before === undefined || before.occurredAt < row.occurredAt || compareCanonical(positionOf(before), positionOf(row)) <= 0
  })
  return isInOrder ? rows : rows.toSorted((a, b) => compareCanonical(positionOf(a), positionOf(b)))
}

function positionOf({ id, occurredAt, brandId, externalId }: ReadTransaction): CanonicalPosition {
  return { occurredAt, brandId, externalId: externalId ?? id }
}

/** What counts of some customers of one affiliate, under whatever plan, by customer and in canonical order. */
export async function readCustomerHistories(tx: Tx, programId: Uuid, affiliateId: Uuid, customerIds: readonly Uuid[]): Promise<Map<Uuid | null, HistoryTransaction[]>> {
  const rows = await tx.sql<ReadTransaction>({
    name: 'reckoned-transactions-of-customers',
    text: `${READ_TRANSACTIONS}, t.plan_version_id as "versionId" ${FROM_TRANSACTIONS}
            where t.program_id = $1 and t.customer_id = any($2::uuid[]) and t.affiliate_id = $3 and ${IN_EFFECT} ${CANONICAL_ORDER}`,
    values: [programId, arrayLiteral(customerIds), affiliateId],
  })
  return Map.groupBy(rows, ({ customerId }) => customerId)
}

/** The customers of the transactions, and where registrations can earn those who have not bought anything; by affiliate, then by id. */
async function readCustomers(
  tx: Tx, program: ReckonedProgram, scope: HistoryScope, transactions: readonly ReadTransaction[], withRegistrations: boolean,
): Promise<Map<Uuid, Map<Uuid, HistoryCustomer>>> {
  const registered = withRegistrations ? await readRegistrations(tx, program.id, scope) : []
  const buying = new Set(transactions.flatMap(({ customerId }) => customerId ?? []))
  const known = await readCustomersById(tx, program.id, [...new Set([...buying, ...registered.map(({ id }) => id)])])
  const devices = scope.versions.some(isNarrowedToDevices) ? await readDevices(tx, program.id, [...known.keys()]) : new Map<Uuid, string>()
  const groups = await readGroups(tx, program.id, scope.affiliateIds)
  const terms = await readCommissionTerms(tx, program, groups)
  const pins = withRegistrations ? await readPins(tx, program.id, scope.affiliateIds) : new Map<string, Pin>()
  const groupOf = new Map(groups.map(({ id, groupId }) => [id, groupId]))
  const versionOf = (affiliateId: Uuid, customer: CustomerTerms): PlanVersionTerms | undefined => {
    const pin = pins.get(pinKey(affiliateId, customer.id))
    if (pin !== undefined) return pin.planId === scope.planId ? scope.versions.find(({ versionId }) => versionId === pin.versionId) : undefined
    const subject = { ...customer, affiliateId, groupId: groupOf.get(affiliateId) ?? null }
    const choice = chooseTerms(terms, subject, customer.registeredAt)
    return choice?.version.planId === scope.planId ? choice.version : undefined
  }
  const byAffiliate = new Map<Uuid, Map<Uuid, HistoryCustomer>>(scope.affiliateIds.map((id) => [id, new Map()]))
  const add = (affiliateId: Uuid, found: CustomerTerms | undefined, isBuying: boolean): void => {
    const place = found === undefined ? undefined : placeAt(found, found.registeredAt)
    const isOwn = place?.affiliateId === affiliateId
    const customer = found === undefined || place === undefined || !isOwn ? found : { ...found, trackerId: place.trackerId, productId: place.productId }
    const version = customer === undefined ? undefined : versionOf(affiliateId, customer)
    // Who bought under the plan belongs to its history, whatever would apply to the registration.
    const fallback = isBuying ? scope.versions[0] : undefined
    const chosen = version ?? fallback
    if (customer !== undefined && chosen !== undefined) byAffiliate.get(affiliateId)?.set(customer.id, { ...customer, device: devices.get(customer.id) ?? null, versionId: scope.ratedBy ?? chosen.versionId, isRegisteredUnderPlan: version !== undefined && isOwn })
  }
  for (const { id, affiliateId } of registered) add(affiliateId, known.get(id), false)
  for (const { customerId, affiliateId } of transactions) {
    if (customerId !== null && byAffiliate.get(affiliateId)?.has(customerId) !== true) add(affiliateId, known.get(customerId), true)
  }
  return byAffiliate
}

function isNarrowedToDevices({ components }: PlanVersionTerms): boolean {
  return components.some(({ rates }) => rates.some(({ devices }) => devices !== null))
}

interface Pin {
  readonly planId: Uuid
  readonly versionId: Uuid
}

/** The versions that registrations were rated by first, for each affiliate: what is added behind them later does not rate them again (decision 0012). */
async function readPins(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Map<string, Pin>> {
  const rows = await tx.sql<Pin & { readonly affiliateId: Uuid; readonly customerId: Uuid }>({
    name: 'pinned-registrations',
    text: `select distinct on (affiliate_id, customer_id) affiliate_id as "affiliateId", customer_id as "customerId", plan_id as "planId", plan_version_id as "versionId"
             from commission
            where program_id = $1 and affiliate_id = any($2::uuid[]) and award_key is not null and component like 'cpl%' and customer_id is not null
            order by affiliate_id, customer_id, id`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
  return new Map(rows.map(({ affiliateId, customerId, ...pin }) => [pinKey(affiliateId, customerId), pin]))
}

function pinKey(affiliateId: Uuid, customerId: Uuid): string {
  return `${affiliateId} ${customerId}`
}

/** Confirmed customers that are the affiliates' by their registration, as src/domain/customers/customer-place.ts says. */
async function readRegistrations(tx: Tx, programId: Uuid, { affiliateIds }: HistoryScope): Promise<{ readonly id: Uuid; readonly affiliateId: Uuid }[]> {
  return tx.sql({
    name: 'reckoned-registrations',
    text: `with owned as (
             select customer_id from attribution where program_id = $1 and affiliate_id = any($2::uuid[])
             union select customer_id from customer_reattribution where program_id = $1 and affiliate_id = any($2::uuid[]))
           select c.id, coalesce(m.affiliate_id, a.affiliate_id) as "affiliateId"
             from owned join customer c on c.program_id = $1 and c.id = owned.customer_id
             join attribution a on a.program_id = $1 and a.customer_id = c.id
             left join lateral (
               select affiliate_id from customer_reattribution m
                where m.program_id = $1 and m.customer_id = c.id and (m.effective_from is null or m.effective_from <= c.registered_at) order by m.id desc limit 1) m on true
            where c.is_verified and coalesce(m.affiliate_id, a.affiliate_id) = any($2::uuid[])
            order by c.registered_at, c.id`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
}

async function readGroups(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<{ readonly id: Uuid; readonly groupId: Uuid | null }[]> {
  return tx.sql({
    name: 'reckoned-groups',
    text: 'select id, group_id as "groupId" from affiliate where program_id = $1 and id = any($2::uuid[])',
    values: [programId, arrayLiteral(affiliateIds)],
  })
}
