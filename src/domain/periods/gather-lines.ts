import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { overWholeTables } from '../ledger/verify-pages.ts'
import type { ClosingPeriod } from './closing-period.ts'

/** Transfers of one step: some seconds' work for PostgreSQL at most. Fewer would look at every affiliate's accounts and draft more often. */
const TRANSFERS_AT_ONCE = 200_000
/** So many are put in the order of their affiliates in memory. */
const WORK_MEMORY = `select set_config('work_mem', '32MB', true)`

// Between pending and payable of one affiliate: it changes no balance, and is no line of a statement.
const IS_INNER = 'd.id is not null and c.id is not null'

/** Looks through the next steps of the book for what stands on the period's statements. Answers whether there is more to look through. */
export async function gatherLines(tx: Tx, program: Program, period: ClosingPeriod): Promise<boolean> {
  const { cutSequence, gatheredSequence: from } = period
  if (cutSequence === null) throw new Error('a period that is gathered before its cut')
  if (from >= cutSequence) return false
  const upTo = await lastOfWindow(tx, program.id, from, cutSequence)
  const gathered = `account as materialized (
       select id, owner_id, kind from ledger_account where program_id = $1 and kind in ('affiliate_pending', 'affiliate_payable') and currency = $5),
     gathered as materialized (
       select t.id, t.amount_minor, coalesce(d.owner_id, c.owner_id) as affiliate_id, ${IS_INNER} as is_inner, c.kind = 'affiliate_payable' as is_maturity
         from ledger_transfer t
         left join account d on d.id = t.debit_account_id
         left join account c on c.id = t.credit_account_id
        where t.program_id = $1 and t.sequence > $3 and t.sequence <= $4 and coalesce(t.statement_period, t.period::text) = $2 and (d.id is not null or c.id is not null))`
  await tx.sql({ text: WORK_MEMORY })
  // Every account is met many times: tables that nobody has analyzed yet must not be looped over for each transfer.
  await overWholeTables(tx, () => tx.count({
    text: `with ${gathered},
     line as (
       insert into statement_line (program_id, period_name, affiliate_id, transfer_id)
       select $1, $2, affiliate_id, id from gathered where not is_inner order by affiliate_id, id)
     insert into statement_draft (program_id, period_name, affiliate_id, matured_minor)
     select $1, $2, affiliate_id, coalesce(sum(case when is_maturity then amount_minor else -amount_minor end) filter (where is_inner), 0) from gathered group by affiliate_id
     on conflict (program_id, period_name, affiliate_id) do update set matured_minor = statement_draft.matured_minor + excluded.matured_minor`,
    values: [program.id, period.name, from, upTo, program.currency],
  }))
  await tx.count({ text: 'update period set gathered_sequence = $3 where program_id = $1 and name = $2', values: [program.id, period.name, upTo] })
  return upTo < cutSequence
}

/** The last step of the book of a window with about as many transfers as are looked through at once. */
async function lastOfWindow(tx: Tx, programId: Uuid, from: bigint, until: bigint): Promise<bigint> {
  const [row] = await tx.sql<{ sequence: bigint | null }>({
    text: `select min(sequence) as sequence from (
             select sequence, sum(transfers) over (order by sequence) as transfers from ledger_seal where program_id = $1 and sequence > $2 and sequence <= $3 order by sequence limit 20000) s
            where transfers >= ${TRANSFERS_AT_ONCE}`,
    values: [programId, from, until],
  })
  if (row?.sequence !== null && row?.sequence !== undefined) return row.sequence
  const [last] = await tx.sql<{ sequence: bigint | null }>({
    text: `select max(sequence) as sequence from (select sequence from ledger_seal where program_id = $1 and sequence > $2 and sequence <= $3 order by sequence limit 20000) s
            having count(*) = 20000`,
    values: [programId, from, until],
  })
  return last?.sequence ?? until
}
