import mustache from 'mustache'
import type { MailLocale, MailText } from './mail-template.ts'
import { MAIL_TEMPLATES, type MailTemplateName } from './templates/index.ts'

/** A mail as it is read. */
export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

type Words = Readonly<Record<string, string>>

/** Says a mail with its words, once: what stands in a word is never read as a template. */
export function renderMail(template: MailTemplateName, locale: MailLocale, words: Words): RenderedMail {
  const mail: MailText = MAIL_TEMPLATES[template].texts[locale]
  const link = words['link']
  const subject = plain(mail.subject, words)
  const paragraphs = mail.paragraphs.map((paragraph) => plain(paragraph, words))
  const text = [...paragraphs, ...(link === undefined ? [] : [`${mail.action ?? ''}:\n${link}`])].join('\n\n')
  return { subject, text: `${text}\n`, html: htmlOf(locale, subject, mail, words) }
}

/** The subject alone, which may be kept when the words are gone. */
export function renderSubject(template: MailTemplateName, locale: MailLocale, words: Words): string {
  return plain(MAIL_TEMPLATES[template].texts[locale].subject, words)
}

function plain(text: string, words: Words): string {
  return mustache.render(text, words, {}, { escape: onOneLine })
}

/** A name with a line break in it would be a header, or look like a paragraph of ours. */
function onOneLine(value: unknown): string {
  return String(value).replace(/\p{C}+/gu, ' ')
}

function escapeHtml(value: unknown): string {
  return onOneLine(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"

function htmlOf(locale: MailLocale, subject: string, { paragraphs, action }: MailText, words: Words): string {
  const told = paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${mustache.render(paragraph, words, {}, { escape: escapeHtml })}</p>`)
  const link = words['link'] === undefined ? '' : buttonOf(escapeHtml(action ?? ''), escapeHtml(words['link']))
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f6f7f9;color:#1c2330;${FONT};font-size:15px;line-height:1.55">
<div style="max-width:480px;margin:0 auto;padding:28px;background:#fff;border:1px solid #e3e6eb;border-radius:10px">
${told.join('\n')}
${link}
</div></body></html>
`
}

function buttonOf(label: string, href: string): string {
  return `<p style="margin:24px 0 16px"><a href="${href}" style="display:inline-block;padding:10px 18px;background:#1c2330;color:#fff;border-radius:6px;text-decoration:none">${label}</a></p>
<p style="margin:0;color:#687182;font-size:13px;word-break:break-all">${href}</p>`
}
