import type { Tx } from '../../db/database.ts'
import { lockAffiliates } from '../affiliates/lock-affiliates.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { clearDefault, countMethods, readDefaultId } from './default-method.ts'
import type { GivenDetails } from './details/detail-fields.ts'
import { readDetails } from './details/read-details.ts'
import type { PayoutMethodKind } from './payout-details.ts'
import type { ListedPayoutMethod } from './payout-method.ts'
import type { PayoutMethodAuthor } from './payout-method-author.ts'
import { recordMethodEvent } from './payout-method-event.ts'
import { type Proof, requireProof } from './proof.ts'
import { storePayoutMethod } from './store-payout-method.ts'

export interface NewPayoutMethod {
  readonly affiliateId: Uuid
  readonly kind: PayoutMethodKind
  /** What it is paid in; without it the program's currency. */
  readonly currency?: string | undefined
  readonly label?: string | null | undefined
  readonly details: GivenDetails
  readonly makeDefault?: true | undefined
  readonly proof: Proof
}

export const METHODS_PER_AFFILIATE = 20

/**
 * Gives an affiliate another method to be paid by; its first becomes the default. Every new one is held, the first one too. Throws
 * `fresh_sign_in_required`, `invalid_request` (details, reason), `affiliate_unknown` and `too_many`.
 */
export async function createPayoutMethod(tx: Tx, author: PayoutMethodAuthor, input: NewPayoutMethod): Promise<ListedPayoutMethod> {
  const { programId, actor, clock, secretBox } = author
  const { affiliateId } = input
  const wallNow = clock.now()
  const proof = requireProof(input.proof, wallNow)
  const details = readDetails(input.kind, input.details)
  const program = await ownProgram(tx, programId)
  const now = programNow(program, clock)
  await lockAffiliates(tx, programId)
  await requirePayee(tx, programId, affiliateId)
  if ((await countMethods(tx, programId, affiliateId)) >= METHODS_PER_AFFILIATE) throw new DomainError('too_many')
  const formerId = await readDefaultId(tx, programId, affiliateId)
  const isDefault = formerId === null || input.makeDefault === true
  if (isDefault && formerId !== null) await clearDefault(tx, programId, affiliateId, now)
  const currency = input.currency ?? program.currency
  const method = await storePayoutMethod(tx, secretBox, { programId, affiliateId, currency, label: input.label ?? null, details, isDefault, replacesId: null, actor, now })
  await recordMethodEvent(tx, author, method, { kind: 'created', proof, formerId: isDefault ? formerId : null, now, wallNow })
  return method
}

/** Anybody who can be owed, also who left; not the organic affiliate, nor one that was erased. */
async function requirePayee(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  const found = await tx.sql({
    name: 'payee', text: 'select 1 from affiliate where program_id = $1 and id = $2 and not is_organic and erased_at is null', values: [programId, affiliateId],
  })
  if (found.length === 0) throw new DomainError('affiliate_unknown', { errors: [{ path: 'affiliateId', code: 'affiliate_unknown', message: 'There is no such object.' }] })
}
