import type { Tx } from '../../../db/database.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import type { Rail, RailPayer } from '../rails/rail-file.ts'
import { numberRailFile } from './number-rail-file.ts'
import { readDefaultPayingAccount } from './paying-account.ts'
import { openPayingDetails, type PayerDetails, type PayingAccountKind, type PayingDetails } from './paying-details.ts'

/**
 * What a file is paid from: the default account of its kind, and the file's number among that account's. A CSV file names no account.
 * Throws `paying_account_missing` and `payout_details_unreadable`.
 */
export async function findRailPayer(
  tx: Tx, secretBox: SecretBox, rail: Rail, { programId, messageId, now }: { readonly programId: Uuid; readonly messageId: string; readonly now: Date },
): Promise<{ readonly payer: RailPayer | null; readonly fileNumber: number }> {
  if (rail === 'csv') return { payer: null, fileNumber: 1 }
  const { id, details } = await openDefault(tx, secretBox, programId, rail)
  if (details.kind === 'webhook') throw new Error('a payer is no account at a bank')
  return { payer: details, fileNumber: await numberRailFile(tx, { programId, payingAccountId: id, messageId, now }) }
}

/** The operator's payer that is called. Throws `paying_account_missing` and `payout_details_unreadable`. */
export async function findPayer(tx: Tx, secretBox: SecretBox, programId: Uuid): Promise<PayerDetails> {
  const { details } = await openDefault(tx, secretBox, programId, 'webhook')
  if (details.kind !== 'webhook') throw new Error('an account at a bank is no payer')
  return details
}

async function openDefault(tx: Tx, secretBox: SecretBox, programId: Uuid, kind: PayingAccountKind): Promise<{ readonly id: Uuid; readonly details: PayingDetails }> {
  const account = await readDefaultPayingAccount(tx, programId, kind)
  if (account === undefined) throw new DomainError('paying_account_missing', { message: `There is no account of the kind ${kind} to pay from.` })
  return { id: account.id, details: openPayingDetails(secretBox, account) }
}
