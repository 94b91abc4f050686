import { DomainError } from '../errors.ts'
import { readTaxId, taxIdHint } from './tax-id.ts'

/** A tax id as it is kept and printed; null for none. Throws `invalid_request` naming the field. */
export function requireTaxId(taxId: string | null, country: string): string | null {
  if (taxId === null) return null
  const read = readTaxId(taxId, country)
  if (read === null) throw new DomainError('invalid_request', { errors: [{ path: 'taxId', code: 'invalid_tax_id', message: taxIdHint(country) }] })
  return read
}
