import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../../domain/access/author.ts'
import { addTrackingLink, type NewLink } from '../../domain/affiliates/add-tracking-link.ts'
import { listAffiliates } from '../../domain/affiliates/list-affiliates.ts'
import { createAffiliate } from '../../domain/affiliates/create-affiliate.ts'
import { createTracker } from '../../domain/affiliates/create-tracker.ts'
import { createBrand } from '../../domain/brands/create-brand.ts'
import { createProduct } from '../../domain/brands/create-product.ts'
import type { Uuid } from '../../domain/ids.ts'
import { assignPlan } from '../../domain/plans/assign-plan.ts'
import { createPlan } from '../../domain/plans/create-plan.ts'
import { addFxRate } from '../../domain/programs/fx-rate.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import type { DemoPlan } from './demo-plan.ts'
import { affiliateName, COUNTRIES } from './names.ts'
import type { Random } from './random.ts'

/** The brands by their external ids: a casino, a broker, a coffee subscription. */
export const DEMO_BRANDS = ['lucky-harbor', 'coral-trade', 'brew-and-bean'] as const
export type DemoBrand = (typeof DEMO_BRANDS)[number]

export interface DemoTerms {
  readonly brandIds: Readonly<Record<DemoBrand, Uuid>>
  /** A better deal, for one affiliate. */
  readonly specialPlanId: Uuid
  readonly products: number
  readonly plans: number
}

export const DEMO_PRODUCTS: Readonly<Record<DemoBrand, readonly [string, ...string[]]>> = {
  'lucky-harbor': ['casino', 'sports'],
  'coral-trade': ['trading'],
  'brew-and-bean': ['subscription'],
}

/** Makes brands, products, rates and plans, in force since the first day. */
export function makeTerms({ db, clock }: AppContext, { program, startMs }: DemoPlan): Promise<DemoTerms> {
  const effectiveFrom = new Date(startMs)
  return db.inProgram(program.id, async (tx) => {
    const author: Author = { programId: program.id, actor: COMMAND_LINE_ACTOR, now: clock.now() }
    const harbor = await createBrand(tx, author, {
      name: 'Lucky Harbor', industry: 'gambling', externalId: 'lucky-harbor', landingPageUrl: 'https://lucky-harbor.example/?btag=[ClickKey]',
      deepLinkHosts: ['lucky-harbor.example'],
      deductions: [
        { name: 'Bonus', kind: 'bonus', base: 'bonus' },
        { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
        { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20', countries: ['MT', 'DE'], whenNegative: 'clamp' },
      ],
    })
    const coral = await createBrand(tx, author, {
      name: 'Coral Trade', industry: 'trading', externalId: 'coral-trade', landingPageUrl: 'https://coral-trade.example/open?cid={click_id}', autoApprove: false,
      deductions: [{ name: 'Platform fee', kind: 'platform_fee', base: 'gross_revenue', rate: '12.5' }],
    })
    const bean = await createBrand(tx, author, {
      name: 'Brew & Bean', industry: 'subscription', externalId: 'brew-and-bean', landingPageUrl: 'https://brew-and-bean.example/?click=[ClickKey]',
    })
    const brandIds = { 'lucky-harbor': harbor.id, 'coral-trade': coral.id, 'brew-and-bean': bean.id }
    const products = await makeProducts(tx, author, brandIds)
    await addFxRate(tx, author, { currency: 'GBP', ratePpb: 1_170_000_000n, effectiveFrom, source: 'demo' })
    const make = async (name: string, holdDays: number, components: unknown[], brandId: Uuid): Promise<void> => {
      const plan = await createPlan(tx, author, clock, { name, version: { effectiveFrom, holdDays, components } })
      await assignPlan(tx, author, plan.id, { brandId })
    }
    await make('Hybrid 50/80 + 25/35 %', 14, HYBRID, harbor.id)
    await make('Whole tiers by first deposits', 0, WHOLE_TIERS, coral.id)
    await make('Subscriptions 20 %', 30, SUBSCRIPTIONS, bean.id)
    const special = await createPlan(tx, author, clock, { name: '40 % of the first 3, then 20 % for a year', version: { effectiveFrom, components: FIRST_THREE } })
    return { brandIds, specialPlanId: special.id, products, plans: 4 }
  })
}

const HYBRID = [
  {
    type: 'cpa',
    levels: [
      { amount: 50, requirements: { minDepositTotal: 20, minWager: 40, withinDays: 30, withinFrom: 'registration' } },
      { amount: 80, requirements: { minNetRevenue: 100 } },
    ],
  },
  {
    type: 'revenue_share', base: 'net_revenue',
    tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }] },
    carryover: { mode: 'reset' },
  },
]
const WHOLE_TIERS = [
  {
    type: 'revenue_share', base: 'net_revenue',
    tiers: { metric: 'ftd_count', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 3, rate: '30' }, { from: 10, rate: '40' }] },
    carryover: { mode: 'reset' },
  },
]
const SUBSCRIPTIONS = [{ type: 'percent_of_sale', rate: '20' }]
const FIRST_THREE = [{ type: 'percent_of_sale', steps: [{ rate: '40', count: 3 }, { rate: '20' }], recurring: { months: 12 } }]

