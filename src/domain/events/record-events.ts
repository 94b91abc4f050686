import type { Clock } from '../../app/clock.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { CustomerName } from '../customers/customer.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { programNow } from '../programs/program-clock.ts'
import { addDays } from '../time/periods.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { acceptTransactions, BATCH_ITEMS_MAX } from '../transactions/accept-transactions.ts'
import type { TransactionItem } from '../transactions/transaction-item.ts'
import { type EventTerms, readEventTerms } from './event-terms.ts'
import { fateOfEvent, type Fate } from './fate-of-event.ts'
import { type EventAffiliate, findEventAffiliates, giveTrackers } from './find-event-affiliates.ts'
import { keepConversionLimit } from './keep-conversion-limit.ts'
import type { EventSource, NewEvent, RecordedEvent } from './new-event.ts'
import { buyerOf, type Purchase, readRegistered, registerBuyers } from './register-buyers.ts'
import { reserveOrders } from './reserve-orders.ts'
import { type StoredEvent, storeEvents } from './store-events.ts'

export interface EventDependencies {
  readonly clock: Clock
  readonly clickKeys: ClickKeys
}

/**
 * Records events: every one is kept with what became of it. A conversion of an active affiliate whose order id is new becomes an item of
 * a transaction batch in the same commit, as a pending sale of that affiliate; its buyer is registered if need be. All of it or nothing.
 * Answers the events' fates, in order; after the commit call `announceEvents` with them.
 * Throws `event_ahead` (paths: the indexes of conversions more than 24 h ahead) and `conversion_limit_reached` when the operator's plan does
 * not allow that many conversions this month.
 */
export async function recordEvents(tx: Tx, dependencies: EventDependencies, source: EventSource, events: readonly NewEvent[]): Promise<RecordedEvent[]> {
  if (events.length === 0) return []
  const [terms, affiliates] = await Promise.all([readEventTerms(tx, source.programId), findEventAffiliates(tx, source.programId, events)])
  const now = programNow(terms, dependencies.clock)
  refuseEventsAhead(events, now)
  const ratesFrom = await readRatesFrom(tx, terms, events)
  const judged = events.map((event, index) => judge(event, affiliates[index], terms, ratesFrom, now))
  const { fates, registered } = await convert({ tx, dependencies, source, terms, now }, judged)
  const recorded = judged.map((entry, index): StoredEvent => ({ ...entry, fate: fates[index] ?? entry.fate }))
  tx.defer(storeEvents(tx, source, recorded, now))
  return recorded.map(({ id, fate, affiliate }, index) => ({ id, ...fate, affiliateId: affiliate?.id ?? null, registered: registered[index] ?? null }))
}

/** A merchant's clock and ours differ; more than a day is a mistake that would decide terms and periods. */
const AHEAD_MAX_DAYS = 1

function isAhead({ occurredAt }: NewEvent, now: Date): boolean {
  return occurredAt !== null && occurredAt > addDays(now, AHEAD_MAX_DAYS)
}

function refuseEventsAhead(events: readonly NewEvent[], now: Date): void {
  const errors = events.flatMap((event, index) =>
    event.kind === 'conversion' && isAhead(event, now) ? [{ path: String(index), code: 'event_ahead', message: 'More than 24 hours ahead.' }] : [],
  )
  if (errors.length > 0) throw new DomainError('event_ahead', { errors })
}

interface Recording {
  readonly tx: Tx
  readonly dependencies: EventDependencies
  readonly source: EventSource
  readonly terms: EventTerms
  readonly now: Date
}

/** An event with what becomes of it, unless its order turns out to be repeated. */
function judge(event: NewEvent, affiliate: EventAffiliate | undefined, terms: EventTerms, ratesFrom: ReadonlyMap<string, Date>, now: Date): StoredEvent {
  // Of what has no consequences an impossible time is not believed, rather than the event lost.
  const occurredAt = isAhead(event, now) ? now : (event.occurredAt ?? now)
  return {
    id: newId(), event, affiliate, occurredAt, isLate: occurredAt < addDays(now, -terms.attributionWindowDays),
    fate: fateOfEvent(event, terms, affiliate, occurredAt, ratesFrom),
  }
}

/** Since when there is an exchange rate, for each foreign currency of the events. */
async function readRatesFrom(tx: Tx, terms: EventTerms, events: readonly NewEvent[]): Promise<Map<string, Date>> {
  const foreign = new Set(events.flatMap(({ currency }) => (currency === null || currency === terms.currency ? [] : [currency])))
  if (foreign.size === 0) return new Map()
  const rows = await tx.sql<{ currency: string; first: Date }>({
    name: 'event-rates',
    text: 'select currency, min(effective_from) as first from fx_rate where program_id = $1 and currency = any($2::char(3)[]) group by currency',
    values: [terms.programId, arrayLiteral([...foreign])],
  })
  return new Map(rows.map(({ currency, first }) => [currency, first]))
}

