import { DomainError } from './errors.ts'

const UNIQUE_VIOLATION = '23505'

/**
 * Runs a statement and turns a broken unique constraint into `already_exists` naming the field. A check before the insert would
 * let two at once through; the constraint does not.
 */
export async function namingConflicts<T>(fieldByConstraint: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const field = conflictingField(error, fieldByConstraint)
    if (field === undefined) throw error
    const message = 'An object with this value exists already.'
    throw new DomainError('already_exists', { errors: [{ path: field, code: 'already_exists', message }], cause: error })
  }
}

function conflictingField(error: unknown, fieldByConstraint: Readonly<Record<string, string>>): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== UNIQUE_VIOLATION) return undefined
  return 'constraint' in error && typeof error.constraint === 'string' ? fieldByConstraint[error.constraint] : undefined
}
