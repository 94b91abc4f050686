import { hash } from 'node:crypto'
import { arrayLiteral } from '../../db/bulk.ts'
import type { Database, Tx } from '../../db/database.ts'
import { announceEvents } from '../events/announce-events.ts'
import type { RecordedEvent } from '../events/new-event.ts'
import type { EventDependencies } from '../events/record-events.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { applyDelivery, type DeliveryFate } from './apply-delivery.ts'
import type { Gateway, ParsedDelivery, RawDelivery } from './gateway.ts'
import { openStep } from './gateway-step.ts'

export interface GatewayDependencies extends EventDependencies {
  readonly db: Database
  readonly signals: { transactionsArrived(programId: Uuid): void }
}

/** A delivery that was found to be the gateway's. */
export interface TakenDelivery extends RawDelivery {
  readonly isSigned: boolean
}

/**
 * Takes deliveries in: each is kept as it came, together with its effect, in one commit; one that is known already changes nothing. All of
 * them or none. One that cannot be applied by itself is kept as failed, and the error thrown.
 */
export async function takeDeliveries(dependencies: GatewayDependencies, programId: Uuid, gateway: Gateway, deliveries: readonly TakenDelivery[]): Promise<void> {
  const take = (mayConvert: boolean) => dependencies.db.inProgram(programId, (tx) => takeAll(tx, dependencies, programId, gateway, deliveries, mayConvert))
  try {
    await announce(dependencies, programId, await putOffOverLimit(take, deliveries.length))
  } catch (error) {
    const [delivery] = deliveries
    if (delivery !== undefined && deliveries.length === 1 && !isUnavailable(error)) await keepFailed(dependencies.db, programId, gateway, delivery, error)
    throw error
  }
}

/** What a transaction leaves to do after its commit. */
export interface TakenEffects {
  readonly recorded: readonly RecordedEvent[]
  readonly hasWork: boolean
}

/** Tells the workers. Call it after the commit. */
export async function announce(dependencies: Pick<GatewayDependencies, 'db' | 'signals'>, programId: Uuid, { recorded, hasWork }: TakenEffects): Promise<void> {
  await announceEvents(dependencies, programId, recorded)
  if (hasWork) dependencies.signals.transactionsArrived(programId)
}

/** One delivery whose conversion the operator's plan does not allow now is taken all the same; the conversion is put off. */
async function putOffOverLimit(take: (mayConvert: boolean) => Promise<TakenEffects>, count: number): Promise<TakenEffects> {
  try {
    return await take(true)
  } catch (error) {
    if (count > 1 || !isOverLimit(error)) throw error
    return take(false)
  }
}

export function isOverLimit(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'conversion_limit_reached'
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable'
}

async function takeAll(
  tx: Tx, dependencies: EventDependencies, programId: Uuid, gateway: Gateway, deliveries: readonly TakenDelivery[], mayConvert: boolean,
): Promise<TakenEffects> {
  const step = await openStep(tx, dependencies, programId, gateway.kind, { isVerified: true, isRepeated: false, mayConvert })
  if (step === undefined) throw new DomainError('not_found')
  const named = deliveries.map((delivery) => ({ delivery, parsed: gateway.parse(delivery.body) })).map((entry) => ({ ...entry, eventId: eventIdOf(entry.parsed, entry.delivery.body) }))
  const known = await readKnown(tx, programId, gateway.kind, named.map(({ eventId }) => eventId))
  for (const { delivery, parsed, eventId } of named) {
    if (known.has(eventId)) continue
    known.add(eventId)
    const fate = await applyDelivery({ ...step, isVerified: delivery.isSigned }, parsed)
    tx.defer(keep(tx, programId, gateway.kind, delivery, { ...parsed, eventId }, fate))
  }
  return { recorded: step.recorded, hasWork: step.work.hasItems }
}

/** The gateway's own id of what it tells, else one made of all that it says. */
export function eventIdOf({ eventId }: ParsedDelivery, body: Buffer): string {
  return eventId ?? `sha256:${hash('sha256', body)}`
}

/** What of this was told before. One that failed is as good as unknown: the gateway sends it again. */
async function readKnown(tx: Tx, programId: Uuid, kind: string, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ event_id: string }>({
    name: 'gateway-deliveries-known',
    text: `select event_id from gateway_delivery where program_id = $1 and gateway = $2 and event_id = any($3::text[]) and outcome <> 'failed'`,
    values: [programId, kind, arrayLiteral(eventIds)],
  })
  return new Set(rows.map((row) => row.event_id))
}

type NamedDelivery = Pick<ParsedDelivery, 'eventType'> & { readonly eventId: string }

async function keep(tx: Tx, programId: Uuid, kind: string, delivery: TakenDelivery, { eventId, eventType }: NamedDelivery, fate: DeliveryFate): Promise<void> {
  await tx.count({
    name: 'gateway-delivery-keep',
    text: `insert into gateway_delivery (program_id, id, gateway, event_id, event_type, outcome, reason, payment_id, is_signed, headers, body, received_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           on conflict (program_id, gateway, event_id) where event_id is not null
           do update set outcome = excluded.outcome, reason = excluded.reason, payment_id = excluded.payment_id`,
    values: [
      programId, newId(), kind, eventId, eventType, fate.outcome, fate.reason, fate.paymentId, delivery.isSigned, JSON.stringify(delivery.headers),
      delivery.body, delivery.receivedAt,
    ],
  })
}

async function keepFailed(db: Database, programId: Uuid, gateway: Gateway, delivery: TakenDelivery, error: unknown): Promise<void> {
  const parsed = gateway.parse(delivery.body)
  const reason = error instanceof DomainError ? error.code : 'internal_error'
  const named = { ...parsed, eventId: eventIdOf(parsed, delivery.body) }
  await db.inProgram(programId, (tx) => keep(tx, programId, gateway.kind, delivery, named, { outcome: 'failed', reason, paymentId: null }))
}
