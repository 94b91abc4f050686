import { foldReferralCode } from '../affiliates/referral-code.ts'
import { DomainError } from '../errors.ts'

// Shops name their coupons freely ("NATAL 10%"); what nobody can see or type is no part of a code.
const CODE_PATTERN = /^[^\p{C}\p{Z}](?:[^\p{C}]{0,98}[^\p{C}\p{Z}])?$/u

/** The form in which a coupon code is stored and looked up. Throws `invalid_request`. */
export function requireCouponCode(code: string): string {
  const folded = foldReferralCode(code)
  if (CODE_PATTERN.test(folded)) return folded
  const message = 'A coupon code has 1 to 100 visible characters.'
  throw new DomainError('invalid_request', { errors: [{ path: 'code', code: 'invalid_code', message }] })
}
