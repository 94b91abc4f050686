import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { foldReferralCode, newReferralCode } from './referral-code.ts'

const CODE_PATTERN = /^[A-Z0-9_-]{1,64}$/
/** Tries for a made-up code: with 10^6 codes in place the third try is needed once in 10^12. */
const CODE_TRIES = 4

/**
 * Gives an affiliate its referral code, unique over all programs of the installation. A code it had before stays its alias, so
 * that links already published keep working. Answers the code as it is stored (upper case).
 * Throws `invalid_request` and `already_exists`.
 */
export async function keepReferralCode(tx: Tx, programId: Uuid, affiliateId: Uuid, code: string | null): Promise<string | null> {
  await tx.count({ text: 'update referral_code set is_alias = true where program_id = $1 and affiliate_id = $2', values: [programId, affiliateId] })
  if (code === null) return null
  const folded = foldReferralCode(code)
  if (!CODE_PATTERN.test(folded)) throw invalidCode()
  const holders = await tx.sql<{ affiliate_id: Uuid; program_id: Uuid }>({
    text: `insert into referral_code (code, program_id, affiliate_id) values ($1, $2, $3)
      on conflict (code) do update set is_alias = referral_code.is_alias and referral_code.affiliate_id <> excluded.affiliate_id
      returning affiliate_id, program_id`,
    values: [folded, programId, affiliateId],
  })
  if (holders[0]?.affiliate_id !== affiliateId || holders[0].program_id !== programId) throw takenCode()
  return folded
}

/** Makes up a code for an affiliate that has none. Answers it. */
export async function makeReferralCode(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<string> {
  for (let i = 0; i < CODE_TRIES; i += 1) {
    const code = newReferralCode()
    const isOurs = await tx.count({
      text: 'insert into referral_code (code, program_id, affiliate_id) values ($1, $2, $3) on conflict do nothing',
      values: [code, programId, affiliateId],
    })
    if (isOurs === 1) return code
  }
  throw new DomainError('impossible', { message: 'no free referral code found' })
}

function invalidCode(): DomainError {
  const message = 'A referral code has 1 to 64 letters A to Z, digits, _ and -.'
  return new DomainError('invalid_request', { errors: [{ path: 'referralCode', code: 'invalid_code', message }] })
}

function takenCode(): DomainError {
  return new DomainError('already_exists', { errors: [{ path: 'referralCode', code: 'already_exists', message: 'This referral code is taken.' }] })
}
