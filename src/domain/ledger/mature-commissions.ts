import type { Clock } from '../../app/clock.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import type { Database, Tx } from '../../db/database.ts'
import { maturityOf } from '../commissions/commission-line.ts'
import type { Uuid } from '../ids.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { periodOf } from '../time/periods.ts'
import type { Book } from './book.ts'
import { openBook } from './book.ts'
import { postTransfers, type TransferDraft } from './post-transfers.ts'

interface DueLine {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly amountMinor: bigint
  readonly payableFrom: Date
  readonly period: string
  readonly relatesToPeriod: string | null
}

/**
 * Moves what is due from pending to payable: positive approved lines whose hold has ended by the program's clock, and then, where
 * negatives leave an affiliate's pending below zero, the shortfall out of its payable (negatives have no hold and reduce pending
 * first; docs/ledger.md). Answers how many lines matured.
 */
export async function matureCommissions({ db, clock }: { readonly db: Database; readonly clock: Clock }, programId: Uuid): Promise<number> {
  return db.inProgram(programId, async (tx) => {
    const program = await readProgram(tx, programId)
    if (program === undefined) return 0
    const now = programNow(program, clock)
    if (!(await isAnythingDue(tx, programId, now))) return 0
    const book = await openBook(tx, programId)
    const lines = await dueLines(tx, book, now)
    const matured = lines.map((line) => maturityOf(line, program.currency))
    const drafts = [...matured, ...(await shortfalls(tx, program, matured, now, book))]
    await postTransfers(tx, book, drafts, now, { maturedUntil: now > book.maturedUntil ? now : book.maturedUntil })
    return lines.length
  })
}

const NOT_REJECTED = `not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected')`
const IS_APPROVED = `(c.initial_status = 'approved' or exists (select from commission_event e
  where e.program_id = $1 and e.commission_id = c.id and e.kind = 'approved'))`

async function isAnythingDue(tx: Tx, programId: Uuid, now: Date): Promise<boolean> {
  const rows = await tx.sql({
    name: 'is-anything-due',
    text: `select 1 from program_book b
            where b.program_id = $1 and (
              exists (select from commission c where c.program_id = $1 and c.amount_minor > 0 and c.payable_from > b.matured_until and c.payable_from <= $2)
              or exists (select from ledger_account a where a.program_id = $1 and a.kind = 'affiliate_pending' and a.credits < a.debits))`,
    values: [programId, now],
  })
  return rows.length > 0
}

async function dueLines(tx: Tx, book: Book, now: Date): Promise<DueLine[]> {
  return tx.sql<DueLine>({
    name: 'due-lines',
    text: `select c.id, c.affiliate_id as "affiliateId", c.amount_minor as "amountMinor", c.payable_from as "payableFrom", c.period,
                  c.relates_to_period as "relatesToPeriod"
             from commission c
            where c.program_id = $1 and c.amount_minor > 0 and c.payable_from > $2 and c.payable_from <= $3 and ${IS_APPROVED} and ${NOT_REJECTED}
            order by c.payable_from, c.id`,
    values: [book.programId, book.maturedUntil, now],
  })
}

/**
 * One transfer per affiliate whose pending would stand below zero after the matured lines left it. Negatives of transactions that
 * wait for approval (and of their refunds) are no reason yet: nobody has said that they count.
 */
async function shortfalls(tx: Tx, program: Program, matured: readonly TransferDraft[], now: Date, book: Book): Promise<TransferDraft[]> {
  const leaving = new Map<Uuid, bigint>()
  for (const { debit, amountMinor } of matured) leaving.set(debit.ownerId, (leaving.get(debit.ownerId) ?? 0n) + amountMinor)
  const accounts = await tx.sql<{ affiliateId: Uuid; balance: bigint }>({
    name: 'pending-balances',
    text: `select owner_id as "affiliateId", credits - debits as balance from ledger_account
            where program_id = $1 and kind = 'affiliate_pending' and currency = $2 and (credits < debits or owner_id = any($3))`,
    values: [program.id, program.currency, [...leaving.keys()]],
  })
  const short = accounts.map(({ affiliateId, balance }) => ({ affiliateId, left: balance - (leaving.get(affiliateId) ?? 0n) })).filter(({ left }) => left < 0n)
  const undecided = await undecidedNegatives(tx, program.id, short.map(({ affiliateId }) => affiliateId))
  return short.flatMap(({ affiliateId, left: before }) => {
    const left = before - (undecided.get(affiliateId) ?? 0n)
    if (left >= 0n) return []
    return [{
      debit: { kind: 'affiliate_payable' as const, ownerId: affiliateId, currency: program.currency },
      credit: { kind: 'affiliate_pending' as const, ownerId: affiliateId, currency: program.currency },
      amountMinor: -left,
      kind: 'negative_matured',
      idempotencyKey: `shortfall:${affiliateId}:${book.sequence}`,
      causeType: 'affiliate' as const,
      causeId: affiliateId,
      occurredAt: now,
      period: periodOf(now, program.time_zone),
      relatesToPeriod: null,
      reversesId: null,
    }]
  })
}

/**
 * What negative lines of transactions that wait come to. Lines are looked up transaction by transaction (`offset 0`): the book is held, and a plan
 * of tables that nobody has analyzed yet would compare each with all.
 */
async function undecidedNegatives(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<ReadonlyMap<Uuid, bigint>> {
  if (affiliateIds.length === 0) return new Map()
  const rows = await tx.sql<{ affiliateId: Uuid; amount: bigint }>({
    name: 'undecided-negatives',
    text: `with waiting as materialized (select id from transaction where program_id = $1 and status = 'pending' and applied_sequence is not null)
           select c.affiliate_id as "affiliateId", sum(c.amount_minor)::bigint as amount
             from (select id from waiting
                   union all select t.id from waiting w join transaction t on t.program_id = $1 and t.related_transaction_id = w.id and t.removed_sequence is null) t
             cross join lateral (
               select id, affiliate_id, amount_minor from commission
                where program_id = $1 and transaction_id = t.id and amount_minor < 0 offset 0) c
            where c.affiliate_id = any($2::uuid[])
              and not exists (select from ledger_transfer l where l.program_id = $1 and l.cause_id = c.id and l.kind = 'commission_clawed_back')
            group by c.affiliate_id`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
  return new Map(rows.map(({ affiliateId, amount }) => [affiliateId, amount]))
}
