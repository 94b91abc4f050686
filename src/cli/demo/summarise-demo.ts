import type { Database } from '../../db/database.ts'
import { balanceOf } from '../../domain/ledger/list-accounts.ts'
import { exactNumber, minorToText } from '../../domain/money/amounts.ts'
import type { NamedProgram } from '../find-program.ts'

/** What stands in the books of a demo. Amounts in major units, exact. */
export interface DemoResult {
  /** `processed`, `pending`, `rejected`, `waiting`, `failed` → how many. */
  readonly transactions: Readonly<Record<string, number>>
  /** By component: lines and their sum. */
  readonly commissions: Readonly<Record<string, { readonly lines: number; readonly amount: unknown }>>
  /** By kind of account. */
  readonly balances: Readonly<Record<string, unknown>>
}

/** Reads the totals of a program that `demo` has made. */
export function summariseDemo(db: Database, { id, currency }: NamedProgram): Promise<DemoResult> {
  return db.inProgram(id, async (tx) => {
    const states = await tx.sql<{ state: string; items: bigint }>({
      text: `select case status when 'approved' then 'processed' else status end as state, count(*) as items from transaction where program_id = $1 group by 1
             union all
             select state, count(*) from transaction_exception where program_id = $1 and state in ('waiting', 'failed') group by 1 order by 1`,
      values: [id],
    })
    const commissions = await tx.sql<{ component: string; lines: bigint; minor: bigint }>({
      text: 'select component, count(*) as lines, sum(amount_minor) as minor from commission where program_id = $1 group by component order by component',
      values: [id],
    })
    const accounts = await tx.sql<{ kind: string; debits: bigint; credits: bigint }>({
      text: 'select kind, sum(debits) as debits, sum(credits) as credits from ledger_account where program_id = $1 group by kind order by kind',
      values: [id],
    })
    const amount = (minor: bigint): unknown => exactNumber(minorToText(minor, currency))
    return {
      transactions: Object.fromEntries(states.map(({ state, items }) => [state, Number(items)])),
      commissions: Object.fromEntries(commissions.map(({ component, lines, minor }) => [component, { lines: Number(lines), amount: amount(minor) }])),
      balances: Object.fromEntries(accounts.map((account) => [account.kind, amount(balanceOf(account))])),
    }
  })
}
