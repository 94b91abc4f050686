import { DomainError } from '../../errors.ts'

/** A file that is not of its format as a whole. The message never repeats the file. */
export function malformedFile(message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'content', code: 'malformed_file', message }] })
}
