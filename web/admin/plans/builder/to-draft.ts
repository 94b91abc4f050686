import {
  type CapDraft,
  COMPONENT_TYPES,
  type ComponentDraft,
  type LevelDraft,
  newComponent,
  type PlanDraft,
  type RateRowDraft,
  type RequirementsDraft,
  type WindowDraft,
} from './draft.ts'
import { flagOf, type Json, listOf, objectOf, textOf, textsOf } from './json-reader.ts'

/** A version as the API gives it, as the form holds it. `localTime` tells an instant in the program's zone. */
export function toDraft(name: string, version: unknown, localTime: (instant: string) => string): PlanDraft {
  const json = objectOf(version)
  const from = textOf(json['effectiveFrom'])
  return {
    name,
    version: {
      effectiveFrom: from === '' ? '' : localTime(from),
      appliesTo: textOf(json['appliesTo'], 'new_customers'),
      noticeDays: textOf(json['noticeDays']),
      holdDays: textOf(json['holdDays']),
      components: listOf(json['components']).map(toComponentDraft),
    },
  }
}

/** Defaults are filled in, so the form says what holds. */
export function toComponentDraft(value: unknown): ComponentDraft {
  const json = objectOf(value)
  const type = COMPONENT_TYPES.find((known) => known === json['type']) ?? 'cpa'
  const fresh = newComponent(type)
  const { tiers, carryover, highRollers, duration } = {
    tiers: objectOf(json['tiers']),
    carryover: objectOf(json['carryover']),
    highRollers: objectOf(json['highRollers']),
    duration: objectOf(json['duration']),
  }
  const cap = objectOf(carryover['cap'])
  return {
    ...fresh,
    amount: textOf(json['amount']),
    pays: json['tiers'] == null && json['steps'] == null ? 'rate' : 'table',
    rate: textOf(json['rate']),
    base: textOf(json['base'], fresh.base),
    levels: json['levels'] == null ? fresh.levels : listOf(json['levels']).map(toLevel),
    requirements: toRequirements(json['requirements']),
    asAdvance: flagOf(json['asAdvance'], false),
    tiers:
      json['tiers'] == null
        ? fresh.tiers
        : {
            metric: textOf(tiers['metric']),
            window: toWindow(tiers['window']),
            application: textOf(tiers['application']),
            scope: textOf(tiers['scope'], fresh.tiers.scope),
            demotion: flagOf(tiers['demotion'], true),
            bands: listOf(tiers['bands'])
              .map(objectOf)
              .map((band) => ({ from: textOf(band['from']), rate: textOf(band['rate']) })),
          },
    steps:
      json['steps'] == null
        ? fresh.steps
        : listOf(json['steps'])
            .map(objectOf)
            .map((step) => ({ rate: textOf(step['rate']), count: textOf(step['count']) })),
    recurring: toRecurring(json['recurring']),
    carryover: {
      mode: textOf(carryover['mode']),
      scope: textOf(carryover['scope'], fresh.carryover.scope),
      what: textOf(carryover['what'], fresh.carryover.what),
      cap: {
        by: cap['amount'] != null ? 'amount' : cap['averageMonths'] != null ? 'averageMonths' : '',
        amount: textOf(cap['amount']),
        averageMonths: textOf(cap['averageMonths']),
      },
      expiryMonths: textOf(carryover['expiryMonths']),
    },
    highRollers: {
      isOn: json['highRollers'] != null,
      threshold: textOf(highRollers['threshold']),
      expiryMonths: textOf(highRollers['expiryMonths']),
    },
    startsAfterCpa: flagOf(json['startsAfterCpa'], false),
    duration: { months: textOf(duration['months']), from: textOf(duration['from'], fresh.duration.from) },
    proration: flagOf(json['proration'], true),
    metric: textOf(json['metric'], fresh.metric),
    window: json['window'] == null ? fresh.window : toWindow(json['window']),
    threshold: textOf(json['threshold']),
    repeats: textOf(json['repeats'], fresh.repeats),
    months: textOf(json['months']),
    negativesPropagate: flagOf(json['negativesPropagate'], false),
    clawbacksPropagate: flagOf(json['clawbacksPropagate'], true),
    holdDays: textOf(json['holdDays']),
    floor: textOf(json['floor']),
    caps: listOf(json['caps']).map(toCap),
    rates: listOf(json['rates']).map(toRateRow),
  }
}

function toLevel(value: unknown): LevelDraft {
  const json = objectOf(value)
  return { amount: textOf(json['amount']), rate: textOf(json['rate']), requirements: toRequirements(json['requirements']) }
}

function toRequirements(value: unknown): RequirementsDraft {
  const json = objectOf(value)
  return {
    minDepositSingle: textOf(json['minDepositSingle']),
    minDepositTotal: textOf(json['minDepositTotal']),
    minNetDeposit: textOf(json['minNetDeposit']),
    minWager: textOf(json['minWager']),
    minNetRevenue: textOf(json['minNetRevenue']),
    minDeposits: textOf(json['minDeposits']),
    countries: textsOf(json['countries']).join(', '),
    verified: flagOf(json['verified'], false),
    withinDays: textOf(json['withinDays']),
    withinFrom: textOf(json['withinFrom'], 'registration'),
  }
}

function toWindow(value: unknown): WindowDraft {
  const days = textOf(objectOf(value)['days'])
  return days === '' ? { kind: textOf(value), days: '' } : { kind: 'days', days }
}

function toRecurring(value: unknown): ComponentDraft['recurring'] {
  const json = objectOf(value)
  const isFirst = value === false || json['firstOnly'] === true
  return { which: isFirst ? 'first' : 'all', months: textOf(json['months']), count: textOf(json['count']) }
}

function toCap(value: unknown): CapDraft {
  const json = objectOf(value)
  return {
    per: textOf(json['per'], 'affiliate'),
    window: textOf(json['window']),
    by: json['count'] != null ? 'count' : 'amount',
    count: textOf(json['count']),
    amount: textOf(json['amount']),
    action: textOf(json['action'], 'zero'),
  }
}

function toRateRow(value: unknown): RateRowDraft {
  const json: Json = objectOf(value)
  return {
    countries: textsOf(json['countries']).join(', '),
    brands: textsOf(json['brands']),
    products: textsOf(json['products']),
    trackers: textsOf(json['trackers']),
    devices: textsOf(json['devices']),
    rate: textOf(json['rate']),
    amount: textOf(json['amount']),
    amounts: textsOf(json['amounts']),
  }
}
