import type { BenchProgram } from '../support/program.ts'
import type { RowStore } from './store-rows.ts'
import { idOf, ROWS } from './tables.ts'

const BOTH = 2 * ROWS

/** What filters are asked for, by their names: of ids first a busy one, then a quiet one, then one that nothing is of. */
export async function filterValues(store: RowStore, { brandId }: BenchProgram): Promise<Readonly<Record<string, readonly string[]>>> {
  const of = async (table: string, rows: number, ...numbers: number[]): Promise<string[]> => (await store.ask(`concat_ws(' ', ${numbers.map((n) => idOf(table, n, rows)).join(', ')})`)).split(' ')
  const day = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
  const month = (months: number): Promise<string> => store.ask(`to_char(now() - interval '${months} months', 'YYYY-MM')`)
  const affiliates = await of('affiliate', ROWS, 1, 2, ROWS - 1)
  return {
    affiliateId: affiliates,
    parentAffiliateId: affiliates,
    groupId: await of('affiliate_group', 1_000, 1),
    brandId: [brandId, ...(await of('brand', 1_000, 1, 999))],
    productId: await of('product', ROWS, 1),
    trackerId: await of('tracker', BOTH, 1, 2, BOTH - 1),
    trackingLinkId: await of('tracking_link', BOTH, 1, 2),
    mediaId: await of('media', BOTH, 1, 2),
    customerId: await of('customer', BOTH, 1, 3, BOTH),
    transactionId: await of('transaction', BOTH, 1, BOTH),
    accountId: await of('ledger_account', BOTH, BOTH, 2, 4, BOTH - 1),
    causeId: await of('commission', 2 * BOTH, 1, 2),
    subjectId: affiliates,
    statementId: await of('statement', ROWS, 1, ROWS),
    legalEntityId: await of('legal_entity', ROWS, 1, 2),
    runId: await of('payout_run', ROWS, 1, 2),
    about: [...(await of('customer', BOTH, 1)), ...(await of('transaction', BOTH, 1))],
    from: [day(1), day(80)],
    to: [day(1), day(89)],
    updatedSince: [day(1), day(80)],
    at: [day(1), day(80)],
    knownOn: [day(1), day(80)],
    period: [await month(0), await month(3), '2001-01'],
    throughPeriod: [await month(0)],
    externalId: ['e7', 't7', 'nothing'],
    '/api/v1/customer search': ['c', 'c0000', 'user7', 'nothing'],
    '/api/v1/coupon search': ['E', 'code77', 'nothing'],
    search: ['a', 'abc', '0123', 'bench-7', 'nothing at all'],
    code: ['CODE7'],
    orderId: ['o7'],
    value: ['v7'],
    '/portal/v1/event-without-pay reason': ['already_qualified', 'organic', 'brand_unknown', 'window_over'],
    '/api/v1/commission component': ['revenue_share', 'cpa', 'cpl', 'bonus'],
    component: ['cpa'],
    country: ['MT', 'PT'],
    currency: ['EUR'],
    '/api/v1/fx-rate currency': ['USD', 'GBP', 'SEK'],
    type: ['revenue', 'sale', 'refund', 'chargeback'],
    '/api/v1/ledger/account kind': ['affiliate_payable', 'commission_expense', 'bank'],
    '/api/v1/gateway-delivery kind': ['stripe', 'woovi'],
    levels: ['1', '5'],
    version: ['1'],
  }
}

/** Of lists of one thing: the busiest of its kind. */
export async function pathIds(store: RowStore, planId: string): Promise<Readonly<Record<string, string>>> {
  const affiliate = await store.ask(idOf('affiliate', 1))
  const statement = await store.ask(`select id from statement where affiliate_id = ${idOf('affiliate', 1)} and period_name = to_char(now(), 'YYYY-MM')`)
  const payout = await store.ask(idOf('payout', 999, BOTH))
  const run = await store.ask(idOf('payout_run', 1))
  const plans = await store.ask(idOf('commission_plan', 1))
  const own = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [`/api/v1/affiliate/{id}/${name}`, affiliate]))
  return {
    ...own('recruit', 'assignment', 'note', 'decision', 'plan-acceptance', 'payout-block', 'parent', 'summary', 'balance', 'plan', 'portal-user'),
    '/api/v1/commission-plan/{id}/assignment': planId,
    '/api/v1/commission-plan/{id}/acceptance': planId,
    '/api/v1/commission-plan/{id}/version': plans,
    '/portal/v1/plan/{id}/version': planId,
    '/api/v1/statement/{id}/line': statement,
    '/portal/v1/statement/{id}/line': statement,
    '/api/v1/payout/{id}/line': payout,
    '/portal/v1/payout/{id}/line': payout,
    '/api/v1/payout-run/{id}': run,
    '/api/v1/payout-run/{id}/left-out': run,
    '/api/v1/payout-reconciliation/{id}/line': await store.ask(idOf('payout_reconciliation', 1)),
    '/api/v1/import/{id}': await store.ask(idOf('data_import', 1)),
    '/api/v1/import/{id}/line': await store.ask(idOf('data_import', 1)),
  }
}

/** Reports are counted, not listed, and have a benchmark of their own: overview.ts. */
export const MEASURED_ELSEWHERE: ReadonlySet<string> = new Set(['/api/v1/report'])

/** What screens show beside their lists: counts, totals, and lists that are given whole. */
export const OTHER_READS: ReadonlySet<string> = new Set([
  '/api/v1/affiliate/{id}/summary', '/api/v1/affiliate/{id}/balance', '/api/v1/affiliate/{id}/parent', '/api/v1/affiliate/{id}/plan', '/api/v1/affiliate/{id}/portal-user',
  '/api/v1/payout-run/{id}', '/api/v1/import/{id}', '/portal/v1/overview', '/portal/v1/event-without-pay/count', '/portal/v1/progress/tier', '/portal/v1/payout/next',
  '/portal/v1/brand', '/portal/v1/collaborator', '/portal/v1/plan',
])
