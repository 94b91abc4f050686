import type { History, HistoryCustomer, HistoryTransaction, Recruit, ReckoningProgram } from '../commissions/components/component.ts'
import type { Phrase, Wording } from '../commissions/components/clauses.ts'
import { LANGUAGES, type Language, type Words } from '../commissions/explanation.ts'
import { reckonPlan } from '../commissions/reckoning/reckon-plan.ts'
import type { Component, PlanVersionTerms } from '../commissions/rules/plan-terms.ts'
import { newId, type Uuid } from '../ids.ts'
import { MICROS_PER_MAJOR, microsToMinor } from '../money/amounts.ts'
import { addDays, type Period, periodEndExclusive, periodOf, periodStart } from '../time/periods.ts'
import { titleOf } from './words/component-words.ts'
import { type TextContext, wordingFor } from './words/plan-text.ts'

/** What a version would pay for one month that everybody can follow. */
export interface WorkedExample {
  readonly period: Period
  /** What is assumed to happen in it. */
  readonly words: Words
  readonly components: readonly { readonly component: string; readonly words: Words; readonly amountMinor: bigint }[]
  readonly amountMinor: bigint
}

// Major units of the program's currency; counts.
const DEPOSIT = 100n
const WAGER = 1_000n
const REVENUE = 200n
const SALE = 100n
const CLICKS = 100
const RECRUIT_COMMISSION = 100n

/**
 * Reckons a version, as the engine would, for the first whole month of its terms: one customer who registers, deposits, wagers, brings
 * revenue and buys, some clicks, and one recruited affiliate who earns. Nothing is read or stored.
 */
export function workedExample(version: PlanVersionTerms, context: TextContext): WorkedExample {
  const program = { currency: context.currency, timeZone: context.timeZone, carryover: context.carryover }
  const period = firstWholePeriod(version.effectiveFrom, program.timeZone)
  const reckoned = reckonPlan({ program, versions: [version], now: periodEndExclusive(period, program.timeZone) }, [historyOf(version, program, period)], 'all')
  const sums = new Map(reckoned.map(({ component, awards }) => [component, awards.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)]))
  const components = version.components.map((component) => ({
    component: component.key, words: inAll(context, (say) => titleOf(component, say)), amountMinor: sums.get(component.key) ?? 0n,
  }))
  return { period, words: inAll(context, (say) => say.pick(assumptions(say))), components, amountMinor: components.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) }
}

function inAll(context: TextContext, sayIt: (say: Wording) => string): Words {
  return Object.fromEntries(LANGUAGES.map((language) => [language, sayIt(wordingFor(language, context))])) as Record<Language, string>
}

function assumptions(say: Wording): Phrase {
  const [deposit, wager, revenue, sale, commission] = [DEPOSIT, WAGER, REVENUE, SALE, RECRUIT_COMMISSION].map((major) => say.sum(major * MICROS_PER_MAJOR))
  return [
    `One new, verified customer deposits ${deposit}, wagers ${wager}, brings net revenue of ${revenue} and buys for ${sale}; there are ${CLICKS} valid unique clicks, and one recruited affiliate earns ${commission}.`,
    `Um cliente novo e verificado deposita ${deposit}, aposta ${wager}, traz receita líquida de ${revenue} e compra por ${sale}; há ${CLICKS} cliques únicos válidos, e um afiliado recrutado ganha ${commission}.`,
    `Un cliente nuevo y verificado deposita ${deposit}, apuesta ${wager}, aporta ingresos netos de ${revenue} y compra por ${sale}; hay ${CLICKS} clics únicos válidos, y un afiliado reclutado gana ${commission}.`,
  ]
}

/** The first calendar month that is under the terms from its beginning. */
function firstWholePeriod(effectiveFrom: Date, timeZone: string): Period {
  const period = periodOf(effectiveFrom, timeZone)
  return periodStart(period, timeZone).getTime() === effectiveFrom.getTime() ? period : periodOf(periodEndExclusive(period, timeZone), timeZone)
}

const HOUR_MS = 3_600_000

function historyOf({ versionId, components }: PlanVersionTerms, { currency, timeZone }: ReckoningProgram, period: Period): History {
  const start = periodStart(period, timeZone)
  const customer: HistoryCustomer = {
    id: newId(), externalId: 'example', brandId: newId(), productId: null, trackerId: newId(), device: null, versionId: versionId as Uuid, isRegisteredUnderPlan: true, revShareExcluded: false,
    cpaExcluded: false, registeredAt: new Date(start.getTime() + HOUR_MS), clickedAt: start, country: countryOf(components), isVerified: true,
  }
  const transactions = [
    { occurredAt: addDays(start, 1), type: 'deposit', deposit: DEPOSIT },
    { occurredAt: addDays(start, 9), type: 'revenue', wager: WAGER, gross: REVENUE, net: REVENUE },
    { occurredAt: addDays(start, 14), type: 'sale', sale: SALE },
  ].map((told) => transactionOf(customer, told))
  const clicks = [{
    day: `${period}-01`, lastAt: start, versionId: customer.versionId, brandId: customer.brandId, productId: null, trackerId: customer.trackerId, country: customer.country, device: null,
    unique: CLICKS, repeated: 0, invalid: 0,
  }]
  return {
    affiliateId: newId(), coverage: [{ from: start, until: null }], customers: new Map([[customer.id, customer]]), transactions, clicks,
    recruits: [recruitOf(start, period, currency)],
  }
}

/** One that qualifies, if the terms name countries. */
function countryOf(components: readonly Component[]): string | null {
  const [country] = components.flatMap((component) => {
    if (component.type === 'cpl') return component.requirements.countries ?? []
    return component.type === 'cpa' ? component.levels.flatMap(({ requirements }) => requirements.countries ?? []) : []
  })
  return country ?? null
}

interface ToldTransaction {
  readonly occurredAt: Date
  readonly type: string
  readonly deposit?: bigint
  readonly sale?: bigint
  readonly wager?: bigint
  readonly gross?: bigint
  readonly net?: bigint
}

function transactionOf(customer: HistoryCustomer, { occurredAt, type, ...amounts }: ToldTransaction): HistoryTransaction {
  const micros = (major: bigint | undefined) => (major ?? 0n) * MICROS_PER_MAJOR
  return {
    id: newId(), type, externalId: type, relatedTransactionId: null, brandId: customer.brandId, productId: null, customerId: customer.id, trackerId: customer.trackerId, country: customer.country,
    deposit: micros(amounts.deposit), sale: micros(amounts.sale), withdrawal: 0n, wager: micros(amounts.wager), gross: micros(amounts.gross), net: micros(amounts.net), occurredAt,
    effectiveAt: occurredAt, revShareExcluded: false, cpaExcluded: false, suppliedRevShareMinor: 0n, suppliedCpaMinor: 0n, suppliedFixedMinor: 0n, versionId: customer.versionId,
  }
}

function recruitOf(joinedAt: Date, period: Period, currency: string): Recruit {
  const commission = microsToMinor(RECRUIT_COMMISSION * MICROS_PER_MAJOR, currency)
  return {
    affiliateId: newId(), level: 1, joinedAt,
    periods: [{
      period, from: joinedAt, commission, clawbacks: 0n, revenueShare: commission, revenueShareClawbacks: 0n, netRevenue: REVENUE * MICROS_PER_MAJOR, qualified: 1, lastAt: addDays(joinedAt, 9),
    }],
  }
}
