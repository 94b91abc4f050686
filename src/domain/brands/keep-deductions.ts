import { build, type Tx } from '../../db/database.ts'
import { parseDeductions } from '../commissions/rules/deductions.ts'
import { newId, type Uuid } from '../ids.ts'

/**
 * Stores a list of deductions as a new set and answers its id, or null for none. Sets never change, so that an old transaction can
 * always be recomputed with the set it was computed with. Throws `invalid_request` naming the wrong fields.
 */
export async function keepDeductions(
  tx: Tx,
  programId: Uuid,
  currency: string,
  deductions: readonly unknown[] | null | undefined,
  now: Date,
): Promise<Uuid | null> {
  if (deductions === null || deductions === undefined) return null
  if (deductions.length > 0) parseDeductions(deductions, currency, 'deductions')
  const id = newId()
  await tx.all(build.insertInto('deduction_set').values({ program_id: programId, id, deductions: JSON.stringify(deductions), created_at: now }))
  return id
}
