import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeProduct } from '../../../domain/brands/change-product.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveProductRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/product/:id',
    operationId: 'archiveProduct',
    tag: 'Products',
    summary: 'Archive a product',
    description: 'What it earned stays.',
    permission: 'products:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    handle: ({ tx, params, programId, actor, now }) => changeProduct(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}
