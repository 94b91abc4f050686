import type { Tx } from '../../../db/database.ts'
import type { Affiliate } from '../../../domain/affiliates/affiliate.ts'
import { readAffiliateTotals } from '../../../domain/affiliates/affiliate-totals.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { presentAffiliate } from './present-affiliate.ts'

/** Affiliates of one campaign with their totals. */
export async function presentWithTotals(tx: Tx, programId: Uuid, affiliates: readonly Affiliate[]): Promise<object[]> {
  const { currency } = await ownProgram(tx, programId)
  const totalsOf = await readAffiliateTotals(tx, programId, affiliates.map(({ id }) => id), currency)
  return affiliates.map((affiliate) => presentAffiliate(affiliate, totalsOf(affiliate.id), currency))
}
