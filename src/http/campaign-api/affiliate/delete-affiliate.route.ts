import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readAffiliateByNumber } from '../../../domain/affiliates/affiliate.ts'
import { eraseAffiliate } from '../../../domain/affiliates/erase-affiliate.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { affiliateParams, WRONG_ID_TEXT } from './affiliate-fields.ts'

const DELETED = { success: true, message: 'Affiliate deleted successfully' } as const
const deletedAnswer = z.strictObject({ success: z.literal(DELETED.success), message: z.literal(DELETED.message) })

export function deleteAffiliateRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/affiliates/:id',
    operationId: 'deleteAffiliate',
    tag: 'Affiliates',
    summary: 'Erase an affiliate',
    description: 'Name, addresses, password, referral id and links are gone for good; e-mail and referral id are free again. Conversions and commissions stay in the totals of the campaign, under nobody.',
    permission: 'affiliates:write',
    rateLimit: 'affiliates',
    params: affiliateParams,
    wrongParams: WRONG_ID_TEXT,
    exampleTexts: { invalid_request: WRONG_ID_TEXT, not_found: 'Affiliate not found' },
    success: { status: 200, description: 'Erased.', schema: deletedAnswer },
    handle: async ({ tx, params, programId, actor, now }) => {
      const { id } = await readAffiliateByNumber(tx, programId, params.id)
      await eraseAffiliate(tx, { programId, actor, now }, id)
      return DELETED
    },
  })
}
