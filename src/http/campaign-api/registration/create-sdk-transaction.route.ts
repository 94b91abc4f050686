import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ownProgram } from '../../../domain/programs/own-program.ts'
import { programNow } from '../../../domain/programs/program-clock.ts'
import { acceptClaims } from '../../../domain/transactions/accept-claims.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { parseInput } from '../../plumbing/validation.ts'
import { answerPreflight } from '../pages/answer-preflight.ts'
import type { ReportingPages } from '../pages/reporting-pages.ts'
import { CLAIM_ROUTE, findClaimedProgram, requirePageBrand } from './page-claim.ts'
import { claimedTransactionInput, describedAs } from './registration-fields.ts'

const PATH = '/sdk/transactions'

export function createSdkTransactionRoute(app: FastifyInstance, context: AppContext, pages: ReportingPages): void {
  defineRoute(app, context, {
    ...CLAIM_ROUTE,
    path: PATH,
    operationId: 'createSdkTransaction',
    summary: 'Report a transaction from a page',
    description: "Only where the brand has `acceptBrowserRegistrations` switched on. It has no effect before it is approved, waits for its customer's confirmation, and gives way to the operator's own report of the same id. The page's `Origin` must be one of the campaign's allowed domains.",
    body: describedAs(claimedTransactionInput, { external_id: 'order-1001', type: 'sale', amount: 120.5 }),
    findProgram: (call) => findClaimedProgram(pages, call),
    handle: async ({ tx, programId, actor, body, afterCommit }) => {
      const { brand_id: brand, external_customer_id: externalCustomerId, external_id: externalId, type, amount, currency, product } = parseInput(claimedTransactionInput, body)
      const brandId = await requirePageBrand(tx, programId, brand)
      const now = programNow(await ownProgram(tx, programId), context.clock)
      const claim = {
        type, occurredAt: now.getTime(), externalId, brandId,
        ...(product === null ? {} : { externalProductId: product }),
        externalCustomerId,
        ...(currency === null ? {} : { currency }),
        [type]: String(amount),
      }
      if (await acceptClaims(tx, programId, actor, [claim], now)) afterCommit(() => context.signals.transactionsArrived(programId))
      return { success: true }
    },
  })
  answerPreflight(app, PATH, pages)
}
