import type { Clock } from '../../../app/clock.ts'
import type { Tx } from '../../../db/database.ts'
import type { Module } from '../../access/permissions.ts'
import type { Uuid } from '../../ids.ts'
import type { ClickKeys } from '../../tracking/click-key.ts'
import type { FieldValues, ImportField } from '../import-field.ts'

export const IMPORT_KINDS = ['customers', 'transactions', 'affiliates', 'coupons', 'legacy_links'] as const
export type ImportKindName = (typeof IMPORT_KINDS)[number]

/** On whose behalf rows are taken in, and with what. */
export interface Taking {
  readonly programId: Uuid
  /** As in the audit. */
  readonly actor: string
  /** The import, or another id for all rows of one file. */
  readonly importId: Uuid
  readonly clock: Clock
  readonly clickKeys: ClickKeys
}

/** What became of a row. `duplicate`: what it tells is there already, and stays as it is. `waiting`: for its customer or its original. */
export type RowOutcome =
  | { readonly outcome: 'imported' | 'duplicate' | 'waiting' }
  | { readonly outcome: 'failed', readonly code: string, readonly message: string }

/** Outcomes in the order of the rows, and what is to be done when they are committed. */
export interface Taken {
  /** None yet for a batch. */
  readonly outcomes: readonly RowOutcome[]
  /** Transactions are accepted, in the order of the rows, and processed afterwards. */
  readonly batchId?: Uuid
  /** Customers that are new: transactions may have waited for them. */
  readonly registered?: readonly { readonly brandId: Uuid, readonly externalId: string }[]
}

/** A kind of data that can be brought along: what its rows say, and the verb that takes them in. */
export interface ImportKind {
  readonly name: ImportKindName
  /** Who may write it may import it. */
  readonly module: Module
  readonly fields: readonly ImportField[]
  /** Rows of one transaction. Those of one are refused by themselves: the transaction around it rolls back. */
  readonly rowsAtOnce: number
  /** What the row is about, in the operator's own words; null when it does not say. */
  keyOf(values: FieldValues): string | null
  /** For rows that do not say what they are about: gives each a name, the same whenever the same file is read. One for each reading. */
  readonly createNaming?: () => (values: FieldValues) => FieldValues
  /** Throws DomainError for what is no row of this kind. */
  check(values: FieldValues): void
  /** Takes checked rows in. Sending the same ones again changes nothing. A DomainError refuses all of them. */
  take(tx: Tx, taking: Taking, rows: readonly FieldValues[]): Promise<Taken>
}
