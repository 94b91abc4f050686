import { columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { firstIdAt, NIL_UUID, type Uuid } from '../ids.ts'
import { addToDays, type DayTable } from './add-to-days.ts'
import { countryOfCustomer } from './country-of-customer.ts'
import type { CountedProgram } from './count-ledger.ts'
import { byDay, type Counted, quarterOf } from './quarters.ts'

const AMOUNTS = ['deposit', 'withdrawal', 'sale', 'wager', 'bonus', 'gross', 'net'] as const

export const TRANSACTION_DAYS: DayTable = {
  name: 'transaction_daily',
  key: columns('affiliate_id uuid, brand_id uuid, product_id uuid, tracker_id uuid, country text, type text'),
  sums: ['transactions', ...AMOUNTS],
}

/** Transactions of one turn, while those of the past are counted. */
const TRANSACTIONS_AT_ONCE = 50_000
/** How far apart the clocks of machines that make ids may be. */
const CLOCK_SKEW_MS = 30_000

/** Steps of a program's book: those after `after`, up to `last`. */
export interface Steps {
  readonly after: bigint
  readonly last: bigint
}

/**
 * Counts what steps did to transactions: those that came into effect, less those that lost it. Every id of these steps is from after `since`;
 * that only tells where to look, what is counted is told by the numbers of the steps. Answers the customers.
 */
export async function countTransactions(tx: Tx, program: CountedProgram, { after, last }: Steps, since: Date): Promise<Uuid[]> {
  const firstId = firstIdAt(new Date(since.getTime() - CLOCK_SKEW_MS))
  const text = `with found as (
      select t.* from transaction t where t.program_id = $1 and t.id >= $4
      union all
      select t.* from (
          select transaction_id as id from transaction_event where program_id = $1 and id >= $4
          union select id from transaction where program_id = $1 and removed_sequence > $2 and removed_sequence <= $3) k
        cross join lateral (select * from transaction t where t.program_id = $1 and t.id = k.id limit 1) t
       where k.id < $4)
    ${COUNTED}`
  return add(tx, program, await tx.sql<Quarter>({ name: 'transactions-to-count', text, values: [program.id, after, last, firstId] }))
}

/** Steps are numbered from one. */
const BEFORE_ALL = -1n

/** Counts some of the transactions that were there when the counting began, as step `last` left them. Answers the id up to which; null: all. */
export async function countPastTransactions(tx: Tx, program: CountedProgram, afterId: Uuid, last: bigint): Promise<Uuid | null> {
  const [end] = await tx.sql<{ id: Uuid }>({
    name: 'end-of-past-turn',
    text: `select id from transaction where program_id = $1 and id > $2 order by id offset ${TRANSACTIONS_AT_ONCE - 1} limit 1`,
    values: [program.id, afterId],
  })
  const text = `with found as (select t.* from transaction t where t.program_id = $1 and t.id > $4 and ($5::uuid is null or t.id <= $5)) ${COUNTED}`
  await add(tx, program, await tx.sql<Quarter>({ name: 'past-transactions', text, values: [program.id, BEFORE_ALL, last, afterId, end?.id ?? null] }))
  return end?.id ?? null
}

type Quarter = Counted & { readonly quarter: Date; readonly customers: readonly (Uuid | null)[] }

/** Whether a step of those in question is the one that `column` names: 1 or 0. */
function within(column: string): string {
  return `(case when ${column} > $2 and ${column} <= $3 then 1 else 0 end)`
}

const COUNTED = `
  select ${quarterOf('f.occurred_at')} as quarter, f.affiliate_id, f.brand_id, coalesce(f.product_id, '${NIL_UUID}') as product_id, f.tracker_id,
         upper(coalesce(f.country_code, f.country, c.country, '')) as country, f.type, sum(times) as transactions,
         ${AMOUNTS.map((amount) => `sum(times * f.${amount}) as ${amount}`).join(', ')}, array_agg(distinct f.customer_id) as customers
    from (select *, ${within('applied_sequence')} - ${within('removed_sequence')} as times from found
           where ${within('applied_sequence')} + ${within('removed_sequence')} > 0) f
    left join lateral ${countryOfCustomer('f.customer_id', 'coalesce(f.country_code, f.country) is null')} c on true
   group by 1, 2, 3, 4, 5, 6, 7`

async function add(tx: Tx, program: CountedProgram, rows: readonly Quarter[]): Promise<Uuid[]> {
  await addToDays(tx, program.id, TRANSACTION_DAYS, byDay(rows, program.time_zone, { key: TRANSACTION_DAYS.key.map(({ name }) => name), sums: TRANSACTION_DAYS.sums }))
  return rows.flatMap(({ customers }) => customers.filter((id) => id !== null))
}
