import { z } from 'zod'
import { COMPONENT_TYPES } from '../../../domain/commissions/components/registry.ts'
import type { Component } from '../../../domain/commissions/rules/plan-terms.ts'

/**
 * What a component may hold, as the document shows it. What is sent is read by the engine (docs/commission-rules.md, "Components"): one reader
 * for requests and stored plans, which names every wrong field.
 */

const amount = z.number().positive().meta({ description: 'In major units, no finer than the minor unit.', examples: [50] })
const minimum = z.number().min(0)
const rate = z.string().meta({ description: 'Percent as text, at most 4 decimals and 1000 %.', examples: ['7.5'] })
const months = z.int().min(1).max(1_200)
const countries = z.array(z.string()).min(1).max(250).meta({ description: 'ISO 3166-1 alpha-2, in capitals.', examples: [['MT', 'IT']] })
const ids = z.array(z.string()).min(1).max(500)

const holdDays = z.int().min(0).max(3_650).optional().meta({ description: "Days of 24 hours from the event until it is payable, instead of the version's." })

const rowScope = {
  countries: countries.optional(),
  brands: ids.optional().meta({ description: 'Ids.' }),
  products: ids.optional().meta({ description: 'Ids.' }),
  trackers: ids.optional().meta({ description: 'Ids.' }),
  devices: z.array(z.enum(['desktop', 'mobile', 'tablet', 'other'])).min(1).max(4).optional(),
}

/** What every component has that is paid for single events. */
function modifiers<Pays extends z.ZodRawShape>(pays: Pays) {
  const row = z.strictObject({ ...rowScope, ...pays })
  return {
    ...limits,
    rates: z.array(row).min(1).max(300).optional().meta({ description: "Instead of the component's own, for what matches: the first row whose lists all hold. What is not known is in no list." }),
  }
}

const cap = z.strictObject({
  per: z.enum(['customer', 'affiliate', 'plan']).optional().meta({ description: 'Default: affiliate.' }),
  window: z.enum(['day', 'week', 'month', 'lifetime']).meta({ description: "In the program's time zone; weeks begin on Monday." }),
  count: z.int().min(1).max(1_000_000).optional().meta({ description: 'How many are paid. Either this or amount.' }),
  amount: amount.optional().meta({ description: 'How much is paid in all; what crosses it pays the rest.' }),
  action: z.enum(['zero', 'reject']).optional().meta({ description: 'What is beyond the cap earns nothing with the reason `cap_reached` (default), or is rejected as `rejected_by_cap`.' }),
})

const limits = {
  holdDays,
  caps: z.array(cap).min(1).max(10).optional().meta({ description: 'At most so much; all of them hold together. Counted in the order of the events.' }),
  floor: amount.optional().meta({ description: 'What an affiliate gets at least for each period in which the component was in force.' }),
}

const requirements = z
  .strictObject({
    minDepositSingle: minimum.optional(),
    minDepositTotal: minimum.optional(),
    minNetDeposit: minimum.optional().meta({ description: 'Deposits less withdrawals.' }),
    minWager: minimum.optional(),
    minNetRevenue: minimum.optional(),
    minDeposits: z.int().min(1).max(1_000_000).optional().meta({ description: 'How many.' }),
    countries: countries.optional(),
    verified: z.literal(true).optional(),
    withinDays: z.int().min(1).max(3_650).optional().meta({ description: 'Days of 24 hours, the last moment included.' }),
    withinFrom: z.enum(['registration', 'click', 'first_deposit']).optional().meta({ description: 'Default: registration.' }),
  })
  .meta({ description: 'All must hold. Reaching a minimum exactly is enough.' })

const recurring = z
  .union([z.boolean(), z.strictObject({ firstOnly: z.boolean().optional(), months: months.optional().meta({ description: "Calendar months from the customer's first sale." }), count: z.int().min(1).max(1_000_000).optional() })])
  .meta({ description: "Which of a customer's sales earn. Absent or true: all; false: the first; an object: all of its limits hold." })

const metric = z.enum(['net_revenue', 'gross_revenue', 'deposits', 'sales', 'ftd_count', 'qualified_count', 'sale_count', 'active_customers'])
const window = z.union([z.enum(['period', 'lifetime']), z.strictObject({ days: z.int().min(1).max(3_650) })]).meta({ description: 'The month, all time, or the given days that end with the month.' })

