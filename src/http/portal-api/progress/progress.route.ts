import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { ratePpmToText } from '../../../domain/money/rates.ts'
import { exactNumber } from '../../../domain/money/amounts.ts'
import { listOwnPlans, readOwnTerms } from '../../../domain/portal/own-plans.ts'
import { type CustomerQualification, readQualifications } from '../../../domain/portal/read-qualifications.ts'
import { readTiers, type TierProgress } from '../../../domain/portal/read-tiers.ts'
import { readCursor, writeCursor } from '../../plumbing/cursor.ts'
import { answeredId, listOf, listQuery } from '../../plumbing/fields.ts'
import { decimal, money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const band = z.strictObject({ from: z.number(), rate: z.string().meta({ examples: ['25'] }) })

const tierAnswer = z
  .strictObject({
    planId: answeredId,
    plan: z.string(),
    version: z.int(),
    component: z.string(),
    metric: z.string().meta({ examples: ['net_revenue'] }),
    isCount: z.boolean().meta({ description: 'The metric is a number of something, not an amount.' }),
    window: z.union([z.enum(['period', 'lifetime']), z.strictObject({ days: z.int() })]),
    application: z.enum(['marginal', 'whole']),
    scopeId: answeredId.nullable().meta({ description: 'The brand that the tiers are kept by.' }),
    current: z.number(),
    rate: z.string().meta({ description: 'Of the tier that is reached, in percent.' }),
    bands: z.array(band),
    next: z.strictObject({ from: z.number(), rate: z.string(), missing: z.number() }).nullable().meta({ description: 'Null: the highest tier is reached.' }),
    currency: z.string(),
  })
  .meta({ id: 'TierProgress' })

const requirement = z.strictObject({
  requirement: z.string().meta({ examples: ['minDepositTotal'] }),
  have: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  need: z.union([z.number(), z.boolean(), z.array(z.string())]),
  isMet: z.boolean(),
})

const qualificationAnswer = z
  .strictObject({
    customerId: answeredId,
    customer: z.string(),
    country: z.string().nullable(),
    registeredOn: z.string(),
    planId: answeredId,
    component: z.string(),
    state: z.enum(['open', 'qualified', 'ended', 'excluded']).meta({ description: 'open: something is missing. ended: the time for the next level is over.' }),
    levelsReached: z.int(),
    levels: z.int(),
    nextAmount: z.number().nullable().meta({ description: 'What the next level is worth in all.' }),
    currency: z.string(),
    requirements: z.array(requirement).meta({ description: 'Of the next level.' }),
    daysLeft: z.int().nullable(),
  })
  .meta({ id: 'QualificationProgress' })

export function progressRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Progress', permission: 'ledger:read' } as const
  definePortalRoute(app, context, {
    ...common,
    path: '/progress/tier',
    operationId: 'readTierProgress',
    summary: 'How far you are on the tiers of your plans',
    description: 'By what commissions are computed with.',
    success: { status: 200, description: 'Every tiered revenue share of the plans of your new customers.', schema: z.strictObject({ items: z.array(tierAnswer) }) },
    handle: async ({ tx, programId, affiliateId }) => {
      const scope = { programId, affiliateId }
      const own = await readOwnTerms(tx, context.clock, scope)
      const plans = new Map((await listOwnPlans(tx, context.clock, scope)).filter(({ brands }) => brands.length > 0).map(({ id, name }) => [id, name]))
      const tiers = await readTiers(tx, scope, own, [...plans.keys()])
      return { items: tiers.map((tier) => ({ plan: plans.get(tier.planId) ?? '', ...presentTier(tier), currency: own.program.currency })) }
    },
  })
  definePortalRoute(app, context, {
    ...common,
    path: '/progress/customer',
    operationId: 'listQualificationProgress',
    summary: 'How far your customers are on the way to a CPA',
    description: 'Newest customers first; a page may hold fewer items than asked for, and none.',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(qualificationAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor } }) => {
      const own = await readOwnTerms(tx, context.clock, { programId, affiliateId })
      const { items, lastId } = await readQualifications(tx, { programId, affiliateId }, own, { afterId: readCursor(cursor), limit })
      return { items: items.map((item) => presentQualification(item, own.program.currency)), nextCursor: lastId === null ? null : writeCursor(lastId) }
    },
  })
}

function presentTier({ ratePpm, bands, next, current, isCount, ...tier }: TierProgress): object {
  const amount = (value: bigint): unknown => (isCount ? exactNumber(String(value)) : decimal(value))
  return {
    ...tier, isCount, current: amount(current), rate: ratePpmToText(ratePpm),
    bands: bands.map((one) => ({ from: amount(one.from), rate: ratePpmToText(one.ratePpm) })),
    next: next === null ? null : { from: amount(next.from), rate: ratePpmToText(next.ratePpm), missing: amount(next.missing) },
  }
}

function presentQualification({ name, nextAmountMinor, requirements, ...item }: CustomerQualification, currency: string): object {
  const { customerId, country, registeredOn, planId, component, state, levelsReached, levels, daysLeft } = item
  return {
    customerId, customer: name, country, registeredOn, planId, component, state, levelsReached, levels,
    nextAmount: nextAmountMinor === null ? null : money(nextAmountMinor, currency), currency,
    requirements: requirements.map(({ requirement: of, have, need, isMet }) => ({ requirement: of, have: presented(have), need: presented(need), isMet })), daysLeft,
  }
}

function presented<Value>(value: Value): unknown {
  return typeof value === 'bigint' ? decimal(value) : value
}
