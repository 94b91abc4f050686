import type { z } from 'zod'
import type { RateLimitName, RateLimitState } from './rate-limit.ts'

/** What two APIs over the same core do differently, besides their routes: how they refuse, and how they tell about limits. */
export interface Dialect {
  /** Of all its paths. */
  readonly prefix: string
  /** What counts requests of a route that names no limit. */
  readonly defaultLimit: RateLimitName
  /** Whether an `Idempotency-Key` makes a write repeatable. */
  readonly takesIdempotencyKeys: boolean
  /** How its callers prove who they are, for its document. Default: a program's API key, or the dashboard's session. */
  readonly securitySchemes?: Readonly<Record<string, object>>
  readonly errorSchema: z.ZodType
  readonly errorContentType: string
  /** Names and meanings of the headers that tell a caller how much it may still ask. */
  readonly limitHeaders: Readonly<Record<string, string>>
  tellLimit(state: RateLimitState, now: Date): Readonly<Record<string, string>>
  /** An error as this dialect's callers see it. Whatever is not a DomainError is told as an internal error and nothing more. */
  refuse(error: unknown, request: RefusedRequest): Refusal
}

export interface RefusedRequest {
  readonly id: string
  readonly method: string
  readonly url: string
  /** Of the route, if there is one. */
  readonly operationId: string | undefined
}

export interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Of the API that this scope belongs to. */
    dialect: Dialect
  }
}