interface Conversion extends StoredEvent {
  readonly index: number
  readonly item: TransactionItem
}

interface Conversions {
  /** By the event's index; only where it is not what it was judged to be. */
  readonly fates: readonly (Fate | undefined)[]
  readonly registered: readonly (CustomerName | undefined)[]
}

/** Makes the conversions transactions: order ids, limit, customers, batches. */
async function convert(recording: Recording, judged: readonly StoredEvent[]): Promise<Conversions> {
  const { tx, source, terms: { programId, brandId }, now } = recording
  const candidates = judged.flatMap((entry, index) => (entry.fate.outcome === 'converted' ? [{ ...entry, index, item: itemOf(recording, entry) }] : []))
  const [fates, registered]: [Fate[], CustomerName[]] = [[], []]
  if (candidates.length === 0 || brandId === null) return { fates, registered }
  // Both questions are asked at once.
  const [reserved, known] = await Promise.all([
    reserveOrders(tx, programId, brandId, candidates.map(({ item }) => item)),
    readRegistered(tx, source, brandId, candidates.flatMap(({ item }) => item.externalCustomerId ?? [])),
  ])
  const repeated = candidates.filter(({ item }) => !reserved.has(item))
  const claimed = source.isVerified ? await readPageOrders(tx, programId, repeated.map(({ event }) => event.orderId)) : undefined
  for (const { index, event } of repeated) fates[index] = { outcome: 'duplicate', reason: claimed?.has(event.orderId) === true ? 'reported_by_page' : null }
  const fresh = candidates.filter(({ item }) => reserved.has(item))
  await keepConversionLimit(tx, recording.terms, fresh.length, now)
  await giveTrackers(tx, programId, fresh.flatMap(({ affiliate }) => affiliate ?? []), now)
  const purchases = fresh.flatMap(purchaseOf)
  const buyers = await registerBuyers(tx, recording.dependencies, source, brandId, purchases, known)
  const told = new Set<string>()
  for (const { item: { externalCustomerId: buyer }, index } of fresh) {
    if (buyer === undefined || !buyers.created.has(buyer) || told.has(buyer)) continue
    told.add(buyer)
    registered[index] = { brandId, externalId: buyer }
  }
  tx.defer(accept(recording, fresh.map(({ item }) => withKnownBuyer(item, buyers.known))))
  return { fates, registered }
}

/** The orders that only pages have reported: whoever approves them should know that the merchant reported them too. */
async function readPageOrders(tx: Tx, programId: Uuid, orderIds: readonly (string | null)[]): Promise<Set<string | null>> {
  if (orderIds.length === 0) return new Set()
  const rows = await tx.sql<{ order_id: string }>({
    name: 'page-orders',
    text: `select order_id from event where program_id = $1 and order_id = any($2::text[]) and outcome = 'converted' and not is_verified`,
    values: [programId, arrayLiteral(orderIds)],
  })
  return new Set(rows.map((row) => row.order_id))
}

/** A conversion as an acknowledged transaction: a sale of the event's affiliate that waits for approval with its commission computed. */
function itemOf({ source, terms: { brandId } }: Recording, { event, affiliate, occurredAt }: StoredEvent): TransactionItem {
  const buyer = buyerOf(event)
  return {
    type: 'sale',
    occurredAt: occurredAt.getTime(),
    ...(event.orderId === null ? {} : { externalId: event.orderId, holdsKey: true as const }),
    ...(brandId === null ? {} : { brandId }),
    ...(event.product === null ? {} : { externalProductId: event.product }),
    ...(buyer === null ? {} : { externalCustomerId: buyer }),
    ...(affiliate === undefined ? {} : { ownerId: affiliate.id }),
    ...(event.currency === null ? {} : { currency: event.currency }),
    sale: String(event.value ?? 0n),
    heldAt: 'commission',
    ...(source.isVerified ? {} : { isUnverified: true as const }),
  }
}

function purchaseOf({ event, item: { externalCustomerId: buyer }, occurredAt }: Conversion): Purchase[] {
  return buyer === undefined ? [] : [{ event, buyer, occurredAt }]
}

/** A buyer whom the program does not accept as a customer is none; waiting for one that never comes would lose the conversion. */
function withKnownBuyer(item: TransactionItem, known: ReadonlySet<string>): TransactionItem {
  const { externalCustomerId, ...others } = item
  return externalCustomerId === undefined || known.has(externalCustomerId) ? item : others
}

async function accept({ tx, source, now }: Recording, items: readonly TransactionItem[]): Promise<void> {
  const submissions = []
  for (let start = 0; start < items.length; start += BATCH_ITEMS_MAX) {
    submissions.push({ items: items.slice(start, start + BATCH_ITEMS_MAX), integrationType: source.kind, createdBy: source.actor })
  }
  if (submissions.length > 0) await acceptTransactions(tx, source.programId, submissions, now)
}
