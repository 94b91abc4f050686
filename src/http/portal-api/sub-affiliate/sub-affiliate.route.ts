import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listOwnRecruits, sumRecruitShares } from '../../../domain/portal/list-own-recruits.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { answeredId, answeredInstant, listQuery } from '../../plumbing/fields.ts'
import { money } from '../amounts.ts'
import { definePortalRoute } from '../portal-route.ts'

const recruitAnswer = z
  .strictObject({
    id: answeredId,
    name: z.string().meta({ description: 'What it calls itself in public, or a name of our own making.', examples: ['a…1a4f2'] }),
    joinedAt: answeredInstant,
    level: z.int().nullable().meta({ description: '1: you recruited it yourself. Null: it is not below you any more.' }),
    isActive: z.boolean(),
    share: z.number().meta({ description: 'What your shares of it come to.' }),
    currency: z.string(),
  })
  .meta({ id: 'SubAffiliate' })

export function listSubAffiliatesRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/sub-affiliate',
    operationId: 'listSubAffiliates',
    tag: 'Progress',
    summary: 'List whom you recruited, and what you earn by them',
    description: 'Newest first. What they earn themselves is theirs to tell.',
    permission: 'affiliates:read',
    query: z.strictObject(listQuery),
    success: {
      status: 200,
      description: 'One page.',
      schema: z.strictObject({ total: z.number().meta({ description: 'Of all your lines of recruits.' }), currency: z.string(), items: z.array(recruitAnswer), nextCursor: z.string().nullable() }),
    },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor } }) => {
      const scope = { programId, affiliateId }
      const program = await ownProgram(tx, programId)
      const { currency } = program
      const page = cutPage(await listOwnRecruits(tx, scope, { currency, now: programNow(program, context.clock) }, { afterId: readCursor(cursor), limit: limit + 1 }), limit)
      const items = page.items.map(({ id, name, joinedAt, level, isActive, shareMinor }) => ({ id, name, joinedAt, level, isActive, share: money(shareMinor, currency), currency }))
      return { total: money(await sumRecruitShares(tx, scope), currency), currency, items, nextCursor: page.nextCursor }
    },
  })
}
