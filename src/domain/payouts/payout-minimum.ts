import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { minorFromNumberExact } from '../money/amounts.ts'

/** The least that is sent by a kind of method in a currency; of every kind (`any`) that has none of its own. */
export interface PayoutMinimum {
  readonly currency: string
  readonly methodKind: string
  readonly minimumMinor: bigint
  readonly updatedAt: Date
}

export interface PayoutMinimumChange {
  readonly currency: string
  readonly methodKind: string
  /** Major units; null: the program's `payoutMinimum` holds again. */
  readonly minimum: number | null
}

/** In the order of currencies and kinds: there are a few at most. */
export function listPayoutMinimums(tx: Tx, programId: Uuid): Promise<PayoutMinimum[]> {
  return tx.sql<PayoutMinimum>({
    text: `select currency, method_kind as "methodKind", minimum_minor as "minimumMinor", updated_at as "updatedAt" from payout_minimum
            where program_id = $1 order by currency, method_kind`,
    values: [programId],
  })
}

/** Sets or takes away a minimum, for the runs that are prepared from then on. Throws `invalid_request` (finer than the currency's minor unit). */
export async function changePayoutMinimum(tx: Tx, author: Author, { currency, methodKind, minimum }: PayoutMinimumChange): Promise<PayoutMinimum[]> {
  const { programId, now } = author
  if (minimum === null) {
    await tx.count({ text: 'delete from payout_minimum where program_id = $1 and currency = $2 and method_kind = $3', values: [programId, currency, methodKind] })
  } else {
    await tx.count({
      text: `insert into payout_minimum (program_id, currency, method_kind, minimum_minor, updated_at) values ($1, $2, $3, $4, $5)
             on conflict (program_id, currency, method_kind) do update set minimum_minor = excluded.minimum_minor, updated_at = excluded.updated_at`,
      values: [programId, currency, methodKind, readMinimum(minimum, currency), now],
    })
  }
  await recordAudit(tx, { ...author, action: 'payout_minimum.changed', subjectType: 'program', subjectId: programId, details: { currency, methodKind, minimum } })
  return listPayoutMinimums(tx, programId)
}

function readMinimum(minimum: number, currency: string): bigint {
  const minor = minorFromNumberExact(minimum, currency)
  if (minor !== null && minor >= 0n) return minor
  const message = `Expected an amount of ${currency} that is not negative and not finer than its minor unit.`
  throw new DomainError('invalid_request', { errors: [{ path: 'minimum', code: 'invalid_amount', message }] })
}
