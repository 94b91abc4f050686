import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { openBook } from '../../ledger/book.ts'
import type { PayingAccountKind } from './paying-details.ts'

/**
 * Lets the paying accounts of a program change here and nowhere else until the transaction ends, and nothing be sent from them: payouts
 * are sent in steps of the book.
 */
export async function lockPayingAccounts(tx: Tx, programId: Uuid): Promise<void> {
  await openBook(tx, programId)
}

/**
 * While a payer has payouts of which nobody knows what became, it stays who is asked about them: another would not know them, and they would
 * be sent again. Throws `in_use`.
 */
export async function refuseWhileAsked(tx: Tx, programId: Uuid, kind: PayingAccountKind): Promise<void> {
  if (kind !== 'webhook') return
  const open = await tx.sql({
    name: 'payouts-at-the-payer', text: `select 1 from payout where program_id = $1 and rail = 'webhook' and status = 'instructed' limit 1`, values: [programId],
  })
  if (open.length > 0) throw new DomainError('in_use', { message: 'Payouts are at this payer of which nobody knows yet what became.' })
}
