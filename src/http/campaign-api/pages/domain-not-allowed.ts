import { DomainError } from '../../../domain/errors.ts'

/** The one answer to pages that may not report, whatever is wrong: origin, campaign, or what the campaign lets its pages do. */
export function domainNotAllowed(): DomainError {
  return new DomainError('permission_denied', { message: 'Domain not allowed' })
}
