import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createBrand } from '../../../domain/brands/create-brand.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newBrandBody } from './brand-fields.ts'
import { brandAnswer, presentBrand } from './present-brand.ts'

export function createBrandRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/brand',
    operationId: 'createBrand',
    tag: 'Brands',
    summary: 'Add a brand',
    description: 'A brand is a site of the program that customers join.',
    permission: 'brands:write',
    body: newBrandBody,
    success: { status: 201, description: 'The new brand.', schema: brandAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentBrand(await createBrand(tx, { programId, actor, now }, body)),
  })
}
