import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { countFacts } from '../../src/domain/reports/count-facts.ts'
import { REPORT_LAWS } from '../../src/domain/reports/verify-reports.ts'
import type { Books } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'

/** Counts until nothing is left. */
export async function countAll(context: TestContext, programId: Uuid): Promise<void> {
  for (let turns = 0; turns < 1_000; turns += 1) if (!(await countFacts(context, programId))) return
  throw new Error('the counting comes to no end')
}

/** Forgets all days and counts from the first fact on. */
export async function countAnew(context: TestContext, programId: Uuid): Promise<void> {
  await context.db.inProgram(programId, async (tx) => {
    for (const table of ['report_state', 'click_daily', 'customer_milestone', 'customer_daily', 'transaction_daily', 'commission_daily', 'ledger_daily']) {
      await tx.sql({ text: `delete from ${table} where program_id = $1`, values: [programId] })
    }
  })
  await countAll(context, programId)
}

/** The laws of the days that do not hold. */
export async function brokenReportLaws(context: TestContext, programId: Uuid): Promise<string[]> {
  const { laws } = await verifyBooks(context.db, programId, REPORT_LAWS.map(({ law }) => law))
  return laws.flatMap(({ law, offender }) => (offender === null ? [] : [`${law}: ${offender}`]))
}

const DAY = (column: string) => `(${column} at time zone p.time_zone)::date::text`

/**
 * What the days should hold, asked of the facts in another way than they are counted: with PostgreSQL's calendar, and states of lines from
 * their events and maturity rather than from what their transfers moved.
 */
const FACTS = {
  transactions: `select ${DAY('t.occurred_at')} as day, t.affiliate_id, t.type, count(*) as n, sum(t.deposit) as a, sum(t.net) as b, sum(t.gross + t.sale) as c
      from program p join transaction t on t.program_id = p.id where p.id = $1 and t.applied_sequence is not null and t.removed_sequence is null group by 1, 2, 3`,
  commissions: `select ${DAY('c.occurred_at')} as day, c.affiliate_id, split_part(c.component, '.', 1) as type, count(*) filter (where not r.is) as n,
      coalesce(sum(c.amount_minor) filter (where not r.is), 0) as a, coalesce(sum(c.amount_minor) filter (where r.is), 0) as b,
      coalesce(sum(c.amount_minor) filter (where not r.is and exists (select from ledger_transfer m where m.program_id = p.id and m.cause_id = c.id and m.kind in ('commission_matured', 'commission_clawed_back', 'commission_reversed'))), 0) as c
      from program p join commission c on c.program_id = p.id cross join lateral (select exists (select from commission_event e where e.program_id = p.id and e.commission_id = c.id and e.kind = 'rejected') as is) r
      where p.id = $1 and c.kind <> 'zero' group by 1, 2, 3`,
  customers: `select day, affiliate_id, '' as type, sum(registered) as n, sum(deposited) as a, sum(amount) as b, sum(qualified) as c from (
      select ${DAY('c.registered_at')} as day, pl.affiliate_id, 1 as registered, 0 as deposited, 0 as amount, 0 as qualified from program p join customer c on c.program_id = p.id cross join lateral (PLACE c.registered_at)) pl where p.id = $1 and c.is_verified
      union all select ${DAY('x.first_deposit_at')}, pl.affiliate_id, 0, 1, x.first_deposit_amount, 0 from program p join customer_total x on x.program_id = p.id join customer c on c.program_id = p.id and c.id = x.customer_id cross join lateral (PLACE x.first_deposit_at)) pl where p.id = $1 and x.first_deposit_at is not null
      union all select ${DAY('x.cpa_qualified_at')}, pl.affiliate_id, 0, 0, 0, 1 from program p join customer_total x on x.program_id = p.id join customer c on c.program_id = p.id and c.id = x.customer_id cross join lateral (PLACE x.cpa_qualified_at)) pl where p.id = $1 and x.cpa_qualified_at is not null) q group by 1, 2`
    .replaceAll('(PLACE ', `(select coalesce((select m.affiliate_id from customer_reattribution m where m.program_id = p.id and m.customer_id = c.id and (m.effective_from is null or m.effective_from <= `)
    .replaceAll(')) pl', `) order by m.id desc limit 1), (select affiliate_id from attribution where program_id = p.id and customer_id = c.id)) as affiliate_id) pl`),
  clicks: `select ${DAY('c.occurred_at')} as day, c.affiliate_id, '' as type, count(*) as n, count(*) filter (where c.is_valid) as a, count(*) filter (where c.is_valid and 'unique_24h' = any(c.flags)) as b,
      count(*) filter (where c.flags && '{bot,prefetch,head,non_document,duplicate,datacenter}'::text[]) as c from program p join click c on c.program_id = p.id where p.id = $1 group by 1, 2`,
} as const

const DAYS: Readonly<Record<keyof typeof FACTS, string>> = {
  transactions: `select day, affiliate_id, type, sum(transactions) as n, sum(deposit) as a, sum(net) as b, sum(gross + sale) as c from transaction_daily where program_id = $1 group by 1, 2, 3`,
  commissions: `select day, affiliate_id, component as type, sum(lines) as n, sum(pending_minor + payable_minor) as a, sum(rejected_minor) as b, sum(payable_minor) as c from commission_daily where program_id = $1 group by 1, 2, 3`,
  customers: `select day, affiliate_id, '' as type, sum(registrations) as n, sum(first_deposits) as a, sum(first_deposit_amount) as b, sum(qualified) as c from customer_daily where program_id = $1 group by 1, 2`,
  clicks: `select day, affiliate_id, '' as type, sum(clicks) as n, sum(valid_clicks) as a, sum(unique_clicks) as b, sum(flagged_clicks) as c from click_daily where program_id = $1 group by 1, 2`,
}

/** Both sides, as texts that can be compared: `kind day affiliate type n a b c`. Days of which nothing is left do not count. */
export async function factsAndDays({ context, programId }: Pick<Books, 'context' | 'programId'>): Promise<{ facts: string[]; days: string[] }> {
  const read = (queries: Readonly<Record<string, string>>) =>
    context.db.inProgram(programId, async (tx) => {
      const lines: string[] = []
      for (const [kind, text] of Object.entries(queries)) {
        const rows = await tx.sql<Record<'day' | 'affiliate_id' | 'type' | 'n' | 'a' | 'b' | 'c', unknown>>({ text, values: [programId] })
        lines.push(...rows.filter(({ n, a, b, c }) => [n, a, b, c].some((value) => value !== 0n)).map(({ day, affiliate_id: id, type, n, a, b, c }) => [kind, day, id, type, n, a, b, c].join(' ')))
      }
      return lines.sort()
    })
  return { facts: await read(FACTS), days: await read(DAYS) }
}
