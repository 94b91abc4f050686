import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listLeftOut, listPayoutRuns, PAYOUT_RUN_STATUSES, readPayoutRun } from '../../../domain/payouts/payout-run.ts'
import { readPayoutRhythm } from '../../../domain/payouts/next-payout-date-of.ts'
import { previewPayoutRun } from '../../../domain/payouts/preview-payout-run.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { cutPage, cutPageBy, readCursor, writeCursor } from '../../plumbing/cursor.ts'
import { currency, idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { throughPeriod } from './payout-run-fields.ts'
import { judgementAnswer, leftOutAnswer, payoutRunAnswer, presentJudgement, presentLeftOut } from './present-payout-run.ts'
import { presentOnePayoutRun, presentPayoutRuns } from './read-surroundings.ts'
import { nameAffiliates } from '../affiliate/name-affiliates.ts'

export function readPayoutRunsRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Payouts', permission: 'payouts:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/payout-run',
    operationId: 'listPayoutRuns',
    summary: 'List payout runs',
    description: 'Newest first.',
    query: z.strictObject({ ...listQuery, status: z.enum(PAYOUT_RUN_STATUSES).optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(payoutRunAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, status } }) => {
      const page = cutPage(await listPayoutRuns(tx, { programId, afterId: readCursor(cursor), limit: limit + 1, status }), limit)
      return { items: await presentPayoutRuns(tx, programId, page.items), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/preview',
    operationId: 'previewPayoutRun',
    summary: 'What a run would pay now, and whom it would leave out',
    description: 'Nothing is written or set aside: a run a moment later may differ. In the order of affiliates.',
    query: z.strictObject({ ...listQuery, throughPeriod: throughPeriod.optional(), affiliateId: idField.optional(), currency: currency.optional() }),
    success: { status: 200, description: 'One page.', schema: listOf(judgementAnswer) },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, query }) => {
      const filter = { throughPeriod: query.throughPeriod ?? null, affiliateIds: query.affiliateId === undefined ? null : [query.affiliateId], paidCurrency: query.currency ?? null }
      const preview = await previewPayoutRun(tx, context.clock, programId, filter, readCursor(query.cursor), query.limit)
      const rhythm = await readPayoutRhythm(tx, context.clock, programId)
      const items = preview.judgements.map((judged) => presentJudgement(judged, preview.currency, rhythm))
      return { items: await nameAffiliates(tx, programId, items), nextCursor: preview.isLast || preview.lastId === null ? null : writeCursor(preview.lastId) }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/:id',
    operationId: 'getPayoutRun',
    summary: 'Read a payout run',
    params: idParams,
    success: { status: 200, description: 'The run.', schema: payoutRunAnswer },
    handle: async ({ tx, programId, params }) => presentOnePayoutRun(tx, programId, await readPayoutRun(tx, programId, params.id)),
  })
  defineRoute(app, context, {
    ...common,
    path: '/payout-run/:id/left-out',
    operationId: 'listLeftOut',
    summary: 'List the affiliates that a run looked at and does not pay, with the reasons',
    description: 'What is below the minimum is paid by the first run after `missing` more has become payable.',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(leftOutAnswer) },
    handle: async ({ tx, programId, params: { id }, query: { limit, cursor } }) => {
      await readPayoutRun(tx, programId, id)
      const own = await ownProgram(tx, programId)
      const rhythm = await readPayoutRhythm(tx, context.clock, programId)
      const page = cutPageBy(await listLeftOut(tx, programId, id, readCursor(cursor), limit + 1), limit, ({ affiliateId }) => affiliateId)
      return { items: await nameAffiliates(tx, programId, page.items.map((one) => presentLeftOut(one, own.currency, rhythm))), nextCursor: page.nextCursor }
    },
  })
}
