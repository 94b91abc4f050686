import type { Tx } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import type { Uuid } from '../ids.ts'
import { readAccount } from './account.ts'
import { completeSignIn, type SignedIn } from './complete-sign-in.ts'
import type { SignInPlace } from './start-session.ts'

/**
 * Uses up the token of a link that the command line printed and starts a session on one of the user's programs. Whoever can print one has the
 * installation in their hands, so nothing else is asked for. Null: the token is unknown, used or expired, the user disabled, or the program not
 * theirs; which of them is nobody's business.
 */
export async function signInWithLink(
  tx: Tx,
  { token, programId, place, now }: { readonly token: string; readonly programId: Uuid; readonly place: SignInPlace; readonly now: Date },
): Promise<(SignedIn & { readonly hasPassword: boolean }) | null> {
  const [user] = await tx.sql<{ operator_user_id: Uuid }>({
    text: `update sign_in_token t set used_at = $2 from operator_user u join program p on p.operator_id = u.operator_id
      where t.token_hash = $1 and t.used_at is null and t.expires_at > $2 and u.id = t.operator_user_id and u.disabled_at is null and p.id = $3
        and (u.all_programs or exists (select from operator_user_program o where o.operator_user_id = u.id and o.program_id = p.id))
      returning t.operator_user_id`,
    values: [hashSecret(token), now, programId],
  })
  if (user === undefined) return null
  const account = await readAccount(tx, user.operator_user_id)
  const signedIn = await completeSignIn(tx, { account, place, method: 'link', programId, now })
  return { ...signedIn, hasPassword: account.passwordHash !== null }
}
