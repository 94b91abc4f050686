import { build, type Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { newId, type Uuid } from '../ids.ts'
import type { MailLocale } from './mail-template.ts'
import { renderSubject } from './render-mail.ts'
import type { MailTemplateName, MailWords } from './templates/index.ts'

/** A mail that is to go out. Every link in its words is made from PUBLIC_URL or from a domain that was set, never from a Host header. */
export interface NewMail<Name extends MailTemplateName = MailTemplateName> {
  /** Whose it is: a program's (to its affiliates), or an operator's (to its own people). */
  readonly programId: Uuid | null
  readonly operatorId?: Uuid | undefined
  /** Whose eyes alone it is for, of an operator's people: with the link in it who reads it could be them. */
  readonly operatorUserId?: Uuid | undefined
  readonly to: string
  readonly template: Name
  readonly words: MailWords<Name>
  readonly locale: MailLocale
  readonly now: Date
}

/**
 * Puts a mail into the outbox, in the transaction of what it tells: it goes out if, and only if, that is committed. `now` is the wall
 * clock's, also in a test program.
 */
export async function queueMail<Name extends MailTemplateName>(tx: Tx, secretBox: SecretBox, mail: NewMail<Name>): Promise<Uuid> {
  const id: Uuid = newId()
  const values = {
    id,
    operator_id: mail.operatorId ?? null,
    program_id: mail.programId,
    operator_user_id: mail.operatorUserId ?? null,
    recipient: mail.to,
    template: mail.template,
    locale: mail.locale,
    subject: renderSubject(mail.template, mail.locale, mail.words),
    sealed_words: secretBox.seal(JSON.stringify(mail.words), mailPlace(id)),
    next_at: mail.now,
    created_at: mail.now,
  }
  await tx.all(build.insertInto('mail').values(values))
  return id
}

/** Where a mail's words are sealed for. */
export function mailPlace(id: Uuid): string {
  return `mail ${id}`
}
