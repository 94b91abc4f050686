import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listTouches } from '../../../domain/tracking/list-touches.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentTouch, touchAnswer } from './present-touch.ts'

const query = z.strictObject({ ...listQuery, customerId: idField.optional(), affiliateId: idField.optional() })

export function listTouchesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/touch',
    operationId: 'listTouches',
    tag: 'Customers',
    summary: 'List touches',
    description: 'Every claim on a customer, newest first: the one that won, and why each other one lost.',
    permission: 'customers:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(touchAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listTouches(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentTouch), nextCursor: page.nextCursor }
    },
  })
}
