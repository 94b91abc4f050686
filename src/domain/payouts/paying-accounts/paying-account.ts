import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import type { PayingAccountKind } from './paying-details.ts'

/** Where the operator pays from. Its details never change: another account is another object. Rules: docs/payout-rails.md. */
export interface PayingAccount {
  readonly programId: Uuid
  readonly id: Uuid
  readonly kind: PayingAccountKind
  readonly name: string
  /** What may be seen of the details: `DE89 … 3000`. */
  readonly hint: string
  /** For `openPayingDetails`. */
  readonly sealedDetails: Buffer
  readonly isDefault: boolean
  readonly lastFileNumber: number
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly archivedAt: Date | null
}

export interface PayingAccountFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly kind?: PayingAccountKind | undefined
  /** Without it those that are not archived. */
  readonly status?: 'active' | 'archived' | undefined
}

const SELECTED = `select program_id as "programId", id, kind, name, hint, sealed_details as "sealedDetails", is_default as "isDefault", last_file_number as "lastFileNumber",
    created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt", archived_at as "archivedAt"
  from paying_account where program_id = $1`

/** Throws `not_found`. */
export async function readPayingAccount(tx: Tx, programId: Uuid, id: Uuid): Promise<PayingAccount> {
  const [account] = await tx.sql<PayingAccount>({ name: 'paying-account', text: `${SELECTED} and id = $2`, values: [programId, id] })
  if (account === undefined) throw new DomainError('not_found')
  return account
}

/** What runs of this kind are paid from that name no account; undefined: nobody has said. */
export async function readDefaultPayingAccount(tx: Tx, programId: Uuid, kind: PayingAccountKind): Promise<PayingAccount | undefined> {
  const [account] = await tx.sql<PayingAccount>({ name: 'default-paying-account', text: `${SELECTED} and kind = $2 and is_default`, values: [programId, kind] })
  return account
}

/** Newest first. */
export function listPayingAccounts(tx: Tx, { programId, afterId, limit, kind, status }: PayingAccountFilter): Promise<PayingAccount[]> {
  const values: unknown[] = [programId]
  const conditions = [status === 'archived' ? 'and archived_at is not null' : 'and archived_at is null']
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('id <', afterId)
  add('kind =', kind)
  return tx.sql<PayingAccount>({ text: `${SELECTED} ${conditions.join(' ')} order by id desc limit $${values.push(limit)}`, values })
}
