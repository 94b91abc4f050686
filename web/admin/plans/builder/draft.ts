/**
 * A plan as a form holds it: every input's text under the name that the API calls it by, so that what the API refuses is shown at its field.
 * A component has the fields of all types: changing the type keeps what was typed.
 */

export const COMPONENT_TYPES = [
  'cpa',
  'revenue_share',
  'percent_of_sale',
  'fixed_per_sale',
  'cpl',
  'cpc',
  'period_fee',
  'bonus',
  'sub_affiliate',
] as const
export type ComponentType = (typeof COMPONENT_TYPES)[number]

export interface RequirementsDraft {
  readonly minDepositSingle: string
  readonly minDepositTotal: string
  readonly minNetDeposit: string
  readonly minWager: string
  readonly minNetRevenue: string
  readonly minDeposits: string
  /** Codes with anything between them. */
  readonly countries: string
  readonly verified: boolean
  readonly withinDays: string
  readonly withinFrom: string
}

export interface WindowDraft {
  readonly kind: string
  readonly days: string
}

/** A level of a CPA (amount, requirements) or of a share of recruits (rate or amount). */
export interface LevelDraft {
  readonly amount: string
  readonly rate: string
  readonly requirements: RequirementsDraft
}

export interface CapDraft {
  readonly per: string
  readonly window: string
  readonly by: 'amount' | 'count'
  readonly count: string
  readonly amount: string
  readonly action: string
}

export interface RateRowDraft {
  readonly countries: string
  readonly brands: readonly string[]
  readonly products: readonly string[]
  readonly trackers: readonly string[]
  readonly devices: readonly string[]
  readonly rate: string
  readonly amount: string
  /** Of a CPA of several levels: one for each. */
  readonly amounts: readonly string[]
}

export interface ComponentDraft {
  readonly type: ComponentType
  readonly amount: string
  /** One rate, or a table of tiers or steps. */
  readonly pays: 'rate' | 'table'
  readonly rate: string
  readonly base: string
  readonly levels: readonly LevelDraft[]
  readonly requirements: RequirementsDraft
  readonly asAdvance: boolean
  readonly tiers: {
    readonly metric: string
    readonly window: WindowDraft
    readonly application: string
    readonly scope: string
    readonly demotion: boolean
    readonly bands: readonly { readonly from: string; readonly rate: string }[]
  }
  readonly steps: readonly { readonly rate: string; readonly count: string }[]
  readonly recurring: { readonly which: string; readonly months: string; readonly count: string }
  readonly carryover: {
    /** Empty: as the program has it. */
    readonly mode: string
    readonly scope: string
    readonly what: string
    readonly cap: { readonly by: string; readonly amount: string; readonly averageMonths: string }
    readonly expiryMonths: string
  }
  readonly highRollers: { readonly isOn: boolean; readonly threshold: string; readonly expiryMonths: string }
  readonly startsAfterCpa: boolean
  readonly duration: { readonly months: string; readonly from: string }
  readonly proration: boolean
  readonly metric: string
  readonly window: WindowDraft
  readonly threshold: string
  readonly repeats: string
  readonly months: string
  readonly negativesPropagate: boolean
  readonly clawbacksPropagate: boolean
  readonly holdDays: string
  readonly floor: string
  readonly caps: readonly CapDraft[]
  readonly rates: readonly RateRowDraft[]
}

export interface PlanDraft {
  readonly name: string
  readonly version: {
    /** Local time of the program, as `<input type="datetime-local">` holds it; empty: from now on. */
    readonly effectiveFrom: string
    readonly appliesTo: string
    readonly noticeDays: string
    readonly holdDays: string
    readonly components: readonly ComponentDraft[]
  }
}

export const NO_REQUIREMENTS: RequirementsDraft = {
  minDepositSingle: '',
  minDepositTotal: '',
  minNetDeposit: '',
  minWager: '',
  minNetRevenue: '',
  minDeposits: '',
  countries: '',
  verified: false,
  withinDays: '',
  withinFrom: 'registration',
}
export const NEW_LEVEL: LevelDraft = { amount: '', rate: '', requirements: NO_REQUIREMENTS }
export const NEW_CAP: CapDraft = { per: 'affiliate', window: 'month', by: 'amount', count: '', amount: '', action: 'zero' }
export const NEW_RATE_ROW: RateRowDraft = {
  countries: '',
  brands: [],
  products: [],
  trackers: [],
  devices: [],
  rate: '',
  amount: '',
  amounts: [],
}

/** What a component is before anything was said of it. */
export function newComponent(type: ComponentType): ComponentDraft {
  return {
    type,
    amount: '',
    pays: 'rate',
    rate: '',
    base: type === 'sub_affiliate' ? 'commission' : 'net_revenue',
    levels: [NEW_LEVEL],
    requirements: NO_REQUIREMENTS,
    asAdvance: false,
    tiers: {
      metric: 'net_revenue',
      window: { kind: 'period', days: '' },
      application: 'marginal',
      scope: 'affiliate_plan',
      demotion: true,
      bands: [
        { from: '0', rate: '' },
        { from: '', rate: '' },
      ],
    },
    steps: [
      { rate: '', count: '' },
      { rate: '', count: '' },
    ],
    recurring: { which: 'all', months: '', count: '' },
    carryover: { mode: '', scope: 'plan', what: 'commission', cap: { by: '', amount: '', averageMonths: '' }, expiryMonths: '' },
    highRollers: { isOn: false, threshold: '', expiryMonths: '' },
    startsAfterCpa: false,
    duration: { months: '', from: 'registration' },
    proration: true,
    metric: 'net_revenue',
    window: { kind: 'period', days: '' },
    threshold: '',
    repeats: 'once',
    months: '',
    negativesPropagate: false,
    clawbacksPropagate: true,
    holdDays: '',
    floor: '',
    caps: [],
    rates: [],
  }
}
