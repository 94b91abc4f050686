import type { Clock } from '../../app/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'
import type { MailLocale } from '../mail/mail-template.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { daysBetween } from '../time/days.ts'
import { measureText } from './measure-text.ts'
import { type DayRange, dayOf, dayPlus } from './report-days.ts'
import { type MeasureName, MEASURES } from './report-fields.ts'
import { MEASURE_WORDS } from './report-words.ts'
import { totalReport } from './run-report.ts'
import { readRecipients, type Recipient, type SavedReport, type Schedule } from './saved-report.ts'

export interface SendingDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly secretBox: SecretBox
  /** Where people open the app. */
  readonly publicUrl: string
}

/** So long after the end of a period it is reported: what came a little late is in it, and nobody is woken at midnight. */
const SENT_AFTER_MS = 6 * 3_600_000

type DueReport = SavedReport & { readonly scheduledAt: Date }

/**
 * Puts the mails of a program's scheduled reports into the outbox whose day, week or month has ended: one for each report, period and
 * recipient, however many workers call it, because the row of the mailing is written in the same transaction. Answers how many reports went out.
 */
export async function sendScheduledReports(dependencies: SendingDependencies, programId: Uuid): Promise<number> {
  return dependencies.db.inProgram(programId, async (tx) => {
    const reports = await readScheduled(tx, programId)
    if (reports.length === 0) return 0
    const program = await readProgram(tx, programId)
    if (program === undefined) return 0
    const now = programNow(program, dependencies.clock)
    let sent = 0
    for (const report of reports) if (await sendOne(tx, dependencies, { program, now }, report)) sent += 1
    return sent
  })
}

function readScheduled(tx: Tx, programId: Uuid): Promise<DueReport[]> {
  return tx.sql<DueReport>({
    name: 'scheduled-reports',
    text: `select id, name, definition, schedule, recipient_ids as "recipientIds", created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt",
                  scheduled_at as "scheduledAt"
             from report where program_id = $1 and schedule is not null order by id`,
    values: [programId],
  })
}

interface Sending {
  readonly program: Program
  readonly now: Date
}

async function sendOne(tx: Tx, dependencies: SendingDependencies, { program, now }: Sending, report: DueReport): Promise<boolean> {
  if (report.schedule === null) return false
  const due = new Date(now.getTime() - SENT_AFTER_MS)
  const period = endedPeriod(report.schedule, dayOf(due, program.time_zone))
  // Whoever scheduled it on Tuesday wants the week that ends then, not the one before.
  if (endOf(period, program.time_zone) <= report.scheduledAt) return false
  const recipients = await readRecipients(tx, program.id, report.recipientIds)
  if (!(await claim(tx, program.id, { reportId: report.id, period, recipients: recipients.length, now }))) return false
  const values = await totalReport(tx, { programId: program.id, range: period }, report.definition)
  for (const recipient of recipients) await mail(tx, dependencies, program, { report, period, recipient, values })
  return true
}

/** The last period that has ended before a day. */
export function endedPeriod(schedule: Schedule, day: string): DayRange {
  if (schedule === 'daily') return { from: dayPlus(day, -1), to: dayPlus(day, -1) }
  if (schedule === 'weekly') {
    const monday = dayPlus(day, -((new Date(day).getUTCDay() + 6) % 7))
    return { from: dayPlus(monday, -7), to: dayPlus(monday, -1) }
  }
  const last = dayPlus(`${day.slice(0, 7)}-01`, -1)
  return { from: `${last.slice(0, 7)}-01`, to: last }
}

/** The first moment after a range of days. */
function endOf({ to }: DayRange, timeZone: string): Date {
  const noon = new Date(`${to}T12:00:00.000Z`)
  const days = daysBetween(new Date(noon.getTime() - 2 * DAY_MS), new Date(noon.getTime() + 2 * DAY_MS), timeZone)
  return new Date(days.find(({ day }) => day > to)?.startMs ?? noon.getTime())
}

const DAY_MS = 86_400_000

interface Mailing {
  readonly reportId: Uuid
  readonly period: DayRange
  readonly recipients: number
  readonly now: Date
}

/** Whether it is ours to send. Somebody else who is about to send it is waited for. */
async function claim(tx: Tx, programId: Uuid, { reportId, period, recipients, now }: Mailing): Promise<boolean> {
  const claimed = await tx.count({
    name: 'claim-mailing',
    text: `insert into report_mailing (program_id, report_id, period_day, recipients, recorded_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    values: [programId, reportId, period.from, recipients, now],
  })
  return claimed === 1
}

interface ReportMail {
  readonly report: SavedReport
  readonly period: DayRange
  readonly recipient: Recipient
  readonly values: readonly (bigint | number | null)[]
}

async function mail(tx: Tx, { secretBox, publicUrl, clock }: SendingDependencies, program: Program, { report, period, recipient, values }: ReportMail): Promise<void> {
  const locale = recipient.locale ?? 'en'
  await queueMail(tx, secretBox, {
    programId: null, operatorId: program.operator_id, to: recipient.email, template: 'scheduled-report', locale, now: clock.now(),
    words: {
      report: report.name, program: program.name, from: period.from, to: period.to,
      summary: report.definition.measures.map((measure, index) => `${MEASURE_WORDS[locale][measure]}: ${told(measure, values[index] ?? null, program.currency, locale)}`).join(' · '),
      link: `${publicUrl}/admin/reports/${report.id}?range=${period.from}..${period.to}`,
    },
  })
}

/** A number as people of the language write it; decimal text stays exact in it. */
function told(measure: MeasureName, value: bigint | number | null, currency: string, locale: MailLocale): string {
  const text = measureText(measure, value, currency)
  if (text === null) return '–'
  const { unit } = MEASURES[measure]
  // Node formats decimal texts exactly; its types know numbers only.
  const exact = text as unknown as number
  if (unit === 'count') return new Intl.NumberFormat(locale).format(exact)
  return unit === 'percent' ? `${new Intl.NumberFormat(locale).format(exact)} %` : new Intl.NumberFormat(locale, { style: 'currency', currency }).format(exact)
}
