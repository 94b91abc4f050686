import type { Clock } from '../../app/clock.ts'
import type { Send } from '../../app/outbound.ts'
import type { Database } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type ClaimedCall, claimCall } from './claim-call.ts'
import { callPayer } from './payer/call-payer.ts'
import type { CallOutcome, QueryOutcome } from './payer/classify-answer.ts'
import { queryPayer } from './payer/query-payer.ts'
import { recordCall } from './record-call.ts'

export interface SendingDependencies {
  readonly db: Database
  /** The wall clock. */
  readonly clock: Clock
  readonly secretBox: SecretBox
  readonly send: Send
}

/** What came of a call, or of a question. */
export type CallResult = CallOutcome | QueryOutcome

/**
 * Tells the operator's payer about the next payout that is due, or asks what became of one. In three parts: the claim is committed before
 * anything goes out; nothing is held while the payer is called; what it said is recorded. Cut off in between, the payout is unknown, and is
 * asked for by its key. Answers whether there was anything to do. Rules: docs/payouts.md.
 */
export async function sendPayout(dependencies: SendingDependencies, programId: Uuid): Promise<boolean> {
  const { db, clock } = dependencies
  const claimed = await db.inProgram(programId, (tx) => claimCall(tx, dependencies, programId))
  if (claimed === undefined) return false
  if (claimed.call !== null) {
    const result = await talk(dependencies, claimed.call)
    const { call } = claimed
    await db.inProgram(programId, (tx) => recordCall(tx, clock, { programId, actor: 'system' }, call, result)).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'external_id_in_use') throw error
      // The payer names one payment for two payouts: nobody knows which of them it paid. For people to find out.
      const confusion = { kind: 'unknown', reason: 'external_id_in_use' } as const
      return db.inProgram(programId, (tx) => recordCall(tx, clock, { programId, actor: 'system' }, call, confusion))
    })
  }
  return true
}

/** Never throws: whatever happens here, nobody knows better than that it is unknown. */
async function talk({ send, clock }: SendingDependencies, { payer, idempotencyKey, message }: ClaimedCall): Promise<CallResult> {
  if (message === null) return queryPayer({ send, clock }, payer, idempotencyKey)
  return callPayer({ send, clock }, payer, message)
}
