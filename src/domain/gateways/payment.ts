import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { PaymentFact } from './gateway.ts'

export type PaymentState = 'named' | 'free' | 'waiting' | 'unattributed' | 'converted'

/** What the events of a payment say together. */
export type ToldPayment = Omit<PaymentFact, 'kind' | 'references'>

/** A payment as it stands (the table's comments say what its states mean). */
export interface GatewayPayment {
  readonly id: Uuid
  readonly state: PaymentState
  readonly told: ToldPayment | null
  readonly isVerified: boolean
  readonly affiliateId: Uuid | null
  readonly waitUntil: Date | null
  readonly orderId: string | null
  readonly brandId: Uuid | null
  /** Nothing was known of it before this step. */
  readonly isNew: boolean
}

/** Text that a payment row is stored in: amounts are texts, instants too. */
export function writeTold(told: ToldPayment): string {
  return JSON.stringify({ ...told, value: String(told.value) })
}

interface PaymentRow extends Omit<GatewayPayment, 'told' | 'isNew'> {
  readonly payment: (Omit<ToldPayment, 'value' | 'occurredAt'> & { readonly value: string; readonly occurredAt: string | null }) | null
}

const COLUMNS = `p.id, p.state, p.payment, p.is_verified as "isVerified", p.affiliate_id as "affiliateId", p.wait_until as "waitUntil",
  p.order_id as "orderId", p.brand_id as "brandId"`

/** Payments of a program in order of their ids; `where` speaks of `p` and counts its parameters from $2. */
export async function readPayments(tx: Tx, programId: Uuid, name: string, where: string, values: readonly unknown[]): Promise<GatewayPayment[]> {
  const rows = await tx.sql<PaymentRow>({
    name: `gateway-payments-${name}`,
    text: `select ${COLUMNS} from gateway_payment p where p.program_id = $1 and ${where}`,
    values: [programId, ...values],
  })
  return rows.map(({ payment, ...row }) => ({
    ...row,
    isNew: false,
    told: payment === null ? null : { ...payment, value: BigInt(payment.value), occurredAt: payment.occurredAt === null ? null : new Date(payment.occurredAt) },
  }))
}

/** Writes what has become of a payment. What follows in this transaction sees it. */
export function savePayment(tx: Tx, programId: Uuid, payment: GatewayPayment, now: Date): GatewayPayment {
  tx.defer(tx.count({
    name: 'gateway-payment-save',
    text: `update gateway_payment set state = $3, payment = $4, is_verified = $5, subscription = $6, affiliate_id = $7, wait_until = $8, order_id = $9,
                  brand_id = $10, updated_at = $11
            where program_id = $1 and id = $2`,
    values: [
      programId, payment.id, payment.state, payment.told === null ? null : writeTold(payment.told), payment.isVerified, payment.told?.subscription ?? null,
      payment.affiliateId, payment.waitUntil, payment.orderId, payment.brandId, now,
    ],
  }))
  return payment
}

/**
 * What is known of a payment once another event has told of it. The one that says everything goes before those that say a part; what it
 * leaves out, and what is told between equals, stays as it was said first.
 */
export function mergeTold(known: ToldPayment | null, told: ToldPayment): ToldPayment {
  if (known === null) return told
  const [first, second] = told.isComplete && !known.isComplete ? [told, known] : [known, told]
  // A payment of a subscription goes by what tells of the subscription, whoever came first.
  const placed = first.subscription === null && second.subscription !== null ? second : first
  const priced = first.value === 0n && second.value > 0n ? second : first
  return {
    value: priced.value,
    currency: priced.currency,
    statedOrderId: first.statedOrderId ?? second.statedOrderId,
    orderId: placed.orderId,
    affiliateCode: first.affiliateCode ?? second.affiliateCode,
    coupons: [...new Set([...first.coupons, ...second.coupons])],
    customerId: first.customerId ?? second.customerId,
    customerEmail: first.customerEmail ?? second.customerEmail,
    customerName: first.customerName ?? second.customerName,
    product: first.product ?? second.product,
    subscription: placed.subscription,
    isFirst: placed.isFirst,
    isComplete: first.isComplete || second.isComplete,
    occurredAt: earlier(first.occurredAt, second.occurredAt),
  }
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b
  return a <= b ? a : b
}
