import { build, type Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { newId, type Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { accountText } from './details/account-text.ts'
import { hintOf } from './details/hint-of.ts'
import type { PayoutDetails } from './payout-details.ts'
import { holdFrom } from './hold-from.ts'
import { type ListedPayoutMethod, readPayoutMethod } from './payout-method.ts'
import { sealDetails } from './sealed-details.ts'

export interface MethodToStore {
  readonly programId: Uuid
  readonly affiliateId: Uuid
  readonly currency: string
  readonly label: string | null
  readonly details: PayoutDetails
  readonly isDefault: boolean
  readonly replacesId: Uuid | null
  readonly actor: string
  /** The program's present. */
  readonly now: Date
}

/** Of the affiliates that a note of a shared account names. */
const SHARERS_NAMED = 100

/**
 * Stores a method, sealed and held, and tells when another affiliate of the program has or had the same account: one person behind several
 * affiliates is how self-referral and split fraud look. Call it with `lockAffiliates`: of two at once neither would see the other.
 */
export async function storePayoutMethod(tx: Tx, secretBox: SecretBox, method: MethodToStore): Promise<ListedPayoutMethod> {
  const { programId, affiliateId, details, now } = method
  const id: Uuid = newId()
  const fingerprint = await fingerprintOf(tx, secretBox, programId, details)
  await tx.all(
    build.insertInto('payout_method').values({
      program_id: programId, id, affiliate_id: affiliateId, kind: details.kind, currency: method.currency, label: method.label, hint: hintOf(details),
      sealed_details: sealDetails(secretBox, { programId, affiliateId, id }, details), fingerprint, is_default: method.isDefault, replaces_id: method.replacesId,
      held_until: await holdFrom(tx, programId, now), created_by: method.actor, created_at: now, updated_at: now,
    }),
  )
  await tellShared(tx, method, id, fingerprint)
  return readPayoutMethod(tx, programId, id)
}

/** The one that the same account has already, also where that was made with an older key; so equal accounts stay equal when keys change. */
async function fingerprintOf(tx: Tx, secretBox: SecretBox, programId: Uuid, details: PayoutDetails): Promise<Buffer | null> {
  const account = accountText(details)
  if (account === null) return null
  const candidates = secretBox.fingerprints(account, `payout account ${programId}`)
  const [known] = await tx.sql<{ fingerprint: Buffer }>({
    name: 'known-account', text: 'select fingerprint from payout_method where program_id = $1 and fingerprint = any($2::bytea[]) limit 1', values: [programId, candidates],
  })
  return known?.fingerprint ?? candidates[0]
}

async function tellShared(tx: Tx, { programId, affiliateId, actor, details, now }: MethodToStore, id: Uuid, fingerprint: Buffer | null): Promise<void> {
  if (fingerprint === null) return
  const sharers = await tx.sql<{ id: Uuid }>({
    name: 'account-sharers',
    text: 'select distinct affiliate_id as id from payout_method where program_id = $1 and fingerprint = $2 and affiliate_id <> $3 order by 1 limit $4',
    values: [programId, fingerprint, affiliateId, SHARERS_NAMED],
  })
  if (sharers.length === 0) return
  const told = { affiliateId, kind: details.kind, sharedWith: sharers.map((sharer) => sharer.id) }
  await recordAudit(tx, { programId, actor, now, action: 'payout_method.shared', subjectType: 'payout_method', subjectId: id, details: told })
  await recordEvent(tx, { programId, kind: 'payout_method.shared', subjectType: 'payout_method', subjectId: id, affiliateId, payload: told, now })
}
