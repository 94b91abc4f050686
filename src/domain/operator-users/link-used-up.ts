import { DomainError } from '../errors.ts'

/** The one answer to links that do not work (any more): which of the reasons it is, is nobody's business. */
export function linkUsedUp(): DomainError {
  return new DomainError('not_found', { message: 'This link has been used, has expired, or was withdrawn.' })
}
