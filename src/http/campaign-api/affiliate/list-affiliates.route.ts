import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import type { AffiliateStatus } from '../../../domain/affiliates/affiliate.ts'
import { pageAffiliates } from '../../../domain/affiliates/page-affiliates.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliatesQuery, type SHOWN_STATUSES } from './affiliate-fields.ts'
import { affiliateAnswer } from './present-affiliate.ts'
import { presentWithTotals } from './present-with-totals.ts'

const affiliatesAnswer = z.strictObject({ affiliates: z.array(affiliateAnswer), total: z.int().meta({ description: 'Of all pages.' }), page: z.int(), limit: z.int().meta({ examples: [50] }), totalPages: z.int() })

/** The statuses of the core that are shown as one of this dialect. */
const STATUSES: Readonly<Record<(typeof SHOWN_STATUSES)[number], readonly AffiliateStatus[]>> = {
  pending: ['pending'],
  active: ['active'],
  inactive: ['inactive', 'suspended'],
}

export function listAffiliatesRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliates',
    operationId: 'listAffiliates',
    tag: 'Affiliates',
    summary: 'List affiliates',
    description: 'In the order of their ids, in numbered pages. A suspended affiliate is shown as inactive; archived ones are not shown.',
    permission: 'affiliates:read',
    rateLimit: 'affiliates',
    query: affiliatesQuery,
    exampleTexts: { invalid_request: ['limit must not be greater than 100'] },
    success: { status: 200, description: 'One page, and how many there are in all.', schema: affiliatesAnswer },
    handle: async ({ tx, programId, query: { status, search, page, limit } }) => {
      const statuses = status === undefined ? Object.values(STATUSES).flat() : STATUSES[status]
      const { affiliates, total } = await pageAffiliates(tx, { programId, statuses, search, page, limit })
      return { affiliates: await presentWithTotals(tx, programId, affiliates), total, page, limit, totalPages: Math.ceil(total / limit) }
    },
  })
}
