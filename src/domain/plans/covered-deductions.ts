import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { readDeductionSets } from '../transactions/read-surroundings.ts'
import type { NamedDeductions } from './words/fairness-card.ts'

/**
 * The deductions of the brands that a plan covers, and of their products that have their own, by name. Null, the program's default plan
 * and a plan that is not narrowed to brands cover all of them. `now` is the program's.
 */
export async function readCoveredDeductions(tx: Tx, program: Program, planId: Uuid | null, now: Date): Promise<NamedDeductions[]> {
  const brandIds = planId === null || planId === program.default_plan_id ? null : await readCoveredBrands(tx, program.id, planId, now)
  const rows = await tx.sql<{ name: string; setId: Uuid }>({
    text: `select name, deduction_set_id as "setId" from (
             select name, deduction_set_id, id as brand_id, status, 1 as kind from brand where program_id = $1
             union all
             select b.name || ' / ' || p.name, p.deduction_set_id, b.id, p.status, 2
               from product p join brand b on b.program_id = $1 and b.id = p.brand_id and b.status <> 'archived' where p.program_id = $1) covered
            where status <> 'archived' and deduction_set_id is not null and ($2::uuid[] is null or brand_id = any($2::uuid[]))
            order by name, kind limit $3`,
    values: [program.id, brandIds === null ? null : arrayLiteral(brandIds), MOST_SHOWN],
  })
  const sets = await readDeductionSets(tx, program, rows.map(({ setId }) => setId))
  return rows.map(({ name, setId }) => ({ name, deductions: sets.get(setId) ?? [] }))
}

/** A card is read by people. */
const MOST_SHOWN = 200

/** Null: all of them. */
async function readCoveredBrands(tx: Tx, programId: Uuid, planId: Uuid, now: Date): Promise<Uuid[] | null> {
  const rows = await tx.sql<{ brandId: Uuid | null }>({
    text: `select distinct brand_id as "brandId" from plan_assignment
            where program_id = $1 and plan_id = $2 and (effective_until is null or effective_until > $3)`,
    values: [programId, planId, now],
  })
  const ids = rows.flatMap(({ brandId }) => brandId ?? [])
  return rows.length === 0 || ids.length < rows.length ? null : ids
}
