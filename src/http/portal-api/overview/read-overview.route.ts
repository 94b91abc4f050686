import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { OVERVIEW_DAYS, type OverviewDays, readOverview } from '../../../domain/portal/read-overview.ts'
import { definePortalRoute } from '../portal-route.ts'
import { overviewAnswer, presentOverview } from './present-overview.ts'

const query = z.strictObject({
  days: z.enum(['7', '30', '90']).default('30').transform((text) => OVERVIEW_DAYS.find((days) => String(days) === text) ?? (30 satisfies OverviewDays)).meta({ examples: ['30'] }),
})

export function readOverviewRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/overview',
    operationId: 'readOverview',
    tag: 'Overview',
    summary: 'What you brought and earned lately, and what you are owed',
    permission: 'reports:read',
    query,
    success: { status: 200, description: 'By day, beside the days before.', schema: overviewAnswer },
    handle: async ({ tx, programId, affiliateId, query: { days } }) => presentOverview(await readOverview(tx, context.clock, { programId, affiliateId }, days)),
  })
}
