import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../../domain/access/author.ts'
import type { Uuid } from '../../domain/ids.ts'
import { acceptPlan } from '../../domain/plans/accept-plan.ts'
import { addPlanVersion } from '../../domain/plans/add-plan-version.ts'
import { listPlans } from '../../domain/plans/commission-plan.ts'
import { ownProgram } from '../../domain/programs/own-program.ts'
import { programNow } from '../../domain/programs/program-clock.ts'
import { DAY_MS } from './demo-plan.ts'

const NEGOTIATED = 'Hybrid'
const BEGINS_IN_DAYS = 14
const SIGNERS = 6
const LANGUAGES = ['en', 'pt-BR', 'es'] as const

/** What has been agreed: affiliates accepted the hybrid, and a better version of it is announced for customers to come. Neither earns anything yet. */
export async function makeAgreements(tx: Tx, author: Author, clock: Clock, affiliates: readonly Uuid[]): Promise<void> {
  const plans = await listPlans(tx, { programId: author.programId, afterId: null, limit: 50 })
  const hybrid = plans.find(({ name }) => name.startsWith(NEGOTIATED))
  if (hybrid === undefined) return
  for (const [index, affiliateId] of affiliates.slice(0, SIGNERS).entries()) {
    const via = index % 3 === 2 ? 'document' : 'portal'
    await acceptPlan(tx, author, clock, affiliateId, { planId: hybrid.id, version: 1, language: LANGUAGES[index % LANGUAGES.length] ?? 'en', via })
  }
  const now = programNow(await ownProgram(tx, author.programId), clock)
  await addPlanVersion(tx, author, clock, hybrid.id, { effectiveFrom: new Date(now.getTime() + BEGINS_IN_DAYS * DAY_MS), noticeDays: 30, holdDays: 14, components: BETTER })
}

const BETTER = [
  {
    type: 'cpa',
    levels: [
      { amount: 60, requirements: { minDepositTotal: 20, minWager: 40, withinDays: 30, withinFrom: 'registration' } },
      { amount: 90, requirements: { minNetRevenue: 100 } },
    ],
    caps: [{ per: 'affiliate', window: 'month', count: 200 }],
  },
  {
    type: 'revenue_share', base: 'net_revenue',
    tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }, { from: 5000, rate: '40' }] },
    carryover: { mode: 'reset' },
  },
]
