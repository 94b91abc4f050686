import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readOverview } from '../../../domain/reports/read-overview.ts'
import { readLeaders } from '../../../domain/reports/read-leaders.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { dayField } from '../report/report-fields.ts'
import { overviewAnswer, presentOverview } from './present-overview.ts'

const query = z.strictObject({
  from: dayField.optional().meta({ description: 'The first day. Default: the 30 days that end today.' }),
  to: dayField.optional().meta({ description: 'The last day, included. Default: today.' }),
  compare: z.enum(['previous', 'year', 'none']).default('previous').meta({ description: 'With as many days before, the same days a year before, or nothing.' }),
  comparedFrom: dayField.optional().meta({ description: 'With `comparedTo`: days to compare with, in place of `compare`.' }),
  comparedTo: dayField.optional(),
})

export function overviewRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/overview',
    operationId: 'getOverview',
    tag: 'Reports',
    summary: 'Read how a program is doing',
    description: 'Totals and days of the main numbers beside those of an earlier range, the affiliates and brands that brought most, and what needs attention.',
    permission: 'reports:read',
    query,
    success: { status: 200, description: 'The overview.', schema: overviewAnswer },
    refusals: ['report_too_large'],
    handle: async ({ tx, programId, query: asked }) => {
      const overview = await readOverview(tx, context.clock, programId, asked)
      return presentOverview(overview, await readLeaders(tx, programId, overview.range))
    },
  })
}
