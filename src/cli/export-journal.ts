import type { Database, Tx } from '../db/database.ts'
import { NIL_UUID, type Uuid } from '../domain/ids.ts'
import { minorDigits } from '../domain/money/currencies.ts'
import { readPeriodState } from '../domain/periods/period.ts'
import type { NamedProgram } from './find-program.ts'
import { readRows } from './read-rows.ts'
import { writeFileWhole } from './write-file.ts'

export interface JournalCounts {
  readonly accounts: number
  readonly transfers: number
}

interface AccountRow {
  readonly id: Uuid
  readonly kind: string
  readonly owner_id: Uuid
  readonly owner_name: string | null
  /** The first day it is used on, `2026-11-16`. */
  readonly opened_on: string
}

interface TransferRow {
  readonly id: Uuid
  readonly debit_account_id: Uuid
  readonly credit_account_id: Uuid
  readonly amount_minor: bigint
  readonly currency: string
  readonly kind: string
  readonly cause: string
  readonly period: string
  readonly relates_to_period: string | null
  readonly reverses_id: Uuid | null
  readonly recorded_at: Date
  readonly day: string
}

// The day of the event in the program's time zone, but never before the month that it counts in, nor before the period that it stands in
// when it came too late for its own: a closed period does not change in anybody's books.
const DAY = `to_char(greatest((t.occurred_at at time zone $2)::date, (t.period || '-01')::date, case when t.missed_period is not null then (
    select l.first_day from unnest($3::text[], $4::date[]) as l (name, first_day) where l.name = t.statement_period) end), 'YYYY-MM-DD')`

/**
 * Writes all transfers of a program as a journal of plain-text accounting. One text for hledger, ledger and beancount: the payee is
 * quoted and every account opened, as beancount needs it (the other two take an opening for a transaction without postings); what only
 * one of them would understand stands in comments.
 */
export async function exportJournal(db: Database, program: NamedProgram, file: string): Promise<JournalCounts> {
  return await db.snapshot(program.id, async (tx) => {
    const days = await readFirstDays(tx, program)
    const accounts = await readAccounts(tx, program, days)
    const names = new Map(accounts.map((account) => [account.id, accountName(account)]))
    return await writeFileWhole(file, async (handle) => {
      await handle.write(heading(program))
      await handle.write(accounts.map((account) => openingOf(account)).join(''))
      let transfers = 0
      for await (const rows of readTransfers(tx, program, days)) {
        await handle.write(rows.map((row) => entryOf(row, names)).join(''))
        transfers += rows.length
      }
      return { accounts: accounts.length, transfers }
    })
  })
}

function heading(program: NamedProgram): string {
  return `; The ledger of ${oneLine(program.name)} (program ${program.id}), every transfer once. Made by fairshare export --journal.
; One text for hledger, ledger and beancount. Days are those of ${program.timeZone}. Debits are positive.
`
}

/** The names of the periods that something late stands in, and their first days: the parameters of `DAY`. */
type FirstDays = readonly [names: readonly string[], days: readonly string[]]

async function readFirstDays(tx: Tx, program: NamedProgram): Promise<FirstDays> {
  const rows = await tx.sql<{ name: string }>({
    text: 'select distinct statement_period as name from ledger_transfer where program_id = $1 and missed_period is not null',
    values: [program.id],
  })
  const { calendar } = await readPeriodState(tx, program.id)
  return [rows.map(({ name }) => name), rows.map(({ name }) => calendar.named(name)?.firstDay ?? '')]
}

function readAccounts(tx: Tx, program: NamedProgram, days: FirstDays): Promise<AccountRow[]> {
  return tx.sql<AccountRow>({
    text: `select a.id, a.kind, a.owner_id, coalesce(f.name, b.name) as owner_name, min(${DAY}) as opened_on
             from ledger_account a
             join ledger_transfer t on t.program_id = $1 and (t.debit_account_id = a.id or t.credit_account_id = a.id)
             left join affiliate f on f.program_id = $1 and f.id = a.owner_id
             left join brand b on b.program_id = $1 and b.id = a.owner_id
            where a.program_id = $1
            group by a.id, a.kind, a.owner_id, f.name, b.name order by a.kind, a.owner_id`,
    values: [program.id, program.timeZone, ...days],
  })
}

function readTransfers(tx: Tx, program: NamedProgram, days: FirstDays): AsyncGenerator<readonly TransferRow[]> {
  return readRows<TransferRow>(
    tx,
    `select t.id, t.debit_account_id, t.credit_account_id, t.amount_minor, t.currency, t.kind, t.cause_type || ' ' || t.cause_id as cause,
            coalesce(t.statement_period, t.period::text) as period, coalesce(t.missed_period, t.relates_to_period) as relates_to_period, t.reverses_id, t.recorded_at, ${DAY} as day
       from ledger_transfer t where t.program_id = $1 order by t.sequence, t.id`,
    [program.id, program.timeZone, ...days],
  )
}

const EXPENSE_KINDS = /expense/
const ASSET_KINDS = /bank|receivable/
const EQUITY_KINDS = /exchange/

/** `Liabilities:Affiliate-payable:Northlight-4f0a9c21`: what it is, whose it is, and enough of the id that no two are alike. */
function accountName({ kind, owner_id, owner_name }: AccountRow): string {
  const root = EXPENSE_KINDS.test(kind) ? 'Expenses' : ASSET_KINDS.test(kind) ? 'Assets' : EQUITY_KINDS.test(kind) ? 'Equity' : 'Liabilities'
  const subject = component(kind)
  return owner_id === NIL_UUID ? `${root}:${subject}` : `${root}:${subject}:${component(owner_name ?? 'Owner')}-${owner_id.slice(-8)}`
}

/** Letters, digits and dashes, a capital first: what all three allow in an account's name. */
function component(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return plain === '' ? 'X' : `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`
}

function openingOf(account: AccountRow): string {
  return `\n${account.opened_on} open ${accountName(account)}\n  ; account ${account.id}, of ${account.owner_id} ${oneLine(account.owner_name ?? '')}`.trimEnd().concat('\n')
}

function entryOf(row: TransferRow, names: ReadonlyMap<Uuid, string>): string {
  const amount = decimal(row.amount_minor, minorDigits(row.currency))
  const notes = [
    `transfer ${row.id}, ${row.cause}, period ${row.period}, recorded ${row.recorded_at.toISOString()}`,
    ...(row.relates_to_period === null ? [] : [`belongs to ${row.relates_to_period}`]),
    ...(row.reverses_id === null ? [] : [`reverses ${row.reverses_id}`]),
  ]
  return `
${row.day} * "${row.kind}"
  ; ${notes.join('\n  ; ')}
  ${names.get(row.debit_account_id)}  ${amount} ${row.currency}
  ${names.get(row.credit_account_id)}  -${amount} ${row.currency}
`
}

/** With all of the currency's decimals: accounting programs read the precision off the amounts. */
function decimal(minor: bigint, digits: number): string {
  const text = minor.toString().padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
