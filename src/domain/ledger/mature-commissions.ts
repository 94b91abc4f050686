import type { Clock } from '../../app/clock.ts'
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
  const accounts = await tx.sql<{ affiliate_id: Uuid; balance: bigint }>({
    name: 'pending-balances',
    text: `with waiting as (select id from transaction where program_id = $1 and status = 'pending' and applied_sequence is not null),
            undecided as (
              select c.affiliate_id, sum(c.amount_minor) as amount
                from (select id from waiting
                      union all select t.id from waiting w join transaction t on t.program_id = $1 and t.related_transaction_id = w.id and t.removed_sequence is null) t
                join commission c on c.program_id = $1 and c.transaction_id = t.id and c.amount_minor < 0
               where not exists (select from ledger_transfer l where l.program_id = $1 and l.cause_id = c.id and l.kind = 'commission_clawed_back')
               group by c.affiliate_id)
           select a.owner_id as affiliate_id, a.credits - a.debits - coalesce(u.amount, 0) as balance
             from ledger_account a left join undecided u on u.affiliate_id = a.owner_id
            where a.program_id = $1 and a.kind = 'affiliate_pending' and a.currency = $2 and (a.credits < a.debits or a.owner_id = any($3))`,
    values: [program.id, program.currency, [...leaving.keys()]],
  })
  return accounts.flatMap(({ affiliate_id: affiliateId, balance }) => {
    const left = balance - (leaving.get(affiliateId) ?? 0n)
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
