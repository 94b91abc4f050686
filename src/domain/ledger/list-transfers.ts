import { sql } from 'kysely'
import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** What an account is called: its kind, and the affiliate or the brand that it is of. */
export interface NamedAccount {
  readonly kind: string
  readonly ownerName: string | null
}

/** One movement of a positive amount, in minor units, from the debited to the credited account. */
export interface ListedTransfer {
  readonly id: Uuid
  readonly debitAccountId: Uuid
  readonly creditAccountId: Uuid
  readonly debitAccount: NamedAccount
  readonly creditAccount: NamedAccount
  readonly amountMinor: bigint
  readonly currency: string
  readonly kind: string
  readonly causeType: string
  readonly causeId: Uuid
  readonly occurredAt: Date
  readonly recordedAt: Date
  /** The period on whose statement it stands. */
  readonly period: string
  /** The closed period that it is about. */
  readonly relatesToPeriod: string | null
  readonly reversesId: Uuid | null
}

export interface TransferFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly accountId?: Uuid | undefined
  /** What the transfer came from: a commission's id. */
  readonly causeId?: Uuid | undefined
  /** On the time of the event. */
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
  /** Recorded up to then. */
  readonly knownOn?: Date | undefined
  /** The period on whose statement they stand. */
  readonly period?: string | undefined
}

// Transfers from before there were statements stand in the month of their rules.
const STANDS_IN = sql<string>`coalesce(statement_period, period::text)`

const nameOf = (account: 'debit_account_id' | 'credit_account_id') => sql<NamedAccount>`(
  select json_build_object('kind', a.kind, 'ownerName', coalesce((select name from affiliate where program_id = a.program_id and id = a.owner_id), (select name from brand where program_id = a.program_id and id = a.owner_id)))
    from ledger_account a where a.program_id = ledger_transfer.program_id and a.id = ${sql.ref(`ledger_transfer.${account}`)})`

/** Newest first. */
export function listTransfers(tx: Tx, filter: TransferFilter): Promise<ListedTransfer[]> {
  const { accountId } = filter
  let query = build
    .selectFrom('ledger_transfer')
    .where('program_id', '=', filter.programId)
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .select([
      'id',
      'debit_account_id as debitAccountId',
      'credit_account_id as creditAccountId',
      nameOf('debit_account_id').as('debitAccount'),
      nameOf('credit_account_id').as('creditAccount'),
      'amount_minor as amountMinor',
      'currency',
      'kind',
      'cause_type as causeType',
      'cause_id as causeId',
      'occurred_at as occurredAt',
      'recorded_at as recordedAt',
      STANDS_IN.as('period'),
      sql<string | null>`coalesce(missed_period, relates_to_period)`.as('relatesToPeriod'),
      'reverses_id as reversesId',
    ])
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (accountId !== undefined) query = query.where((is) => is.or([is('debit_account_id', '=', accountId), is('credit_account_id', '=', accountId)]))
  if (filter.causeId !== undefined) query = query.where('cause_id', '=', filter.causeId)
  if (filter.from !== undefined) query = query.where('occurred_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('occurred_at', '<', filter.to)
  if (filter.knownOn !== undefined) query = query.where('recorded_at', '<=', filter.knownOn)
  if (filter.period !== undefined) query = query.where(STANDS_IN, '=', filter.period)
  return tx.all(query)
}
