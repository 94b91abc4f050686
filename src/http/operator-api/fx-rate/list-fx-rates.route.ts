import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listFxRates } from '../../../domain/programs/fx-rate.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { currency, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentFxRate, rateAnswer } from './present-fx-rate.ts'

const query = z.strictObject({ ...listQuery, currency: currency.optional() })

export function listFxRatesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/fx-rate',
    operationId: 'listFxRates',
    tag: 'Program',
    summary: 'List exchange rates',
    description: 'Newest entries first.',
    permission: 'settings:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(rateAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listFxRates(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentFxRate), nextCursor: page.nextCursor }
    },
  })
}
