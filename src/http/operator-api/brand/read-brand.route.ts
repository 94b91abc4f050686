import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readBrand } from '../../../domain/brands/brand.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { brandAnswer, presentBrand } from './present-brand.ts'

export function readBrandRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/brand/:id',
    operationId: 'readBrand',
    tag: 'Brands',
    summary: 'Read a brand',
    permission: 'brands:read',
    params: idParams,
    success: { status: 200, description: 'The brand.', schema: brandAnswer },
    handle: async ({ tx, programId, params }) => presentBrand(await readBrand(tx, programId, params.id)),
  })
}
