/**
 * The form in which a referral code is stored and looked up: compatibility forms, spaces around it and case make no second code.
 */
export function foldReferralCode(code: string): string {
  return code.normalize('NFKC').trim().toUpperCase()
}
