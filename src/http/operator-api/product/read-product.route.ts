import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readProduct } from '../../../domain/brands/product.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { productAnswer, presentProduct } from './present-product.ts'

export function readProductRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/product/:id',
    operationId: 'readProduct',
    tag: 'Products',
    summary: 'Read a product',
    permission: 'products:read',
    params: idParams,
    success: { status: 200, description: 'The product.', schema: productAnswer },
    handle: async ({ tx, programId, params }) => presentProduct(await readProduct(tx, programId, params.id)),
  })
}
