import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { inertCell } from '../../../domain/inert-cell.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { measureText } from '../../../domain/reports/measure-text.ts'
import { chosenDays, dayOf } from '../../../domain/reports/report-days.ts'
import type { ReportQuestion } from '../../../domain/reports/report-definition.ts'
import { isNamed, readReportNames } from '../../../domain/reports/report-names.ts'
import type { ReportTurns } from '../../../domain/reports/report-turns.ts'
import { type ReportRow, runReport } from '../../../domain/reports/run-report.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { attachment } from '../statement/statement-file.route.ts'
import { questionFields, questionOf } from './report-fields.ts'

/** Rows of one file. */
const ROWS_MAX = 100_000

const query = z.strictObject(questionFields)

export function exportReportRoute(app: FastifyInstance, context: AppContext, turns: ReportTurns): void {
  const answer = async (tx: Tx, programId: Uuid, asked: z.output<typeof query>, setHeader: (name: string, value: string) => void) => {
    const question = questionOf(asked)
    const program = await ownProgram(tx, programId)
    const range = chosenDays(asked, dayOf(programNow(program, context.clock), program.time_zone))
    setHeader('content-disposition', attachment(`report-${range.from}-${range.to}.csv`))
    const { rows } = await runReport(tx, { programId, range }, question, { after: null, limit: ROWS_MAX + 1 })
    if (rows.length > ROWS_MAX) throw new DomainError('report_too_large', { message: `A file holds at most ${ROWS_MAX} rows: ask for fewer days, or for less detail.` })
    return csvOf(question, rows, await readReportNames(tx, programId, question.dimensions, rows), program.currency)
  }
  defineRoute(app, context, {
    method: 'GET',
    path: '/report/export',
    operationId: 'exportReport',
    tag: 'Reports',
    summary: 'Ask a report as a file',
    description: `The same question as \`GET /report\`, answered as CSV with all rows, ${ROWS_MAX} at most. Texts that a spreadsheet would take for a formula have an apostrophe in front; amounts are plain decimals.`,
    permission: 'reports:read',
    query,
    success: { status: 200, description: 'CSV in UTF-8, with a header.', contentType: 'text/csv; charset=utf-8', headers: { 'Content-Disposition': 'The name of the file.' } },
    refusals: ['report_too_large'],
    handle: ({ tx, programId, query: asked, setHeader }) => answer(tx, programId, asked, setHeader),
    handleShared: ({ programId, query: asked, setHeader }) => turns.run(programId, () => context.db.inProgram(programId, (tx) => answer(tx, programId, asked, setHeader))),
  })
}

function csvOf(question: ReportQuestion, rows: readonly ReportRow[], names: ReadonlyMap<string, string>, currency: string): string {
  const header = [...question.dimensions.flatMap((dimension) => (isNamed(dimension) ? [`${dimension}Id`, dimension] : [dimension])), ...question.measures, 'currency']
  const lines = rows.map((row) => {
    const told = question.dimensions.flatMap((dimension, index) => {
      const value = row.dimensions[index] ?? ''
      return isNamed(dimension) ? [value, cell(names.get(value) ?? '')] : [cell(value)]
    })
    return [...told, ...question.measures.map((measure, index) => measureText(measure, row.measures[index] ?? null, currency) ?? ''), currency].join(',')
  })
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`
}

/** RFC 4180, and inert. */
function cell(text: string): string {
  const inert = inertCell(text)
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
