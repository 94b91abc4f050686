/** How often one transaction is tried, the first time included. */
export const RETRY_ATTEMPTS = 4

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const IN_FAILED_TRANSACTION = '25P02'
const CONNECTION_FAILURES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '08000', '08003', '08006', '08001', '08004',
  '53300', // too_many_connections
  '53100', // disk_full
  '57014', // query_canceled: our own statement_timeout
  '55P03', // lock_not_available: our own lock_timeout
])

/** Somebody else committed what this transaction was about to write: read anew, it may not be needed any more. Retried like a serialization failure. */
export class Overtaken extends Error {
  readonly code = SERIALIZATION_FAILURE
}

/** PostgreSQL gave this transaction up to let another through; the same work with the same keys may be tried again. */
export function isRetryable(error: unknown): boolean {
  const code = errorCode(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED
}

/** A statement before this one failed; this one was not tried. */
export function isAborted(error: unknown): boolean {
  return errorCode(error) === IN_FAILED_TRANSACTION
}

/** The database is gone, full or too slow: the caller is told to come back (503), nothing was stored. */
export function isConnectionFailure(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== undefined && CONNECTION_FAILURES.has(code)) return true
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed|not queryable|the database system is/.test(error.message)
}

/** The statement took longer than it may. */
export function isCancelled(error: unknown): boolean {
  return errorCode(error) === '57014'
}

/** Full jitter, so that two losers do not meet again. */
export function retryDelayMs(attempt: number): number {
  return Math.random() * 20 * 2 ** attempt
}

function errorCode(error: unknown): string | undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}
