import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { minorDigits } from '../money/currencies.ts'
import type { Program } from '../programs/read-program.ts'
import { issueInvoices, STATEMENTS_MAX, type StatementToInvoice } from './issue-invoices.ts'

/**
 * Keeps the tax of all statements of a period that is being sealed, and issues what is self-billed, in the order of their affiliates. Called
 * in the transaction that seals, so that a period is sealed with its invoices or not at all. Again, it changes nothing.
 */
export async function invoicePeriod(tx: Tx, program: Program, period: { readonly name: string }, now: Date): Promise<void> {
  let after: Uuid | null = null
  for (let isMore = true; isMore; ) {
    const statements: StatementToInvoice[] = await readStatements(tx, program, period.name, after)
    if (statements.length > 0) await issueInvoices(tx, program, period, statements, now)
    after = statements.at(-1)?.affiliateId ?? null
    isMore = statements.length === STATEMENTS_MAX
  }
}

/** What statements say of themselves: major units in their documents, minor ones here. */
function readStatements(tx: Tx, program: Program, periodName: string, after: Uuid | null): Promise<StatementToInvoice[]> {
  const minor = (json: string) => `((${json})::numeric * $3::numeric)`
  return tx.sql<StatementToInvoice>({
    name: 'statements-to-invoice',
    text: `select s.id as "statementId", s.affiliate_id as "affiliateId", ${minor("d->'tax'->>'vat'")}::bigint as "vatMinor", -${minor("d->'tax'->>'withheld'")}::bigint as "withheldMinor",
                  (${minor("d->>'adjustments'")} + ${minor("d->'carryover'->>'in'")} + ${minor("d->'carryover'->>'out'")}
                   + (select coalesce(sum(${minor("c->>'amount'")}), 0) from jsonb_array_elements(d->'commissions') c))::bigint as "baseMinor"
             from statement s cross join lateral (select s.document::jsonb as d) document
            where s.program_id = $1 and s.period_name = $2 and ($4::uuid is null or s.affiliate_id > $4) order by s.affiliate_id limit $5`,
    values: [program.id, periodName, 10n ** BigInt(minorDigits(program.currency)), after, STATEMENTS_MAX],
  })
}
