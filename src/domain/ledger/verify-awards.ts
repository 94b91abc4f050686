import type { Tx } from '../../db/database.ts'
import { CARRIES } from '../commissions/reckoning/mark-affiliates.ts'
import { clickedSince } from '../commissions/reckoning/mark-what-is-due.ts'
import { differencesOf, readPostedAwards } from '../commissions/reckoning/post-awards.ts'
import { checkAwardLeaves } from '../commissions/reckoning/recompute-award-lines.ts'
import { plansOf, reckonStored } from '../commissions/reckoning/reckon-affiliates.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { periodOf } from '../time/periods.ts'
import { type Finding, type Law, sqlLaw } from './verify-law.ts'

/** Laws of what is reckoned from whole histories. */
export const AWARD_LAWS: readonly Law[] = [
  sqlLaw(
    'award_lines',
    'the lines of every award follow one another: each brings it from what was posted to what its leaves say',
    `with lines as (
       select id, amount_minor, total_before, total_after, evidence ->> 'amount' as evidence,
              coalesce(sum(amount_minor) over (partition by affiliate_id, plan_id, component, award_key order by id rows between unbounded preceding and 1 preceding), 0) as before
         from commission where program_id = $1 and award_key is not null)
     select count(*) as checked,
            min('commission ' || id) filter (where total_before <> before or total_after - total_before <> amount_minor or evidence <> total_after::text) as offender
       from lines`,
  ),
  {
    law: 'award_leaves',
    claim: 'the leaves of every line of an award come to what the award was worth',
    check: async (tx, program) => {
      const { checked, offender } = await checkAwardLeaves(tx, program)
      return { checked, offender: offender === null ? null : `commission ${offender}` }
    },
  },
  { law: 'awards', claim: 'every award is worth what is posted of it, reckoned anew from the history of its affiliate', check: checkAwards },
]

/** Affiliates whose histories are in memory together. */
const AFFILIATES_AT_ONCE = 20

async function checkAwards(tx: Tx, program: Program): Promise<Finding> {
  const finding = { checked: 0n, offender: null as string | null }
  const reckoned = await presentOf(tx, program)
  if (reckoned === null) return finding
  const { now, clicksUntil } = reckoned
  const clicked = new Set(await clickedSince(tx, program.id, clicksUntil))
  const affiliates = (await readReckoned(tx, program.id)).filter((id) => !clicked.has(id))
  for (let start = 0; start < affiliates.length; start += AFFILIATES_AT_ONCE) {
    const { checked, offender } = await checkAffiliates(tx, program, affiliates.slice(start, start + AFFILIATES_AT_ONCE), now)
    finding.checked += checked
    finding.offender ??= offender
  }
  return finding
}

async function checkAffiliates(tx: Tx, program: Program, affiliateIds: readonly Uuid[], until: Date): Promise<Finding> {
  const finding = { checked: 0n, offender: null as string | null }
  for (const { planId, versions, affiliates } of await plansOf(tx, program, affiliateIds)) {
    const reckoned = await reckonStored(tx, program, { planId, versions, affiliateIds: affiliates, until })
    finding.checked += reckoned.reduce((sum, { awards }) => sum + BigInt(awards.length), 0n)
    const wrong = differencesOf(reckoned, await readPostedAwards(tx, program.id, planId, affiliates)).find(({ award, before }) => award.amountMinor !== before)
    if (wrong !== undefined) finding.offender ??= `award ${wrong.award.key} of affiliate ${wrong.affiliateId} (${wrong.component})`
  }
  return finding
}

/** The program's now, and until when clicks are reckoned; null when a period has ended since then: a worker is about to do so. */
async function presentOf(tx: Tx, program: Program): Promise<{ readonly now: Date; readonly clicksUntil: Date } | null> {
  const [row] = await tx.sql<{ now: Date; reckonedUntil: Date; clicksUntil: Date }>({
    text: 'select now() as now, reckoned_until as "reckonedUntil", clicks_until as "clicksUntil" from reckoning_state where program_id = $1',
    values: [program.id],
  })
  if (row === undefined) return null
  const now = program.test_now ?? row.now
  return periodOf(row.reckonedUntil, program.time_zone) === periodOf(now, program.time_zone) ? { now, clicksUntil: row.clicksUntil } : null
}

/** Affiliates that are reckoned, but for those that a worker is about to. */
async function readReckoned(tx: Tx, programId: Uuid): Promise<Uuid[]> {
  const rows = await tx.sql<{ id: Uuid }>({
    text: `select a.id from affiliate a join program p on p.id = $1
            where a.program_id = $1 and not a.is_organic
              and not exists (select from reckoning_mark m where m.program_id = $1 and m.affiliate_id = a.id)
              and (${CARRIES} or exists (select from commission_plan_version v where v.program_id = $1 and 'history' = any(v.needs))
                   or exists (select from commission c where c.program_id = $1 and c.affiliate_id = a.id and c.award_key is not null)
                   or exists (select from commission_total t where t.program_id = $1 and t.affiliate_id = a.id and (t.posted_minor < 0 or t.base < 0)))
            order by a.id`,
    values: [programId],
  })
  return rows.map(({ id }) => id)
}
