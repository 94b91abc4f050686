import type { AppContext } from '../../app/context.ts'
import { build, type Tx } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { hashOperatorPassword } from '../access/hash-operator-password.ts'
import { checkPassword, standsAlone } from '../access/password-rules.ts'
import type { OperatorRole } from '../access/roles.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import type { MailLocale } from '../mail/mail-template.ts'
import { readAccount } from './account.ts'
import { completeSignIn, type SignedIn } from './complete-sign-in.ts'
import { linkUsedUp } from './link-used-up.ts'
import type { SignInPlace } from './start-session.ts'
import { tellAudit } from './tell-audit.ts'

/** What somebody who was invited is shown first. */
export interface OpenInvitation {
  readonly operatorName: string
  readonly email: string
  readonly role: OperatorRole
}

interface InvitationRow {
  readonly id: Uuid
  readonly operator_id: Uuid
  readonly program_id: Uuid
  readonly email: string
  readonly email_folded: string
  readonly role: OperatorRole
  readonly program_ids: Uuid[] | null
}

/** Throws `not_found`. */
export async function lookAtInvitation(tx: Tx, token: string, now: Date): Promise<OpenInvitation> {
  const [found] = await tx.sql<OpenInvitation>({
    text: `select o.name as "operatorName", i.email, i.role from invitation i join operator o on o.id = i.operator_id
      where i.token_hash = $1 and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > $2`,
    values: [hashSecret(token), now],
  })
  if (found === undefined) throw linkUsedUp()
  return found
}

/**
 * Makes the user that an invitation is for, and signs them in. Of ten at once one succeeds. Throws `not_found`, `invalid_request` (the password;
 * the invitation still works) and `state_conflict` (the address belongs to a user of another operator).
 */
export async function acceptInvitation(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  place: SignInPlace,
  { token, name, password, locale }: { readonly token: string; readonly name: string; readonly password: string; readonly locale: MailLocale | null },
): Promise<SignedIn> {
  const now = clock.now()
  const hash = await hashOperatorPassword(password)
  return db.shared(async (tx) => {
    const [invitation] = await tx.sql<InvitationRow>({
      text: `update invitation set accepted_at = $2 where token_hash = $1 and accepted_at is null and withdrawn_at is null and expires_at > $2
        returning id, operator_id, program_id, email, email_folded, role, program_ids`,
      values: [hashSecret(token), now],
    })
    if (invitation === undefined) throw linkUsedUp()
    checkPassword(password, { names: [invitation.email, name], hasSecondFactor: false })
    const userId = await makeUser(tx, invitation, { name, hash, isLong: standsAlone(password), locale, now })
    const account = await readAccount(tx, userId)
    const programId = invitation.program_ids?.[0] ?? invitation.program_id
    const signedIn = await completeSignIn(tx, { account, place, method: 'invitation', programId, now })
    await tellAudit(tx, { programId, userId, action: 'user.joined', details: { invitationId: invitation.id, role: invitation.role }, now })
    return signedIn
  })
}

async function makeUser(tx: Tx, invitation: InvitationRow, given: { readonly name: string; readonly hash: string; readonly isLong: boolean; readonly locale: MailLocale | null; readonly now: Date }): Promise<Uuid> {
  const id: Uuid = newId()
  const values = {
    id, operator_id: invitation.operator_id, email: invitation.email, email_folded: invitation.email_folded, name: given.name, role: invitation.role, all_programs: invitation.program_ids === null,
    locale: given.locale, password_hash: given.hash, password_changed_at: given.now, password_is_long: given.isLong, created_at: given.now, updated_at: given.now,
  }
  const made = await tx.all(build.insertInto('operator_user').values(values).onConflict((conflict) => conflict.column('email_folded').doNothing()).returning('id'))
  if (made.length === 0) throw new DomainError('state_conflict', { message: 'This address has an account here already. Ask to be invited under another one.' })
  await tx.count({ text: 'insert into operator_user_program (operator_user_id, program_id) select $1, unnest($2::uuid[])', values: [id, invitation.program_ids ?? []] })
  return id
}
