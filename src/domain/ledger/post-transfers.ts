import { createHash } from 'node:crypto'
import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'
import { type Account, type AccountKey, accountKeyText, ensureAccounts } from './accounts.ts'
import { type Book, closeBook } from './book.ts'
import { momentOf, statementPlace } from './statement-place.ts'

/** One movement of a positive amount (minor units) from a debit account to a credit account. */
export interface TransferDraft {
  readonly debit: AccountKey
  readonly credit: AccountKey
  readonly amountMinor: bigint
  readonly kind: string
  /** The cause's name for this one effect: unique per program, so that no effect is booked twice. */
  readonly idempotencyKey: string
  readonly causeType: 'commission' | 'affiliate' | 'payout' | 'adjustment' | 'statement'
  readonly causeId: Uuid
  readonly occurredAt: Date
  /** The calendar month that the rules count it in. */
  readonly period: string
  readonly relatesToPeriod: string | null
  readonly reversesId: Uuid | null
}

const TRANSFER_COLUMNS = columns(
  `program_id uuid, id uuid, sequence bigint, debit_account_id uuid, credit_account_id uuid, amount_minor bigint, currency text, kind text,
   idempotency_key text, cause_type text, cause_id uuid, occurred_at timestamptz, recorded_at timestamptz, period text,
   relates_to_period text, reverses_id uuid, statement_period text, missed_period text`,
)

/**
 * Posts the transfers of a step and closes the step: rows, account totals (one update per account and step, never per row: the
 * program-side accounts take part in every transfer) and the seal. The writes are deferred to the end of the transaction. Rules: docs/ledger.md.
 */
export async function postTransfers(
  tx: Tx,
  book: Book,
  drafts: readonly TransferDraft[],
  recordedAt: Date,
  { maturedUntil = book.maturedUntil, accounts: known = new Map(), inPeriod }: PostingOptions = {},
): Promise<void> {
  if (drafts.length === 0) {
    tx.defer(closeBook(tx, book, { maturedUntil }))
    return
  }
  const accounts = await withMissingAccounts(tx, book, drafts, known)
  const movements = new Map<Uuid, { debits: bigint; credits: bigint }>()
  const rows = new BulkRows(TRANSFER_COLUMNS)
  const hash = createHash('sha256').update(book.previousSeal)
  let firstMoment: Date | null = null

  for (const draft of drafts) {
    if (draft.amountMinor <= 0n) throw new Error('a transfer moves a positive amount')
    const debitId = accountId(accounts, draft.debit)
    const creditId = accountId(accounts, draft.credit)
    movement(movements, debitId).debits += draft.amountMinor
    movement(movements, creditId).credits += draft.amountMinor
    const id = newId()
    // What matures stands where it matured; everything else with the line, adjustment or payout that it is about.
    const moment = draft.kind === 'commission_matured' ? draft.occurredAt : momentOf(draft, book.calendar.timeZone)
    const place = inPeriod === undefined ? statementPlace(book, moment) : { statementPeriod: inPeriod, missedPeriod: null }
    if (firstMoment === null || moment < firstMoment) firstMoment = moment
    hash.update(sealedText(id, debitId, creditId, draft.amountMinor, draft.debit.currency, draft.idempotencyKey))
    rows.add(
      book.programId, id, book.sequence, debitId, creditId, draft.amountMinor, draft.debit.currency, draft.kind,
      draft.idempotencyKey, draft.causeType, draft.causeId, draft.occurredAt, recordedAt, draft.period,
      draft.relatesToPeriod, draft.reversesId, place.statementPeriod, place.missedPeriod,
    )
  }
  const seal = hash.digest()
  tx.defer(rows.insertInto(tx, 'ledger_transfer'))
  tx.defer(addToTotals(tx, book.programId, movements))
  tx.defer(writeSeal(tx, book, drafts.length, seal, recordedAt))
  tx.defer(closeBook(tx, book, { seal, maturedUntil, firstMoment }))
}

export interface PostingOptions {
  readonly maturedUntil?: Date
  /** Accounts that were prepared already, by key. */
  readonly accounts?: ReadonlyMap<string, Account>
  /** The closing of a period adds what belongs on its statements (tax) where nothing else can be added any more. */
  readonly inPeriod?: string | undefined
}

async function withMissingAccounts(tx: Tx, book: Book, drafts: readonly TransferDraft[], known: ReadonlyMap<string, Account>): Promise<ReadonlyMap<string, Account>> {
  const missing = new Map<string, AccountKey>()
  for (const { debit, credit } of drafts) for (const key of [debit, credit]) if (!known.has(accountKeyText(key))) missing.set(accountKeyText(key), key)
  if (missing.size === 0) return known
  return new Map([...known, ...(await ensureAccounts(tx, book.programId, missing.values()))])
}

/** What a seal covers of one transfer. verify reads the stored rows and builds the same text. */
export function sealedText(id: Uuid, debitAccountId: Uuid, creditAccountId: Uuid, amountMinor: bigint, currency: string, idempotencyKey: string): string {
  return `${id} ${debitAccountId} ${creditAccountId} ${amountMinor} ${currency} ${idempotencyKey}\n`
}

async function addToTotals(tx: Tx, programId: Uuid, movements: ReadonlyMap<Uuid, { debits: bigint; credits: bigint }>): Promise<void> {
  const rows = new BulkRows(columns('id uuid, debits numeric, credits numeric'))
  // Sorted by account: two statements that lock the same rows in two orders deadlock.
  for (const [id, sums] of [...movements].sort(([a], [b]) => (a < b ? -1 : 1))) rows.add(id, sums.debits, sums.credits)
  await tx.count({
    name: 'add-to-totals',
    text: `update ledger_account a set debits = a.debits + m.debits, credits = a.credits + m.credits
             from ${rows.unnest('m', 2)} where a.program_id = $1 and a.id = m.id`,
    values: [programId, ...rows.parameters()],
  })
}

async function writeSeal(tx: Tx, book: Book, transfers: number, seal: Buffer, recordedAt: Date): Promise<void> {
  await tx.count({
    name: 'write-seal',
    text: `insert into ledger_seal (program_id, sequence, transfers, previous_seal, seal, recorded_at) values ($1, $2, $3, $4, $5, $6)`,
    values: [book.programId, book.sequence, transfers, book.previousSeal, seal, recordedAt],
  })
}

function accountId(accounts: ReadonlyMap<string, { id: Uuid }>, key: AccountKey): Uuid {
  const account = accounts.get(accountKeyText(key))
  if (account === undefined) throw new Error('an account that was not prepared')
  return account.id
}

function movement(movements: Map<Uuid, { debits: bigint; credits: bigint }>, id: Uuid): { debits: bigint; credits: bigint } {
  const known = movements.get(id)
  if (known !== undefined) return known
  const fresh = { debits: 0n, credits: 0n }
  movements.set(id, fresh)
  return fresh
}
