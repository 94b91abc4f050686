import type { AppContext } from '../../app/context.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { hashOperatorPassword } from '../access/hash-operator-password.ts'
import { checkPassword, standsAlone } from '../access/password-rules.ts'
import type { Uuid } from '../ids.ts'
import { hasSecondFactor, namesOf, readAccount } from './account.ts'
import { keepPassword } from './change-password.ts'
import { linkUsedUp } from './link-used-up.ts'
import { programToStartIn } from './programs-of-user.ts'
import { tellAudit } from './tell-audit.ts'

/**
 * Chooses a new password by a link that was mailed. Nobody is signed in by it: the second factor is still asked for. Throws `not_found` (the
 * link is used up, expired or unknown) and `invalid_request`; with the latter the link still works.
 */
export async function resetPassword(context: Pick<AppContext, 'db' | 'clock' | 'config' | 'secretBox'>, { token, password }: { readonly token: string; readonly password: string }): Promise<void> {
  const { db, clock } = context
  const now = clock.now()
  const hash = await hashOperatorPassword(password)
  await db.shared(async (tx) => {
    const [reset] = await tx.sql<{ operator_user_id: Uuid }>({
      text: 'update password_reset set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2 returning operator_user_id',
      values: [hashSecret(token), now],
    })
    const account = reset === undefined ? null : await readAccount(tx, reset.operator_user_id)
    if (account === null || account.disabledAt !== null) throw linkUsedUp()
    checkPassword(password, { names: namesOf(account), hasSecondFactor: hasSecondFactor(account) })
    await keepPassword(tx, context, account, { hash, isLong: standsAlone(password), now, exceptSessionId: null })
    await tellAudit(tx, { programId: await programToStartIn(tx, account.id), userId: account.id, action: 'user.password_reset', now })
  })
}
