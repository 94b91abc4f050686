import { createHash } from 'node:crypto'
import type { Clock } from '../../../app/clock.ts'
import { arrayLiteral, BulkRows, columns } from '../../../db/bulk.ts'
import { build, type Tx } from '../../../db/database.ts'
import { recordAudit } from '../../access/record-audit.ts'
import { newId, type Uuid } from '../../ids.ts'
import { minorToFixedText } from '../../money/amounts.ts'
import { recordEvent } from '../../outbox/record-event.ts'
import { endPayout } from '../end-payout.ts'
import { openPayoutStep, type PayoutAuthor } from '../payout-step.ts'
import { settlePayouts } from '../settle-payouts.ts'
import type { FileEntry, ReconciliationFormat } from './bank-result.ts'
import { type FileEffects, judgeFile, type LineOutcome, type NamedPayout } from './judge-file.ts'
import { findReconciliation, type Reconciliation, readReconciliation } from './reconciliation.ts'

export interface BankFile {
  readonly format: ReconciliationFormat
  readonly content: string
  readonly fileName?: string | null | undefined
  /** What it says: `readResultsApart`, before the transaction. */
  readonly entries: readonly FileEntry[]
}

/**
 * Takes what a bank says of payouts into the books: all of a file or nothing. Payouts are found by their end-to-end id, and what contradicts
 * the books is shown and changes nothing. A file that was uploaded before answers what came of it then. Throws
 * `state_conflict` (the payer is being called about one of the payouts: try again in a minute).
 */
export async function reconcilePayouts(tx: Tx, clock: Clock, author: PayoutAuthor, { format, content, fileName, entries }: BankFile): Promise<Reconciliation> {
  const { programId, actor } = author
  const sha256 = createHash('sha256').update(content).digest()
  // Held before anything is read: of ten uploads at once the others find the first.
  const { now } = await openPayoutStep(tx, clock, author)
  const known = await findReconciliation(tx, programId, format, sha256)
  if (known !== undefined) return known
  const effects = judgeFile(entries, await readNamedPayouts(tx, programId, format, entries), await readOwners(tx, programId, entries), format === 'camt')
  await applyEffects(tx, clock, author, effects)
  const id: Uuid = newId()
  const counts = countOutcomes(effects)
  await tx.all(
    build.insertInto('payout_reconciliation').values({
      program_id: programId, id, format, file_name: fileName ?? null, sha256, lines: effects.lines.length, ...counts, created_by: actor, recorded_at: now,
    }),
  )
  await storeLines(tx, programId, id, effects)
  const details = { format, sha256: sha256.toString('hex'), lines: effects.lines.length, ...counts }
  await recordAudit(tx, { programId, actor, now, action: 'payout_reconciliation.uploaded', subjectType: 'payout_reconciliation', subjectId: id, details })
  await recordEvent(tx, { programId, kind: 'payout_reconciliation.uploaded', subjectType: 'payout_reconciliation', subjectId: id, payload: details, now })
  return readReconciliation(tx, programId, id)
}

async function readNamedPayouts(tx: Tx, programId: Uuid, format: ReconciliationFormat, entries: readonly FileEntry[]): Promise<NamedPayout[]> {
  const ids = [...new Set(entries.flatMap((entry) => ('told' in entry ? [entry.endToEndId] : [])))]
  return tx.sql<NamedPayout>({
    name: 'payouts-of-bank-file',
    text: `select p.id, p.end_to_end_id as "endToEndId", p.status, p.paid_amount_minor as "paidAmountMinor", p.paid_currency as "paidCurrency", p.external_id as "externalId",
                  array(select l.external_id from payout_reconciliation_line l
                          join payout_reconciliation r on r.program_id = $1 and r.id = l.reconciliation_id and r.format = $3
                         where l.program_id = $1 and l.payout_id = p.id and l.told = 'settled' and l.outcome in ('applied', 'unchanged') and l.external_id is not null) as "toldIds"
             from payout p where p.program_id = $1 and p.end_to_end_id = any($2::text[])`,
    values: [programId, arrayLiteral(ids), format],
  })
}

/** Which payouts have the outside ids that a file names. */
async function readOwners(tx: Tx, programId: Uuid, entries: readonly FileEntry[]): Promise<Map<string, Uuid>> {
  const ids = [...new Set(entries.flatMap((entry) => ('told' in entry && entry.externalId !== null ? [entry.externalId] : [])))]
  const rows = await tx.sql<{ externalId: string; id: Uuid }>({
    name: 'owners-of-outside-ids',
    text: 'select external_id as "externalId", id from payout where program_id = $1 and external_id = any($2::text[])',
    values: [programId, arrayLiteral(ids)],
  })
  return new Map(rows.map(({ externalId, id }) => [externalId, id]))
}

async function applyEffects(tx: Tx, clock: Clock, author: PayoutAuthor, { settled, ended }: FileEffects): Promise<void> {
  if (settled.length > 0) await settlePayouts(tx, clock, author, settled, true)
  for (const { payoutId, to, reason } of ended) await endPayout(tx, clock, author, payoutId, { to, reason })
}

function countOutcomes({ lines }: FileEffects) {
  const count = (outcome: LineOutcome) => lines.filter((line) => line.outcome === outcome).length
  return { applied: count('applied'), unchanged: count('unchanged'), discrepancies: count('discrepancy'), errors: count('error'), ignored: count('ignored') }
}

async function storeLines(tx: Tx, programId: Uuid, reconciliationId: Uuid, { lines }: FileEffects): Promise<void> {
  const rows = new BulkRows(columns(
    'program_id uuid, reconciliation_id uuid, number int, place text, end_to_end_id text, amount text, currency text, told text, external_id text, bank_reason text, payout_id uuid, outcome text, code text, message text',
  ))
  for (const [index, { place, result, payoutId, outcome, code, message }] of lines.entries()) {
    const amount = result?.amount ?? null
    rows.add(
      programId, reconciliationId, index + 1, place, result?.endToEndId, amount === null ? null : minorToFixedText(amount.minor, amount.currency), amount?.currency, result?.told,
      result?.externalId, result?.reason, payoutId, outcome, code, message,
    )
  }
  await rows.insertInto(tx, 'payout_reconciliation_line')
}
