import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import type { Credential } from '../../domain/access/find-credential.ts'
import type { Permission, Permissions } from '../../domain/access/permissions.ts'
import { DomainError, type ErrorCode } from '../../domain/errors.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Dialect } from './dialect.ts'
import { type FieldShape, fieldShape, ignoredFieldsHeader, matchFieldNames } from './field-names.ts'
import { type Claim, findFirstAnswer, hashRequest, keepAnswer, oneAtATime, readIdempotencyKey, type StoredAnswer } from './idempotency.ts'
import { networkOf } from './network.ts'
import type { RateLimitName } from './rate-limit.ts'
import { parseInput } from './validation.ts'

export const STANDARD_BODY_LIMIT = 1024 * 1024
export const BULK_BODY_LIMIT = 10 * 1024 * 1024
const JSON_CONTENT_TYPE = 'application/json; charset=utf-8'

/** What a route says about itself: enough to check, carry out and document it. */
export interface RouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Prepared> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the dialect's prefix, parameters as `:id`. */
  readonly path: string
  /** Unique over the dialect; the name of the call in generated clients: `createBrand`. */
  readonly operationId: string
  /** The group in the reference: `Brands`. */
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** `public`: open to everybody; whose program it is about says `findProgram`. */
  readonly permission: Permission | 'public'
  /** An operator user's session must have been proven with a second factor within five minutes. */
  readonly needsFreshSignIn?: true
  /** Of a public call: the program it is about, in place of a credential's. Throws what refuses the call. */
  readonly findProgram?: (call: PublicCall<z.output<Body>, z.output<Params>, z.output<Query>>) => Promise<{ readonly programId: Uuid; readonly operatorId: Uuid }>
  /** Who a public call is in `created_by`: `sdk`. */
  readonly publicActor?: string
  /** A parameter that does not parse is answered like an absent object: 404 … */
  readonly params?: Params
  /** … or with 400 and this sentence. */
  readonly wrongParams?: string
  readonly query?: Query
  readonly body?: Body
  /**
   * `strict` (default): unknown fields are refused by the body's own strict schema. An object schema here: the fields of one
   * object of a reference call; names match in any case, unknown ones are ignored and named in `X-Ignored-Fields`. It applies to
   * the body itself, or to each item if the body is an array or `{"items": […]}`.
   */
  readonly fields?: 'strict' | z.ZodObject
  readonly bodyLimit?: number
  /** JSON may come as `text/plain`, which browsers send to other origins without asking. */
  readonly takesPlainText?: boolean
  readonly rateLimit?: RateLimitName
  readonly success: {
    readonly status: 200 | 201 | 202 | 204
    readonly description: string
    readonly schema?: z.ZodType
    /** The answer of this GET is no JSON: `handle` answers its bytes or its text. A range (`image/*`): it sets `content-type` itself. */
    readonly contentType?: string
    /** Header names that the answer carries beside the common ones, with their meaning. */
    readonly headers?: Readonly<Record<string, string>>
  }
  /** Not repeatable by an Idempotency-Key: what it sets (a cookie) must not be kept. */
  readonly isSession?: true
  /** The answer holds a secret: what is kept for the Idempotency-Key is sealed with the caller's own credential. */
  readonly hasSecretAnswer?: boolean
  /** Codes of refusals (404, 409, 422 …) that this call can answer beyond those of its kind. */
  readonly refusals?: readonly ErrorCode[]
  /** For the document: what refusals of a code say here, where that differs from call to call. A list: of the fields of a body or query. */
  readonly exampleTexts?: Readonly<Partial<Record<ErrorCode, string | readonly string[]>>>
  /** Runs before the transaction is opened: waiting, or reading what need not be in it. */
  readonly prepare?: (request: RequestFacts<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Prepared>
  /**
   * Calls one verb in the transaction `request.tx` and answers what is to be sent. May run more than once (serialization
   * failures are retried), so whatever reaches beyond the database goes into `afterCommit`.
   */
  readonly handle: (request: ApiRequest<z.output<Params>, z.output<Query>, z.output<Body>, Prepared>) => Promise<unknown>
  /**
   * For calls that share a commit with others: used instead of `handle` when no Idempotency-Key asks for a transaction of its own.
   */
  readonly handleShared?: (request: SharedRequest<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<unknown>
}

/** What is known of a call before it is known whose program it is about. */
export interface PublicCall<Body, Params = unknown, Query = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly headers: IncomingHttpHeaders
  setHeader(name: string, value: string): void
}

export interface RequestFacts<Params, Query, Body> {
  readonly programId: Uuid
  readonly operatorId: Uuid
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Who asks, for `created_by` and the audit: `key:<id>` or `user:<id>`. */
  readonly actor: string
  readonly permissions: Permissions
  /** Null: a public call. */
  readonly credential: Credential | null
  readonly from: Sender
  /** The wall clock at the start of the request. For a program's own time see `programNow`. */
  readonly now: Date
}

/** Where a request came from. */
export interface Sender {
  /** As `networkOf` writes it. */
  readonly network: string
  /** The browser or program, as it calls itself. */
  readonly agent: string | null
  /** The host that was asked for, with a port where there is one. */
  readonly host: string
  readonly headers: IncomingHttpHeaders
}

