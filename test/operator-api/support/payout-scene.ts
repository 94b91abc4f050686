import { newId, type Uuid } from '../../../src/domain/ids.ts'
import { createAdjustment } from '../../../src/domain/adjustments/create-adjustment.ts'
import { decideAdjustment } from '../../../src/domain/adjustments/decide-adjustment.ts'
import type { SetUpResult } from '../../../src/domain/operators/set-up.ts'
import { PayoutDesk } from '../../payouts/payout-desk.ts'
import type { TestApi } from './test-api.ts'

/** Major units: above the minimum of a program as it is set up. */
const AMOUNT = 75

/** A payout in each state that a call asks for, with its run, and a file. */
export interface PayoutScene {
  readonly payoutRunId: string
  readonly payoutId: string
  readonly payoutFileId: string
  readonly draftRunId: string
  readonly draftPayoutId: string
  readonly approvedRunId: string
  readonly instructedRunId: string
  readonly instructedPayoutId: string
  readonly settledPayoutId: string
}

/** Runs over affiliates of their own, each with one payout. Payouts must not be frozen. */
export async function playPayouts(api: TestApi, { programId, apiKey }: SetUpResult, suffix: string): Promise<PayoutScene> {
  const desk = new PayoutDesk(api.context, programId)
  await api.context.db.inProgram(programId, async (tx) => {
    await tx.sql({ text: 'delete from payout_minimum where program_id = $1', values: [programId] })
    await tx.sql({ text: 'update program set payout_minimum_minor = least(payout_minimum_minor, $2) where id = $1', values: [programId, AMOUNT] })
  })
  const payee = async (): Promise<Uuid> => {
    const { body } = await api.post('/affiliate', { name: `payee ${suffix} ${newId()}` }, { key: apiKey })
    await owe(api, programId, body.id)
    await desk.method(body.id)
    return body.id
  }
  const run = async () => {
    const affiliateId = await payee()
    const made = await desk.prepare({ affiliateIds: [affiliateId] })
    const [payout] = await desk.payouts({ runId: made.id })
    if (payout === undefined) throw new Error('the scene lacks a payout')
    return { runId: made.id, payoutId: payout.id }
  }
  const approved = async () => {
    const made = await run()
    await desk.approve(made.runId)
    return made
  }
  const [draft, waiting, sent, filed, paid] = [await run(), await approved(), await approved(), await approved(), await approved()]
  await desk.instruct(sent.runId)
  await desk.instruct(filed.runId, { rail: 'csv' })
  await desk.instruct(paid.runId)
  await desk.settle(paid.payoutId)
  const [file] = await api.context.db.inProgram(programId, (tx) => tx.sql<{ id: Uuid }>({ text: 'select id from payout_file where program_id = $1 and run_id = $2', values: [programId, filed.runId] }))
  if (file === undefined) throw new Error('the scene lacks a file')
  return {
    payoutRunId: filed.runId, payoutId: filed.payoutId, payoutFileId: file.id, draftRunId: draft.runId, draftPayoutId: draft.payoutId, approvedRunId: waiting.runId,
    instructedRunId: sent.runId, instructedPayoutId: sent.payoutId, settledPayoutId: paid.payoutId,
  }
}

async function owe({ context: { db, clock } }: TestApi, programId: Uuid, affiliateId: Uuid): Promise<void> {
  await db.inProgram(programId, async (tx) => {
    const { id, status } = await createAdjustment(tx, clock, { programId, actor: 'user:giver' }, { affiliateId, amount: AMOUNT, reason: 'scene' })
    if (status === 'pending') await decideAdjustment(tx, clock, programId, id, { kind: 'approved', actor: 'user:second', reason: null })
  })
}
