import { operatorApi } from '../../api/client.ts'
import type { Affiliate, Brand, Click, Commission, CommissionPlan, Customer, TrackingLink, Transaction } from '../../api/operator-api.ts'

/** How far the first steps are: what there is of each, newest first. */
export interface Progress {
  readonly brand: Brand | undefined
  readonly plan: CommissionPlan | undefined
  readonly affiliate: Affiliate | undefined
  readonly link: TrackingLink | undefined
  readonly click: Click | undefined
  readonly customer: Customer | undefined
  readonly transaction: Transaction | undefined
  readonly commission: Commission | undefined
}

const LIVE_MS = 2_000
const ONE = { limit: 1 }

/** Asks again every two seconds for what the next step waits for. Undefined while the first answers are on their way. */
export function useProgress(): Progress | undefined {
  const brands = operatorApi.useGet('GET /brand', { query: { ...ONE, status: 'active' } })
  const plans = operatorApi.useGet('GET /commission-plan', { query: { ...ONE, status: 'active' } })
  const affiliates = operatorApi.useGet('GET /affiliate', { query: { limit: 2, status: 'active' } })
  const affiliate = affiliates.data?.items.find(({ isOrganic }) => !isOrganic)
  const links = operatorApi.useGet(
    'GET /tracking-link',
    { query: { ...ONE, affiliateId: affiliate?.id } },
    { enabled: affiliate !== undefined },
  )
  const link = links.data?.items[0]
  const clicks = operatorApi.useGet(
    'GET /click',
    { query: { ...ONE, affiliateId: affiliate?.id } },
    { enabled: link !== undefined, everyMs: untilThere },
  )
  const customers = operatorApi.useGet(
    'GET /customer',
    { query: { ...ONE, affiliateId: affiliate?.id } },
    { enabled: affiliate !== undefined, everyMs: untilThere },
  )
  const customer = customers.data?.items[0]
  const transactions = operatorApi.useGet(
    'GET /transaction',
    { query: { ...ONE, customerId: customer?.id } },
    { enabled: customer !== undefined, everyMs: untilThere },
  )
  const transaction = transactions.data?.items[0]
  const commissions = operatorApi.useGet(
    'GET /commission',
    { query: { ...ONE, transactionId: transaction?.id } },
    { enabled: transaction !== undefined, everyMs: untilThere },
  )
  if ([brands, plans, affiliates].some(({ isPending }) => isPending)) return undefined
  return {
    brand: brands.data?.items[0],
    plan: plans.data?.items[0],
    affiliate,
    link,
    click: clicks.data?.items[0],
    customer,
    transaction: customer === undefined ? undefined : transaction,
    commission: transaction === undefined ? undefined : commissions.data?.items[0],
  }
}

function untilThere(data: unknown): number | false {
  const items = (data as { items?: readonly unknown[] } | undefined)?.items
  return items === undefined || items.length === 0 ? LIVE_MS : false
}
