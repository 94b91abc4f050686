import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeBrand } from '../../../domain/brands/change-brand.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveBrandRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/brand/:id',
    operationId: 'archiveBrand',
    tag: 'Brands',
    summary: 'Archive a brand',
    description: 'Its links stop; customers and what they earned stay.',
    permission: 'brands:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    handle: ({ tx, params, programId, actor, now }) => changeBrand(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}
