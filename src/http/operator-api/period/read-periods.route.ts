import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listPeriods, readPeriod } from '../../../domain/periods/period.ts'
import { previewPeriod } from '../../../domain/periods/preview-period.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { cutPageBy, readCursorText } from '../../plumbing/cursor.ts'
import { listOf, listQuery, periodName } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { periodAnswer, presentPeriod, presentPreview, previewAnswer } from './present-period.ts'

export const periodParams = z.object({ id: periodName })

export function readPeriodsRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/period',
    operationId: 'listPeriods',
    tag: 'Periods and statements',
    summary: 'List periods',
    description: 'From the first that anything was posted in to the one that is under way; newest first.',
    permission: 'ledger:read',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(periodAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor } }) => {
      const now = programNow(await ownProgram(tx, programId), context.clock)
      const before = cursor === undefined ? null : readCursorText(cursor)
      const page = cutPageBy(await listPeriods(tx, programId, now, { before, limit: limit + 1 }), limit, ({ name }) => name)
      return { items: page.items.map(presentPeriod), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/period/:id',
    operationId: 'getPeriod',
    tag: 'Periods and statements',
    summary: 'Read a period',
    permission: 'ledger:read',
    params: periodParams,
    success: { status: 200, description: 'The period.', schema: periodAnswer },
    handle: async ({ tx, programId, params }) => presentPeriod(await readPeriod(tx, programId, params.id, programNow(await ownProgram(tx, programId), context.clock))),
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/period/:id/preview',
    operationId: 'previewPeriod',
    tag: 'Periods and statements',
    summary: 'What closing a period comes to',
    description: 'Of an open period: if it was closed now, without taxes. With what deserves a look first. Nothing is written.',
    permission: 'ledger:read',
    params: periodParams,
    success: { status: 200, description: 'Sums and warnings.', schema: previewAnswer },
    handle: async ({ tx, programId, params }) => {
      const now = programNow(await ownProgram(tx, programId), context.clock)
      return presentPreview(await previewPeriod(tx, programId, await readPeriod(tx, programId, params.id, now), now))
    },
  })
}
