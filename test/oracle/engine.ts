import type { History as EngineHistory, HistoryCustomer, HistoryTransaction } from '../../src/domain/commissions/components/component.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { isInFlight } from '../../src/domain/commissions/components/registry.ts'
import { readCarryover } from '../../src/domain/commissions/components/revenue-share/read-revenue-share.ts'
import { type ComponentAwards, reckonPlan } from '../../src/domain/commissions/reckoning/reckon-plan.ts'
import { applyDeductions, parseDeductions } from '../../src/domain/commissions/rules/deductions.ts'
import { openFromOf, winningVersion } from '../../src/domain/commissions/rules/plan-selection.ts'
import type { PlanVersionTerms } from '../../src/domain/commissions/rules/plan-terms.ts'
import { compareCanonical } from '../../src/domain/commissions/rules/qualification.ts'
import { type KnownOriginal, refund } from '../../src/domain/transactions/original-sale.ts'
import type { TransactionRecord } from '../../src/domain/transactions/transaction-record.ts'
import type { World } from './generator.ts'
import type { Customer, Earnings, Event, History, Program } from './model.ts'

const AFFILIATES = ['00000000-0000-4000-8000-000000000900', '00000000-0000-4000-8000-000000000902']
const PLAN = '00000000-0000-4000-8000-000000000901'

/** Reads the plan as it would be when it is loaded. Throws what the reader refuses it for. */
export function readVersions({ versions, program }: Pick<World, 'versions' | 'program'>): PlanVersionTerms[] {
  return versions.map((version, index) => {
    const components = readComponents(version.components, program.currency, 'components')
    const effectiveFrom = new Date(version.effectiveFrom)
    return {
      planId: PLAN, versionId: version.id, version: index + 1, effectiveFrom, appliesTo: version.appliesTo, ...openFromOf(version.appliesTo, effectiveFrom, program.timeZone),
      holdDays: 0, components, inFlight: components.filter(isInFlight),
    }
  })
}

/** What the engine makes of a world: all of its components' awards. */
export function engineAwards(world: World): ComponentAwards[] {
  const { program, now } = world
  const carryover = readCarryover({ currency: program.currency, errors: [] }, 'carryover', program.carryover)
  if (carryover === null) throw new Error('the program has no such carryover')
  const versions = readVersions(world)
  const plan = { program: { currency: program.currency, timeZone: program.timeZone, carryover }, versions, now: new Date(now) }
  const histories = [world.history, ...world.others].map((history, index) => engineHistory(program, history, AFFILIATES[index] ?? '', versions))
  return reckonPlan(plan, histories, 'all')
}

/** The awards by component and period. */
export function engineEarnings(world: World): Earnings {
  const earnings: Earnings = new Map()
  for (const { affiliateId, component: key, awards } of engineAwards(world)) {
    const affiliate = AFFILIATES.indexOf(affiliateId)
    const component = affiliate === 0 ? key : `${key} of ${affiliate + 1}`
    for (const { period, amountMinor } of awards) {
      const periods = earnings.get(component) ?? new Map<string, bigint>()
      earnings.set(component, periods)
      periods.set(period, (periods.get(period) ?? 0n) + amountMinor)
    }
  }
  return earnings
}

function engineHistory(program: Program, history: History, affiliateId: string, versions: readonly PlanVersionTerms[]): EngineHistory {
  const customers = new Map(history.customers.map((customer) => [customer.id, engineCustomer(customer, versions)]))
  const transactions = engineTransactions(program, history.events, customers, versions)
  const clicks = history.clicks.map(({ brand, product, tracker, lastAt, ...click }) => ({ ...click, brandId: brand, productId: product, trackerId: tracker, lastAt: new Date(lastAt) }))
  const recruits = history.recruits.map(({ id, joinedAt, periods, ...recruit }) => ({
    ...recruit, affiliateId: id, joinedAt: new Date(joinedAt),
    periods: periods.map(({ from, lastAt, ...period }) => ({ ...period, from: new Date(from), lastAt: new Date(lastAt) })),
  }))
  const coverage = history.coverage.map(({ from, until }) => ({ from: new Date(from), until: until === null ? null : new Date(until) }))
  return { affiliateId, coverage, customers, transactions, clicks, recruits }
}

