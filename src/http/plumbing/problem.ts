import { z } from 'zod'
import { DomainError, type ErrorCode, type ErrorKind, type FieldError } from '../../domain/errors.ts'

/** The statuses of both dialects, complete: a new kind of error does not compile until it has one. */
export const STATUS_OF_KIND = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  refused: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorKind, number>

export type ErrorStatus = (typeof STATUS_OF_KIND)[ErrorKind]

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8'

const TITLES: Record<ErrorStatus, string> = {
  400: 'Invalid request',
  401: 'Not authenticated',
  403: 'Not permitted',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
}

const UNAVAILABLE_RETRY_SECONDS = 2
const MOST_FIELD_ERRORS = 100
/** Names in a path are the caller's own words, of any length. */
const LONGEST_PATH = 300

const FieldErrorSchema = z.object({ path: z.string(), code: z.string(), message: z.string() }).meta({ id: 'FieldError' })

/** The body of every error. */
export const ProblemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable, snake_case. What programs should look at.' }),
    errors: z.array(FieldErrorSchema),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })

/** An error as callers see it (RFC 9457). */
export interface Problem {
  readonly status: ErrorStatus
  readonly headers: Readonly<Record<string, string>>
  readonly body: {
    readonly type: string
    readonly title: string
    readonly status: ErrorStatus
    readonly detail: string
    readonly code: ErrorCode | 'internal_error'
    readonly errors: readonly FieldError[]
    readonly requestId: string
  }
}

/** What a caller is told about an error. Whatever is not a DomainError is told as `internal_error` and nothing more. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = error instanceof DomainError ? error : new DomainError('impossible', { cause: error })
  const status = STATUS_OF_KIND[known.kind]
  const code = known.kind === 'internal' ? 'internal_error' : toldCode(known.code)
  return {
    status,
    headers: retryAfter(known),
    body: {
      type: `urn:fairshare:problem:${code}`,
      title: TITLES[status],
      status,
      detail: known.kind === 'internal' ? 'Something went wrong on our side. Tell us the request id.' : known.message,
      code,
      errors: known.errors.slice(0, MOST_FIELD_ERRORS).map((error) => ({ ...error, path: error.path.slice(0, LONGEST_PATH) })),
      requestId,
    },
  }
}

// Whether a key was ever one of ours is nobody's business here.
function toldCode(code: ErrorCode): ErrorCode {
  return code === 'inactive_credential' ? 'invalid_credential' : code
}

// What the framework itself refuses, before a route is reached; a parameter that is too long names nothing of ours.
const CODE_OF_FRAMEWORK_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  404: 'not_found',
  413: 'payload_too_large',
  414: 'not_found',
  415: 'unsupported_media_type',
}

/** Errors that the framework raises before a route is reached, in our terms. */
export function toDomainError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError || !('statusCode' in error) || typeof error.statusCode !== 'number') return error
  const code = CODE_OF_FRAMEWORK_STATUS[error.statusCode]
  return code === undefined ? error : new DomainError(code, { cause: error })
}

/** `Retry-After`, where waiting helps. */
export function retryAfter(error: DomainError): Record<string, string> {
  const seconds = error.retryAfterSeconds ?? (error.kind === 'unavailable' ? UNAVAILABLE_RETRY_SECONDS : undefined)
  return seconds === undefined ? {} : { 'retry-after': String(seconds) }
}
