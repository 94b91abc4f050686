import type { Tx } from '../../db/database.ts'
import type { EventDependencies } from '../events/record-events.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { settlePayment } from './apply-payment.ts'
import { creditDispute, readWonDisputes, type WonDispute } from './credit-dispute.ts'
import { openStep } from './gateway-step.ts'
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
  for (const dispute of disputes) await dependencies.db.inProgram(programId, (tx) => creditDispute(tx, dependencies, programId, dispute))
  return { hasMore: payments.length === DUE_MAX || disputes.length === DUE_MAX }
}

interface DuePayment {
  readonly gateway: string
  readonly id: Uuid
}

async function readDue(tx: Tx, { clock }: EventDependencies, programId: Uuid): Promise<{ readonly payments: readonly DuePayment[]; readonly disputes: readonly WonDispute[] }> {
  const now = programNow(await ownProgram(tx, programId), clock)
  const payments = await tx.sql<DuePayment>({
    name: 'gateway-payments-due',
    text: `select gateway, id from gateway_payment where program_id = $1 and state = 'waiting' and wait_until <= $2 order by wait_until, id limit ${DUE_MAX}`,
    values: [programId, now],
  })
  const disputes = await readWonDisputes(tx, programId, DUE_MAX)
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
  const step = await openStep(tx, dependencies, programId, gateway, { isVerified: true, isRepeated: false, mayConvert })
  if (step === undefined) throw new Error('a payment without its gateway')
  // Read again under the lock: an event may have told more meanwhile.
  const [payment] = await readPayments(tx, programId, 'released', `p.id = $2 and p.state = 'waiting' and p.wait_until <= $3`, [id, step.now])
  if (payment !== undefined && payment.told !== null) await settlePayment(step, payment, payment.told, true)
  return { recorded: step.recorded, hasWork: step.work.hasItems }
}
