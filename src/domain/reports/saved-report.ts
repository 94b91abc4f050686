import { arrayLiteral } from '../../db/bulk.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { type OperatorRole, ROLE_PERMISSIONS } from '../access/roles.ts'
import { isPermitted } from '../access/permissions.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { type ReportQuestion, requireQuestion } from './report-definition.ts'

export const SCHEDULES = ['daily', 'weekly', 'monthly'] as const
export type Schedule = (typeof SCHEDULES)[number]

/** What a saved report asks, and how it is shown. */
export interface SavedQuestion extends ReportQuestion {
  /** The range of days as the app writes it: a name such as `last_30`, or two days. Mails are about their own period. */
  readonly range: string | null
}

export interface SavedReport {
  readonly id: Uuid
  readonly name: string
  readonly definition: SavedQuestion
  readonly schedule: Schedule | null
  /** People of the operator who get it by mail. */
  readonly recipientIds: readonly Uuid[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ReportChange {
  readonly name?: string | undefined
  readonly definition?: SavedQuestion | undefined
  readonly schedule?: Schedule | null | undefined
  readonly recipientIds?: readonly Uuid[] | undefined
}

/** Saved reports of one program. */
export const REPORTS_MAX = 500
export const RECIPIENTS_MAX = 50

/** Keeps a report. Throws `invalid_request` for what is none, and `too_many`. */
export async function saveReport(tx: Tx, author: Author, input: ReportChange & { readonly name: string; readonly definition: SavedQuestion }): Promise<SavedReport> {
  const { programId, actor, now } = author
  const id: Uuid = newId()
  const [row] = await tx.sql<{ reports: number }>({ text: 'select count(*)::int as reports from report where program_id = $1', values: [programId] })
  if ((row?.reports ?? 0) >= REPORTS_MAX) throw new DomainError('too_many', { message: `A program keeps at most ${REPORTS_MAX} reports.` })
  const schedule = input.schedule ?? null
  const recipientIds = await requireRecipients(tx, programId, schedule, input.recipientIds ?? [])
  requireQuestion(input.definition)
  await tx.all(
    build.insertInto('report').values({
      program_id: programId, id, name: input.name, definition: JSON.stringify(input.definition), schedule, recipient_ids: [...recipientIds],
      scheduled_at: schedule === null ? null : now, created_by: actor, created_at: now, updated_at: now,
    }),
  )
  await recordAudit(tx, { programId, actor, now, action: 'report.saved', subjectType: 'report', subjectId: id, details: { schedule, recipientIds } })
  return readReport(tx, programId, id)
}

/** Changes what is given. A schedule that is set anew begins with the period that is under way. Throws `not_found` and `invalid_request`. */
export async function changeReport(tx: Tx, author: Author, id: Uuid, change: ReportChange): Promise<SavedReport> {
  const { programId, actor, now } = author
  const report = await readReport(tx, programId, id)
  const schedule = change.schedule === undefined ? report.schedule : change.schedule
  const recipientIds = await requireRecipients(tx, programId, schedule, change.recipientIds ?? report.recipientIds)
  if (change.definition !== undefined) requireQuestion(change.definition)
  await tx.count({
    name: 'change-report',
    text: `update report set name = $3, definition = $4, schedule = $5, recipient_ids = $6::uuid[],
                  scheduled_at = case when $5::text is null then null when $5 = schedule then scheduled_at else $7 end, updated_at = $7
            where program_id = $1 and id = $2`,
    values: [programId, id, change.name ?? report.name, JSON.stringify(change.definition ?? report.definition), schedule, arrayLiteral(recipientIds), now],
  })
  await recordAudit(tx, { programId, actor, now, action: 'report.changed', subjectType: 'report', subjectId: id, details: { schedule, recipientIds } })
  return readReport(tx, programId, id)
}

/** Throws `not_found`. */
export async function deleteReport(tx: Tx, { programId, actor, now }: Author, id: Uuid): Promise<void> {
  const deleted = await tx.count({ name: 'delete-report', text: 'delete from report where program_id = $1 and id = $2', values: [programId, id] })
  if (deleted === 0) throw new DomainError('not_found')
  await tx.count({ name: 'forget-mailings', text: 'delete from report_mailing where program_id = $1 and report_id = $2', values: [programId, id] })
  await recordAudit(tx, { programId, actor, now, action: 'report.deleted', subjectType: 'report', subjectId: id })
}

const SAVED = `select id, name, definition, schedule, recipient_ids as "recipientIds", created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt" from report`

/** One saved report. Throws `not_found`. */
export async function readReport(tx: Tx, programId: Uuid, id: Uuid): Promise<SavedReport> {
  const [report] = await tx.sql<SavedReport>({ name: 'saved-report', text: `${SAVED} where program_id = $1 and id = $2`, values: [programId, id] })
  if (report === undefined) throw new DomainError('not_found')
  return report
}

/** Newest first. */
export function listReports(tx: Tx, programId: Uuid, { afterId, limit }: { readonly afterId: Uuid | null; readonly limit: number }): Promise<SavedReport[]> {
  return tx.sql<SavedReport>({
    name: 'saved-reports',
    text: `${SAVED} where program_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    values: [programId, afterId, limit],
  })
}

/** Somebody a report can be sent to. */
export interface Recipient {
  readonly id: Uuid
  readonly name: string
  readonly email: string
  readonly locale: 'en' | 'pt-BR' | 'es' | null
}

/** People of the program's operator who may see its reports; `ids`: those among them. */
export async function readRecipients(tx: Tx, programId: Uuid, ids: readonly Uuid[] | null): Promise<Recipient[]> {
  const people = await tx.sql<Recipient & { readonly role: OperatorRole }>({
    name: 'report-recipients',
    text: `select u.id, u.name, u.email, u.locale, u.role
             from program p join operator_user u on u.operator_id = p.operator_id and u.disabled_at is null
            where p.id = $1 and ($2::uuid[] is null or u.id = any($2))
              and (u.all_programs or exists (select from operator_user_program x where x.operator_user_id = u.id and x.program_id = p.id))
            order by u.email_folded`,
    values: [programId, ids === null ? null : arrayLiteral(ids)],
  })
  return people.filter(({ role }) => isPermitted(ROLE_PERMISSIONS[role], 'reports:read'))
}

async function requireRecipients(tx: Tx, programId: Uuid, schedule: Schedule | null, ids: readonly Uuid[]): Promise<readonly Uuid[]> {
  const wanted = [...new Set(ids)]
  if (schedule !== null && wanted.length === 0) throw wrong('required', 'A report that is sent needs somebody to send it to.')
  if (wanted.length > RECIPIENTS_MAX) throw wrong('too_many', `At most ${RECIPIENTS_MAX}.`)
  if (wanted.length > 0 && (await readRecipients(tx, programId, wanted)).length < wanted.length) throw wrong('user_unknown', 'One of them is nobody who may see reports.')
  return wanted
}

function wrong(code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'recipientIds', code, message }] })
}
