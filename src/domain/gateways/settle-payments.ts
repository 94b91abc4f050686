import type { Tx } from '../../db/database.ts'
import type { EventDependencies } from '../events/record-events.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { rejectTransactions } from '../transactions/decide-transactions.ts'
import { settlePayment } from './apply-payment.ts'
import { lockGateway } from './gateway-settings.ts'
import { actorOf, type GatewayStep } from './gateway-step.ts'
import { readPayments } from './payment.ts'
import { announce, type GatewayDependencies, isOverLimit, type TakenEffects } from './take-deliveries.ts'

/** Payments and disputes looked at in one step. */
const DUE_MAX = 100

/**
 * What becomes of payments by and by: those that have waited long enough for somebody to say whose they are, those that were put off, and
 * disputes that were won. The program's clock decides. Each is a transaction of its own.
 */
export async function settlePayments(dependencies: GatewayDependencies, programId: Uuid): Promise<{ readonly hasMore: boolean }> {
  const { payments, disputes } = await dependencies.db.inProgram(programId, (tx) => readDue(tx, dependencies, programId))
  for (const { gateway, id } of payments) await release(dependencies, programId, gateway, id)
  for (const dispute of disputes) await dependencies.db.inProgram(programId, (tx) => creditAgain(tx, dependencies, programId, dispute))
  return { hasMore: payments.length === DUE_MAX || disputes.length === DUE_MAX }
}

interface DuePayment {
  readonly gateway: string
  readonly id: Uuid
}

interface WonDispute {
  readonly gateway: string
  readonly id: string
  readonly transactionId: Uuid
}

async function readDue(tx: Tx, { clock }: EventDependencies, programId: Uuid): Promise<{ readonly payments: readonly DuePayment[]; readonly disputes: readonly WonDispute[] }> {
  const now = programNow(await ownProgram(tx, programId), clock)
  const payments = await tx.sql<DuePayment>({
    name: 'gateway-payments-due',
    text: `select gateway, id from gateway_payment where program_id = $1 and state = 'waiting' and wait_until <= $2 order by wait_until, id limit ${DUE_MAX}`,
    values: [programId, now],
  })
  // Its chargeback may wait for its order, or be on its way: then it is credited when it has become a transaction.
  const disputes = await tx.sql<WonDispute>({
    name: 'gateway-disputes-won',
    text: `select r.gateway, r.id, k.transaction_id as "transactionId"
             from gateway_reversal r join gateway_payment p on p.program_id = $1 and p.id = r.payment_id
             join transaction_key k on k.program_id = $1 and k.brand_id = p.brand_id and k.external_id = r.id and k.transaction_id is not null
            where r.program_id = $1 and r.state = 'won' order by r.gateway, r.id limit ${DUE_MAX}`,
    values: [programId],
  })
  return { payments, disputes }
}

async function release(dependencies: GatewayDependencies, programId: Uuid, gateway: string, id: Uuid): Promise<void> {
  const attempt = (mayConvert: boolean) => dependencies.db.inProgram(programId, (tx) => releaseOne(tx, dependencies, programId, gateway, id, mayConvert))
  const effects = await attempt(true).catch((error: unknown) => {
    if (!isOverLimit(error)) throw error
    return attempt(false)
  })
  await announce(dependencies, programId, effects)
}

async function releaseOne(tx: Tx, dependencies: EventDependencies, programId: Uuid, gateway: string, id: Uuid, mayConvert: boolean): Promise<TakenEffects> {
  const settings = await lockGateway(tx, programId, gateway)
  if (settings === undefined) throw new Error('a payment without its gateway')
  const now = programNow(await ownProgram(tx, programId), dependencies.clock)
  const step: GatewayStep = { tx, dependencies, programId, settings, now, isVerified: true, isRepeated: false, mayConvert, recorded: [], work: { hasItems: false } }
  // Read again under the lock: an event may have told more meanwhile.
  const [payment] = await readPayments(tx, programId, 'released', `p.id = $2 and p.state = 'waiting' and p.wait_until <= $3`, [id, now])
  if (payment !== undefined && payment.told !== null) await settlePayment(step, payment, payment.told, true)
  return { recorded: step.recorded, hasWork: step.work.hasItems }
}

/** The money is back: the chargeback never was, and what it took from the affiliate is worked out anew without it. */
async function creditAgain(tx: Tx, { clock }: EventDependencies, programId: Uuid, { gateway, id, transactionId }: WonDispute): Promise<void> {
  const changed = await tx.count({
    name: 'gateway-dispute-credited',
    text: `update gateway_reversal set state = 'credited', updated_at = $4 where program_id = $1 and gateway = $2 and id = $3 and state = 'won'`,
    values: [programId, gateway, id, clock.now()],
  })
  if (changed > 0) await rejectTransactions(tx, clock, { programId, transactionIds: [transactionId], actor: actorOf(gateway), reason: 'dispute_won' })
}