function engineCustomer(customer: Customer, versions: readonly PlanVersionTerms[]): HistoryCustomer {
  const registeredAt = new Date(customer.registeredAt)
  return {
    id: customer.id, externalId: customer.id, brandId: customer.brand, productId: customer.product, trackerId: customer.tracker, device: customer.device,
    registeredAt, clickedAt: customer.clickedAt === null ? null : new Date(customer.clickedAt), country: customer.country, isVerified: customer.isVerified,
    versionId: winningVersion(versions, registeredAt, registeredAt).versionId, isRegisteredUnderPlan: true,
    revShareExcluded: customer.revShareExcluded, cpaExcluded: customer.cpaExcluded,
  }
}

/** In canonical order, with what deductions leave and refunds take away. */
function engineTransactions(program: Program, events: readonly Event[], customers: ReadonlyMap<string, HistoryCustomer>, versions: readonly PlanVersionTerms[]): HistoryTransaction[] {
  const deductions = parseDeductions(program.deductions, program.currency, 'deductions')
  const originals = new Map<string, KnownOriginal>()
  const ordered = events.map((event) => ({ event, occurredAt: new Date(event.at), brandId: event.brand, externalId: event.externalId })).sort(compareCanonical)
  const sales = ordered.filter(({ event }) => event.refunds === null).map(({ event, occurredAt }): HistoryTransaction => {
    const { deposit, withdrawal, wager, sale, bonus, gross } = event
    const context = { country: event.country, productId: event.product, productExternalId: null, supplied: event.deductions }
    const { net } = applyDeductions(deductions, { deposit, withdrawal, wager, sale, bonus, gross }, context)
    const registeredAt = event.customer === null ? occurredAt : (customers.get(event.customer)?.registeredAt ?? occurredAt)
    const record = {
      id: event.id, type: event.type, externalId: event.externalId, relatedTransactionId: null, brandId: event.brand, productId: event.product, customerId: event.customer,
      trackerId: event.tracker, country: event.country, deposit, sale, withdrawal, wager, gross, net, occurredAt, effectiveAt: occurredAt,
      revShareExcluded: event.revShareExcluded, cpaExcluded: event.cpaExcluded,
      suppliedRevShareMinor: event.suppliedRevShare, suppliedCpaMinor: event.suppliedCpa, suppliedFixedMinor: event.suppliedFixed,
      versionId: winningVersion(versions, registeredAt, occurredAt).versionId,
    }
    originals.set(event.id, { sale: { ...record, bonus, taxes: 0n, paymentFees: 0n, costOfGoods: 0n, status: 'approved', appliedSequence: 1n } as unknown as TransactionRecord, customer: null, refunded: 0n })
    return record
  })
  const known = new Map(sales.map((sale) => [sale.id, sale]))
  for (const { event, occurredAt } of ordered) {
    if (event.refunds === null) continue
    const original = known.get(event.refunds.event)
    const outcome = refund(originals.get(event.refunds.event), { kind: 'refund', sale: event.refunds.amount, deposit: 0n, sentCurrency: null, fxRatePpb: null })
    if (original === undefined || outcome.kind !== 'refunded') throw new Error(`a refund that is refused: ${JSON.stringify(outcome, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`)
    const { deposit, sale, withdrawal, wager, gross, net, suppliedRevShareMinor, suppliedCpaMinor, suppliedFixedMinor } = outcome.amounts.amounts
    known.set(event.id, {
      ...original, id: event.id, type: event.type, externalId: event.externalId, relatedTransactionId: original.id, occurredAt,
      deposit, sale, withdrawal, wager, gross, net, suppliedRevShareMinor, suppliedCpaMinor, suppliedFixedMinor,
      revShareExcluded: original.revShareExcluded || original.suppliedRevShareMinor !== 0n,
    })
  }
  return ordered.flatMap(({ event }) => known.get(event.id) ?? [])
}
