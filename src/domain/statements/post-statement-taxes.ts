import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId, NIL_UUID, type Uuid } from '../ids.ts'
import { taxOf } from '../invoices/tax-of.ts'
import { readTaxProfiles } from '../invoices/tax-profile.ts'
import type { AccountKind } from '../ledger/accounts.ts'
import { openBook } from '../ledger/book.ts'
import { postTransfers, type TransferDraft } from '../ledger/post-transfers.ts'
import type { Program } from '../programs/read-program.ts'
import { periodOf } from '../time/periods.ts'

/** Affiliates of one step. */
const AFFILIATES_AT_ONCE = 500

/** A period whose statements are being written. */
export interface TaxedPeriod {
  readonly name: string
  /** Tax profiles hold as they were then. */
  readonly cutAt: Date
}

/**
 * Gives the next drafts of a period their statement's id, and posts VAT and withholding of those that have a tax profile on that statement:
 * of what the period's commission, carryover and adjustments come to. Rules: docs/invoices.md.
 */
export async function postStatementTaxes(tx: Tx, program: Program, period: TaxedPeriod, now: Date): Promise<void> {
  const drafts = await tx.sql<{ affiliateId: Uuid }>({
    text: `select affiliate_id as "affiliateId" from statement_draft where program_id = $1 and period_name = $2 and statement_id is null order by affiliate_id limit $3`,
    values: [program.id, period.name, AFFILIATES_AT_ONCE],
  })
  const statements = new Map(drafts.map(({ affiliateId }) => [affiliateId, newId()]))
  await keepIds(tx, program.id, period.name, statements)
  const profiles = await readTaxProfiles(tx, program.id, [...statements.keys()], period.cutAt)
  if (profiles.size > 0) {
    const taxes: TransferDraft[] = []
    for (const { affiliateId, netMinor } of await readNets(tx, program.id, period.name, [...profiles.keys()])) {
      const { vatMinor, withheldMinor } = taxOf(profiles.get(affiliateId), netMinor)
      const place = { program, affiliateId, statementId: statements.get(affiliateId) ?? NIL_UUID, now }
      taxes.push(...transferOf(place, 'statement_vat', 'vat_receivable', vatMinor), ...transferOf(place, 'tax_withheld', 'tax_withheld', -withheldMinor))
    }
    if (taxes.length > 0) await postOnStatements(tx, program.id, period.name, taxes, now)
  }
}

async function keepIds(tx: Tx, programId: Uuid, periodName: string, statements: ReadonlyMap<Uuid, Uuid>): Promise<void> {
  const rows = new BulkRows(columns('affiliate_id uuid, statement_id uuid'))
  for (const [affiliateId, statementId] of statements) rows.add(affiliateId, statementId)
  await tx.count({
    text: `update statement_draft d set statement_id = r.statement_id from ${rows.unnest('r', 3)} where d.program_id = $1 and d.period_name = $2 and d.affiliate_id = r.affiliate_id`,
    values: [programId, periodName, ...rows.parameters()],
  })
}

/** What is taxed: all that a statement's lines come to, but for payouts. */
function readNets(tx: Tx, programId: Uuid, periodName: string, affiliateIds: readonly Uuid[]): Promise<{ affiliateId: Uuid; netMinor: bigint }[]> {
  return tx.sql({
    text: `select l.affiliate_id as "affiliateId", sum(case when c.owner_id = l.affiliate_id then t.amount_minor else -t.amount_minor end)::bigint as "netMinor"
             from statement_line l
             join ledger_transfer t on t.program_id = $1 and t.id = l.transfer_id and t.cause_type in ('commission', 'adjustment')
             join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
            where l.program_id = $1 and l.period_name = $2 and l.affiliate_id = any($3::uuid[]) group by l.affiliate_id order by l.affiliate_id`,
    values: [programId, periodName, arrayLiteral(affiliateIds)],
  })
}

interface TaxPlace {
  readonly program: Program
  readonly affiliateId: Uuid
  readonly statementId: Uuid
  readonly now: Date
}

/** A tax that adds to what is owed (positive) or takes from it. */
function transferOf({ program, affiliateId, statementId, now }: TaxPlace, kind: 'statement_vat' | 'tax_withheld', account: AccountKind, amountMinor: bigint): TransferDraft[] {
  if (amountMinor === 0n) return []
  const payable = { kind: 'affiliate_payable', ownerId: affiliateId, currency: program.currency } as const
  const tax = { kind: account, ownerId: NIL_UUID, currency: program.currency }
  const adds = amountMinor > 0n
  const isUsual = adds === (kind === 'statement_vat')
  return [{
    debit: adds ? tax : payable,
    credit: adds ? payable : tax,
    amountMinor: adds ? amountMinor : -amountMinor,
    kind: isUsual ? kind : `${kind}_reversed`,
    idempotencyKey: `${kind}:${statementId}`,
    causeType: 'statement',
    causeId: statementId,
    occurredAt: now,
    period: periodOf(now, program.time_zone),
    relatesToPeriod: null,
    reversesId: null,
  }]
}

/** The one thing that is added to a period after its cut. */
async function postOnStatements(tx: Tx, programId: Uuid, periodName: string, taxes: readonly TransferDraft[], now: Date): Promise<void> {
  const book = await openBook(tx, programId)
  await postTransfers(tx, book, taxes, now, { inPeriod: periodName })
  await tx.settle()
  await tx.count({
    text: `insert into statement_line (program_id, period_name, affiliate_id, transfer_id)
           select $1, $2, case when d.kind = 'affiliate_payable' then d.owner_id else c.owner_id end, t.id
             from ledger_transfer t
             join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
             join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
            where t.program_id = $1 and t.sequence = $3`,
    values: [programId, periodName, book.sequence],
  })
}