/** Who has the special plan for the coffee subscription, by external id: its customers get it instead of everybody's. */
const FAVOURITE = 'aff-3'

/** Assigns the special plan. To be called before the first customer registers. */
export async function assignSpecialPlan({ db, clock }: AppContext, { program: { id: programId } }: DemoPlan, { specialPlanId, brandIds }: DemoTerms): Promise<void> {
  await db.inProgram(programId, async (tx) => {
    const [favourite] = await listAffiliates(tx, { programId, after: null, limit: 1, externalId: FAVOURITE })
    if (favourite === undefined) return
    const author: Author = { programId, actor: COMMAND_LINE_ACTOR, now: clock.now() }
    await assignPlan(tx, author, specialPlanId, { affiliateId: favourite.affiliate.id, brandId: brandIds['brew-and-bean'] })
  })
}

async function makeProducts(tx: Tx, author: Author, brandIds: Readonly<Record<DemoBrand, Uuid>>): Promise<number> {
  let made = 0
  for (const brand of DEMO_BRANDS) {
    for (const externalId of DEMO_PRODUCTS[brand]) {
      const deductions = externalId === 'sports' ? [{ name: 'Betting tax', kind: 'tax', base: 'wager', rate: '1' }, { name: 'Bonus', kind: 'bonus', base: 'bonus' }] : undefined
      await createProduct(tx, author, { brandId: brandIds[brand], name: externalId.charAt(0).toUpperCase() + externalId.slice(1), externalId, deductions })
      made += 1
    }
  }
  return made
}

export interface DemoPeople {
  readonly affiliates: number
  readonly trackers: number
  readonly links: number
}

const AFFILIATES_PER_TRANSACTION = 50

/** Makes affiliates with trackers and links. Every seventeenth is not active: what it sends earns nothing. */
export async function makeAffiliates({ db, clock }: AppContext, plan: DemoPlan, terms: DemoTerms, random: Random): Promise<DemoPeople> {
  const counts = { affiliates: 0, trackers: 0, links: 0 }
  const { id: programId } = plan.program
  while (counts.affiliates < plan.size.affiliates) {
    const end = Math.min(plan.size.affiliates, counts.affiliates + AFFILIATES_PER_TRANSACTION)
    const drafts = Array.from({ length: end - counts.affiliates }, (_, i) => draftAffiliate(counts.affiliates + i, random))
    await db.inProgram(programId, async (tx) => {
      const author: Author = { programId, actor: COMMAND_LINE_ACTOR, now: clock.now() }
      for (const draft of drafts) await makeAffiliate(tx, author, terms, draft)
    })
    counts.affiliates = end
    counts.trackers += drafts.reduce((sum, { trackers }) => sum + trackers.length, 0)
    counts.links += drafts.reduce((sum, { trackers }) => sum + trackers.reduce((links, { brands }) => links + brands.length, 0), 0)
  }
  return counts
}

interface AffiliateDraft {
  readonly number: number
  readonly name: string
  readonly country: string
  readonly trackers: readonly { readonly name: string; readonly brands: readonly DemoBrand[] }[]
}

const SOURCES = ['reviews', 'newsletter', 'video', 'forum', 'social'] as const

function draftAffiliate(index: number, random: Random): AffiliateDraft {
  const trackers = Array.from({ length: random.integer(1, 2) }, () => {
    const first = random.pick(DEMO_BRANDS)
    return { name: random.pick(SOURCES), brands: random.chance(0.3) ? DEMO_BRANDS : [first] }
  })
  return { number: index + 1, name: affiliateName(index, random), country: random.pick(COUNTRIES), trackers }
}

const INACTIVE_EVERY = 17

async function makeAffiliate(tx: Tx, author: Author, { brandIds }: DemoTerms, { number, name, country, trackers }: AffiliateDraft): Promise<void> {
  const affiliate = await createAffiliate(tx, author, {
    name, country, displayName: name, email: `team-${number}@affiliates.example`, externalId: `aff-${number}`,
    status: number % INACTIVE_EVERY === 0 ? 'inactive' : 'active',
  })
  for (const [i, { name: source, brands }] of trackers.entries()) {
    const tracker = await createTracker(tx, author, { affiliateId: affiliate.id, name: source, externalId: `aff-${number}-${i + 1}` })
    for (const brand of brands) {
      const link: NewLink = { trackerId: tracker.id, brandId: brandIds[brand] }
      await addTrackingLink(tx, author, link)
    }
  }
}
