import { domainToASCII } from 'node:url'

/**
 * The form in which addresses are compared: the domain in IDNA ASCII, the local part in NFC, both in lower case. So no two accounts
 * differ only by case or by how an accent is written. Null: not an address.
 */
export function foldEmail(email: string): string | null {
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at).normalize('NFC').toLowerCase()
  const domain = domainToASCII(email.slice(at + 1))
  const isAddress = at > 0 && !/[\s\u0000-\u001f<>"(),:;\\]/.test(local) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(domain)
  return isAddress ? `${local}@${domain}` : null
}
