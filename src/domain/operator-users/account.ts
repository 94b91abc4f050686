import type { Tx } from '../../db/database.ts'
import type { OperatorRole } from '../access/roles.ts'
import type { Uuid } from '../ids.ts'
import type { MailLocale } from '../mail/mail-template.ts'

/** What signing in needs to know of a user. */
export interface Account {
  readonly id: Uuid
  readonly operatorId: Uuid
  readonly operatorName: string
  readonly email: string
  readonly emailFolded: string
  readonly name: string
  readonly role: OperatorRole
  readonly locale: MailLocale | null
  readonly passwordHash: string | null
  readonly passwordIsLong: boolean
  readonly sealedTotp: Buffer | null
  readonly sealedNewTotp: Buffer | null
  readonly passkeys: number
  readonly recoveryCodes: number
  readonly disabledAt: Date | null
}

/** By id. */
export async function findAccount(tx: Tx, id: Uuid): Promise<Account | null> {
  return (await accounts(tx, 'u.id = $1', id))[0] ?? null
}

/** By the folded address. */
export async function findAccountByEmail(tx: Tx, emailFolded: string): Promise<Account | null> {
  return (await accounts(tx, 'u.email_folded = $1', emailFolded))[0] ?? null
}

/** Of the user of a session that was just found. */
export async function readAccount(tx: Tx, id: Uuid): Promise<Account> {
  const account = await findAccount(tx, id)
  if (account === null) throw new Error('a session without its user')
  return account
}

/** Whether a password alone does not sign this user in. */
export function hasSecondFactor({ sealedTotp, passkeys }: Account): boolean {
  return sealedTotp !== null || passkeys > 0
}

/** What a password may not be made of. */
export function namesOf({ email, name, operatorName }: Account): readonly string[] {
  return [email, name, operatorName]
}

function accounts(tx: Tx, condition: 'u.id = $1' | 'u.email_folded = $1', value: string): Promise<Account[]> {
  return tx.sql<Account>({
    text: `select u.id, u.operator_id as "operatorId", o.name as "operatorName", u.email, u.email_folded as "emailFolded", u.name, u.role, u.locale,
        u.password_hash as "passwordHash", u.password_is_long as "passwordIsLong", u.sealed_totp as "sealedTotp", u.sealed_new_totp as "sealedNewTotp",
        u.disabled_at as "disabledAt",
        (select count(*)::int from passkey k where k.operator_user_id = u.id) as passkeys,
        (select count(*)::int from operator_recovery_code c where c.operator_user_id = u.id and c.used_at is null) as "recoveryCodes"
      from operator_user u join operator o on o.id = u.operator_id where ${condition}`,
    values: [value],
  })
}
