import { hash } from 'node:crypto'
import type { Award, ClickTally, Coverage, History, HistoryCustomer, HistoryTransaction, Recruit, ReckoningInput } from '../../src/domain/commissions/components/component.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { isInFlight } from '../../src/domain/commissions/components/registry.ts'
import type { AppliesTo, Carryover, Component, PlanVersionTerms } from '../../src/domain/commissions/rules/plan-terms.ts'
import { compareCanonical } from '../../src/domain/commissions/rules/qualification.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { type Micros, microsFromNumber } from '../../src/domain/money/amounts.ts'

/** A transaction as a test writes it: amounts in major units; what is left out is zero or nothing. */
export interface Told {
  /** External id; names the transaction in refunds and in awards. */
  readonly id?: string
  /** ISO text. */
  readonly at: string
  readonly type?: string
  /** A customer's name; those that are not described otherwise registered in the plan's first second. */
  readonly customer?: string
  /** The external id of the sale that a refund or chargeback is of. Amounts of refunds are signed: −20. */
  readonly refundOf?: string
  readonly brand?: string
  readonly product?: string
  readonly tracker?: string
  readonly country?: string
  readonly gross?: number
  /** The gross, when it is not said. */
  readonly net?: number
  readonly deposit?: number
  readonly withdrawal?: number
  readonly wager?: number
  readonly sale?: number
  readonly revShareExcluded?: boolean
  readonly cpaExcluded?: boolean
  readonly suppliedRevShareMinor?: bigint
  readonly suppliedCpaMinor?: bigint
  readonly suppliedFixedMinor?: bigint
  /** From 1. */
  readonly version?: number
}

export interface ToldCustomer {
  readonly registeredAt?: string
  readonly clickedAt?: string | null
  readonly country?: string | null
  readonly isVerified?: boolean
  readonly brand?: string
  readonly product?: string
  readonly tracker?: string
  readonly device?: string | null
  readonly version?: number
  readonly isRegisteredUnderPlan?: boolean
  readonly revShareExcluded?: boolean
  readonly cpaExcluded?: boolean
  /** ISO text; from the registration on when it is not said. */
  readonly cpaExcludedAt?: string
  /** ISO text. */
  readonly disqualifiedFrom?: string
}

export interface ToldVersion {
  readonly from?: string
  readonly appliesTo?: AppliesTo
  readonly holdDays?: number
  /** Components as a plan writes them. */
  readonly components: readonly object[]
}

export interface ToldHistory {
  readonly versions: readonly ToldVersion[]
  readonly currency?: string
  readonly timeZone?: string
  readonly carryover?: Carryover
  readonly coverage?: readonly { readonly from: string; readonly until?: string }[]
  /** By name. */
  readonly customers?: Readonly<Record<string, ToldCustomer>>
  readonly transactions?: readonly Told[]
  readonly clicks?: readonly ClickTally[]
  readonly recruits?: readonly Recruit[]
  readonly now?: string
}

const FIRST = '2026-01-01T00:00:00Z'
const RESET: Carryover = { scope: 'plan', what: 'commission', mode: 'reset', cap: null, expiryMonths: null }

