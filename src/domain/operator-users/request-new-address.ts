import { randomBytes } from 'node:crypto'
import type { AppContext } from '../../app/context.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { foldEmail } from '../access/fold-email.ts'
import { DomainError } from '../errors.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { readAccount } from './account.ts'
import { requireFresh, type SessionOwner } from './confirm-identity.ts'
import { endAddressChanges } from './confirm-new-address.ts'

const VALID_MINUTES = 60
const MINUTE_MS = 60_000
/** Of a user, within an hour: the mails go to mailboxes that may be anybody's. */
const MOST_PER_HOUR = 5
const TOKEN_BYTES = 32

/**
 * Sends a link to the address that a user wants to have, within five minutes of signing in, and a word to the one that holds until that link is
 * followed. Whether somebody has the address already is told nowhere. A newer link ends the older ones. Throws `fresh_sign_in_required`,
 * `invalid_request` (email) and `rate_limited`.
 */
export async function requestNewAddress(
  { db, clock, config, secretBox }: Pick<AppContext, 'db' | 'clock' | 'config' | 'secretBox'>,
  owner: SessionOwner & { readonly freshAt: Date | null },
  email: string,
): Promise<void> {
  const now = clock.now()
  requireFresh(owner.freshAt, now)
  const folded = foldEmail(email)
  if (folded === null) throw wrongAddress('invalid_email', 'Expected an e-mail address.')
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await db.shared(async (tx) => {
    const account = await readAccount(tx, owner.userId)
    if (folded === account.emailFolded) throw wrongAddress('unchanged', 'This is your address already.')
    const [recent] = await tx.sql<{ count: number }>({
      text: 'select count(*)::int as count from operator_address_change where operator_user_id = $1 and created_at > $2',
      values: [account.id, new Date(now.getTime() - 60 * MINUTE_MS)],
    })
    if ((recent?.count ?? 0) >= MOST_PER_HOUR) throw new DomainError('rate_limited', { retryAfterSeconds: 60 * 60 })
    await endAddressChanges(tx, account.id, now)
    await tx.count({
      text: 'insert into operator_address_change (token_hash, operator_user_id, email, email_folded, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
      values: [hashSecret(token), account.id, email, folded, now, new Date(now.getTime() + VALID_MINUTES * MINUTE_MS)],
    })
    const mail = { programId: null, operatorId: account.operatorId, operatorUserId: account.id, locale: account.locale ?? 'en', now } as const
    // Behind the sign: no server on the way sees or logs it.
    const words = { link: `${config.publicUrl}/admin/new-address#${token}`, minutes: String(VALID_MINUTES) }
    await queueMail(tx, secretBox, { ...mail, to: email, template: 'operator-new-address', words })
    await queueMail(tx, secretBox, { ...mail, to: account.email, template: 'operator-address-asked', words: { email, link: `${config.publicUrl}/admin/forgot` } })
  })
}

function wrongAddress(code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'email', code, message }] })
}
