import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'

const LARGEST_NUMBER = 999_999

/**
 * The number of a file among those of its paying account, from 1, without gaps: given once, and the same for the same message from then on.
 * Throws `not_found` and `too_many`.
 */
export async function numberRailFile(
  tx: Tx, { programId, payingAccountId, messageId, now }: { readonly programId: Uuid; readonly payingAccountId: Uuid; readonly messageId: string; readonly now: Date },
): Promise<number> {
  const [account] = await tx.sql<{ last: number }>({
    name: 'lock-paying-account',
    text: 'select last_file_number as last from paying_account where program_id = $1 and id = $2 for no key update',
    values: [programId, payingAccountId],
  })
  if (account === undefined) throw new DomainError('not_found')
  const [known] = await tx.sql<{ number: number }>({
    name: 'number-of-rail-file',
    text: 'select file_number as number from paying_account_file where program_id = $1 and paying_account_id = $2 and message_id = $3',
    values: [programId, payingAccountId, messageId],
  })
  if (known !== undefined) return known.number
  if (account.last >= LARGEST_NUMBER) throw new DomainError('too_many')
  await tx.count({
    name: 'give-rail-file-number',
    text: `with given as (update paying_account set last_file_number = $3, updated_at = $5 where program_id = $1 and id = $2)
           insert into paying_account_file (program_id, paying_account_id, file_number, message_id, recorded_at) values ($1, $2, $3, $4, $5)`,
    values: [programId, payingAccountId, account.last + 1, messageId, now],
  })
  return account.last + 1
}