export interface SharedRequest<Params, Query, Body> extends RequestFacts<Params, Query, Body> {
  /** Adds a header to the answer. */
  setHeader(name: string, value: string): void
}

export interface ApiRequest<Params, Query, Body, Prepared> extends SharedRequest<Params, Query, Body> {
  readonly tx: Tx
  readonly prepared: Prepared
  /** Runs after the commit and before the answer is sent; never for a replay. */
  afterCommit(effect: Effect): void
}

export type Effect = () => void | Promise<void>

/** Every route of a dialect as its document shows it. */
// biome-ignore lint/suspicious/noExplicitAny: the list holds definitions of every parameter, query and body type
export type AnyRouteDefinition = RouteDefinition<any, any, any, any>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The definition this route was made from. A route without one is refused at registration. */
    definition?: AnyRouteDefinition
    /** Open to everybody on purpose: the API's own description. */
    isPublic?: boolean
  }
  interface FastifyRequest {
    credential: Credential | null
    /** What the credential was proven with. Empty without one. */
    callerSecret: string
    /** SHA-256 of the body as it came, when the request carries an Idempotency-Key. */
    bodyHash: string
  }
}

/** Adds a route: parse, permission, idempotency, one transaction, answer. */
export function defineRoute<
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
  Prepared = undefined,
>(app: FastifyInstance, context: AppContext, definition: RouteDefinition<Params, Query, Body, Prepared>): void {
  const shape = definition.fields === undefined || definition.fields === 'strict' ? undefined : fieldShape(definition.fields)
  app.route({
    method: definition.method,
    url: definition.path,
    bodyLimit: definition.bodyLimit ?? STANDARD_BODY_LIMIT,
    config: { definition },
    handler: async (request, reply) => {
      const facts = await readFacts(context, definition, shape, request, reply)
      const claim = app.dialect.takesIdempotencyKeys ? readClaim(context, definition, request, facts) : undefined
      const outcome = await carryOut(context, definition, facts, claim, (error) => refusalAnswer(app.dialect, error, request))
      for (const effect of outcome.effects) await effect()
      if (outcome.isReplay) reply.header('idempotent-replayed', 'true')
      return sendAnswer(reply, outcome.answer)
    },
  })
}

interface Outcome {
  readonly answer: Answer
  readonly effects: readonly Effect[]
  readonly isReplay: boolean
}

/** What is sent: text, or the bytes of a file, which nothing keeps. */
interface Answer extends Omit<StoredAnswer, 'body'> {
  readonly body: string | Buffer
}

type Facts = RequestFacts<never, never, never>

