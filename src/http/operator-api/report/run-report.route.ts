import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { readCountedUntil } from '../../../domain/reports/read-daily-totals.ts'
import { chosenDays, dayOf } from '../../../domain/reports/report-days.ts'
import { readReportNames } from '../../../domain/reports/report-names.ts'
import type { ReportTurns } from '../../../domain/reports/report-turns.ts'
import { runReport, totalReport } from '../../../domain/reports/run-report.ts'
import { listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentMeasures, presentRow, reportAnswer } from './present-report.ts'
import { readReportCursor, writeReportCursor } from './report-cursor.ts'
import { questionFields, questionOf } from './report-fields.ts'

const query = z.strictObject({ ...questionFields, ...listQuery })

export function runReportRoute(app: FastifyInstance, context: AppContext, turns: ReportTurns): void {
  const answer = async (tx: Tx, programId: Uuid, asked: z.output<typeof query>) => {
    const question = questionOf(asked)
    const program = await ownProgram(tx, programId)
    const scope = { programId, range: chosenDays(asked, dayOf(programNow(program, context.clock), program.time_zone)) }
    const { rows, position } = await runReport(tx, scope, question, { after: readReportCursor(asked.cursor, question), limit: asked.limit })
    const { currency } = program
    const names = await readReportNames(tx, programId, question.dimensions, rows)
    return {
      currency,
      asOf: await readCountedUntil(tx, programId),
      total: presentMeasures(await totalReport(tx, scope, question), question, currency),
      items: rows.map((row) => presentRow(row, question, names, currency)),
      // A full page may have been the last one: the next is empty then.
      nextCursor: rows.length < asked.limit || position === null ? null : writeReportCursor(position),
    }
  }
  defineRoute(app, context, {
    method: 'GET',
    path: '/report',
    operationId: 'runReport',
    tag: 'Reports',
    summary: 'Ask a report',
    description:
      'Measures over a range of days, in groups by dimensions. Facts are counted by day as they are known now: what comes late is counted on its own day, what is rejected is taken away, a customer that moves takes its events along. Commissions stand on the day of what they are about. Measures that no fact tells apart by a dimension are refused with it.',
    permission: 'reports:read',
    query,
    success: { status: 200, description: 'One page of groups, and the total.', schema: reportAnswer },
    refusals: ['report_too_large'],
    handle: ({ tx, programId, query: asked }) => answer(tx, programId, asked),
    handleShared: ({ programId, query: asked }) => turns.run(programId, () => context.db.inProgram(programId, (tx) => answer(tx, programId, asked))),
  })
}
