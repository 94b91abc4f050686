import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { type Customer, readCustomer } from '../customers/customer.ts'
import { listDisqualifications } from '../customers/disqualification.ts'
import { listReattributions } from '../customers/reattribution.ts'
import { listEvents, type ListedEvent } from '../events/list-events.ts'
import type { Uuid } from '../ids.ts'
import { findTransactions, listTransactions, type TransactionView } from '../transactions/list-transactions.ts'
import { findItems } from './find-items.ts'
import { findNames } from './find-names.ts'
import { belongs, broughtBy, givenTo, keptFromQualifying, received, standsAs, standsBecause, takesBackFrom, tell, tookPlace } from './story-words.ts'
import type { Chapter, Story } from './story.ts'
import { tellLines } from './tell-lines.ts'

/** Chapters of each kind on one page. */
export const CHAPTERS_MAX = 50

/**
 * What happened to an order, a transaction or a customer: everything that was accepted under a name (ours or the operator's), how it came,
 * what it was resolved to, where it stands and why, and each line that it left with its reason. Every accepted item is told. `afterId`: the
 * last transaction of the page before.
 */
export async function tellStory(tx: Tx, programId: Uuid, about: string, afterId: Uuid | null, most = CHAPTERS_MAX): Promise<Story> {
  const { customerIds, transactionIds } = await findNames(tx, programId, about)
  const customers = await readCustomers(tx, programId, customerIds)
  const views = await readTransactions(tx, programId, customerIds, transactionIds, afterId)
  const page = views.slice(0, Math.min(most, CHAPTERS_MAX))
  const names = [about, ...customers.map(({ externalId }) => externalId)]
  const opening = afterId !== null ? [] : [
    ...(await tellRegistrations(tx, programId, customers)),
    ...(await listEvents(tx, { programId, afterId: null, limit: CHAPTERS_MAX, orderId: about })).map(tellEvent),
    ...(await findItems(tx, programId, [...new Set(names)], CHAPTERS_MAX)),
  ]
  return { about, chapters: [...opening, ...(await tellTransactions(tx, programId, page))], nextAfterId: views.length > page.length ? (page.at(-1)?.record.id ?? null) : null }
}

