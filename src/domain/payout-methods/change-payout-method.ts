import type { Tx } from '../../db/database.ts'
import { lockAffiliates } from '../affiliates/lock-affiliates.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { clearDefault, readDefaultId } from './default-method.ts'
import type { GivenDetails } from './details/detail-fields.ts'
import { readDetails } from './details/read-details.ts'
import { holdFrom } from './hold-from.ts'
import { type ListedPayoutMethod, type PayoutMethod, readPayoutMethod } from './payout-method.ts'
import type { PayoutMethodAuthor } from './payout-method-author.ts'
import { recordMethodEvent } from './payout-method-event.ts'
import { type Proof, requireProof } from './proof.ts'
import { openDetails } from './sealed-details.ts'
import { storePayoutMethod } from './store-payout-method.ts'

export interface PayoutMethodChange {
  readonly label?: string | null | undefined
  readonly makeDefault?: true | undefined
  readonly currency?: string | undefined
  /** Of the method's own kind, complete. */
  readonly details?: GivenDetails | undefined
  /** Null will do for the label. */
  readonly proof: Proof | null
}

interface Step extends PayoutMethodAuthor {
  readonly proof: Proof
  readonly now: Date
  readonly wallNow: Date
}

/**
 * Changes a method. Other details or another currency make a new method that replaces this one, which is archived: what was drafted for it
 * is not paid to either. Both that and another default hold. Answers the method as it is now, under its new id where it was replaced. Throws
 * `not_found`, `state_conflict` (archived), `fresh_sign_in_required`, `invalid_request` and `payout_details_unreadable`.
 */
export async function changePayoutMethod(tx: Tx, author: PayoutMethodAuthor, id: Uuid, change: PayoutMethodChange): Promise<ListedPayoutMethod> {
  const { programId, clock } = author
  const wallNow = clock.now()
  const now = programNow(await ownProgram(tx, programId), clock)
  await lockAffiliates(tx, programId)
  const method = await readPayoutMethod(tx, programId, id)
  if (method.archivedAt !== null) throw new DomainError('state_conflict', { message: 'The payout method is archived.' })
  const isReplaced = change.details !== undefined || (change.currency !== undefined && change.currency !== method.currency)
  const isMadeDefault = change.makeDefault === true && !method.isDefault
  if (!isReplaced && !isMadeDefault) return relabel(tx, author, method, change, { now, wallNow })
  const step = { ...author, proof: requireProof(change.proof, wallNow), now, wallNow }
  return isReplaced ? replace(tx, step, method, change) : makeDefault(tx, step, method, change)
}

async function relabel(tx: Tx, author: PayoutMethodAuthor, method: PayoutMethod, { label }: PayoutMethodChange, times: Pick<Step, 'now' | 'wallNow'>): Promise<ListedPayoutMethod> {
  const { programId } = author
  if (label !== undefined && label !== method.label) {
    await tx.count({ text: 'update payout_method set label = $3, updated_at = $4 where program_id = $1 and id = $2', values: [programId, method.id, label, times.now] })
    await recordMethodEvent(tx, author, method, { kind: 'relabelled', proof: null, formerId: null, ...times })
  }
  return readPayoutMethod(tx, programId, method.id)
}

async function makeDefault(tx: Tx, step: Step, method: PayoutMethod, { label }: PayoutMethodChange): Promise<ListedPayoutMethod> {
  const { programId, proof, now, wallNow } = step
  const formerId = await readDefaultId(tx, programId, method.affiliateId)
  await clearDefault(tx, programId, method.affiliateId, now)
  await tx.count({
    text: `update payout_method set is_default = true, label = $3, updated_at = $4, held_until = greatest(held_until, $5) where program_id = $1 and id = $2`,
    values: [programId, method.id, label === undefined ? method.label : label, now, await holdFrom(tx, programId, now)],
  })
  const changed = await readPayoutMethod(tx, programId, method.id)
  await recordMethodEvent(tx, step, changed, { kind: 'made_default', proof, formerId, now, wallNow })
  return changed
}

async function replace(tx: Tx, step: Step, method: PayoutMethod, change: PayoutMethodChange): Promise<ListedPayoutMethod> {
  const { programId, actor, secretBox, proof, now, wallNow } = step
  const details = change.details === undefined ? openDetails(secretBox, method) : readDetails(method.kind, change.details)
  const isDefault = method.isDefault || change.makeDefault === true
  if (isDefault) await clearDefault(tx, programId, method.affiliateId, now)
  await tx.count({
    text: 'update payout_method set is_default = false, archived_at = $3, updated_at = $3 where program_id = $1 and id = $2', values: [programId, method.id, now],
  })
  const { affiliateId } = method
  const replacement = await storePayoutMethod(tx, secretBox, {
    programId, affiliateId, currency: change.currency ?? method.currency, label: change.label === undefined ? method.label : change.label, details, isDefault, replacesId: method.id, actor, now,
  })
  await recordMethodEvent(tx, step, replacement, { kind: 'replaced', proof, formerId: method.id, now, wallNow })
  return replacement
}
