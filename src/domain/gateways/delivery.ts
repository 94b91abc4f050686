import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { PaymentState } from './payment.ts'

export const DELIVERY_OUTCOMES = ['applied', 'ignored', 'refused', 'failed'] as const
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number]

/** A gateway's call as it was kept. */
export interface Delivery {
  readonly id: Uuid
  readonly gateway: string
  readonly eventId: string | null
  readonly eventType: string | null
  readonly outcome: DeliveryOutcome
  readonly reason: string | null
  readonly isSigned: boolean
  readonly receivedAt: Date
  readonly replays: number
  readonly replayedAt: Date | null
  /** The payment it told of, as it stands now. */
  readonly paymentState: PaymentState | null
  readonly orderId: string | null
  readonly affiliateId: Uuid | null
}

export interface DeliveryFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly kind?: string | undefined
  readonly outcome?: DeliveryOutcome | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** Newest first. */
export function listDeliveries(tx: Tx, filter: DeliveryFilter): Promise<Delivery[]> {
  let query = deliveries(filter.programId).orderBy('d.id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('d.id', '<', filter.afterId)
  if (filter.kind !== undefined) query = query.where('d.gateway', '=', filter.kind)
  if (filter.outcome !== undefined) query = query.where('d.outcome', '=', filter.outcome)
  if (filter.from !== undefined) query = query.where('d.received_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('d.received_at', '<', filter.to)
  return tx.all(query)
}

/** With what came. Throws `not_found`. */
export async function readDelivery(tx: Tx, programId: Uuid, id: Uuid): Promise<Delivery & { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }> {
  const delivery = await tx.first(deliveries(programId).select(['d.body', 'd.headers']).where('d.id', '=', id))
  if (delivery === undefined) throw new DomainError('not_found')
  // We wrote the headers: names and texts.
  return { ...delivery, headers: delivery.headers as Readonly<Record<string, string>> }
}

function deliveries(programId: Uuid) {
  return build
    .selectFrom('gateway_delivery as d')
    .leftJoin('gateway_payment as p', (join) => join.onRef('p.program_id', '=', 'd.program_id').onRef('p.id', '=', 'd.payment_id'))
    .where('d.program_id', '=', programId)
    .select([
      'd.id', 'd.gateway', 'd.event_id as eventId', 'd.event_type as eventType', 'd.outcome', 'd.reason', 'd.is_signed as isSigned', 'd.received_at as receivedAt',
      'd.replays', 'd.replayed_at as replayedAt', 'p.state as paymentState', 'p.order_id as orderId', 'p.affiliate_id as affiliateId',
    ])
}
