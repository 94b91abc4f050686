import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listProducts } from '../../../domain/brands/product.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { productAnswer, presentProduct } from './present-product.ts'

const query = z.strictObject({
  ...listQuery, brandId: idField.optional(), externalId: externalId.optional(), status: z.enum(['active', 'inactive', 'archived']).optional(),
  search: z.string().max(200).optional().meta({ description: 'A part of the name.' }),
})

export function listProductsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/product',
    operationId: 'listProducts',
    tag: 'Products',
    summary: 'List products',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'products:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(productAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listProducts(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((product) => presentProduct(product)), nextCursor: page.nextCursor }
    },
  })
}
