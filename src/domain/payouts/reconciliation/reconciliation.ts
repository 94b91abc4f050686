import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import type { ReconciliationFormat, Told } from './bank-result.ts'
import type { LineOutcome } from './judge-file.ts'

/** A bank's result file that was uploaded, and what came of it. Rules: docs/payout-rails.md. */
export interface Reconciliation {
  readonly id: Uuid
  readonly format: ReconciliationFormat
  readonly fileName: string | null
  readonly sha256: Buffer
  readonly lines: number
  readonly applied: number
  readonly unchanged: number
  readonly discrepancies: number
  readonly errors: number
  readonly ignored: number
  readonly createdBy: string
  readonly recordedAt: Date
}

export interface ReconciliationLine {
  readonly number: number
  readonly place: string
  readonly endToEndId: string | null
  /** Decimal text of major units. */
  readonly amount: string | null
  readonly currency: string | null
  readonly told: Told | null
  readonly externalId: string | null
  readonly bankReason: string | null
  readonly payoutId: Uuid | null
  readonly outcome: LineOutcome
  readonly code: string | null
  readonly message: string | null
}

const SELECTED = `select id, format, file_name as "fileName", sha256, lines, applied, unchanged, discrepancies, errors, ignored, created_by as "createdBy", recorded_at as "recordedAt"
  from payout_reconciliation where program_id = $1`

/** Throws `not_found`. */
export async function readReconciliation(tx: Tx, programId: Uuid, id: Uuid): Promise<Reconciliation> {
  const [found] = await tx.sql<Reconciliation>({ name: 'reconciliation', text: `${SELECTED} and id = $2`, values: [programId, id] })
  if (found === undefined) throw new DomainError('not_found')
  return found
}

/** The one of these bytes, if they were uploaded before. */
export async function findReconciliation(tx: Tx, programId: Uuid, format: ReconciliationFormat, sha256: Buffer): Promise<Reconciliation | undefined> {
  const [found] = await tx.sql<Reconciliation>({ name: 'reconciliation-of-file', text: `${SELECTED} and format = $2 and sha256 = $3`, values: [programId, format, sha256] })
  return found
}

/** Newest first. */
export function listReconciliations(
  tx: Tx, { programId, afterId, limit }: { readonly programId: Uuid; readonly afterId: Uuid | null; readonly limit: number },
): Promise<Reconciliation[]> {
  return tx.sql<Reconciliation>({
    name: 'reconciliations', text: `${SELECTED} and ($2::uuid is null or id < $2) order by id desc limit $3`, values: [programId, afterId, limit],
  })
}

export interface LineFilter {
  readonly programId: Uuid
  readonly reconciliationId: Uuid
  /** The number of the line before the first; 0 for all. */
  readonly afterNumber: number
  readonly limit: number
  readonly outcome?: LineOutcome | undefined
}

/** In the order of the file. Throws `not_found`. */
export async function listReconciliationLines(tx: Tx, { programId, reconciliationId, afterNumber, limit, outcome }: LineFilter): Promise<ReconciliationLine[]> {
  await readReconciliation(tx, programId, reconciliationId)
  return tx.sql<ReconciliationLine>({
    name: 'reconciliation-lines',
    text: `select number, place, end_to_end_id as "endToEndId", amount, currency, told, external_id as "externalId", bank_reason as "bankReason", payout_id as "payoutId", outcome,
                  code, message
             from payout_reconciliation_line where program_id = $1 and reconciliation_id = $2 and number > $3 and ($4::text is null or outcome = $4) order by number limit $5`,
    values: [programId, reconciliationId, afterNumber, outcome ?? null, limit],
  })
}
