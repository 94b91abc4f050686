import type { AppContext } from '../../../app/context.ts'
import { findPageBrand } from '../../../domain/brands/find-page-brand.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { wakeWaitingTransactions } from '../../../domain/transactions/wake-waiting-transactions.ts'
import type { Tx } from '../../../db/database.ts'
import type { PublicCall } from '../../plumbing/route.ts'
import { domainNotAllowed } from '../pages/domain-not-allowed.ts'
import { findPageProgram } from '../pages/find-page-program.ts'
import type { ReportingPages } from '../pages/reporting-pages.ts'
import { claimAnswer } from './registration-fields.ts'

const CLAIM_BODY_LIMIT = 16 * 1024

/** What both calls of a page say about themselves. */
export const CLAIM_ROUTE = {
  method: 'POST',
  tag: 'Registrations from pages',
  permission: 'public',
  publicActor: 'sdk',
  takesPlainText: true,
  rateLimit: 'sdkEvents',
  bodyLimit: CLAIM_BODY_LIMIT,
  success: { status: 200, description: 'Taken in, or known already.', schema: claimAnswer, headers: { 'Access-Control-Allow-Origin': 'The origin of the page.' } },
  refusals: ['permission_denied', 'too_many'],
  exampleTexts: { invalid_request: ['external_customer_id is required'], permission_denied: 'Domain not allowed' },
} as const

/** Whose page calls. Throws permission_denied; what is wrong with the rest of the body is told when that is known. */
export function findClaimedProgram(pages: ReportingPages, call: PublicCall<unknown>): ReturnType<typeof findPageProgram> {
  const { body } = call
  const campaignId: unknown = typeof body === 'object' && body !== null && 'campaign_id' in body ? body.campaign_id : undefined
  return findPageProgram(pages, typeof campaignId === 'string' ? campaignId : undefined, call)
}

/** The brand that the page speaks for. Throws permission_denied, also for one whose pages may not register. */
export async function requirePageBrand(tx: Tx, programId: Uuid, named: string | null): Promise<Uuid> {
  const brandId = await findPageBrand(tx, programId, named)
  if (brandId === null) throw domainNotAllowed()
  return brandId
}

/** Behind the answer. If it fails, workers look by themselves later. */
export function wakeBehindAnswer(context: AppContext, programId: Uuid, registered: Parameters<typeof wakeWaitingTransactions>[2]): void {
  wakeWaitingTransactions(context, programId, registered).catch((error: unknown) => {
    context.log.warn({ err: error, programId }, 'could not wake the transactions of new customers')
  })
}
