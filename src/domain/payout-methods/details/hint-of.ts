import type { BankDetails, PayoutDetails, PixDetails, WiseDetails } from '../payout-details.ts'

/** What may be seen of details: enough to tell one's own accounts apart, too little to pay to them. Of free text nothing. */
export function hintOf(details: PayoutDetails): string {
  switch (details.kind) {
    case 'bank': return hintOfBank(details)
    case 'pix': return hintOfPix(details)
    case 'paypal': return maskedEmail(details.email)
    case 'wise': return hintOfWise(details)
    case 'crypto': return `${details.asset} ${details.address.slice(0, 4)} … ${tail(details.address)}`
    case 'other': return '…'
  }
}

function hintOfBank({ iban, country, accountNumber }: BankDetails): string {
  return iban === null ? `${country} … ${tail(accountNumber ?? '')}` : `${iban.slice(0, 4)} … ${tail(iban)}`
}

function hintOfPix({ keyType, key }: PixDetails): string {
  if (keyType === 'email') return maskedEmail(key)
  return `${keyType === 'random' ? 'EVP' : keyType === 'phone' ? key.slice(0, 3) : keyType.toUpperCase()} … ${tail(key)}`
}

function hintOfWise({ email, account }: WiseDetails): string {
  return email === null ? `… ${tail(account ?? '')}` : maskedEmail(email)
}

function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${at > 1 ? email.slice(0, 1) : ''}…${email.slice(at)}`
}

/** The last four characters, of short texts no more than a third. */
function tail(text: string): string {
  const shown = Math.min(4, Math.floor(text.length / 3))
  return shown === 0 ? '' : text.slice(-shown)
}
