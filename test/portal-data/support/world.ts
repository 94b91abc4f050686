import { catchUp } from '../../../src/domain/programs/catch-up.ts'
import { createTestApi, type TestApi } from '../../operator-api/support/test-api.ts'
import { type PortalVisitor, signInVisitor } from '../../portal/support/portal-visitor.ts'

/** Stands for what says who somebody is: nothing of it may ever be in an answer of the portal. */
export const CANARY = 'canary'

/** A program with two affiliates who share a plan, a closed October and an open November. */
export interface World {
  readonly api: TestApi
  readonly brandId: string
  readonly planId: string
  readonly anna: PortalVisitor
  readonly berta: PortalVisitor
  readonly linkId: string
  /** Customers of Anna: has qualified; on the way; given to Berta. */
  readonly customers: { readonly qualified: string; readonly open: string; readonly given: string }
  /** One call of the operator's, that must succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: every test reads another shape
  post(path: string, body: object): Promise<any>
  close(): Promise<void>
}

const COMPONENTS = [
  { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, withinDays: 30 } }, { amount: 80, requirements: { minNetRevenue: 100 } }] },
  { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 1000, rate: '35' }] } },
  { type: 'percent_of_sale', rate: '10' },
]

/** Plays it through the operator API, with names and ids full of canaries. */
export async function playWorld(): Promise<World> {
  const api = await createTestApi({ isTestProgram: true, now: '2026-09-30T12:00:00.000Z' })
  const { programId } = api.program
  const post = async (path: string, body: object) => {
    const answer = await api.post(path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  await post('/program/test-clock', { now: '2026-10-01T09:00:00Z' })
  await api.patch('/program', { adjustmentLimit: 100 })
  const brandId = (await post('/brand', { name: 'Lucky', externalId: 'lucky', landingPageUrl: 'https://lucky.example/?click=[ClickKey]', deepLinkHosts: ['lucky.example'] })).id
  const planId = (await post('/commission-plan', { name: 'Hybrid', version: { effectiveFrom: '2026-10-01T00:00:00Z', components: COMPONENTS } })).id
  await post(`/commission-plan/${planId}/assignment`, { effectiveFrom: '2026-10-01T00:00:00Z' })
  const affiliate = async (name: string) => (await post('/affiliate', { name: `${name} ${CANARY}`, email: `${name}@${CANARY}.example`, referralCode: name.toUpperCase() })).id
  const [annaId, bertaId] = [await affiliate('anna'), await affiliate('berta')]
  const trackerId = (await post('/tracker', { affiliateId: annaId, name: 'newsletter' })).id
  const linkId = (await post('/tracking-link', { trackerId, brandId })).id
  const customer = async (name: string, referralCode: string, registrationDate: string) =>
    (await post('/customer', { brandId, externalId: `${CANARY}-${name}@mail.example`, username: `${CANARY} ${name}`, registrationDate, referralCode, country: 'MT' })).id
  const qualified = await customer('ann', 'ANNA', '2026-10-02T10:00:00Z')
  const open = await customer('ben', 'ANNA', '2026-10-02T11:00:00Z')
  const given = await customer('cleo', 'ANNA', '2026-10-02T12:00:00Z')
  await customer('dora', 'BERTA', '2026-10-03T12:00:00Z')
  const send = async (...items: object[]) => {
    await post('/transaction/bulk', items)
    await catchUp(api.context, programId)
  }
  const of = (name: string, id: string, day: string, amounts: object) => ({
    externalBrandId: 'lucky', externalCustomerId: `${CANARY}-${name}@mail.example`, externalId: `${CANARY}-${id}`, transactionDate: `${day}T12:00:00Z`, ...amounts,
  })
  await post('/program/test-clock', { now: '2026-10-20T09:00:00Z' })
  await send(
    of('ann', 'd1', '2026-10-05', { type: 'deposit', depositAmount: 14 }), of('ann', 'd2', '2026-10-06', { type: 'deposit', depositAmount: 10 }),
    of('ann', 'r1', '2026-10-07', { type: 'revenue', grossRevenue: 640 }), of('ann', 's1', '2026-10-08', { type: 'sale', saleAmount: 99.95 }),
    of('ben', 'd3', '2026-10-09', { type: 'deposit', depositAmount: 14 }), of('cleo', 'r2', '2026-10-10', { type: 'revenue', grossRevenue: 12 }),
    of('dora', 'r3', '2026-10-10', { type: 'revenue', grossRevenue: 77 }),
  )
  await send(of('ann', 'f1', '2026-10-12', { type: 'refund', relatedExternalId: `${CANARY}-s1`, saleAmount: 33.33 }))
  await post('/adjustment', { affiliateId: annaId, amount: 5, reason: 'Agreed by e-mail' })
  await post('/program/test-clock', { now: '2026-11-01T09:00:00Z' })
  await post('/period/2026-10/close', {})
  await catchUp(api.context, programId)
  await post('/period/2026-10/seal', {})
  await post('/program/test-clock', { now: '2026-11-10T09:00:00Z' })
  await send(of('ann', 'r4', '2026-11-05', { type: 'revenue', grossRevenue: 980 }), of('ann', 'r5', '2026-11-06', { type: 'revenue', grossRevenue: 40 }))
  await post(`/customer/${given}/re-attribution`, { affiliateId: bertaId, mode: 'from_date', from: '2026-11-08T00:00:00Z', reason: 'Her video brought it' })
  await catchUp(api.context, programId)
  return {
    api, brandId, planId, linkId, customers: { qualified, open, given }, post,
    anna: await signInVisitor(api, programId, annaId), berta: await signInVisitor(api, programId, bertaId), close: () => api.close(),
  }
}
