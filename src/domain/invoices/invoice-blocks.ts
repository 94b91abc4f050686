import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Why somebody is not paid yet: an invoice has not come, or one that came differs from its statement and nobody has accepted it. */
export type InvoiceBlock = 'invoice_missing' | 'invoice_mismatch'

/**
 * Those of the affiliates who send their own invoices and have a sealed statement, with something earned, without one that is matched or
 * accepted. Statements from when they did not send their own do not count, nor do those of who no longer does.
 */
export async function invoiceBlocks(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Map<Uuid, InvoiceBlock>> {
  if (affiliateIds.length === 0) return new Map()
  const rows = await tx.sql<{ affiliateId: Uuid; isMissing: boolean }>({
    name: 'invoice-blocks',
    text: `select t.affiliate_id as "affiliateId", bool_or(u.id is null) as "isMissing"
             from statement_tax t
             left join affiliate_invoice u on u.program_id = $1 and u.statement_id = t.statement_id and not u.is_rejected
             left join affiliate_invoice_event e on e.program_id = $1 and e.affiliate_invoice_id = u.id
            where t.program_id = $1 and t.affiliate_id = any($2::uuid[]) and t.invoicing = 'uploaded' and t.base_minor > 0
              and (u.id is null or (cardinality(u.differences) > 0 and e.id is null))
              and (select p.invoicing from tax_profile p where p.program_id = $1 and p.affiliate_id = t.affiliate_id order by p.recorded_at desc, p.id desc limit 1) = 'uploaded'
            group by t.affiliate_id`,
    values: [programId, affiliateIds],
  })
  return new Map(rows.map(({ affiliateId, isMissing }) => [affiliateId, isMissing ? 'invoice_missing' : 'invoice_mismatch']))
}
