import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMailer, type Mailer } from '../../src/app/mailer.ts'
import { build } from '../../src/db/database.ts'
import { forgetSignIns } from '../../src/domain/access/forget-sign-ins.ts'
import { MAIL_LOCALES, type MailTemplate } from '../../src/domain/mail/mail-template.ts'
import { queueMail } from '../../src/domain/mail/queue-mail.ts'
import { renderMail } from '../../src/domain/mail/render-mail.ts'
import { sendMails } from '../../src/domain/mail/send-mails.ts'
import { MAIL_TEMPLATES } from '../../src/domain/mail/templates/index.ts'
import { setUp } from '../../src/domain/operators/set-up.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { type SmtpServer, startSmtpServer } from './support/smtp-server.ts'

let context: TestContext
let smtp: SmtpServer
let mailer: Mailer
let operatorId: string
beforeAll(async () => {
  context = await createTestContext({ config: { publicUrl: 'https://partners.example' } })
  operatorId = (await setUp(context, { operator: 'Mails', program: 'Mails', currency: 'EUR', timeZone: 'Europe/Malta', adminEmail: 'a@mails.example' })).operatorId
  smtp = await startSmtpServer()
  const made = createMailer({ smtpUrl: smtp.url, mailFrom: 'Partners <partners@example.com>', publicUrl: 'https://partners.example' })
  if (made === undefined) throw new Error('no mailer')
  mailer = made
})
afterAll(async () => {
  await smtp.close()
  await context.close()
})
beforeEach(async () => {
  await context.db.shared((tx) => tx.all(build.deleteFrom('mail')))
  ;(smtp.mails as unknown[]).length = 0
})

const LINK = 'https://partners.example/admin/reset#token=canary-token'
const queue = (to = 'mia@example.com') =>
  context.db.shared((tx) => queueMail(tx, context.secretBox, { programId: null, operatorId, to, template: 'operator-password-reset', words: { link: LINK, minutes: '30' }, locale: 'en', now: context.clock.now() }))
const rows = () => context.db.shared((tx) => tx.all(build.selectFrom('mail').selectAll().orderBy('id')))

describe('what goes out', () => {
  test('a mail is sent once, however many send, and its words are gone then', async () => {
    for (let i = 0; i < 25; i += 1) await queue(`u${i}@example.com`)
    await Promise.all(Array.from({ length: 3 }, () => sendMails(context, mailer)))
    while ((await sendMails(context, mailer)) > 0);
    expect(new Set(smtp.mails.map(({ to }) => to)).size).toBe(25)
    expect(smtp.mails).toHaveLength(25)
    expect((await rows()).every(({ state, sealed_words: words }) => state === 'sent' && words === null)).toBe(true)
    expect(smtp.mails[0]?.data).toMatch(/^From: Partners <partners@example.com>/m)
  })

  test('the link is not readable in the database while the mail waits', async () => {
    await queue()
    const [mail] = await rows()
    expect(JSON.stringify(mail)).not.toContain('canary-token')
    expect(mail?.sealed_words?.toString('latin1')).not.toContain('canary-token')
  })

  test('a mail of a transaction that failed does not exist', async () => {
    await context.db.shared(async (tx) => {
      await queueMail(tx, context.secretBox, { programId: null, operatorId, to: 'x@example.com', template: 'operator-password-changed', words: { link: LINK }, locale: 'es', now: context.clock.now() })
      throw new Error('changed our mind')
    }).catch(() => undefined)
    expect(await rows()).toEqual([])
  })

  test('what a server refuses for now is tried again later, with the same message id; what it refuses for good is not', async () => {
    smtp.refusals.push('451 busy')
    await queue()
    await sendMails(context, mailer)
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1, last_error: 'SMTP 451' }])
    await sendMails(context, mailer)
    expect(smtp.mails).toHaveLength(0)
    context.clock.advanceMs(15_000)
    smtp.refusals.push('550 no such mailbox')
    await queue('nobody@example.com')
    await sendMails(context, mailer)
    await sendMails(context, mailer)
    const states = (await rows()).map(({ state }) => state).sort()
    expect(states).toEqual(['failed', 'sent'])
  })

  test('a server that cannot be reached is tried ten times in all', async () => {
    const nobody = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: undefined, publicUrl: 'https://partners.example' })
    if (nobody === undefined) throw new Error('no mailer')
    await queue()
    for (let i = 0; i < 12; i += 1) {
      await sendMails(context, nobody)
      context.clock.advanceMs(15_000 * 2 ** i)
    }
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 10 }])
  })
})

test('what nobody sent is readable for a week; sign-ins that are over are forgotten', async () => {
  await queue()
  const count = async (table: 'sign_in_token' | 'known_device'): Promise<number> => (await context.db.shared((tx) => tx.all(build.selectFrom(table).selectAll()))).length
  expect(await count('sign_in_token')).toBe(1)
  await context.db.shared((tx) => forgetSignIns(tx, new Date(context.clock.now().getTime() + 6 * 86_400_000)))
  expect((await rows())[0]?.sealed_words).not.toBeNull()
  expect(await count('sign_in_token')).toBe(1)
  await context.db.shared((tx) => forgetSignIns(tx, new Date(context.clock.now().getTime() + 40 * 86_400_000)))
  expect(await rows()).toMatchObject([{ sealed_words: null, subject: 'Choose a new password' }])
  expect(await count('sign_in_token')).toBe(0)
})

describe('what is said', () => {
  test('words are text: never a template, markup or a line of their own', () => {
    const words = { inviter: '{{operator}}<img src=x onerror=alert(1)>', operator: 'A\r\nBcc: all@example.com', link: 'https://x.example/"><script>', days: '{{7*7}}' }
    const { subject, text, html } = renderMail('operator-invitation', 'en', words)
    expect(subject).toBe('{{operator}}<img src=x onerror=alert(1)> invites you to A Bcc: all@example.com')
    expect(text).toContain('for {{7*7}} days')
    expect(html).not.toMatch(/<img|<script/)
    expect(html).toContain('&#60;img src=x')
  })

  test.each(Object.entries<MailTemplate>(MAIL_TEMPLATES))('%s says the same words in every language', (_name, { words, texts }) => {
    for (const locale of MAIL_LOCALES) {
      const { subject, paragraphs, action } = texts[locale]
      const used = new Set([...`${subject} ${paragraphs.join(' ')}`.matchAll(/\{\{(\w+)\}\}/g)].map(([, word]) => word))
      expect([...used].sort()).toEqual(words.filter((word) => word !== 'link').sort())
      expect(action !== undefined).toBe(words.includes('link'))
    }
  })
})