const tiers = z.strictObject({
  metric,
  window,
  application: z.enum(['marginal', 'whole']).meta({ description: '`marginal`: each slice at its rate, and the metric is the base. `whole`: the rate that was reached on everything.' }),
  scope: z.enum(['affiliate_plan', 'brand', 'customer']).optional().meta({ description: 'What is counted apart. Default: affiliate_plan.' }),
  demotion: z.boolean().optional().meta({ description: 'Whether a window may fall below the highest tier reached before. Default: true.' }),
  bands: z.array(z.strictObject({ from: z.number().min(0), rate })).min(1).max(50).meta({ description: 'Ascending; the first starts at 0.' }),
})

const carryover = z.strictObject({
  mode: z.enum(['reset', 'carry']),
  scope: z.enum(['affiliate', 'brand', 'plan', 'product']).optional().meta({ description: 'Default: plan.' }),
  what: z.enum(['base', 'commission']).optional().meta({ description: 'Default: commission.' }),
  cap: z.union([z.strictObject({ amount: minimum }), z.strictObject({ averageMonths: z.number() })]).optional().meta({ description: 'At most so much is carried.' }),
  expiryMonths: months.optional(),
})

const TYPES = {
  cpa: z.strictObject({
    type: z.literal('cpa'),
    levels: z.array(z.strictObject({ amount, requirements: requirements.optional() })).min(1).max(20).meta({ description: 'Amounts are cumulative: each line pays the difference.' }),
    asAdvance: z.boolean().optional().meta({ description: "The revenue shares of the version pay only what a customer's share comes to above its CPA." }),
    ...modifiers({ amount: amount.optional().meta({ description: 'Of a CPA of one level.' }), amounts: z.array(amount).optional().meta({ description: 'Of several: one for each level.' }) }),
  }).meta({ title: 'CPA', description: 'A fixed amount for each qualified customer.' }),
  cpl: z.strictObject({ type: z.literal('cpl'), amount, requirements: requirements.optional(), ...modifiers({ amount }) })
    .meta({ title: 'CPL', description: 'A fixed amount for each registration that meets the requirements, once.' }),
  cpc: z.strictObject({ type: z.literal('cpc'), amount, ...modifiers({ amount }) })
    .meta({ title: 'CPC', description: 'A fixed amount for each valid click that is the first of its visitor within 24 hours.' }),
  revenue_share: z.strictObject({
    type: z.literal('revenue_share'),
    base: z.enum(['net_revenue', 'gross_revenue', 'net_deposit', 'wager', 'sale']).optional().meta({ description: 'Default: net_revenue.' }),
    rate: rate.optional().meta({ description: 'Either this or tiers.' }),
    tiers: tiers.optional(),
    carryover: carryover.optional().meta({ description: "What becomes of a negative period, instead of the program's." }),
    highRollers: z.strictObject({ threshold: amount, expiryMonths: months.optional() }).optional().meta({ description: 'Customers who lose so much in a period are set apart: only their own later revenue pays it down.' }),
    startsAfterCpa: z.boolean().optional().meta({ description: 'Only what a customer brings after it has qualified for the CPA is shared.' }),
    duration: z.strictObject({ months, from: z.enum(['registration', 'first_deposit']).optional() }).optional().meta({ description: 'Only what a customer brings in its first months is shared.' }),
    ...modifiers({ rate }),
  }).meta({ title: 'Revenue share', description: 'A rate of a base, of each month in all.' }),
  percent_of_sale: z.strictObject({
    type: z.literal('percent_of_sale'),
    rate: rate.optional().meta({ description: 'Either this or steps.' }),
    steps: z.array(z.strictObject({ rate, count: z.int().min(1).max(1_000_000).optional().meta({ description: 'How many sales; may be left out on the last.' }) })).min(1).max(20).optional(),
    recurring: recurring.optional(),
    ...modifiers({ rate }),
  }).meta({ title: 'Percentage of sales', description: 'A rate of each sale.' }),
  fixed_per_sale: z.strictObject({ type: z.literal('fixed_per_sale'), amount, recurring: recurring.optional(), ...modifiers({ amount }) })
    .meta({ title: 'Amount per sale', description: 'A fixed amount for each sale.' }),
  period_fee: z.strictObject({
    type: z.literal('period_fee'), amount,
    proration: z.boolean().optional().meta({ description: 'Whether a month in which the plan was in force in part pays that part, by days. Default: true.' }),
    holdDays,
  }).meta({ title: 'Period fee', description: 'A fixed amount for each month.' }),
  sub_affiliate: z.strictObject({
    type: z.literal('sub_affiliate'),
    base: z.enum(['commission', 'revenue_share', 'net_revenue', 'qualified_customer']).optional().meta({ description: 'Of what recruits earn, bring, or qualify. Default: commission.' }),
    levels: z.array(z.strictObject({ rate: rate.optional(), amount: amount.optional() })).min(1).max(10).meta({ description: 'The first is of recruits, the second of theirs. A rate each; of qualified customers an amount.' }),
    months: months.optional().meta({ description: 'From when the recruit joined; absent: for good.' }),
    negativesPropagate: z.boolean().optional().meta({ description: "Whether a recruit's negative month takes away. Default: false." }),
    clawbacksPropagate: z.boolean().optional().meta({ description: 'Whether what is taken back from a recruit is taken back here too. Default: true.' }),
    ...limits,
    caps: z.array(cap).min(1).max(10).optional().meta({ description: 'By amount, of an affiliate or the plan, for a month or for good.' }),
  }).meta({ title: 'Share of recruits', description: 'A share of what recruited affiliates earn.' }),
  bonus: z.strictObject({
    type: z.literal('bonus'), amount, metric,
    window: window.optional().meta({ description: 'Default: period.' }),
    threshold: z.number().positive().meta({ description: 'In major units, or how many.' }),
    repeats: z.enum(['once', 'every_period']).optional().meta({ description: 'Default: once.' }),
    holdDays,
  }).meta({ title: 'Bonus', description: 'A fixed amount when a metric has reached a threshold.' }),
} as const satisfies { readonly [Type in Component['type']]: z.ZodObject }

