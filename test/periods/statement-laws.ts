import type { Database, Tx } from '../../src/db/database.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { readPeriodState } from '../../src/domain/periods/period.ts'
import { readStatementLines } from '../../src/domain/statements/read-statement-lines.ts'
import { canonicalJson } from '../../src/domain/statements/sealing/canonical-json.ts'
import { leafHash, merkleRoot } from '../../src/domain/statements/sealing/merkle.ts'
import { sha256 } from '../../src/domain/statements/sealing/sha256.ts'
import type { StatementDocument, StatementLine } from '../../src/domain/statements/statement-document.ts'
import { statementLineOf } from '../../src/domain/statements/statement-line.ts'

/** Transfers that change what an affiliate is owed, with who that is; those between its two accounts change only where it stands. */
const MOVED = `account as materialized (
    select a.id, a.owner_id, a.kind from ledger_account a join program p on p.id = $1 and p.currency = a.currency
     where a.program_id = $1 and a.kind in ('affiliate_pending', 'affiliate_payable')),
  moved as (
    select t.id, coalesce(d.owner_id, c.owner_id) as affiliate_id, d.id is not null and c.id is not null as is_inner, coalesce(t.statement_period, t.period::text) as stands_in,
           case when c.kind = 'affiliate_pending' then t.amount_minor else 0 end - case when d.kind = 'affiliate_pending' then t.amount_minor else 0 end as pending,
           case when c.kind = 'affiliate_payable' then t.amount_minor else 0 end - case when d.kind = 'affiliate_payable' then t.amount_minor else 0 end as payable
      from ledger_transfer t left join account d on d.id = t.debit_account_id left join account c on c.id = t.credit_account_id
     where t.program_id = $1 and (d.id is not null or c.id is not null)),
  closed as (select name, ends_at from period where program_id = $1 and status in ('review', 'sealed'))`

/** Each answers the first offenders. $1 is the program. */
const LAWS = {
  'a transfer stands on exactly one statement, or in a period that is open': `with ${MOVED}
    select m.id::text as offender from moved m left join statement_line l on l.program_id = $1 and l.transfer_id = m.id left join closed c on c.name = m.stands_in
     where not m.is_inner group by m.id, m.stands_in, m.affiliate_id, c.name
    having case when c.name is null then count(l.transfer_id) <> 0
           else count(l.transfer_id) <> 1 or max(l.period_name) <> m.stands_in or max(l.affiliate_id::text) <> m.affiliate_id::text end limit 3`,
  'a line of a statement is such a transfer': `with ${MOVED}
    select l.transfer_id::text as offender from statement_line l where l.program_id = $1 and not exists (select from moved m where m.id = l.transfer_id and not m.is_inner) limit 3`,
  'a statement goes on from the one before': `
    with chained as (
      select s.id, s.previous_id, s.opening_pending_minor, s.opening_payable_minor, s.document::jsonb->>'previous' as hash,
             lag(s.id) over w as before, lag(s.closing_pending_minor) over w as pending, lag(s.closing_payable_minor) over w as payable, lag(s.hash) over w as before_hash
        from statement s join period p on p.program_id = $1 and p.name = s.period_name where s.program_id = $1 window w as (partition by s.affiliate_id order by p.ends_at))
    select id::text as offender from chained where (previous_id, opening_pending_minor, opening_payable_minor, hash)
        is distinct from (before, coalesce(pending, 0), coalesce(payable, 0), encode(before_hash, 'hex')) limit 3`,
  'a statement is there for each affiliate with a balance or a movement, and closes where these lead': `with ${MOVED},
    own as (
      select c.name, c.ends_at, m.affiliate_id, sum(m.pending) as pending, sum(m.payable) as payable from moved m join closed c on c.name = m.stands_in group by c.name, c.ends_at, m.affiliate_id),
    expected as (
      select c.name, o.affiliate_id, sum(o.pending) as pending, sum(o.payable) as payable, bool_or(o.name = c.name) as is_moved,
             sum(case when o.name = c.name then 0 else o.pending end) as opening_pending, sum(case when o.name = c.name then 0 else o.payable end) as opening_payable
        from closed c join own o on o.ends_at <= c.ends_at group by c.name, o.affiliate_id),
    due as (select * from expected where is_moved or opening_pending <> 0 or opening_payable <> 0)
    select coalesce(d.name || ' ' || d.affiliate_id, s.period_name || ' ' || s.affiliate_id) as offender
      from due d full join (select s.* from statement s join closed c on c.name = s.period_name where s.program_id = $1) s on s.period_name = d.name and s.affiliate_id = d.affiliate_id
     where (s.closing_pending_minor, s.closing_payable_minor) is distinct from (d.pending::bigint, d.payable::bigint) limit 3`,
  'the last statement and what is open come to the balance': `with ${MOVED},
    open as (select affiliate_id, sum(pending) as pending, sum(payable) as payable from moved where stands_in not in (select name from closed) group by affiliate_id),
    last as (select distinct on (s.affiliate_id) s.affiliate_id, s.closing_pending_minor, s.closing_payable_minor
               from statement s join closed c on c.name = s.period_name where s.program_id = $1 order by s.affiliate_id, c.ends_at desc),
    balance as (select a.owner_id, a.kind, a.credits - a.debits as minor from ledger_account a join account k on k.id = a.id where a.program_id = $1)
    select b.owner_id || ' ' || b.kind as offender from balance b left join open o on o.affiliate_id = b.owner_id left join last l on l.affiliate_id = b.owner_id
     where b.minor <> case b.kind when 'affiliate_pending' then coalesce(o.pending, 0) + coalesce(l.closing_pending_minor, 0) else coalesce(o.payable, 0) + coalesce(l.closing_payable_minor, 0) end limit 3`,
  'nothing is left to do of a period that is closed': `
    select d.affiliate_id::text as offender from statement_draft d join period p on p.program_id = $1 and p.name = d.period_name where d.program_id = $1 and p.status <> 'calculating' limit 3`,
} as const