async function readFacts(
  context: AppContext,
  definition: AnyRouteDefinition,
  shape: FieldShape | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Facts> {
  refuseNulInUrl(request)
  const ignored = new Set<string>()
  const body = shape === undefined ? request.body : matchBody(request.body, shape, ignored)
  const input = {
    params: readParams(definition, request.params),
    query: definition.query === undefined ? request.query : parseInput(definition.query, request.query),
    body: definition.body === undefined ? undefined : parseInput(definition.body, body),
  }
  const facts: RequestFacts<unknown, unknown, unknown> = { ...input, ...(await callerOf(definition, request, reply, input)), from: senderOf(request), now: context.clock.now() }
  if (ignored.size > 0) reply.header('x-ignored-fields', ignoredFieldsHeader(ignored))
  // The schemas of this very definition made these values; the definition's own type is erased in the list of routes.
  return facts as Facts
}

const LONGEST_AGENT = 400

function senderOf({ ip, host, headers }: FastifyRequest): Sender {
  return { network: networkOf(ip), agent: headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null, host, headers }
}

async function callerOf(definition: AnyRouteDefinition, request: FastifyRequest, reply: FastifyReply, input: { params: unknown; query: unknown; body: unknown }) {
  const { credential } = request
  if (credential !== null) {
    const { programId, operatorId, actor, permissions } = credential
    return { programId, operatorId, actor, permissions, credential }
  }
  if (definition.findProgram === undefined) throw new DomainError('authentication_required')
  const setHeader = (name: string, value: string) => void reply.header(name, value)
  const program = await definition.findProgram({ ...input, headers: request.headers, setHeader })
  return { ...program, actor: definition.publicActor ?? 'public', permissions: NO_PERMISSIONS, credential: null }
}

const NO_PERMISSIONS: Permissions = {}

function readParams(definition: AnyRouteDefinition, params: unknown): unknown {
  if (definition.params === undefined) return params
  const result = definition.params.safeParse(params)
  if (!result.success && definition.wrongParams !== undefined) throw new DomainError('invalid_request', { message: definition.wrongParams })
  if (!result.success) throw new DomainError('not_found')
  return result.data
}

function matchBody(body: unknown, shape: FieldShape, ignored: Set<string>): unknown {
  if (Array.isArray(body)) return body.map((item) => matchFieldNames(item, shape, ignored))
  if (typeof body === 'object' && body !== null && 'items' in body && Array.isArray(body.items)) {
    return { items: body.items.map((item) => matchFieldNames(item, shape, ignored)) }
  }
  return matchFieldNames(body, shape, ignored)
}

/** %00 decodes to a character that PostgreSQL cannot hold. */
function refuseNulInUrl(request: FastifyRequest): void {
  if (!request.url.includes('%00')) return
  throw new DomainError('invalid_request', { message: 'The URL cannot contain the NUL character.' })
}

function readClaim(context: AppContext, definition: AnyRouteDefinition, request: FastifyRequest, facts: Facts): Claim | undefined {
  if (definition.method === 'GET' || definition.isSession === true) return undefined
  const key = readIdempotencyKey(request.headers['idempotency-key'])
  if (key === undefined || request.credential === null) return undefined
  return {
    programId: facts.programId,
    credentialId: request.credential.id,
    key,
    requestHash: hashRequest(request.method, request.url, request.bodyHash),
    sealedWith: definition.hasSecretAnswer === true ? request.callerSecret : undefined,
    now: context.clock.now(),
  }
}

async function carryOut(
  context: AppContext,
  definition: AnyRouteDefinition,
  facts: Facts,
  claim: Claim | undefined,
  answerRefusal: (error: DomainError) => StoredAnswer,
): Promise<Outcome> {
  if (claim === undefined) return definition.handleShared === undefined ? inTransaction(context, definition, facts) : shared(definition, facts)
  return oneAtATime(claim, async () => {
    try {
      return await inTransaction(context, definition, facts, claim)
    } catch (error) {
      if (isFirstAnswer(error)) await keepRefusal(context, claim, answerRefusal(error))
      throw error
    }
  })
}

async function shared(definition: AnyRouteDefinition, facts: Facts): Promise<Outcome> {
  const headers: AnswerHeaders = {}
  const value: unknown = await definition.handleShared?.({ ...facts, setHeader: setterFor(headers) })
  return { answer: answerOf(definition, headers, value), effects: [], isReplay: false }
}

async function inTransaction(context: AppContext, definition: AnyRouteDefinition, facts: Facts, claim?: Claim): Promise<Outcome> {
  const prepared: unknown = definition.prepare === undefined ? undefined : await definition.prepare(facts)
  return context.db.inProgram(facts.programId, async (tx) => {
    const first = claim === undefined ? null : await findFirstAnswer(tx, claim)
    if (first !== null) return { answer: first, effects: [], isReplay: true }
    const headers: AnswerHeaders = {}
    const effects: Effect[] = []
    const afterCommit = (effect: Effect): void => void effects.push(effect)
    const value: unknown = await definition.handle({ ...facts, tx, prepared, setHeader: setterFor(headers), afterCommit })
    const answer = answerOf(definition, headers, value)
    if (claim !== undefined) await keepAnswer(tx, claim, { ...answer, body: String(answer.body) })
    return { answer, effects, isReplay: false }
  })
}

type AnswerHeaders = Record<string, string | string[]>

function setterFor(headers: AnswerHeaders): (name: string, value: string) => void {
  return (name, value) => {
    // Cookies are one header each.
    headers[name] = name === 'set-cookie' ? [...(headers[name] ?? []), value] : value
  }
}

function answerOf(definition: AnyRouteDefinition, headers: AnswerHeaders, value: unknown): Answer {
  const { status, contentType } = definition.success
  if (contentType === undefined) return { status, headers, body: status === 204 ? '' : JSON.stringify(value) }
  if (typeof value !== 'string' && !Buffer.isBuffer(value)) throw new Error(`${definition.operationId} answers ${contentType}, which is text or bytes`)
  return { status, headers: { 'content-type': contentType, ...headers }, body: value }
}

// A refusal by a business rule is an answer too: the rules may have changed when the retry comes, its answer may not.
const ANSWERING_KINDS = new Set(['refused', 'conflict', 'not_found'])

function isFirstAnswer(error: unknown): error is DomainError {
  if (!(error instanceof DomainError) || !ANSWERING_KINDS.has(error.kind)) return false
  return error.code !== 'request_in_flight' && error.code !== 'idempotency_key_reused'
}

/** A refusal as the dialect tells it. */
export function refusalAnswer(dialect: Dialect, error: unknown, { id, method, url, routeOptions }: FastifyRequest): StoredAnswer {
  const operationId = routeOptions.config?.definition?.operationId
  const { status, headers, body } = dialect.refuse(error, { id, method, url, operationId })
  return { status, headers: { ...headers, 'content-type': dialect.errorContentType }, body: JSON.stringify(body) }
}

async function keepRefusal(context: AppContext, claim: Claim, answer: StoredAnswer): Promise<void> {
  await context.db.inProgram(claim.programId, async (tx) => {
    if ((await findFirstAnswer(tx, claim)) === null) {
      await keepAnswer(tx, claim, answer)
    }
  })
}

function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status)
  if (answer.status !== 204) reply.header('content-type', JSON_CONTENT_TYPE)
  return reply.headers(answer.headers).send(answer.status === 204 ? undefined : answer.body)
}
