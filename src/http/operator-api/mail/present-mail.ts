import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Credential } from '../../../domain/access/find-credential.ts'
import { isPermitted } from '../../../domain/access/permissions.ts'
import { type Mail, textOfMail } from '../../../domain/mail/mail.ts'
import { MAIL_LOCALES } from '../../../domain/mail/mail-template.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

const fields = {
  id: answeredId,
  createdTs: answeredInstant,
  to: z.string(),
  template: z.string().meta({ examples: ['affiliate-verification'] }),
  language: z.enum(MAIL_LOCALES),
  subject: z.string(),
  status: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  error: z.string().nullable().meta({ description: 'What the mail server said last.' }),
  sentTs: answeredInstant.nullable(),
}

export const listedMailAnswer = z.strictObject(fields).meta({ id: 'Mail' })
export const mailAnswer = z
  .strictObject({ ...fields, text: z.string().nullable().meta({ description: 'As long as the mail waits in an installation without a mail server. Null: it has gone, or is for somebody else to read.' }) })
  .meta({ id: 'MailWithText' })

export function presentMail({ id, createdAt, recipient, template, locale, subject, state, attempts, lastError, sentAt }: Mail): object {
  return { id, createdTs: createdAt, to: recipient, template, language: locale, subject, status: state, attempts, error: lastError, sentTs: sentAt }
}

/**
 * With its text where it may be read: there is no mail server that would bring it, and the link in it makes nobody more than they are. What
 * is for people of the operator, owners read alone, and no API key.
 */
export function presentMailWithText(context: AppContext, mail: Mail, credential: Credential | null): object {
  const mayRead = mail.programId === null ? credential?.session?.role === 'owner' : credential !== null && isPermitted(credential.permissions, 'admin:write')
  return { ...presentMail(mail), text: mayRead && context.config.smtpUrl === undefined ? textOfMail(context.secretBox, mail) : null }
}
