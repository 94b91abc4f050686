import { DomainError } from '../../src/domain/errors.ts'

/** What a call throws when it refuses. */
export function refusalOf(work: () => unknown): DomainError {
  try {
    work()
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('not refused')
}
