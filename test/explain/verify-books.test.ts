import { afterAll, beforeAll, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { recomputeCommission } from '../../src/domain/commissions/recompute-commission.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { LAWS, verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { countFacts } from '../../src/domain/reports/count-facts.ts'
import { type Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { deposit, lineIds, mixedHistory, revenue, sale } from './scenario.ts'

let context: TestContext
let books: Books
beforeAll(async () => {
  context = await openContext()
  books = (await mixedHistory(context)).books
})
afterAll(() => context.close())

/** The laws that do not hold, with their offenders. */
async function broken(): Promise<Record<string, string>> {
  const { laws } = await verifyBooks(context.db, books.programId)
  return Object.fromEntries(laws.flatMap(({ law, offender }) => (offender === null ? [] : [[law, offender]])))
}

async function asOwner(text: string, values: readonly unknown[] = []): Promise<void> {
  await onConnection(context.database.ownerUrl, (client) => client.query(text, [...values]))
}

async function one(text: string): Promise<Uuid> {
  const [row] = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: Uuid }>({ text, values: [books.programId] }))
  if (row === undefined) throw new Error(`nothing found by ${text}`)
  return row.id
}

/** What the mixed history has none of: test/adjustments, test/operator-api, test/customers, test/reckoning, test/invoices, test/payouts, test/periods and test/reports prove these. */
const PROVED_ELSEWHERE = [
  'adjustments', 'moved_transactions', 'accepted_texts', 'statement_taxes', 'invoice_numbers', 'invoices', 'affiliate_invoices',
  'payout_lines', 'payout_transfers', 'payouts_in_transit', 'payouts_covered', 'payout_approvals', 'payout_rates', 'closed_periods', 'statements',
  'award_lines', 'award_leaves', 'awards', 'statement_documents', 'period_seals', 'report_clicks', 'report_milestones',
]

test('a mixed history proves every law, and every law had something to check', async () => {
  let isBehind = true
  while (isBehind) isBehind = await countFacts(context, books.programId)
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.map(({ law }) => law)).toEqual(LAWS.map(({ law }) => law))
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  expect(laws.filter(({ checked }) => checked === 0n).map(({ law }) => law)).toEqual(PROVED_ELSEWHERE)
})

test('every line of it recomputes by itself too, whatever its kind', async () => {
  const rows = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: Uuid; kind: string }>({ text: 'select id, kind from commission where program_id = $1', values: [books.programId] }))
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['computed', 'supplied', 'reversal', 'rerate', 'zero']))
  for (const { id } of rows) {
    const { amountMinor, recomputedMinor } = await context.db.inProgram(books.programId, (tx) => recomputeCommission(tx, books.programId, id))
    expect([id, recomputedMinor]).toEqual([id, amountMinor])
  }
})

test('all programs at once: what breaks names its program', async () => {
  const { laws } = await verifyBooks(context.db, 'all')
  expect(laws.every(({ offender }) => offender === null)).toBe(true)
  await expect(verifyBooks(context.db, newId())).rejects.toMatchObject({ code: 'not_found' })
})

/** One alteration as a superuser could make it, the way back, and the laws that must notice, with the offender each names. */
interface Alteration {
  readonly what: string
  readonly find: string
  readonly change: string
  readonly back: string
  readonly noticed: Readonly<Record<string, (id: Uuid) => string>>
}

const POSITIVE_LINE = `select c.id from commission c where c.program_id = $1 and c.component = 'revenue_share' and c.kind = 'computed' and c.amount_minor > 0 order by c.id limit 1`
const line = (id: Uuid) => `commission ${id}`

