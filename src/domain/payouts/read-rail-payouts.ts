import { arrayLiteral } from '../../db/bulk.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { PayoutMethod } from '../payout-methods/payout-method.ts'
import { openDetails } from '../payout-methods/sealed-details.ts'
import type { Payout } from './payout.ts'
import type { PayoutStep } from './payout-step.ts'
import type { RailPayout } from './rails/rail-file.ts'

type StoredMethod = Pick<PayoutMethod, 'programId' | 'id' | 'affiliateId' | 'kind' | 'sealedDetails'> & { readonly affiliateName: string }

/** Payouts with where they go, opened: for who sends them, and nobody else. Throws `payout_details_unreadable`. */
export async function readRailPayouts(
  { tx, program }: Pick<PayoutStep, 'tx' | 'program'>, secretBox: SecretBox, throughPeriod: string | null, payouts: readonly Payout[],
): Promise<RailPayout[]> {
  const methods = await tx.sql<StoredMethod>({
    name: 'rail-methods',
    text: `select m.program_id as "programId", m.id, m.affiliate_id as "affiliateId", m.kind, m.sealed_details as "sealedDetails", coalesce(a.display_name, a.name) as "affiliateName"
             from payout_method m join affiliate a on a.program_id = $1 and a.id = m.affiliate_id where m.program_id = $1 and m.id = any($2::uuid[])`,
    values: [program.id, arrayLiteral(payouts.map(({ methodId }) => methodId))],
  })
  const byId = new Map(methods.map((method) => [method.id, method]))
  return payouts.map((payout) => {
    const method = byId.get(payout.methodId)
    if (method === undefined) throw new Error('a payout without its method')
    const details = openDetails(secretBox, method)
    return {
      payoutId: payout.id, endToEndId: payout.endToEndId, amountMinor: payout.paidAmountMinor, currency: payout.paidCurrency,
      holderName: 'holderName' in details ? details.holderName : method.affiliateName, details,
      reference: throughPeriod === null ? program.name : `${program.name} ${throughPeriod}`,
    }
  })
}