async function readCustomers(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Customer[]> {
  const customers: Customer[] = []
  for (const id of ids.slice(0, CHAPTERS_MAX)) customers.push(...[await readCustomer(tx, programId, id)].flatMap((customer) => customer ?? []))
  return customers
}

/** Newest first, one more than a page. */
async function readTransactions(tx: Tx, programId: Uuid, customerIds: readonly Uuid[], transactionIds: readonly Uuid[], afterId: Uuid | null): Promise<TransactionView[]> {
  const named = await findTransactions(tx, programId, transactionIds.filter((id) => afterId === null || id < afterId))
  const views = new Map(named.map((view) => [view.record.id, view]))
  for (const customerId of customerIds) {
    for (const view of await listTransactions(tx, programId, { customerId }, afterId, CHAPTERS_MAX + 1)) views.set(view.record.id, view)
  }
  return [...views.values()].sort((a, b) => (a.record.id < b.record.id ? 1 : -1)).slice(0, CHAPTERS_MAX + 1)
}

async function tellRegistrations(tx: Tx, programId: Uuid, customers: readonly Customer[]): Promise<Chapter[]> {
  const chapters: Chapter[] = []
  for (const customer of customers) chapters.push(await tellRegistration(tx, programId, customer))
  return chapters
}

async function tellRegistration(tx: Tx, programId: Uuid, customer: Customer): Promise<Chapter> {
  const { id, externalId, tracking, createdAt, createdBy, registeredAt, isVerified } = customer
  const moves = (await listReattributions(tx, programId, id)).toReversed()
  const names = await readAffiliateNames(tx, programId, moves.map(({ affiliateId }) => affiliateId))
  const [disqualification] = await listDisqualifications(tx, programId, id)
  const isOrganic = tracking.carrier === 'organic'
  const via = createdBy.split(':')[0] === 'key' ? 'api' : createdBy
  return {
    kind: 'registration', id, externalId, type: 'registration', occurredAt: registeredAt, receivedAt: createdAt, via,
    state: !isVerified ? 'unverified' : isOrganic ? 'organic' : 'attributed', reason: tracking.reason, customerId: id,
    affiliateId: moves.at(-1)?.affiliateId ?? tracking.affiliateId, replacesId: null,
    words: tell(
      received(createdAt, via),
      isOrganic ? standsBecause('organic', tracking.reason) : broughtBy(tracking.frozen.affiliateName, tracking.carrier, await countLost(tx, programId, id)),
      ...moves.map(({ affiliateId, effectiveFrom, reason }) => givenTo(names.get(affiliateId) ?? affiliateId, effectiveFrom, reason)),
      disqualification?.kind === 'disqualified' ? keptFromQualifying(disqualification.effectiveFrom, disqualification.reason) : null,
      isVerified ? null : standsAs('unverified'),
    ),
    lines: await tellLines(tx, programId, { customerId: id }),
  }
}

async function countLost(tx: Tx, programId: Uuid, customerId: Uuid): Promise<number> {
  const [row] = await tx.sql<{ lost: number }>({
    name: 'story-lost-touches',
    text: `select count(*)::int as lost from touch where program_id = $1 and customer_id = $2 and outcome = 'lost'`,
    values: [programId, customerId],
  })
  return row?.lost ?? 0
}

function tellEvent(event: ListedEvent): Chapter {
  const { id, orderId, kind, source, outcome, reason, affiliateId, occurredAt, recordedAt } = event
  const stands = outcome === 'unattributed' ? standsBecause('unattributed', reason) : standsAs(outcome)
  return {
    kind: 'event', id, externalId: orderId, type: kind, occurredAt, receivedAt: recordedAt, via: source, state: outcome, reason, customerId: null, affiliateId,
    replacesId: null, words: tell(received(recordedAt, source), stands), lines: [],
  }
}

async function tellTransactions(tx: Tx, programId: Uuid, views: readonly TransactionView[]): Promise<Chapter[]> {
  const others = views.flatMap(({ record }) => [record.relatedTransactionId, record.replacesId].flatMap((id) => id ?? []))
  const related = new Map((await findTransactions(tx, programId, [...new Set(others)])).map((view) => [view.record.id, view.record]))
  const names = await readAffiliateNames(tx, programId, [...views.map(({ record }) => record), ...related.values()].map(({ affiliateId }) => affiliateId))
  const chapters: Chapter[] = []
  for (const view of views) {
    const { record } = view
    const sale = record.relatedTransactionId === null ? undefined : related.get(record.relatedTransactionId)
    const before = related.get(record.replacesId ?? '')
    chapters.push({
      kind: 'transaction', id: record.id, externalId: record.externalId, type: record.type, occurredAt: record.occurredAt, receivedAt: record.recordedAt,
      via: record.integrationType, state: view.status, reason: view.decisionReason, customerId: record.customerId, affiliateId: record.affiliateId,
      replacesId: record.replacesId ?? null,
      words: tell(
        received(record.recordedAt, record.integrationType),
        belongs(names.get(record.affiliateId) ?? record.affiliateId, record.externalCustomerId),
        before === undefined ? null : tookPlace(names.get(before.affiliateId) ?? before.affiliateId),
        sale === undefined ? null : takesBackFrom(sale.externalId ?? sale.id),
        view.status === 'rejected' || view.status === 'moved' ? standsBecause(view.status, view.decisionReason) : standsAs(view.status),
      ),
      lines: await tellLines(tx, programId, { transactionId: record.id }),
    })
  }
  return chapters
}

async function readAffiliateNames(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<{ id: Uuid; name: string }>({
    name: 'story-affiliates',
    text: 'select id, name from affiliate where program_id = $1 and id = any($2::uuid[])',
    values: [programId, arrayLiteral([...new Set(ids)])],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