/** The laws of statements that do not hold, with their first offenders; and documents that are not what their lines come to. */
export function brokenStatements(db: Database, programId: Uuid): Promise<string[]> {
  return db.snapshot(programId, async (tx) => {
    const broken: string[] = []
    for (const [law, text] of Object.entries(LAWS)) {
      for (const { offender } of await tx.sql<{ offender: string }>({ text, values: [programId] })) broken.push(`${law}: ${offender}`)
    }
    return [...broken, ...(await lostPeriods(tx, programId)), ...(await wrongDocuments(tx, programId))]
  })
}

/** Periods with transfers that are neither closed nor ever will be. */
async function lostPeriods(tx: Tx, programId: Uuid): Promise<string[]> {
  const { calendar, openFrom } = await readPeriodState(tx, programId)
  const open = await tx.sql<{ name: string }>({
    text: `select distinct coalesce(statement_period, period::text) as name from ledger_transfer where program_id = $1
           except select name from period where program_id = $1 and status in ('review', 'sealed')`,
    values: [programId],
  })
  const isLost = (name: string) => {
    const period = calendar.named(name)
    return period === null || (openFrom !== null && period.endsAt <= openFrom)
  }
  return open.flatMap(({ name }) => (isLost(name) ? [`transfers stand in ${name}, which is never closed`] : []))
}

interface Kept {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly periodName: string
  readonly currency: string
  readonly document: string
  readonly hash: Buffer
}

async function wrongDocuments(tx: Tx, programId: Uuid): Promise<string[]> {
  const statements = await tx.sql<Kept>({ text: 'select id, affiliate_id as "affiliateId", period_name as "periodName", currency, document, hash from statement where program_id = $1', values: [programId] })
  const wrong: string[] = []
  for (const { id, affiliateId, periodName, currency, document: text, hash } of statements) {
    const rows = await readStatementLines(tx, { programId, periodName, firstAffiliateId: affiliateId, lastAffiliateId: affiliateId, limit: 100_000 })
    const document = JSON.parse(text) as StatementDocument
    const found = [
      ...(hash.equals(sha256(text)) && canonicalJson(document) === text ? [] : ['hash']),
      ...differences(document, rows.map((row) => statementLineOf(row, currency))),
    ]
    wrong.push(...found.map((what) => `the document of statement ${id}: ${what}`))
  }
  return wrong
}

/** What a document says otherwise than its lines, added up here in another way than where it was made: by section and sign, in cents. */
function differences(document: StatementDocument, lines: readonly StatementLine[]): string[] {
  const sum = (of: (line: StatementLine) => boolean) => lines.reduce((total, line) => (of(line) ? total + minorOf(line.amount) : total), 0n)
  const given = (line: StatementLine) => minorOf(line.amount) > 0n
  const matured = minorOf(document.matured)
  const { opening, closing, carryover, tax, payouts } = document
  const claims: Record<string, readonly [string, bigint]> = {
    'closing.pending': [closing.pending, minorOf(opening.pending) + sum(({ account }) => account === 'pending') - matured],
    'closing.payable': [closing.payable, minorOf(opening.payable) + sum(({ account }) => account === 'payable') + matured],
    'closing.total': [closing.total, minorOf(opening.total) + sum(() => true)],
    'carryover.in': [carryover.in, sum((line) => line.section === 'carryover' && !given(line))],
    'carryover.out': [carryover.out, sum((line) => line.section === 'carryover' && given(line))],
    adjustments: [document.adjustments, sum(({ section }) => section === 'adjustment')],
    'tax.vat': [tax.vat, sum(({ section }) => section === 'vat')],
    'tax.withheld': [tax.withheld, sum(({ section }) => section === 'withheld')],
    'payouts.sent': [payouts.sent, sum((line) => line.section === 'payout' && !given(line))],
    'payouts.returned': [payouts.returned, sum((line) => line.section === 'payout' && given(line))],
  }
  for (const { component, brandId, productId, amount } of document.commissions) {
    claims[`commissions of ${component}`] = [amount, sum((line) => line.section === 'commission' && line.component === component && line.brandId === brandId && line.productId === productId)]
  }
  const inCommissions = document.commissions.reduce((count, each) => count + each.lines, 0)
  return [
    ...Object.entries(claims).flatMap(([name, [said, is]]) => (minorOf(said) === is ? [] : [`${name} ${said} is ${is}`])),
    ...(inCommissions === lines.filter(({ section }) => section === 'commission').length && document.lines.count === lines.length ? [] : ['number of lines']),
    ...(document.lines.root === merkleRoot(lines.map((line) => leafHash(canonicalJson(line)))).toString('hex') ? [] : ['root of lines']),
  ]
}

function minorOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}
