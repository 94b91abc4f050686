import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createProduct } from '../../../domain/brands/create-product.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newProductBody } from './product-fields.ts'
import { productAnswer, presentProduct } from './present-product.ts'

export function createProductRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/product',
    operationId: 'createProduct',
    tag: 'Products',
    summary: 'Add a product',
    description: 'A product is a part of a brand\'s business with deductions and terms of its own.',
    permission: 'products:write',
    body: newProductBody,
    success: { status: 201, description: 'The new product.', schema: productAnswer },
    refusals: ['brand_unknown', 'already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentProduct(await createProduct(tx, { programId, actor, now }, body)),
  })
}
