import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeBrand } from '../../../domain/brands/change-brand.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedBrandBody } from './brand-fields.ts'
import { brandAnswer, presentBrand } from './present-brand.ts'

export function changeBrandRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/brand/:id',
    operationId: 'changeBrand',
    tag: 'Brands',
    summary: 'Change a brand',
    description: 'Changes what is sent. New deductions apply to transactions processed from now on.',
    permission: 'brands:write',
    params: idParams,
    body: changedBrandBody,
    success: { status: 200, description: 'The brand as it is now.', schema: brandAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentBrand(await changeBrand(tx, { programId, actor, now }, params.id, body)),
  })
}
