import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { readParents } from '../../../domain/affiliates/affiliate-parent.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { parentAnswer, presentParent } from './present-recruit.ts'

export function listParentsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/parent',
    operationId: 'listParents',
    tag: 'Affiliates',
    summary: 'List the parents of an affiliate',
    description: 'Who has recruited it, and from when to when, newest first: what holds after all changes of the past. At most 100.',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(parentAnswer) }) },
    handle: async ({ tx, programId, params }) => {
      await readAffiliate(tx, programId, params.id)
      return { items: (await readParents(tx, programId, params.id)).map(presentParent) }
    },
  })
}
