import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from './own-program.ts'

/** What one unit of a foreign currency is worth in the program's, from an instant on. */
export interface FxRate {
  readonly id: Uuid
  readonly currency: string
  /** Billionths. */
  readonly ratePpb: bigint
  readonly effectiveFrom: Date
  readonly source: string
  readonly createdAt: Date
}

export interface NewFxRate {
  readonly currency: string
  readonly ratePpb: bigint
  readonly effectiveFrom: Date
  readonly source: string
}

const CONFLICTS = { fx_rate_pkey: 'effectiveFrom' }

/**
 * Adds a rate. Rates are not changed: transactions name the one they were converted with.
 * Throws `invalid_request` (the program's own currency) and `already_exists` (effectiveFrom).
 */
export async function addFxRate(tx: Tx, author: Author, input: NewFxRate): Promise<FxRate> {
  const { programId, now } = author
  const program = await ownProgram(tx, programId)
  if (input.currency === program.currency) {
    const message = "The program's own currency needs no rate."
    throw new DomainError('invalid_request', { message, errors: [{ path: 'currency', code: 'own_currency', message }] })
  }
  const id: Uuid = newId()
  const values = {
    program_id: programId,
    id,
    currency: input.currency,
    rate_ppb: input.ratePpb,
    effective_from: input.effectiveFrom,
    source: input.source,
    created_at: now,
  }
  await namingConflicts(CONFLICTS, () => tx.all(build.insertInto('fx_rate').values(values)))
  await recordAudit(tx, { ...author, action: 'fx_rate.added', subjectType: 'fx_rate', subjectId: id, details: { ...input, ratePpb: String(input.ratePpb) } })
  return { ...input, id, createdAt: now }
}

export interface FxRateFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly currency?: string | undefined
}

/** Newest entries first. */
export function listFxRates(tx: Tx, filter: FxRateFilter): Promise<FxRate[]> {
  let query = build
    .selectFrom('fx_rate')
    .where('program_id', '=', filter.programId)
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .select(['id', 'currency', 'rate_ppb as ratePpb', 'effective_from as effectiveFrom', 'source', 'created_at as createdAt'])
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.currency !== undefined) query = query.where('currency', '=', filter.currency)
  return tx.all(query)
}
