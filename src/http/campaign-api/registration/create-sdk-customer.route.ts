import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { claimCustomer } from '../../../domain/customers/claim-customer.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { parseInput } from '../../plumbing/validation.ts'
import { answerPreflight } from '../pages/answer-preflight.ts'
import type { ReportingPages } from '../pages/reporting-pages.ts'
import { CLAIM_ROUTE, findClaimedProgram, requirePageBrand, wakeBehindAnswer } from './page-claim.ts'
import { claimedCustomerInput, describedAs } from './registration-fields.ts'

const PATH = '/sdk/customers'

export function createSdkCustomerRoute(app: FastifyInstance, context: AppContext, pages: ReportingPages): void {
  defineRoute(app, context, {
    ...CLAIM_ROUTE,
    path: PATH,
    operationId: 'createSdkCustomer',
    summary: 'Register a customer from a page',
    description: "Only where the brand has `acceptBrowserRegistrations` switched on. The customer is held until the operator confirms it: by its own `POST /api/v1/customer`, or with `isVerified`. The page's `Origin` must be one of the campaign's allowed domains.",
    body: describedAs(claimedCustomerInput, { click_key: '0A1b2C3d4E5f6G7h8I9j0K' }),
    findProgram: (call) => findClaimedProgram(pages, call),
    handle: async ({ tx, programId, actor, body, afterCommit }) => {
      const { brand_id: brand, external_customer_id: externalId, click_key: clickKey, affiliate_id: referralCode, username, country } = parseInput(claimedCustomerInput, body)
      const brandId = await requirePageBrand(tx, programId, brand)
      const created = await claimCustomer(tx, context, programId, actor, { brandId, externalId, clickKey, referralCode, username, country })
      afterCommit(() => wakeBehindAnswer(context, programId, created))
      return { success: true }
    },
  })
  answerPreflight(app, PATH, pages)
}
