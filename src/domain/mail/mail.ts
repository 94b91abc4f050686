import type { Tx } from '../../db/database.ts'
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

/** A program's mails and those to people of its operator, newest first: either by its own index, then together. */
export function listMails(tx: Tx, { programId, operatorId, afterId, limit }: MailOwner & { readonly afterId: Uuid | null; readonly limit: number }): Promise<Mail[]> {
  return tx.sql<Mail>({
    text: `select * from (
        (${MAIL} where program_id = $1 and ($3::uuid is null or id < $3) order by id desc limit $4)
        union all
        (${MAIL} where operator_id = $2 and program_id is null and ($3::uuid is null or id < $3) order by id desc limit $4)) both_kinds
      order by id desc limit $4`,
    values: [programId, operatorId, afterId, limit],
  })
}

/** Throws `not_found`. */
export async function readMail(tx: Tx, { programId, operatorId }: MailOwner, id: Uuid): Promise<Mail> {
  const [mail] = await tx.sql<Mail>({ text: `${MAIL} where id = $3 and (program_id = $1 or (operator_id = $2 and program_id is null))`, values: [programId, operatorId, id] })
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

const MAIL = `select id, program_id as "programId", operator_user_id as "operatorUserId", recipient, template, locale, subject, state, attempts, last_error as "lastError",
  created_at as "createdAt", sent_at as "sentAt", sealed_words as "sealedWords" from mail`
