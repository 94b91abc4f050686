import type { Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'
import { MAIL_LOCALES, type MailLocale } from '../mail/mail-template.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { MailTemplateName, MailWords } from '../mail/templates/index.ts'
import { addressOf, readSite } from '../portal-sites/portal-site.ts'

/** What mails of a portal need of the process. */
export interface MailDesk {
  readonly secretBox: SecretBox
  /** Of the installation: links come from settings only. */
  readonly publicUrl: string
}

/** Where a portal is, and what it is called. */
export interface PortalPlace {
  readonly title: string
  /** `https://partners.example/p/bettest` */
  readonly address: string
  readonly language: MailLocale
}

export async function readPlace(tx: Tx, programId: Uuid, publicUrl: string): Promise<PortalPlace> {
  const [row] = await tx.sql<{ title: string; language: string | null }>({
    name: 'portal-place',
    text: `select coalesce(s.title, p.name) as title, s.default_language as language from program p left join program_portal s on s.program_id = p.id where p.id = $1`,
    values: [programId],
  })
  return { title: row?.title ?? '', address: addressOf(await readSite(tx, programId), publicUrl), language: localeOf(row?.language ?? null, 'en') }
}

/** Sends a mail from a portal: in the language of who reads it, or else of the portal. */
export async function mailFromPortal<Name extends MailTemplateName>(
  tx: Tx, desk: MailDesk, mail: { programId: Uuid; to: string; language: string | null; template: Name; words: (place: PortalPlace) => MailWords<Name>; now: Date },
): Promise<void> {
  const { programId, to, template, now } = mail
  const place = await readPlace(tx, programId, desk.publicUrl)
  await queueMail(tx, desk.secretBox, { programId, to, template, words: mail.words(place), locale: localeOf(mail.language, place.language), now })
}

function localeOf(language: string | null, otherwise: MailLocale): MailLocale {
  return MAIL_LOCALES.find((locale) => locale === language) ?? otherwise
}
