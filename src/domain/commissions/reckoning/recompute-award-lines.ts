import type { Tx } from '../../../db/database.ts'
import { NIL_UUID, type Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { type AwardEvidence, becauseOf } from './award-evidence.ts'
import { recomputeAward } from './recompute-award.ts'

/** One line of an award: its amount, and what its leaves come to less the lines of the award before it. Minor units; null when the leaves contradict each other. */
export interface RecomputedAwardLine {
  readonly amountMinor: bigint
  readonly recomputedMinor: bigint | null
}

/** A line of an award, worked out anew; undefined for a line that is no part of one. */
export async function recomputeAwardLine(tx: Tx, program: Pick<Program, 'id' | 'currency'>, commissionId: Uuid): Promise<RecomputedAwardLine | undefined> {
  const [line] = await tx.sql<{ amountMinor: bigint; before: bigint; evidence: AwardEvidence }>({
    name: 'recomputed-award-line',
    text: `select c.amount_minor as "amountMinor", c.evidence,
                  (select coalesce(sum(o.amount_minor), 0)::bigint from commission o
                    where o.program_id = $1 and o.affiliate_id = c.affiliate_id and o.plan_id = c.plan_id and o.component = c.component and o.award_key = c.award_key
                      and o.id < c.id) as before
             from commission c where c.program_id = $1 and c.id = $2 and c.award_key is not null`,
    values: [program.id, commissionId],
  })
  if (line === undefined) return undefined
  const worth = recomputeAward(becauseOf(line.evidence), program.currency)
  return { amountMinor: line.amountMinor, recomputedMinor: worth === null ? null : worth - line.before }
}

/** Lines that are in memory together. */
const PAGE = 2_000

/** How many lines of awards a program has, and the first whose leaves do not come to what its award was worth. */
export async function checkAwardLeaves(tx: Tx, program: Pick<Program, 'id' | 'currency'>): Promise<{ readonly checked: bigint; readonly offender: Uuid | null }> {
  let checked = 0n
  for (let after: Uuid | undefined = NIL_UUID; after !== undefined; ) {
    const lines: readonly { readonly id: Uuid; readonly worth: bigint; readonly evidence: AwardEvidence }[] = await tx.sql({
      name: 'award-leaves',
      text: `select id, total_after as worth, evidence from commission where program_id = $1 and award_key is not null and id > $2 order by id limit ${PAGE}`,
      values: [program.id, after],
    })
    const wrong = lines.find(({ worth, evidence }) => recomputeAward(becauseOf(evidence), program.currency) !== worth)
    checked += BigInt(lines.length)
    if (wrong !== undefined) return { checked, offender: wrong.id }
    after = lines.length < PAGE ? undefined : lines.at(-1)?.id
  }
  return { checked, offender: null }
}
