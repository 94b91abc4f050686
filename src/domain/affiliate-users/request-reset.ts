import type { Tx } from '../../db/database.ts'
import { foldEmail } from '../access/fold-email.ts'
import type { Uuid } from '../ids.ts'
import { hasTokenSince, issueToken } from './affiliate-token.ts'
import { ensureFirstUser, findAccount } from './first-user.ts'
import { type MailDesk, mailFromPortal } from './portal-mail.ts'

export const RESET_MINUTES = 60
const AGAIN_MS = 60_000

/**
 * Sends the link for a new password to an address, if anybody has it: an affiliate that an operator made chooses its first one so. Nothing says whether there was
 * anybody.
 */
export async function requestReset(tx: Tx, desk: MailDesk, { programId, now }: { readonly programId: Uuid; readonly now: Date }, email: string): Promise<void> {
  const folded = foldEmail(email)
  const account = folded === null ? null : await findAccount(tx, programId, folded)
  if (account === null) return
  const userId = await ensureFirstUser(tx, { programId, now }, account)
  if (await hasTokenSince(tx, programId, userId, 'reset', new Date(now.getTime() - AGAIN_MS))) return
  const token = await issueToken(tx, { programId, kind: 'reset', affiliateId: account.affiliateId, userId, minutes: RESET_MINUTES, now })
  await mailFromPortal(tx, desk, {
    programId, to: account.email, language: account.language, template: 'affiliate-password-reset', now,
    words: ({ title, address }) => ({ program: title, link: `${address}/reset#token=${token}`, minutes: String(RESET_MINUTES) }),
  })
}
