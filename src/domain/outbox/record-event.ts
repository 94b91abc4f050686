import { build, type Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'

/** Something that operators or affiliates may want to hear of. */
export interface OutboxEvent {
  readonly programId: Uuid
  /** Subject and verb: `payout.settled`. */
  readonly kind: string
  readonly subjectType: string
  readonly subjectId: string
  /** Whom it concerns, where that is an affiliate. */
  readonly affiliateId?: Uuid
  /** Without secrets; amounts as decimal texts. */
  readonly payload?: object
  readonly now: Date
}

/** Adds to the outbox, in the transaction of what it tells. Entries are never changed; who delivers them reads by cursor. */
export async function recordEvent(tx: Tx, event: OutboxEvent): Promise<void> {
  await tx.all(
    build.insertInto('outbox_event').values({
      program_id: event.programId, id: newId(), kind: event.kind, subject_type: event.subjectType, subject_id: event.subjectId,
      affiliate_id: event.affiliateId ?? null, payload: JSON.stringify(event.payload ?? {}), recorded_at: event.now,
    }),
  )
}
