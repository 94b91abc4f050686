import { build, type Tx } from '../../../db/database.ts'
import type { Author } from '../../access/author.ts'
import { recordAudit } from '../../access/record-audit.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { DomainError } from '../../errors.ts'
import { newId, type Uuid } from '../../ids.ts'
import type { GivenDetails } from '../../payout-methods/details/detail-fields.ts'
import { lockPayingAccounts } from './lock-paying-accounts.ts'
import { type PayingAccount, readDefaultPayingAccount, readPayingAccount } from './paying-account.ts'
import { type PayingAccountKind, sealPayingDetails } from './paying-details.ts'
import { hintOfPaying, readPayingDetails } from './read-paying-details.ts'

export interface NewPayingAccount {
  readonly kind: PayingAccountKind
  readonly name: string
  readonly details: GivenDetails
}

const ACCOUNTS_MAX = 1_000

/**
 * Adds an account to pay from. The first of its kind is the default. `secret`: what calls to a payer are signed with, told here and never
 * again. Throws `invalid_request` and `too_many`.
 */
export async function createPayingAccount(
  tx: Tx, author: Author, { secretBox, isCallable }: { readonly secretBox: SecretBox; readonly isCallable: (url: string) => boolean }, input: NewPayingAccount,
): Promise<{ readonly account: PayingAccount; readonly secret: string | null }> {
  const { programId, actor, now } = author
  const details = readPayingDetails(input.kind, input.details, { isCallable, now })
  await lockPayingAccounts(tx, programId)
  if ((await countAccounts(tx, programId)) >= ACCOUNTS_MAX) throw new DomainError('too_many')
  const id: Uuid = newId()
  const hint = hintOfPaying(details)
  const isDefault = (await readDefaultPayingAccount(tx, programId, input.kind)) === undefined
  await tx.all(
    build.insertInto('paying_account').values({
      program_id: programId, id, kind: input.kind, name: input.name, hint, sealed_details: sealPayingDetails(secretBox, { programId, id }, details), is_default: isDefault,
      created_by: actor, created_at: now, updated_at: now,
    }),
  )
  await recordAudit(tx, { programId, actor, now, action: 'paying_account.created', subjectType: 'paying_account', subjectId: id, details: { kind: input.kind, hint, isDefault } })
  return { account: await readPayingAccount(tx, programId, id), secret: details.kind === 'webhook' ? (details.secrets[0]?.secret ?? null) : null }
}

async function countAccounts(tx: Tx, programId: Uuid): Promise<number> {
  const [row] = await tx.sql<{ count: number }>({
    name: 'count-paying-accounts', text: 'select count(*)::integer as count from paying_account where program_id = $1 and archived_at is null', values: [programId],
  })
  return row?.count ?? 0
}
