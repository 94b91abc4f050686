import type { PayoutDetails } from '../payout-details.ts'

/**
 * The account that details lead to, without what may differ for the same one: names of holders, a BIC, which EVM network. Two texts are
 * equal when the money ends up in one place. To be fingerprinted, never stored. Null: free text names no account, and many say the same.
 */
export function accountText(details: PayoutDetails): string | null {
  switch (details.kind) {
    case 'bank': return details.iban === null ? `account ${details.country} ${details.bankCode} ${plain(details.accountNumber ?? '')}` : `iban ${details.iban}`
    case 'pix': return `pix ${details.keyType} ${details.key}`
    case 'paypal': return `paypal ${details.email}`
    case 'wise': return `wise ${details.email ?? details.account?.toLowerCase() ?? ''}`
    case 'crypto': return `crypto ${/^0x/.test(details.address) ? details.address.toLowerCase() : details.address}`
    case 'other': return null
  }
}

function plain(accountNumber: string): string {
  return accountNumber.replaceAll('-', '')
}
