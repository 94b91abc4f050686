import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listPromotedBrands } from '../../../domain/portal/list-promoted-brands.ts'
import { answeredId } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'

const brandAnswer = z
  .strictObject({
    id: answeredId,
    name: z.string(),
    industry: z.string().nullable(),
    website: z.string().nullable().meta({ description: 'The host of its landing page.' }),
    deepLinkHosts: z.array(z.string()).meta({ description: 'Hosts whose pages links may lead to.' }),
    status: z.enum(['active', 'inactive', 'archived']).meta({ description: 'Only active ones can be promoted; others are here because of what you brought to them.' }),
    products: z.array(z.strictObject({ id: answeredId, name: z.string() })),
  })
  .meta({ id: 'PromotedBrand' })

export function listPromotedBrandsRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/brand',
    operationId: 'listPromotedBrands',
    tag: 'Links',
    summary: 'List the brands of the program',
    description: 'All of them, by name: at most 1,000.',
    permission: 'brands:read',
    success: { status: 200, description: 'The brands.', schema: z.strictObject({ items: z.array(brandAnswer) }) },
    handle: async ({ tx, programId }) => ({ items: await listPromotedBrands(tx, programId) }),
  })
}
