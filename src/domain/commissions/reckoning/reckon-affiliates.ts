import type { Clock } from '../../../app/clock.ts'
import { arrayLiteral } from '../../../db/bulk.ts'
import type { Database, Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import { tryOpenBook } from '../../ledger/book.ts'
import { postTransfers, type TransferDraft } from '../../ledger/post-transfers.ts'
import { carryoverOf, earlierCarryoversOf } from '../../programs/program-carryover.ts'
import { programNow } from '../../programs/program-clock.ts'
import { type Program, readProgram } from '../../programs/read-program.ts'
import { readCommissionTerms, readPlanVersions } from '../commission-terms.ts'
import type { ReckoningProgram } from '../components/component.ts'
import type { RatingStep } from '../rating-state.ts'
import type { PlanVersionTerms } from '../rules/plan-terms.ts'
import { isReckoned } from './mark-affiliates.ts'
import { markWhatIsDue } from './mark-what-is-due.ts'
import { Pace } from './pace.ts'
import { differencesOf, postDifferences, readPostedAwards } from './post-awards.ts'
import { type ComponentAwards, hasPlanCap, reckonPlan } from './reckon-plan.ts'
import { readHistories } from './read-histories.ts'

/** Affiliates of one step: their histories are in memory together. */
const AFFILIATES_AT_ONCE = 20

/**
 * Reckons the awards of affiliates that are marked, and posts what they differ in from what was posted, in one step of the program's
 * book. Any number of workers may call it: the book makes them follow each other, and reckoning twice posts nothing twice.
 * Answers whether more affiliates are marked. Those that the pace lets rest stay marked.
 */
export async function reckonAffiliates({ db, clock }: { readonly db: Database; readonly clock: Clock }, programId: Uuid, pace: Pace = new Pace()): Promise<boolean> {
  return db.inProgram(programId, async (tx) => {
    const program = await readProgram(tx, programId)
    if (program === undefined) return false
    const now = programNow(program, clock)
    await markWhatIsDue(tx, program, now)
    const resting = pace.resting()
    if (!(await isAnyoneMarked(tx, programId, resting))) return false
    const book = await tryOpenBook(tx, programId)
    if (book === undefined) return false
    const { affiliateIds, hasMore } = await takeMarks(tx, programId, resting)
    const startedAt = performance.now()
    const drafts = await reckonSet({ tx, program, book, now }, affiliateIds)
    await postTransfers(tx, book, drafts, now)
    pace.took(affiliateIds, performance.now() - startedAt)
    return hasMore
  })
}

/** Whether affiliates wait to be reckoned, but for those that rest. */
export async function isAnyoneMarked(tx: Tx, programId: Uuid, resting: readonly Uuid[] = []): Promise<boolean> {
  const rows = await tx.sql({
    name: 'is-anyone-marked',
    text: 'select 1 from reckoning_mark where program_id = $1 and affiliate_id <> all($2::uuid[]) limit 1',
    values: [programId, arrayLiteral(resting)],
  })
  return rows.length > 0
}

/** Takes the oldest marks away, with all other marks of the same affiliates that are there. What is marked from now on is reckoned again. */
async function takeMarks(tx: Tx, programId: Uuid, resting: readonly Uuid[]): Promise<{ affiliateIds: Uuid[]; hasMore: boolean }> {
  const oldest = await tx.sql<{ affiliate_id: Uuid }>({
    name: 'oldest-marks',
    text: `select m.affiliate_id from reckoning_mark m where m.program_id = $1 and m.affiliate_id <> all($3::uuid[]) group by m.affiliate_id order by min(m.id::text) limit $2`,
    values: [programId, AFFILIATES_AT_ONCE + 1, arrayLiteral(resting)],
  })
  const marked = oldest.slice(0, AFFILIATES_AT_ONCE).map(({ affiliate_id: id }) => id)
  await tx.count({ name: 'take-marks', text: 'delete from reckoning_mark where program_id = $1 and affiliate_id = any($2::uuid[])', values: [programId, arrayLiteral(marked)] })
  const earning = await tx.sql<{ id: Uuid }>({
    name: 'earning-affiliates',
    text: 'select id from affiliate where program_id = $1 and id = any($2::uuid[]) and not is_organic order by id',
    values: [programId, arrayLiteral(marked)],
  })
  return { affiliateIds: earning.map(({ id }) => id), hasMore: oldest.length > AFFILIATES_AT_ONCE }
}

async function reckonSet(step: RatingStep & { readonly program: Program }, affiliateIds: readonly Uuid[]): Promise<TransferDraft[]> {
  const drafts: TransferDraft[] = []
  for (const { planId, versions, affiliates } of await plansOf(step.tx, step.program, affiliateIds)) {
    const reckoned = await reckonStored(step.tx, step.program, { planId, versions, affiliateIds: affiliates, until: step.now })
    const posted = await readPostedAwards(step.tx, step.program.id, planId, affiliates)
    drafts.push(...postDifferences(step, planId, differencesOf(reckoned, posted)))
  }
  return drafts
}

export interface ReckonedScope {
  readonly planId: Uuid
  readonly versions: readonly PlanVersionTerms[]
  readonly affiliateIds: readonly Uuid[]
  readonly until: Date
}

/** What a plan comes to for affiliates, from what is stored: only what is not rated with the transaction. */
export async function reckonStored(tx: Tx, program: Program, scope: ReckonedScope): Promise<ComponentAwards[]> {
  const histories = await readHistories(tx, program, scope)
  return reckonPlan({ program: reckoningProgram(program), versions: scope.versions, now: scope.until }, histories, 'reckoned')
}

/** A program as the rules see it. */
export function reckoningProgram(program: Program): ReckoningProgram {
  return { currency: program.currency, timeZone: program.time_zone, carryover: carryoverOf(program), earlierCarryovers: earlierCarryoversOf(program) }
}

export interface AffiliatesPlan {
  readonly planId: Uuid
  readonly versions: readonly PlanVersionTerms[]
  readonly affiliates: readonly Uuid[]
}

/**
 * The plans under which affiliates may have awards, with the affiliates of each: those that can apply to them, and those that they have
 * shares or awards of. Where a plan is rated in flight alone only who owes it a closing is named; where a cap counts over the whole plan,
 * everybody who has earned by it.
 */
export async function plansOf(tx: Tx, program: Program, affiliateIds: readonly Uuid[]): Promise<AffiliatesPlan[]> {
  const groups = await tx.sql<{ id: Uuid; groupId: Uuid | null }>({
    name: 'groups-of-affiliates',
    text: 'select id, group_id as "groupId" from affiliate where program_id = $1 and id = any($2::uuid[])',
    values: [program.id, arrayLiteral(affiliateIds)],
  })
  const terms = await readCommissionTerms(tx, program, groups)
  const traces = await readTraces(tx, program.id, affiliateIds)
  const versions = new Map([...terms.versions, ...(await readPlanVersions(tx, program, [...new Set(traces.map(({ planId }) => planId))]))])
  const carryover = carryoverOf(program)
  const plans: AffiliatesPlan[] = []
  for (const [planId, list] of versions) {
    const own = traces.filter((trace) => trace.planId === planId)
    const affiliates = list.some((version) => isReckoned(version, carryover)) ? [...affiliateIds] : own.filter(({ owesClosing }) => owesClosing).map(({ affiliateId }) => affiliateId)
    if (affiliates.length > 0) plans.push({ planId, versions: list, affiliates: hasPlanCap(list) ? await allOfPlan(tx, program.id, planId, affiliates) : affiliates })
  }
  return plans
}

interface Trace {
  readonly affiliateId: Uuid
  readonly planId: Uuid
  /** A negative share, or an award. */
  readonly owesClosing: boolean
}

function readTraces(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Trace[]> {
  return tx.sql<Trace>({
    name: 'traces-of-plans',
    text: `select affiliate_id as "affiliateId", plan_id as "planId", bool_or(owes) as "owesClosing"
             from (select affiliate_id, plan_id, posted_minor < 0 or base < 0 as owes from commission_total where program_id = $1 and affiliate_id = any($2::uuid[])
                   union all
                   select affiliate_id, plan_id, true from commission where program_id = $1 and affiliate_id = any($2::uuid[]) and award_key is not null) t
            group by 1, 2`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
}

async function allOfPlan(tx: Tx, programId: Uuid, planId: Uuid, marked: readonly Uuid[]): Promise<Uuid[]> {
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'affiliates-of-plan',
    text: `select distinct t.affiliate_id as id from transaction t where t.program_id = $1 and t.plan_id = $2 and t.unpaid_reason is null
           union select affiliate_id from commission where program_id = $1 and plan_id = $2 and award_key is not null
           union select id from affiliate where program_id = $1 and id = any($3::uuid[])`,
    values: [programId, planId, arrayLiteral(marked)],
  })
  return rows.map(({ id }) => id)
}
