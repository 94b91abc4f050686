import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { PayoutStatus } from './payout-states.ts'
import type { PayoutMoney } from './payout-transfers.ts'

export const INSTRUCTION_STATES = ['stored', 'sent', 'unknown', 'accepted', 'refused'] as const

/** What is known of what went out: nothing did, it is under way, nobody knows, the receiver took it, or will not pay. */
export type InstructionState = (typeof INSTRUCTION_STATES)[number]

/** One payment to an affiliate, out of what was payable. Amounts in minor units. Rules: docs/payouts.md. */
export interface Payout extends PayoutMoney {
  readonly runId: Uuid
  readonly methodId: Uuid
  readonly methodKind: string
  /** What may be seen of the method: `DE89 … 3000`. */
  readonly methodHint: string
  /** Of a payout in another currency: what one unit of that is worth in the program's, in billionths. */
  readonly ratePpb: bigint | null
  readonly rateSource: string | null
  readonly rateEffectiveFrom: Date | null
  readonly status: PayoutStatus
  /** Approved, and passed over when its run was sent: why. */
  readonly notSentReason: string | null
  readonly rail: string | null
  readonly endToEndId: string
  readonly externalId: string | null
  /** Null: nothing was to go out yet. */
  readonly instructionState: InstructionState | null
  /** What the receiver said last, or why nobody knows. */
  readonly instructionDetail: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface PayoutFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly runId?: Uuid | undefined
  readonly status?: PayoutStatus | undefined
  readonly methodKind?: string | undefined
  readonly instructionState?: InstructionState | undefined
}

const SELECTED = `select p.id, p.run_id as "runId", p.affiliate_id as "affiliateId", p.currency, p.amount_minor as "amountMinor", p.method_id as "methodId",
    p.method_kind as "methodKind", m.hint as "methodHint", p.paid_currency as "paidCurrency", p.paid_amount_minor as "paidAmountMinor", p.fx_rate_ppb as "ratePpb",
    p.fx_source as "rateSource", p.fx_effective_from as "rateEffectiveFrom", p.status, p.not_sent_reason as "notSentReason", p.rail,
    p.end_to_end_id as "endToEndId", p.external_id as "externalId", i.state as "instructionState", i.detail as "instructionDetail", p.created_at as "createdAt",
    p.updated_at as "updatedAt"
  from payout p
  join payout_method m on m.program_id = $1 and m.id = p.method_id
  left join payout_instruction i on i.program_id = $1 and i.payout_id = p.id
 where p.program_id = $1`

/** Throws `not_found`. */
export async function readPayout(tx: Tx, programId: Uuid, id: Uuid): Promise<Payout> {
  const [payout] = await tx.sql<Payout>({ name: 'payout', text: `${SELECTED} and p.id = $2`, values: [programId, id] })
  if (payout === undefined) throw new DomainError('not_found')
  return payout
}

/** The payouts of the ids, in the order of their ids. Throws `not_found` when one is missing. */
export async function readPayouts(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Payout[]> {
  const wanted = [...new Set(ids)]
  const payouts = await tx.sql<Payout>({ name: 'payouts', text: `${SELECTED} and p.id = any($2::uuid[]) order by p.id`, values: [programId, arrayLiteral(wanted)] })
  if (payouts.length < wanted.length) throw new DomainError('not_found')
  return payouts
}

/** The payouts of a run that are in a state, in the order of their ids. */
export function readPayoutsOfRun(tx: Tx, programId: Uuid, runId: Uuid, status: PayoutStatus): Promise<Payout[]> {
  return tx.sql<Payout>({ name: 'payouts-of-run', text: `${SELECTED} and p.run_id = $2 and p.status = $3 order by p.id`, values: [programId, runId, status] })
}

/** Newest first. */
export function listPayouts(tx: Tx, { programId, afterId, limit, ...filter }: PayoutFilter): Promise<Payout[]> {
  const values: unknown[] = [programId]
  const conditions: string[] = []
  const add = (comparison: string, value: unknown) => {
    if (value !== undefined && value !== null) conditions.push(`and ${comparison} $${values.push(value)}`)
  }
  add('p.id <', afterId)
  add('p.affiliate_id =', filter.affiliateId)
  add('p.run_id =', filter.runId)
  add('p.status =', filter.status)
  add('p.method_kind =', filter.methodKind)
  add('i.state =', filter.instructionState)
  return tx.sql<Payout>({ text: `${SELECTED} ${conditions.join(' ')} order by p.id desc limit $${values.push(limit)}`, values })
}

/** Something that happened to a payout. */
export interface PayoutEvent {
  readonly id: Uuid
  readonly kind: string
  readonly actor: string
  readonly reason: string | null
  readonly externalId: string | null
  readonly recordedAt: Date
}

/** What happened to a payout, in order. */
export function readPayoutEvents(tx: Tx, programId: Uuid, payoutId: Uuid): Promise<PayoutEvent[]> {
  return tx.sql<PayoutEvent>({
    name: 'payout-events',
    text: `select id, kind, actor, reason, external_id as "externalId", recorded_at as "recordedAt" from payout_event where program_id = $1 and payout_id = $2 order by id`,
    values: [programId, payoutId],
  })
}
