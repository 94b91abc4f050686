import { build, type Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { hasFormerEmail } from '../affiliates/former-email.ts'
import { newId, type Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { mailMethodNotice } from './mail-method-notice.ts'
import type { PayoutMethod } from './payout-method.ts'
import type { PayoutMethodAuthor } from './payout-method-author.ts'
import type { Proof } from './proof.ts'

export type PayoutMethodEventKind = 'created' | 'replaced' | 'made_default' | 'relabelled' | 'revealed' | 'archived'

/** What somebody did with a method. */
export interface PayoutMethodEvent {
  readonly kind: PayoutMethodEventKind
  readonly actor: string
  readonly proof: Proof['kind'] | null
  readonly reason: string | null
  readonly recordedAt: Date
}

type Told = Pick<PayoutMethodEvent, 'kind'> & {
  readonly proof: Proof | null
  /** The default before, or the method that was replaced. */
  readonly formerId: Uuid | null
  /** The program's present, and the wall clock's. */
  readonly now: Date
  readonly wallNow: Date
}

const EVENTS_SHOWN = 100
/** What an affiliate has to hear of, at its address and at the one before: they say where its money goes. */
const TELLING: ReadonlySet<PayoutMethodEventKind> = new Set(['created', 'replaced', 'made_default', 'archived'])

/** The latest events of a method, newest first. */
export function listPayoutMethodEvents(tx: Tx, programId: Uuid, id: Uuid): Promise<PayoutMethodEvent[]> {
  return tx.sql<PayoutMethodEvent>({
    name: 'payout-method-events',
    text: `select kind, actor, proof, reason, recorded_at as "recordedAt" from payout_method_event
            where program_id = $1 and payout_method_id = $2 order by id desc limit $3`,
    values: [programId, id, EVENTS_SHOWN],
  })
}

/**
 * Records who did what with a method: in its own history with the reason, in the audit without it, and for those whom it concerns in the
 * outbox. Neither of the two, which never forget, learns the details, their hint or the label.
 */
export async function recordMethodEvent(tx: Tx, author: Omit<PayoutMethodAuthor, 'clock'>, method: PayoutMethod, told: Told): Promise<void> {
  const { programId, id, affiliateId, kind, currency } = method
  const { actor } = author
  const { proof, formerId, now } = told
  await tx.all(
    build.insertInto('payout_method_event').values({
      program_id: programId, id: newId(), payout_method_id: id, kind: told.kind, actor, proof: proof?.kind ?? null, reason: proof?.kind === 'operator' ? proof.reason : null, recorded_at: now,
    }),
  )
  const details = { affiliateId, kind, currency, ...(proof === null ? {} : { proof: proof.kind }), ...(formerId === null ? {} : { formerId }) }
  await recordAudit(tx, { programId, actor, now, action: `payout_method.${told.kind}`, subjectType: 'payout_method', subjectId: id, details })
  if (!TELLING.has(told.kind)) return
  await tellAffiliate(tx, method, told)
  await mailMethodNotice(tx, author, method, { isEnd: told.kind === 'archived', wallNow: told.wallNow })
}

/** Who delivers it looks up the addresses and, by the ids, the hints: both can be erased, this cannot. */
async function tellAffiliate(tx: Tx, method: PayoutMethod, { kind: change, formerId, now, wallNow }: Told): Promise<void> {
  const { programId, id, affiliateId, kind, currency, heldUntil } = method
  const previousContact = await hasFormerEmail(tx, programId, affiliateId, wallNow)
  await recordEvent(tx, {
    programId, kind: 'payout_method.changed', subjectType: 'payout_method', subjectId: id, affiliateId, now,
    payload: { change, payoutMethodId: id, formerPayoutMethodId: formerId, kind, currency, heldUntil, previousContact },
  })
}
