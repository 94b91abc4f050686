import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { foldEmail } from '../access/fold-email.ts'
import { recordAudit } from '../access/record-audit.ts'
import { newId, type Uuid } from '../ids.ts'

/** Who may sign in, as the password is asked for. */
export interface Account {
  /** Null: an affiliate that was made with an address, and nobody of which has signed in yet. */
  readonly userId: Uuid | null
  readonly affiliateId: Uuid
  readonly name: string
  readonly email: string
  readonly language: string | null
  readonly passwordHash: string | null
  readonly hasSecondFactor: boolean
}

/**
 * Who an address belongs to in a program: a user, or the affiliate itself, which becomes its first user. Nobody who is disabled, or whose affiliate
 * is suspended or archived.
 */
export async function findAccount(tx: Tx, programId: Uuid, emailFolded: string): Promise<Account | null> {
  const [account] = await tx.sql<Account>({ name: 'portal-account', text: ACCOUNT, values: [programId, emailFolded] })
  return account ?? null
}

const OPEN = "a.status in ('pending', 'active', 'inactive') and not a.is_organic and a.erased_at is null"
const ACCOUNT = `
  select u.id as "userId", u.affiliate_id as "affiliateId", u.name, u.email, u.language, u.password_hash as "passwordHash", u.totp_confirmed_at is not null as "hasSecondFactor"
    from affiliate_user u join affiliate a on a.program_id = $1 and a.id = u.affiliate_id
   where u.program_id = $1 and u.email_folded = $2 and u.disabled_at is null and ${OPEN}
  union all
  select null, a.id, a.name, a.email, null, a.password_hash, false
    from affiliate a
   where a.program_id = $1 and a.email_folded = $2 and ${OPEN}
     and not exists (select from affiliate_user u where u.program_id = $1 and u.email_folded = $2)
     and not exists (select from affiliate_user u where u.program_id = $1 and u.affiliate_id = a.id and u.role = 'owner')`

/**
 * The user behind an account. An affiliate that an operator made, with a password or without, becomes its own first user, an owner, once somebody
 * has proven to be it: by that password, or from its mailbox.
 */
export async function ensureFirstUser(tx: Tx, { programId, now }: Pick<Author, 'programId' | 'now'>, account: Account): Promise<Uuid> {
  if (account.userId !== null) return account.userId
  const { affiliateId, name, email, passwordHash } = account
  const id: Uuid = newId()
  await tx.count({
    text: `insert into affiliate_user (program_id, id, affiliate_id, name, email, email_folded, role, password_hash, email_verified_at, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, 'owner', $7, $8, $8, $8)`,
    values: [programId, id, affiliateId, name, email, foldEmail(email), passwordHash, now],
  })
  await recordAudit(tx, { programId, actor: `affiliate-user:${id}`, now, action: 'affiliate_user.created', subjectType: 'affiliate_user', subjectId: id, details: { affiliateId, role: 'owner' } })
  return id
}

/**
 * What an operator changes of an affiliate's address and password holds for its owner, who has them from there; every session ends with a password. To be
 * called with the affiliate as it was.
 */
export async function followAffiliate(
  tx: Tx, { programId, now }: Author, before: { readonly id: Uuid; readonly email: string | null }, change: { readonly email?: string | null | undefined; readonly passwordHash?: string | undefined },
): Promise<void> {
  const folded = before.email === null ? null : foldEmail(before.email)
  if (folded === null || (typeof change.email !== 'string' && change.passwordHash === undefined)) return
  const next = typeof change.email === 'string' ? change.email : null
  const [user] = await tx.sql<{ id: Uuid }>({
    text: `update affiliate_user u
              set password_hash = coalesce($4, password_hash), password_changed_at = case when $4::text is null then password_changed_at else $7 end,
                  email = coalesce($5, email), email_folded = coalesce($6, email_folded), updated_at = $7
            where u.program_id = $1 and u.affiliate_id = $2 and u.email_folded = $3 and u.role = 'owner'
              and not exists (select from affiliate_user o where o.program_id = $1 and o.email_folded = $6 and o.id <> u.id)
        returning id`,
    values: [programId, before.id, folded, change.passwordHash, next, next === null ? null : foldEmail(next), now],
  })
  if (user !== undefined && change.passwordHash !== undefined) await endSessionsOf(tx, programId, user.id, null, now)
}

/** Ends the sessions of a user, but for one that is kept. Answers how many. */
export function endSessionsOf(tx: Tx, programId: Uuid, userId: Uuid, kept: Uuid | null, now: Date): Promise<number> {
  return tx.count({
    name: 'end-portal-sessions',
    text: 'update affiliate_session set ended_at = $4 where program_id = $1 and affiliate_user_id = $2 and id is distinct from $3 and ended_at is null',
    values: [programId, userId, kept, now],
  })
}
