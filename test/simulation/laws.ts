import type { Database } from '../../src/db/database.ts'
import type { Uuid } from '../../src/domain/ids.ts'

const LAWS = {
  'account totals equal their transfers': `
    select a.id::text from ledger_account a
     left join lateral (select coalesce(sum(amount_minor) filter (where debit_account_id = a.id), 0) as debits,
                               coalesce(sum(amount_minor) filter (where credit_account_id = a.id), 0) as credits
                          from ledger_transfer t where t.program_id = $1 and (t.debit_account_id = a.id or t.credit_account_id = a.id)) t on true
     where a.program_id = $1 and (a.debits <> t.debits or a.credits <> t.credits)`,
  'debits equal credits': `select currency from ledger_account where program_id = $1 group by currency having sum(debits) <> sum(credits)`,
  'what is owed equals the lines': `
    select a.owner_id::text from ledger_account a
     where a.program_id = $1 and a.kind = 'affiliate_pending' and (
       select sum(credits - debits) from ledger_account b where b.program_id = $1 and b.owner_id = a.owner_id)
       <> (select coalesce(sum(c.amount_minor), 0) from commission c where c.program_id = $1 and c.affiliate_id = a.owner_id
             and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected'))
        + (select coalesce(sum(j.amount_minor), 0) from adjustment j join adjustment_event e on e.program_id = $1 and e.adjustment_id = j.id and e.kind = 'approved'
            where j.program_id = $1 and j.affiliate_id = a.owner_id)
        - (select coalesce(sum(p.amount_minor), 0) from payout p where p.program_id = $1 and p.affiliate_id = a.owner_id and p.status = 'settled')`,
  'every applied transaction has a line or lines': `
    select t.id::text from transaction t where t.program_id = $1 and t.applied_sequence is not null
       and not exists (select from commission c where c.program_id = $1 and c.transaction_id = t.id)`,
  'the posted total of a share is the sum of its lines': `
    select s.window_key from commission_total s where s.program_id = $1 and s.posted_minor <> (
      select coalesce(sum(c.amount_minor), 0) from commission c
       where c.program_id = $1 and c.affiliate_id = s.affiliate_id and c.plan_version_id = s.plan_version_id and c.component = s.component
         and c.window_key = s.window_key and c.scope_id = s.scope_id
         and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected'))`,
} as const

/** The first law of the books that does not hold, with its offender; null when all hold. */
export async function brokenLaw(books: { readonly context: { readonly db: Database }; readonly programId: Uuid }): Promise<string | null> {
  return books.context.db.inProgram(books.programId, async (tx) => {
    for (const [law, text] of Object.entries(LAWS)) {
      const [offender] = await tx.sql({ name: law, text, values: [books.programId] })
      if (offender !== undefined) return `${law}: ${JSON.stringify(offender)}`
    }
    return null
  })
}
