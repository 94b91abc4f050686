import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listLegalEntities, readLegalEntity } from '../../../domain/invoices/legal-entity.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { legalEntityAnswer, presentLegalEntity } from './present-legal-entity.ts'

export function readLegalEntitiesRoutes(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/legal-entity',
    operationId: 'listLegalEntities',
    tag: 'Invoices',
    summary: 'List legal entities',
    description: 'Newest first.',
    permission: 'settings:read',
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(legalEntityAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor } }) => {
      const page = cutPage(await listLegalEntities(tx, { programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentLegalEntity), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    method: 'GET',
    path: '/legal-entity/:id',
    operationId: 'getLegalEntity',
    tag: 'Invoices',
    summary: 'Read a legal entity',
    permission: 'settings:read',
    params: idParams,
    success: { status: 200, description: 'The legal entity.', schema: legalEntityAnswer },
    handle: async ({ tx, programId, params }) => presentLegalEntity(await readLegalEntity(tx, programId, params.id)),
  })
}