/** The id that a name stands for in these histories: `idOf('customer', 'anna')`. */
export function idOf(kind: 'customer' | 'transaction' | 'brand' | 'product' | 'tracker' | 'affiliate' | 'version', name: string): Uuid {
  const digest = hash('sha256', `${kind}:${name}`, 'hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-7${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}

/** The input that a component of this key is reckoned from: versions, customers and transactions in canonical order. */
export function inputOf<Terms extends Component = Component>(key: string, told: ToldHistory): ReckoningInput<Terms> {
  const currency = told.currency ?? 'EUR'
  const versions = told.versions.map((version, index) => versionOf(version, index + 1, currency))
  return {
    key,
    program: { currency, timeZone: told.timeZone ?? 'UTC', carryover: told.carryover ?? RESET },
    versions,
    termsOf: (versionId) => versions.find((version) => version.versionId === versionId)?.components.find((component) => component.key === key) as Terms | undefined,
    history: historyOf(told),
    now: new Date(told.now ?? '2027-01-01T00:00:00Z'),
  }
}

function versionOf({ from, appliesTo, holdDays, components }: ToldVersion, version: number, currency: string): PlanVersionTerms {
  const read = readComponents(components, currency, 'components')
  return {
    planId: idOf('version', 'plan'), versionId: idOf('version', `${version}`), version, effectiveFrom: new Date(from ?? FIRST), appliesTo: appliesTo ?? 'new_customers',
    holdDays: holdDays ?? 0, components: read, inFlight: read.filter(isInFlight),
  }
}

/** The history alone. */
export function historyOf(told: Omit<ToldHistory, 'versions'>): History {
  const transactions = (told.transactions ?? []).map((transaction, index, all) => transactionOf(transaction, index, all)).sort((a, b) => compareCanonical(placeOf(a), placeOf(b)))
  const named = new Set([...Object.keys(told.customers ?? {}), ...(told.transactions ?? []).flatMap(({ customer }) => customer ?? [])])
  return {
    affiliateId: idOf('affiliate', 'the affiliate'),
    coverage: (told.coverage ?? [{ from: FIRST }]).map(({ from, until }): Coverage => ({ from: new Date(from), until: until === undefined ? null : new Date(until) })),
    customers: new Map([...named].map((name) => [idOf('customer', name), customerOf(name, told.customers?.[name] ?? {})])),
    transactions,
    clicks: told.clicks ?? [],
    recruits: told.recruits ?? [],
  }
}

function placeOf({ occurredAt, brandId, externalId, id }: HistoryTransaction) {
  return { occurredAt, brandId, externalId: externalId ?? id }
}

function customerOf(name: string, told: ToldCustomer): HistoryCustomer {
  return {
    id: idOf('customer', name), externalId: name, brandId: idOf('brand', told.brand ?? 'main'), productId: told.product === undefined ? null : idOf('product', told.product),
    trackerId: idOf('tracker', told.tracker ?? 'main'), device: told.device ?? null, versionId: idOf('version', `${told.version ?? 1}`),
    isRegisteredUnderPlan: told.isRegisteredUnderPlan ?? true, revShareExcluded: told.revShareExcluded ?? false, cpaExcluded: told.cpaExcluded ?? false,
    disqualifiedFrom: told.disqualifiedFrom === undefined ? null : new Date(told.disqualifiedFrom),
    cpaExcludedAt: told.cpaExcludedAt === undefined ? null : new Date(told.cpaExcludedAt),
    registeredAt: new Date(told.registeredAt ?? FIRST), clickedAt: told.clickedAt === undefined || told.clickedAt === null ? null : new Date(told.clickedAt),
    country: told.country ?? null, isVerified: told.isVerified ?? false,
  }
}

function transactionOf(told: Told, index: number, all: readonly Told[]): HistoryTransaction {
  const externalId = told.id ?? `t${index}`
  const sale = told.refundOf === undefined ? undefined : all.find(({ id }) => id === told.refundOf)
  const gross = micros(told.gross ?? told.net ?? 0)
  return {
    id: idOf('transaction', externalId), type: told.type ?? (told.refundOf === undefined ? 'revenue' : 'refund'), externalId,
    relatedTransactionId: told.refundOf === undefined ? null : idOf('transaction', told.refundOf),
    brandId: idOf('brand', told.brand ?? 'main'), productId: told.product === undefined ? null : idOf('product', told.product),
    customerId: told.customer === undefined ? null : idOf('customer', told.customer), trackerId: idOf('tracker', told.tracker ?? 'main'), country: told.country ?? null,
    deposit: micros(told.deposit ?? 0), sale: micros(told.sale ?? 0), withdrawal: micros(told.withdrawal ?? 0), wager: micros(told.wager ?? 0),
    gross, net: told.net === undefined ? gross : micros(told.net),
    occurredAt: new Date(told.at), effectiveAt: new Date(sale?.at ?? told.at), revShareExcluded: told.revShareExcluded ?? false, cpaExcluded: told.cpaExcluded ?? false,
    suppliedRevShareMinor: told.suppliedRevShareMinor ?? 0n, suppliedCpaMinor: told.suppliedCpaMinor ?? 0n, suppliedFixedMinor: told.suppliedFixedMinor ?? 0n,
    versionId: idOf('version', `${told.version ?? 1}`),
  }
}

function micros(amount: number): Micros {
  const read = microsFromNumber(amount)
  if (read === null) throw new Error(`no amount: ${amount}`)
  return read
}

/** What awards come to in each period, in minor units. */
export function perPeriod(awards: readonly Award[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const { period, amountMinor } of awards) sums[period] = (sums[period] ?? 0n) + amountMinor
  return sums
}
