import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listAdjustments, readAdjustment } from '../../../domain/adjustments/adjustment.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { ADJUSTMENT_STATUSES, adjustmentAnswer, presentAdjustment } from './present-adjustment.ts'
import { nameAffiliate, nameAffiliates } from '../affiliate/name-affiliates.ts'

const query = z.strictObject({ ...listQuery, affiliateId: idField.optional(), customerId: idField.optional(), status: z.enum(ADJUSTMENT_STATUSES).optional() })

export function readAdjustmentsRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/adjustment',
    operationId: 'listAdjustments',
    tag: 'Ledger',
    summary: 'List adjustments',
    description: 'Newest first.',
    permission: 'ledger:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(adjustmentAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listAdjustments(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: await nameAffiliates(tx, programId, page.items.map(presentAdjustment)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/adjustment/:id',
    operationId: 'getAdjustment',
    tag: 'Ledger',
    summary: 'Read an adjustment',
    permission: 'ledger:read',
    params: idParams,
    success: { status: 200, description: 'The adjustment.', schema: adjustmentAnswer },
    handle: async ({ tx, programId, params }) => nameAffiliate(tx, programId, presentAdjustment(await readAdjustment(tx, programId, params.id))),
  })
}
