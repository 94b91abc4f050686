import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { newId, type Uuid } from '../ids.ts'

/**
 * Erases who an affiliate is for the tax: name, address, country and tax id of every version. A last version follows, without a tax id and
 * without invoices; what is withheld stays as it was. Invoices that were issued are kept as they are, as the law asks (docs/decisions/0029).
 */
export async function eraseTaxProfiles(tx: Tx, { programId, actor, now }: Author, affiliateId: Uuid): Promise<void> {
  await tx.count({
    text: `insert into tax_profile (program_id, id, affiliate_id, vat_rate_ppm, reverse_charge, withholding_rate_ppm, invoicing, created_by, recorded_at)
      select program_id, $3, affiliate_id, vat_rate_ppm, reverse_charge, withholding_rate_ppm, 'none', $4, coalesce((select test_now from program where id = $1), $5)
        from tax_profile where program_id = $1 and affiliate_id = $2 order by id desc limit 1`,
    values: [programId, affiliateId, newId(), actor, now],
  })
  await tx.count({
    text: 'update tax_profile set legal_name = null, address = null, country = null, tax_id = null where program_id = $1 and affiliate_id = $2',
    values: [programId, affiliateId],
  })
}
