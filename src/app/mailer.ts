import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

/** A mail as it is handed over. */
export interface OutgoingMail {
  /** The same at every try: a mailbox that gets it twice can tell. */
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The way to mailboxes. */
export interface Mailer {
  /** Throws when the server did not take it: `MailRefused` for good, anything else for now. */
  send(mail: OutgoingMail): Promise<void>
}

/** The server said that it will never take this mail. */
export class MailRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MailRefused'
  }
}

const CONNECT_TIMEOUT_MS = 10_000
const SILENCE_TIMEOUT_MS = 20_000
const FIRST_PERMANENT_CODE = 500

/** Sends through SMTP_URL; undefined without it. */
export function createMailer(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>): Mailer | undefined {
  if (config.smtpUrl === undefined) return undefined
  const from = senderOf(config.smtpUrl, config)
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    // A mail is text that we made: nothing in it is ever read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ messageId, to, subject, text, html }) => {
      try {
        // As an object: an address is never read as a list of addresses.
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, html, messageId, headers: { 'Auto-Submitted': 'auto-generated' } })
      } catch (error) {
        throw isPermanent(error) ? new MailRefused(messageOf(error)) : new Error(messageOf(error))
      }
    },
  }
}

function senderOf(smtpUrl: string, { mailFrom, publicUrl }: Pick<Config, 'mailFrom' | 'publicUrl'>): string {
  const user = decodeURIComponent(new URL(smtpUrl).username)
  return mailFrom ?? (user.includes('@') ? user : `fairshare@${new URL(publicUrl).hostname}`)
}

function isPermanent(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' && error.responseCode >= FIRST_PERMANENT_CODE
}

/** What the server answered, without what it was sent. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? `SMTP ${error.responseCode}` : 'code' in error ? String(error.code) : error.name
  return code
}
