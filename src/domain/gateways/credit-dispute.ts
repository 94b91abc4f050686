import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { EventDependencies } from '../events/record-events.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { acceptTransactions } from '../transactions/accept-transactions.ts'
import { rejectTransactions } from '../transactions/decide-transactions.ts'
import type { TransactionItem } from '../transactions/transaction-item.ts'
import { readTransactions, type TransactionRecord } from '../transactions/transaction-record.ts'
import { actorOf } from './gateway-step.ts'

/** A dispute that was won, with the transaction that its chargeback has become. */
export interface WonDispute {
  readonly gateway: string
  readonly id: string
  readonly transactionId: Uuid
}

/** What is added to the external id of a refund that is taken back anew. */
const AGAIN = ':again'

/** Disputes that were won and whose chargeback has been processed; it may still wait for its order, or be on its way. */
export function readWonDisputes(tx: Tx, programId: Uuid, limit: number): Promise<WonDispute[]> {
  return tx.sql<WonDispute>({
    name: 'gateway-disputes-won',
    text: `select r.gateway, r.id, k.transaction_id as "transactionId"
             from gateway_reversal r join gateway_payment p on p.program_id = $1 and p.id = r.payment_id
             cross join lateral (
               select k.transaction_id from transaction_key k
                where k.program_id = $1 and k.brand_id = p.brand_id and k.external_id = any(array[r.id, r.id || $2, r.id || $2 || $2]) and k.transaction_id is not null
                order by length(k.external_id) desc limit 1) k
            where r.program_id = $1 and r.state = 'won' order by r.gateway, r.id limit $3`,
    values: [programId, AGAIN, limit],
  })
}

/**
 * The money is back, so the chargeback never was: it is rejected, and what it took from the affiliate is there again. Refunds that came
 * after it were worked out from what it had left; they are rejected with it and taken back anew.
 */
export async function creditDispute(tx: Tx, { clock }: EventDependencies, programId: Uuid, { gateway, id, transactionId }: WonDispute): Promise<void> {
  const now = programNow(await ownProgram(tx, programId), clock)
  const changed = await tx.count({
    name: 'gateway-dispute-credited',
    text: `update gateway_reversal set state = 'credited', updated_at = $4 where program_id = $1 and gateway = $2 and id = $3 and state = 'won'`,
    values: [programId, gateway, id, now],
  })
  const [chargeback] = await readTransactions(tx, programId, 'chargeback', 't.id = $2', [transactionId])
  // Its order was rejected meanwhile, and it with it.
  if (changed === 0 || chargeback === undefined || chargeback.status === 'rejected') return
  const later = await readLater(tx, programId, chargeback)
  const transactionIds = [chargeback, ...later].map((record) => record.id)
  await rejectTransactions(tx, clock, { programId, transactionIds, actor: actorOf(gateway), reason: 'dispute_won' })
  const items = await itemsAgain(tx, programId, later)
  if (items.length > 0) await acceptTransactions(tx, programId, [{ items, integrationType: 'gateway', createdBy: actorOf(gateway) }], now)
}

function readLater(tx: Tx, programId: Uuid, { id, relatedTransactionId }: TransactionRecord): Promise<TransactionRecord[]> {
  return readTransactions(tx, programId, 'later-refunds', 't.related_transaction_id = $2 and t.id > $3 and t.removed_sequence is null', [relatedTransactionId, id])
}

/** The refunds as they were sent: those that found too little left say how much they wanted. */
async function itemsAgain(tx: Tx, programId: Uuid, refunds: readonly TransactionRecord[]): Promise<TransactionItem[]> {
  if (refunds.length === 0) return []
  const originals = await readTransactions(tx, programId, 'refunded', 't.id = any($2::uuid[])', [arrayLiteral(refunds.flatMap((refund) => refund.relatedTransactionId ?? []))])
  const [original] = originals
  if (original === undefined || original.externalId === null) throw new Error('refunds of nothing')
  const [relatedExternalId, isSale] = [original.externalId, original.sale > 0n]
  return refunds.map(({ type, occurredAt, externalId, id, brandId, sale, deposit, roundedFrom }) => ({
    type, occurredAt: occurredAt.getTime(), externalId: `${externalId ?? id}${AGAIN}`, brandId, relatedExternalId,
    sale: roundedFrom?.['refunded'] ?? String(isSale ? -sale : -deposit),
  }))
}
