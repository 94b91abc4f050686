import type { Dialect } from '../plumbing/dialect.ts'
import { PROBLEM_CONTENT_TYPE, problemOf, ProblemSchema } from '../plumbing/problem.ts'
import { secondsUntilReset } from '../plumbing/rate-limit.ts'
import { OPERATOR_API_PREFIX } from './prefix.ts'

/** Problem details (RFC 9457), `ratelimit-*` headers, idempotency keys. */
export const operatorDialect: Dialect = {
  prefix: OPERATOR_API_PREFIX,
  defaultLimit: 'default',
  takesIdempotencyKeys: true,
  errorSchema: ProblemSchema,
  errorContentType: PROBLEM_CONTENT_TYPE,
  limitHeaders: {
    'RateLimit-Limit': 'Requests allowed per minute.',
    'RateLimit-Remaining': 'Requests left in this minute.',
    'RateLimit-Reset': 'Seconds until the count starts again.',
  },
  tellLimit: (state, now) => ({
    'ratelimit-limit': String(state.limit),
    'ratelimit-remaining': String(state.remaining),
    'ratelimit-reset': String(secondsUntilReset(state, now)),
  }),
  refuse: (error, { id }) => problemOf(error, id),
}
