import { sendMails } from '../../domain/mail/send-mails.ts'
import type { UpkeepTask } from '../task.ts'

export const sendMailTask: UpkeepTask = {
  name: 'send-mail',
  everyMs: 0,
  async run({ mailer, ...context }) {
    if (mailer === undefined) return
    while ((await sendMails(context, mailer)) > 0);
  },
}
