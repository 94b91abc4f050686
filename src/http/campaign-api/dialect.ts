import { z } from 'zod'
import { DomainError, type ErrorCode } from '../../domain/errors.ts'
import type { Dialect, RefusedRequest } from '../plumbing/dialect.ts'
import { type ErrorStatus, retryAfter, STATUS_OF_KIND } from '../plumbing/problem.ts'
import { CAMPAIGN_API_PREFIX } from './prefix.ts'

const PHRASES: Record<ErrorStatus, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** Clients match on these texts. */
const TEXTS: Readonly<Partial<Record<ErrorCode, string>>> = {
  authentication_required: 'API Key is required',
  invalid_credential: 'Invalid or inactive API Key',
  inactive_credential: 'Invalid or inactive API Key',
  rate_limited: 'ThrottlerException: Too Many Requests',
  impossible: 'Internal server error',
}

/** What is taken, by the field of the conflict; never where. */
const TAKEN_TEXTS: Readonly<Record<string, string>> = { email: 'Email is not available', referralCode: 'Referral ID is not available' }

/** Calls that tell a revoked key from an unknown one, as the reference does. */
const TELL_REVOKED_KEYS: ReadonlySet<string> = new Set(['createEvents'])

const errorSchema = z
  .strictObject({
    statusCode: z.int(),
    message: z.union([z.string(), z.array(z.string())]).meta({ description: 'A list for a body or query that is not valid, else a sentence.' }),
    error: z.string(),
  })
  .meta({ id: 'Error' })

/** `{statusCode, message, error}`, `X-RateLimit-*` headers. */
export const campaignDialect: Dialect = {
  prefix: CAMPAIGN_API_PREFIX,
  defaultLimit: 'campaign',
  takesIdempotencyKeys: false,
  errorSchema,
  errorContentType: 'application/json; charset=utf-8',
  limitHeaders: {
    'X-RateLimit-Limit': 'Requests allowed per minute.',
    'X-RateLimit-Remaining': 'Requests left in this minute.',
    'X-RateLimit-Reset': 'When the count starts again, in Unix seconds.',
  },
  tellLimit: (state) => ({
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': String(Math.ceil(state.resetsAt.getTime() / 1000)),
  }),
  refuse: (error, request) => {
    const known = error instanceof DomainError ? error : new DomainError('impossible', { cause: error })
    const isRevoked = known.code === 'inactive_credential' && TELL_REVOKED_KEYS.has(request.operationId ?? '')
    const status = isRevoked ? 403 : STATUS_OF_KIND[known.kind]
    const message = isRevoked ? 'API Key is revoked or inactive' : messageOf(known, request)
    return { status, headers: retryAfter(known), body: { statusCode: status, message, error: PHRASES[status] } }
  },
}

function messageOf(error: DomainError, { method, url, operationId }: RefusedRequest): string | readonly string[] {
  if (error.code === 'not_found' && operationId === undefined) return `Cannot ${method} ${url}`
  if (error.code === 'already_exists') return TAKEN_TEXTS[error.errors[0]?.path ?? ''] ?? error.message
  const fields = error.kind === 'invalid' ? error.errors.filter(({ path }) => path !== '') : []
  return fields.length > 0 ? fields.map(({ message }) => message) : (TEXTS[error.code] ?? error.message)
}
