import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listBrands } from '../../../domain/brands/brand.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { brandAnswer, presentBrand } from './present-brand.ts'

const query = z.strictObject({
  ...listQuery, externalId: externalId.optional(), status: z.enum(['active', 'inactive', 'archived']).optional(),
  search: z.string().max(200).optional().meta({ description: 'A part of the name.' }),
})

export function listBrandsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/brand',
    operationId: 'listBrands',
    tag: 'Brands',
    summary: 'List brands',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'brands:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(brandAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listBrands(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((brand) => presentBrand(brand)), nextCursor: page.nextCursor }
    },
  })
}
