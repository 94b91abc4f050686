import type { Tx } from '../../db/database.ts'
import { foldEmail } from '../access/fold-email.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import type { Language } from '../commissions/explanation.ts'
import { findAccount } from './first-user.ts'
import { type MailDesk, mailFromPortal } from './portal-mail.ts'
import { newToken } from './portal-token.ts'
import { requireSignUp } from './sign-up-terms.ts'

export const TOKEN_MINUTES = 60
const MINUTE_MS = 60_000
/** Nobody's mailbox is filled by asking again and again. */
const AGAIN_MS = 60_000

export interface Application {
  readonly email: string
  readonly name: string
  readonly company?: string | undefined
  readonly country?: string | undefined
  readonly website?: string | undefined
  readonly language: Language
  /** bcrypt, see hash-password.ts. */
  readonly passwordHash: string
  /** A referral code of who recruited the applicant; one that leads nowhere changes nothing. */
  readonly parentCode?: string | undefined
  /** Of the terms that were shown: accepted by applying. */
  readonly termsSha256?: string | undefined
}

/**
 * Takes an application to become an affiliate: nobody is one before the address is proven. Whether it has an account already is told in its
 * mailbox and nowhere else. Throws `permission_denied` (the program takes no applications), `invalid_request` (email, other terms) .
 */
export async function applyAtPortal(tx: Tx, desk: MailDesk, { programId, now }: { readonly programId: Uuid; readonly now: Date }, application: Application): Promise<void> {
  const { email, language } = application
  const folded = foldEmail(email)
  if (folded === null) throw new DomainError('invalid_request', { errors: [{ path: 'email', code: 'invalid_email', message: 'Expected an e-mail address.' }] })
  await requireSignUp(tx, programId, application.termsSha256)
  if (await isTaken(tx, programId, folded)) {
    if (await mayTellAgain(tx, email, now)) {
      await mailFromPortal(tx, desk, { programId, to: email, language, template: 'affiliate-account-exists', now, words: ({ title, address }) => ({ program: title, link: address }) })
    }
    return
  }
  const { token, hash } = newToken()
  if (!(await keepApplication(tx, programId, folded, hash, application, now))) return
  await mailFromPortal(tx, desk, {
    programId, to: email, language, template: 'affiliate-verification', now,
    words: ({ title, address }) => ({ program: title, link: `${address}/verify#token=${token}`, minutes: String(TOKEN_MINUTES) }),
  })
}

/** Also by somebody who may not sign in: a suspended affiliate does not come back under its own address. */
async function isTaken(tx: Tx, programId: Uuid, folded: string): Promise<boolean> {
  if ((await findAccount(tx, programId, folded)) !== null) return true
  const found = await tx.sql({
    text: `select from affiliate where program_id = $1 and email_folded = $2 union all select from affiliate_user where program_id = $1 and email_folded = $2 limit 1`,
    values: [programId, folded],
  })
  return found.length > 0
}

async function mayTellAgain(tx: Tx, email: string, now: Date): Promise<boolean> {
  const recent = await tx.sql({
    text: "select from mail where program_id = $1 and recipient = $2 and template = 'affiliate-account-exists' and created_at > $3 limit 1", values: [tx.programId, email, new Date(now.getTime() - AGAIN_MS)],
  })
  return recent.length === 0
}

/** A newer application of an address takes the place of the one before, and its link stops working. False: there was one just now. */
async function keepApplication(tx: Tx, programId: Uuid, folded: string, hash: Buffer, application: Application, now: Date): Promise<boolean> {
  const { email, name, company, country, website, language, passwordHash, parentCode, termsSha256 } = application
  const kept = await tx.count({
    text: `insert into affiliate_sign_up as s (program_id, id, token_hash, email, email_folded, name, company, country, website, language, password_hash, parent_code, terms_sha256, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
           on conflict (program_id, email_folded) do update set
             token_hash = excluded.token_hash, email = excluded.email, name = excluded.name, company = excluded.company, country = excluded.country, website = excluded.website,
             language = excluded.language, password_hash = excluded.password_hash, parent_code = excluded.parent_code, terms_sha256 = excluded.terms_sha256,
             created_at = excluded.created_at, expires_at = excluded.expires_at
           where s.created_at <= $16`,
    values: [
      programId, newId(), hash, email, folded, name, company, country, website, language, passwordHash, parentCode, termsSha256, now, new Date(now.getTime() + TOKEN_MINUTES * MINUTE_MS),
      new Date(now.getTime() - AGAIN_MS),
    ],
  })
  return kept === 1
}
