import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeProduct } from '../../../domain/brands/change-product.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedProductBody } from './product-fields.ts'
import { productAnswer, presentProduct } from './present-product.ts'

export function changeProductRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/product/:id',
    operationId: 'changeProduct',
    tag: 'Products',
    summary: 'Change a product',
    description: 'Changes what is sent; the brand stays.',
    permission: 'products:write',
    params: idParams,
    body: changedProductBody,
    success: { status: 200, description: 'The product as it is now.', schema: productAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentProduct(await changeProduct(tx, { programId, actor, now }, params.id, body)),
  })
}
