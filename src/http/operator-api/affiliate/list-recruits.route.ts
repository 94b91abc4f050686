import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { listRecruits } from '../../../domain/affiliates/list-recruits.ts'
import { MAX_LEVELS } from '../../../domain/commissions/components/sub-affiliate/read-sub-affiliate.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentRecruit, recruitAnswer } from './present-recruit.ts'

const levels = z
  .string()
  .regex(/^[1-9]\d?$/)
  .transform(Number)
  .refine((count) => count <= MAX_LEVELS, { error: `At most ${MAX_LEVELS}.` })
  .default(MAX_LEVELS)
  .meta({ description: `How far down, 1 to ${MAX_LEVELS}: 1 is those whom the affiliate recruited itself. Who was never that near is left out.`, examples: ['2'] })

export function listRecruitsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/recruit',
    operationId: 'listRecruits',
    tag: 'Affiliates',
    summary: 'List the recruits of an affiliate',
    description: 'Everybody who is or was below it, at which level and from when to when; the newest affiliates first.',
    permission: 'affiliates:read',
    params: idParams,
    query: z.strictObject({ ...listQuery, levels }),
    success: { status: 200, description: 'One page.', schema: listOf(recruitAnswer) },
    handle: async ({ tx, programId, params, query }) => {
      await readAffiliate(tx, programId, params.id)
      const filter = { programId, recruiterId: params.id, levels: query.levels, afterId: readCursor(query.cursor), limit: query.limit + 1 }
      const page = cutPage(await listRecruits(tx, filter), query.limit)
      return { items: page.items.map(presentRecruit), nextCursor: page.nextCursor }
    },
  })
}
