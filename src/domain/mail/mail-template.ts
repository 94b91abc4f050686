/** The languages of mails. */
export const MAIL_LOCALES = ['en', 'pt-BR', 'es'] as const
export type MailLocale = (typeof MAIL_LOCALES)[number]

/** One language of a template. `{{word}}` stands for a word; there is no logic. */
export interface MailText {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** What the button says, of a template with a `link`. */
  readonly action?: string
}

/** A kind of mail. */
export interface MailTemplate {
  /** What a mail of this kind is told with; `link` is where its button leads. */
  readonly words: readonly string[]
  readonly texts: Readonly<Record<MailLocale, MailText>>
}
