import { columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { TRANSACTION_OF_LINE } from '../commissions/transaction-of-line.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import { overWholeTables } from '../ledger/verify-pages.ts'
import { addToDays, type DayTable } from './add-to-days.ts'
import { countryOfCustomer } from './country-of-customer.ts'
import { byDay, type Counted, quarterOf } from './quarters.ts'

/** Transfers of one turn, about. */
const TRANSFERS_AT_ONCE = 50_000

export const COMMISSION_DAYS: DayTable = {
  name: 'commission_daily',
  key: columns('affiliate_id uuid, brand_id uuid, product_id uuid, tracker_id uuid, country text, component text, currency text'),
  sums: ['lines', 'pending_minor', 'payable_minor', 'rejected_minor'],
}

export const LEDGER_DAYS: DayTable = {
  name: 'ledger_daily',
  key: columns('affiliate_id uuid, currency text, account text, kind text'),
  sums: ['transfers', 'change_minor'],
}

export interface CountedProgram {
  readonly id: Uuid
  readonly time_zone: string
}

export interface LedgerCount {
  /** Counted up to this step. */
  readonly sequence: bigint
  /** Of the lines that moved. */
  readonly customerIds: readonly Uuid[]
}

/**
 * Counts the transfers of the steps after one, up to another at most: the ledger grows step by step, so every transfer is counted once. A
 * line of commission is told by what its own transfers move, from its accrual on.
 */
export async function countLedger(tx: Tx, program: CountedProgram, after: bigint, last: bigint): Promise<LedgerCount> {
  const sequence = await endOfTurn(tx, program.id, after, last)
  const lines = await readLines(tx, program.id, after, sequence)
  await addToDays(tx, program.id, COMMISSION_DAYS, byDay(lines, program.time_zone, { key: COMMISSION_DAYS.key.map(({ name }) => name), sums: COMMISSION_DAYS.sums }))
  const moved = await readMoved(tx, program.id, after, sequence)
  await addToDays(tx, program.id, LEDGER_DAYS, byDay(moved, program.time_zone, { key: LEDGER_DAYS.key.map(({ name }) => name), sums: LEDGER_DAYS.sums }))
  return { sequence, customerIds: lines.flatMap(({ customers }) => customers.filter((id) => id !== null)) }
}

async function endOfTurn(tx: Tx, programId: Uuid, after: bigint, last: bigint): Promise<bigint> {
  const [row] = await tx.sql<{ sequence: bigint }>({
    name: 'end-of-turn',
    text: `select sequence from ledger_transfer where program_id = $1 and sequence > $2 and sequence <= $3 order by sequence offset ${TRANSFERS_AT_ONCE} limit 1`,
    values: [programId, after, last],
  })
  return row?.sequence ?? last
}

type Quarter = Counted & { readonly quarter: Date }

// As TRANSACTION_OF_LINE, not coalesce().
const CUSTOMER_ID = 'case when c.customer_id is null then t.customer_id else c.customer_id end'

// Laterals with limits: joined as tables, PostgreSQL would read whole months of lines and transactions for some thousand of them. What the key
// holds never changes for a line, so that a line that is rejected leaves the row that it came to.
const LINES = `
  select ${quarterOf('c.occurred_at')} as quarter, c.affiliate_id, coalesce(c.brand_id, '${NIL_UUID}') as brand_id,
         coalesce(t.product_id, a.product_id, '${NIL_UUID}') as product_id, coalesce(t.tracker_id, a.tracker_id, '${NIL_UUID}') as tracker_id,
         upper(coalesce(t.country_code, t.country, x.country, '')) as country, split_part(c.component, '.', 1) as component, c.currency,
         sum(m.lines) as lines, sum(m.pending) as pending_minor, sum(m.payable) as payable_minor, sum(m.rejected) as rejected_minor,
         array_agg(distinct coalesce(c.customer_id, t.customer_id)) as customers
    from moved m
    cross join lateral (select * from commission c where c.program_id = $1 and c.id = m.cause_id limit 1) c
    left join lateral (
      select product_id, tracker_id, country_code, country, customer_id from transaction t
       where t.program_id = $1 and t.id = ${TRANSACTION_OF_LINE} limit 1) t on true
    left join lateral (
      select product_id, tracker_id from attribution a
       where a.program_id = $1 and a.customer_id = c.customer_id and a.affiliate_id = c.affiliate_id and t.tracker_id is null limit 1) a on true
    left join lateral ${countryOfCustomer(CUSTOMER_ID, 'coalesce(t.country_code, t.country) is null')} x on true
   group by 1, 2, 3, 4, 5, 6, 7, 8`

const LINE_KINDS = `('commission_accrued', 'commission_reversed', 'commission_clawed_back', 'commission_matured', 'commission_rejected')`

// A line that takes something back counts as payable at once: it has no hold, and waits for nothing. So pending is what will become payable.
const PENDING = `case when t.kind = 'commission_accrued' then t.amount_minor
  when t.kind = 'commission_matured' or (t.kind = 'commission_rejected' and d.kind = 'affiliate_pending') then -t.amount_minor else 0 end`
const PAYABLE = `case when t.kind = 'commission_matured' or (t.kind = 'commission_rejected' and c.kind in ('affiliate_pending', 'affiliate_payable')) then t.amount_minor
  when t.kind in ('commission_reversed', 'commission_clawed_back') or (t.kind = 'commission_rejected' and d.kind = 'affiliate_payable') then -t.amount_minor else 0 end`

/** Transfers of the steps in question, with what they do to their line. For `$1`: the program, `$2` and `$3`: the steps, the first one excluded. */
export const MOVED_LINES = `
  select t.cause_id, sum(${PENDING}) as pending, sum(${PAYABLE}) as payable,
         coalesce(-sum(${PENDING} + ${PAYABLE}) filter (where t.kind = 'commission_rejected'), 0) as rejected,
         sum(case t.kind when 'commission_rejected' then -1 when 'commission_matured' then 0 else 1 end) as lines
    from ledger_transfer t
    join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
    join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
   where t.program_id = $1 and t.sequence > $2 and t.sequence <= $3 and t.kind in ${LINE_KINDS}
   group by t.cause_id`

// Every account is met many times: tables that nobody has analyzed yet must not be looped over for each transfer.
function readLines(tx: Tx, programId: Uuid, after: bigint, last: bigint): Promise<(Quarter & { readonly customers: (Uuid | null)[] })[]> {
  return overWholeTables(tx, () => tx.sql({ name: 'lines-to-count', text: `with moved as (${MOVED_LINES}) ${LINES}`, values: [programId, after, last] }))
}

function readMoved(tx: Tx, programId: Uuid, after: bigint, last: bigint): Promise<Quarter[]> {
  const side = (account: string, sign: string) => `
    select ${quarterOf('t.recorded_at')} as quarter, a.owner_id as affiliate_id, a.currency, a.kind as account, t.kind, ${sign}t.amount_minor as change_minor
      from ledger_transfer t join ledger_account a on a.program_id = $1 and a.id = t.${account}
     where t.program_id = $1 and t.sequence > $2 and t.sequence <= $3 and a.kind in ('affiliate_pending', 'affiliate_payable', 'payout_in_transit')`
  return overWholeTables(tx, () => tx.sql({
    name: 'moves-to-count',
    text: `select quarter, affiliate_id, currency, account, kind, count(*) as transfers, sum(change_minor) as change_minor
             from (${side('debit_account_id', '-')} union all ${side('credit_account_id', '')}) m group by 1, 2, 3, 4, 5`,
    values: [programId, after, last],
  }))
}
