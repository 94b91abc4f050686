import type { Tx } from '../../db/database.ts'
import { netOfTransaction } from '../commissions/explain-net-revenue.ts'
import { divideHalfAwayFromZero } from '../money/amounts.ts'
import { readDeductionSets } from '../transactions/read-surroundings.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import type { Program } from '../programs/read-program.ts'
import type { Uuid } from '../ids.ts'
import type { Finding, Law } from './verify-law.ts'
import { pages } from './verify-pages.ts'

/** Laws from a transaction's own amounts to its net revenue. */
export const DEDUCTION_LAWS: readonly Law[] = [
  { law: 'net_revenue', claim: 'the net revenue of every transaction is its gross less its deductions', check: checkNets },
  { law: 'refunded_shares', claim: 'refunds of a sale take back that share of each of its amounts', check: checkRefunds },
]

/** Transactions with the same amounts, deductions, country and product. */
interface NetRow
  extends Pick<
    TransactionRecord,
    | 'deposit' | 'withdrawal' | 'wager' | 'sale' | 'bonus' | 'gross' | 'net' | 'taxes' | 'paymentFees' | 'costOfGoods' | 'suppliedDeductions'
    | 'deductionSetId' | 'country' | 'countryCode' | 'productId' | 'externalProductId'
  > {
  readonly firstId: string
  readonly transactions: bigint
}

// Prices repeat themselves: what is alike is worked out once.
const NETS_TEXT = `select min(t.id::text) as "firstId", count(*) as transactions, t.deposit, t.withdrawal, t.wager, t.sale, t.bonus, t.gross, t.net, t.taxes, t.payment_fees as "paymentFees",
    t.cost_of_goods as "costOfGoods", t.supplied_deductions as "suppliedDeductions", t.deduction_set_id as "deductionSetId", t.country,
    t.country_code as "countryCode", t.product_id as "productId", t.external_product_id as "externalProductId"
  from transaction t where t.program_id = $1 and t.related_transaction_id is null
 group by t.deposit, t.withdrawal, t.wager, t.sale, t.bonus, t.gross, t.net, t.taxes, t.payment_fees, t.cost_of_goods, t.supplied_deductions, t.deduction_set_id, t.country, t.country_code,
       t.product_id, t.external_product_id`

async function checkNets(tx: Tx, program: Program): Promise<Finding> {
  const sets = await tx.sql<{ id: Uuid }>({ text: 'select id from deduction_set where program_id = $1', values: [program.id] })
  const deductions = await readDeductionSets(tx, program, sets.map(({ id }) => id))
  const finding = { checked: 0n, offender: null as string | null }
  for await (const rows of pages<NetRow>(tx, NETS_TEXT, [program.id])) {
    for (const row of rows) {
      finding.checked += row.transactions
      if (netOfTransaction(row, row.deductionSetId === null ? [] : (deductions.get(row.deductionSetId) ?? [])) === null) finding.offender ??= `transaction ${row.firstId}`
    }
  }
  return finding
}

interface RefundRow {
  readonly id: Uuid
  readonly paid: bigint
  /** Refunded in all after this one, by the sale or deposit amounts of the refunds up to it. */
  readonly after: bigint
  readonly before: bigint
  readonly original: readonly bigint[]
  readonly taken: readonly bigint[]
}

async function checkRefunds(tx: Tx, program: Program): Promise<Finding> {
  const finding = { checked: 0n, offender: null as string | null }
  for await (const rows of pages<Record<string, bigint> & { id: Uuid }>(tx, REFUNDS_TEXT, [program.id])) {
    for (const row of rows.map(refundRow)) {
      finding.checked += 1n
      const share = (amount: bigint) => divideHalfAwayFromZero(amount * row.before, row.paid) - divideHalfAwayFromZero(amount * row.after, row.paid)
      if (row.original.some((amount, index) => share(amount) !== row.taken[index])) finding.offender ??= `transaction ${row.id}`
    }
  }
  return finding
}

const SHARED_AMOUNTS = ['deposit', 'sale', 'bonus', 'gross', 'net', 'taxes', 'payment_fees', 'cost_of_goods'] as const

function refundRow(row: Record<string, bigint> & { id: Uuid }): RefundRow {
  const amount = (name: string) => row[name] ?? 0n
  return {
    id: row.id, paid: amount('paid'), after: amount('after'), before: amount('before'),
    original: SHARED_AMOUNTS.map((name) => amount(`original_${name}`)), taken: SHARED_AMOUNTS.map((name) => amount(`taken_${name}`)),
  }
}

// Refunds of one sale follow each other in the order of their ids: each was stored when its place among them was decided. Those that
// had been rejected by then do not count before it.
const REFUNDS_TEXT = `with refunds as (
    select r.id, r.related_transaction_id, r.applied_sequence, r.removed_sequence, ${SHARED_AMOUNTS.map((name) => `r.${name}`).join(', ')} from transaction r
     where r.program_id = $1 and r.related_transaction_id is not null),
  earlier as (
    select r.id, sum(e.sale) as sale, sum(e.deposit) as deposit
      from refunds r join refunds e on e.related_transaction_id = r.related_transaction_id and e.id < r.id
       and (e.removed_sequence is null or e.removed_sequence > r.applied_sequence)
     group by r.id)
  select r.id, case when o.sale > 0 then o.sale else o.deposit end as paid,
    -coalesce(case when o.sale > 0 then e.sale else e.deposit end, 0) - case when o.sale > 0 then r.sale else r.deposit end as after,
    -coalesce(case when o.sale > 0 then e.sale else e.deposit end, 0) as before,
    ${SHARED_AMOUNTS.map((name) => `o.${name} as original_${name}, r.${name} as taken_${name}`).join(', ')}
  from refunds r join transaction o on o.program_id = $1 and o.id = r.related_transaction_id left join earlier e on e.id = r.id`