const ALTERATIONS: readonly Alteration[] = [
  {
    what: 'one amount in commission', find: POSITIVE_LINE, change: 'update commission set amount_minor = amount_minor + 1 where id = $1',
    back: 'update commission set amount_minor = amount_minor - 1 where id = $1', noticed: { accruals: line, explanations: line },
  },
  {
    what: 'one leaf of a line', find: POSITIVE_LINE, change: 'update commission set base_after = base_after + 1000000 where id = $1',
    back: 'update commission set base_after = base_after - 1000000 where id = $1', noticed: { explanations: line },
  },
  {
    what: 'one amount in ledger_transfer', find: `select id from ledger_transfer where program_id = $1 and kind = 'commission_matured' order by id limit 1`,
    change: 'update ledger_transfer set amount_minor = amount_minor + 1 where id = $1', back: 'update ledger_transfer set amount_minor = amount_minor - 1 where id = $1',
    noticed: { account_totals: () => 'ledger_account ', seals: () => 'step ', maturity: () => 'commission ' },
  },
  {
    what: 'one total of an account', find: `select id from ledger_account where program_id = $1 and kind = 'affiliate_payable' order by id limit 1`,
    change: 'update ledger_account set credits = credits + 1 where id = $1', back: 'update ledger_account set credits = credits - 1 where id = $1',
    noticed: { account_totals: (id) => `ledger_account ${id}`, debits_equal_credits: () => 'currency EUR', affiliate_balances: () => 'affiliate ' },
  },
  {
    what: 'one seal', find: 'select program_id as id from ledger_seal where program_id = $1 limit 1',
    change: `update ledger_seal set seal = sha256(seal) where program_id = $1 and sequence = (select sequence from ledger_seal where program_id = $1 order by 1 offset 1 limit 1)`,
    back: `update ledger_seal s set seal = (select previous_seal from ledger_seal n where n.program_id = $1 and n.sequence = (select min(sequence) from ledger_seal m where m.program_id = $1 and m.sequence > s.sequence))
            where s.program_id = $1 and s.sequence = (select sequence from ledger_seal where program_id = $1 order by 1 offset 1 limit 1)`,
    noticed: { seals: () => 'step ' },
  },
  {
    what: 'one commission_total', find: 'select affiliate_id as id from commission_total where program_id = $1 order by 1 limit 1',
    change: 'update commission_total set base = base + 1 where affiliate_id = $1', back: 'update commission_total set base = base - 1 where affiliate_id = $1',
    noticed: { commission_totals: (id) => `commission_total of affiliate ${id}` },
  },
  {
    what: 'one customer_total', find: 'select customer_id as id from customer_total where program_id = $1 and deposits > 0 order by 1 limit 1',
    change: 'update customer_total set rev_share_minor = rev_share_minor + 1 where customer_id = $1', back: 'update customer_total set rev_share_minor = rev_share_minor - 1 where customer_id = $1',
    noticed: { customer_totals: (id) => `customer_total of customer ${id}` },
  },
  {
    what: "one customer's first deposit", find: 'select customer_id as id from customer_total where program_id = $1 and first_deposit_amount > 0 order by 1 limit 1',
    change: 'update customer_total set first_deposit_amount = first_deposit_amount + 1 where customer_id = $1', back: 'update customer_total set first_deposit_amount = first_deposit_amount - 1 where customer_id = $1',
    noticed: { customer_totals: (id) => `customer_total of customer ${id}` },
  },
  {
    what: 'what a CPA has paid', find: 'select customer_id as id from qualification where program_id = $1 and cardinality(reached_minor) > 0 order by 1 limit 1',
    change: 'update qualification set reached_minor[1] = reached_minor[1] + 1 where customer_id = $1', back: 'update qualification set reached_minor[1] = reached_minor[1] - 1 where customer_id = $1',
    noticed: { cpa_levels: (id) => `customer ${id}` },
  },
  {
    what: 'one transaction’s gross', find: `select id from transaction where program_id = $1 and external_id = 'r1'`,
    change: 'update transaction set gross = gross + 1000000 where id = $1', back: 'update transaction set gross = gross - 1000000 where id = $1',
    noticed: { net_revenue: (id) => `transaction ${id}` },
  },
  {
    what: 'the net of a refund', find: `select id from transaction where program_id = $1 and external_id = 'f1'`,
    change: 'update transaction set net = net - 1000000 where id = $1', back: 'update transaction set net = net + 1000000 where id = $1',
    noticed: { refunded_shares: () => 'transaction ' },
  },
  {
    what: 'an event that rejects a line', find: POSITIVE_LINE,
    change: `insert into commission_event (program_id, id, commission_id, kind, actor, recorded_at) select program_id, id, id, 'rejected', 'nobody', now() from commission where id = $1`,
    back: `delete from commission_event where id = $1`, noticed: { one_state: line },
  },
  {
    what: 'an external id that points elsewhere', find: `select id from transaction where program_id = $1 and external_id = 'r1'`,
    change: `update transaction_key set external_id = external_id || '~' where transaction_id = $1`, back: `update transaction_key set external_id = rtrim(external_id, '~') where transaction_id = $1`,
    noticed: { transaction_keys: (id) => `transaction ${id}` },
  },
]

test.each(ALTERATIONS)('$what, altered, is found and named', async ({ find, change, back, noticed }) => {
  const id = await one(find)
  await asOwner(change, [id])
  const found = await broken()
  await asOwner(back, [id])
  for (const [law, offender] of Object.entries(noticed)) expect([law, found[law]]).toEqual([law, expect.stringContaining(offender(id))])
  expect(await broken()).toEqual({})
})

test('a line that is gone is missed: its transaction has no line, its transfer no cause', async () => {
  const [id] = await lineIds(books, 'r6')
  await asOwner('create table kept as select * from commission where id = $1', [id])
  await asOwner('delete from commission where id = $1', [id])
  const found = await broken()
  await asOwner('insert into commission select * from kept')
  expect(found).toMatchObject({ accruals: expect.stringContaining('ledger_transfer '), affiliate_balances: expect.stringContaining('affiliate ') })
  expect(await broken()).toEqual({})
})

test('beside running writers every proof sees one moment', async () => {
  const other = (await mixedHistory(context)).books
  let isWriting = true
  const writing = (async () => {
    for (let i = 0; i < 10; i += 1) {
      await other.send(revenue(`w${i}`, 12, 10 + i), sale(`v${i}`, 13, 20), deposit(`u${i}`, 14, 5, { externalCustomerId: 'c3' }))
      await other.approve(`w${i}`, `v${i}`)
      await other.mature()
    }
    isWriting = false
  })()
  let proofs = 0
  while (isWriting) {
    const { laws } = await verifyBooks(context.db, other.programId)
    expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
    proofs += 1
  }
  await writing
  expect(proofs).toBeGreaterThan(2)
})

test('the application may alter none of it', async () => {
  for (const table of ['ledger_transfer', 'ledger_seal', 'commission', 'commission_event']) {
    for (const statement of [`update ${table} set program_id = program_id`, `delete from ${table}`]) {
      await expect(context.db.inProgram(books.programId, (tx) => tx.sql({ text: statement }))).rejects.toThrow(/permission denied/)
    }
  }
})
