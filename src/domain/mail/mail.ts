import { build, type Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { MailLocale } from './mail-template.ts'
import { mailPlace } from './queue-mail.ts'
import { renderMail } from './render-mail.ts'
import { isMailTemplate } from './templates/index.ts'

/** A mail of the outbox. */
export interface Mail {
  readonly id: Uuid
  /** Null: to a person of the operator, not of one program. */
  readonly programId: Uuid | null
  readonly operatorUserId: Uuid | null
  readonly recipient: string
  readonly template: string
  readonly locale: MailLocale
  readonly subject: string
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly attempts: number
  readonly lastError: string | null
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly sealedWords: Buffer | null
}

interface MailOwner {
  readonly programId: Uuid
  readonly operatorId: Uuid
}

/** A program's mails and those of its operator, newest first. */
export async function listMails(tx: Tx, filter: MailOwner & { readonly afterId: Uuid | null; readonly limit: number }): Promise<Mail[]> {
  const query = mails(filter).orderBy('id', 'desc').limit(filter.limit)
  return tx.all(filter.afterId === null ? query : query.where('id', '<', filter.afterId))
}

/** Throws `not_found`. */
export async function readMail(tx: Tx, owner: MailOwner, id: Uuid): Promise<Mail> {
  const mail = await tx.first(mails(owner).where('id', '=', id))
  if (mail === undefined) throw new DomainError('not_found')
  return mail
}

/** The text of a mail that has not gone, else null: it is said anew from its words, which are gone with it. */
export function textOfMail(secretBox: SecretBox, mail: Mail): string | null {
  const words = openWords(secretBox, mail.id, mail.sealedWords)
  return words === null || !isMailTemplate(mail.template) ? null : renderMail(mail.template, mail.locale, words).text
}

/** What a mail is told with; null when it has gone, or was sealed with a key that is gone. */
export function openWords(secretBox: SecretBox, id: Uuid, sealed: Buffer | null): Readonly<Record<string, string>> | null {
  const text = sealed === null ? null : secretBox.open(sealed, mailPlace(id))
  // Sealed by queueMail and by nobody else.
  return text === null ? null : (JSON.parse(text) as Record<string, string>)
}

function mails({ programId, operatorId }: MailOwner) {
  return build
    .selectFrom('mail')
    .where((either) => either.or([either('program_id', '=', programId), either.and([either('operator_id', '=', operatorId), either('program_id', 'is', null)])]))
    .select([
      'id', 'program_id as programId', 'operator_user_id as operatorUserId', 'recipient', 'template', 'locale', 'subject', 'state', 'attempts', 'last_error as lastError',
      'created_at as createdAt', 'sent_at as sentAt', 'sealed_words as sealedWords',
    ])
}