/** A component of each type, as plans write them. */
export const COMPONENT_EXAMPLES: { readonly [Type in Component['type']]: z.input<(typeof TYPES)[Type]> } = {
  cpa: { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, minWager: 40, withinDays: 30, withinFrom: 'registration' } }], rates: [{ countries: ['DE', 'AT'], amount: 80 }], caps: [{ window: 'month', count: 500 }] },
  cpl: { type: 'cpl', amount: 3, requirements: { countries: ['MT', 'IT'], verified: true }, caps: [{ window: 'day', count: 100, action: 'reject' }] },
  cpc: { type: 'cpc', amount: 0.1, caps: [{ per: 'plan', window: 'day', amount: 250 }] },
  revenue_share: {
    type: 'revenue_share', base: 'net_revenue',
    tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }] },
    carryover: { mode: 'carry', cap: { averageMonths: 2 }, expiryMonths: 3 },
  },
  percent_of_sale: { type: 'percent_of_sale', steps: [{ rate: '40', count: 3 }, { rate: '20' }], recurring: { months: 12 } },
  fixed_per_sale: { type: 'fixed_per_sale', amount: 15, recurring: false, rates: [{ devices: ['mobile'], amount: 12 }], holdDays: 30 },
  period_fee: { type: 'period_fee', amount: 500 },
  sub_affiliate: { type: 'sub_affiliate', base: 'commission', levels: [{ rate: '10' }, { rate: '5' }], months: 24 },
  bonus: { type: 'bonus', amount: 250, metric: 'ftd_count', window: 'period', threshold: 50, repeats: 'every_period' },
}

const [first, ...others] = COMPONENT_TYPES.map((type) => TYPES[type].meta({ ...TYPES[type].meta(), examples: [COMPONENT_EXAMPLES[type]] }))
const { $schema: _dialect, ...documented } = z.toJSONSchema(z.union(first === undefined ? [z.never()] : [first, ...others]), { io: 'input', unrepresentable: 'any' })

export const componentInput = z.unknown().meta({ ...documented, id: 'Component', description: 'One way of earning; what it holds depends on its type.' })
