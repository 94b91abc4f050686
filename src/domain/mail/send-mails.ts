import type { AppContext } from '../../app/context.ts'
import { type Mailer, MailRefused } from '../../app/mailer.ts'
import { build } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { openWords } from './mail.ts'
import type { MailLocale } from './mail-template.ts'
import { renderMail } from './render-mail.ts'
import { isMailTemplate } from './templates/index.ts'

type Context = Pick<AppContext, 'db' | 'clock' | 'secretBox' | 'config'>

interface DueMail {
  readonly id: Uuid
  readonly recipient: string
  readonly template: string
  readonly locale: MailLocale
  readonly sealed_words: Buffer | null
  readonly attempts: number
  readonly created_at: Date
}

const MAILS_AT_ONCE = 20
/** Longer than a try can take: a mail that a process took with it when it ended is taken up again. */
const LEASE_MS = 120_000
const FIRST_WAIT_MS = 15_000
const MOST_ATTEMPTS = 10
/** A link in it would have expired; nobody wants yesterday's notice when a mail server is set at last. */
const OLDEST_MS = 24 * 3_600_000

/** Sends the mails that are due, a few at once. Answers how many it took; what the server refuses for now comes back later, at most ten times. */
export async function sendMails(context: Context, mailer: Mailer): Promise<number> {
  const due = await takeDue(context)
  await Promise.all(due.map((mail) => sendOne(context, mailer, mail)))
  return due.length
}

/** Any number of processes: each mail is one's for the length of a lease. */
function takeDue({ db, clock }: Context): Promise<DueMail[]> {
  const now = clock.now()
  return db.shared((tx) =>
    tx.sql<DueMail>({
      name: 'take-due-mail',
      text: `update mail set attempts = attempts + 1, next_at = $2 where id in (
          select id from mail where state = 'waiting' and next_at <= $1 order by next_at limit $3 for update skip locked)
        returning id, recipient, template, locale, sealed_words, attempts, created_at`,
      values: [now, new Date(now.getTime() + LEASE_MS), MAILS_AT_ONCE],
    }),
  )
}

async function sendOne(context: Context, mailer: Mailer, mail: DueMail): Promise<void> {
  const words = openWords(context.secretBox, mail.id, mail.sealed_words)
  const isTooOld = context.clock.now().getTime() - mail.created_at.getTime() > OLDEST_MS
  if (isTooOld || words === null || !isMailTemplate(mail.template)) return giveUp(context, mail, isTooOld ? 'too old' : 'unreadable')
  try {
    await mailer.send({ ...renderMail(mail.template, mail.locale, words), to: mail.recipient, messageId: `<${mail.id}@${new URL(context.config.publicUrl).hostname}>` })
    await settle(context, mail.id, { state: 'sent', sealed_words: null, last_error: null, sent_at: context.clock.now() })
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown error'
    if (error instanceof MailRefused || mail.attempts >= MOST_ATTEMPTS) return giveUp(context, mail, reason)
    await settle(context, mail.id, { last_error: reason, next_at: new Date(context.clock.now().getTime() + waitOf(mail.attempts)) })
  }
}

/** Doubles: a minute after the third try, some two hours after the tenth. */
function waitOf(attempts: number): number {
  return FIRST_WAIT_MS * 2 ** (attempts - 1)
}

function giveUp(context: Context, { id }: DueMail, reason: string): Promise<void> {
  return settle(context, id, { state: 'failed', sealed_words: null, last_error: reason })
}

interface Settled {
  readonly state?: 'sent' | 'failed'
  readonly sealed_words?: null
  readonly last_error: string | null
  readonly sent_at?: Date
  readonly next_at?: Date
}

async function settle({ db }: Context, id: Uuid, values: Settled): Promise<void> {
  await db.shared((tx) => tx.all(build.updateTable('mail').set(values).where('id', '=', id).where('state', '=', 'waiting')))
}
