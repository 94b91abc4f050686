import { z } from 'zod'
import { DomainError, ERROR_CATALOGUE, type ErrorCode } from '../../domain/errors.ts'
import { exampleOfSchema } from './example-of-schema.ts'
import { type ErrorStatus, problemOf, STATUS_OF_KIND } from './problem.ts'
import type { AnyRouteDefinition } from './route.ts'

/** An OpenAPI 3.1 document is JSON; we only ever build and send it. */
export type JsonObject = Record<string, unknown>

export interface ApiDescription {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly serverUrl: string
  readonly prefix: string
}

const FieldErrorSchema = z.object({ path: z.string(), code: z.string(), message: z.string() }).meta({ id: 'FieldError' })

/** The body of every error. */
export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable, snake_case. What programs should look at.' }),
    errors: z.array(FieldErrorSchema),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })

/** Describes a dialect completely, from the definitions that its routes were made from. */
export function describeApi(description: ApiDescription, definitions: readonly AnyRouteDefinition[]): JsonObject {
  const components: JsonObject = {}
  const paths: Record<string, JsonObject> = {}
  for (const definition of definitions) {
    const path = (description.prefix + definition.path).replace(/:(\w+)/g, '{$1}')
    const item = (paths[path] ??= {})
    item[definition.method.toLowerCase()] = describeOperation(definition, components)
  }
  toSchema(ProblemSchema, 'output', components)
  return {
    openapi: '3.1.0',
    info: {
      title: description.title,
      version: description.version,
      description: description.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: description.serverUrl }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set(definitions.map((definition) => definition.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'A key of the program: `fsk_live_…` or `fsk_test_…`.' },
        session: { type: 'http', scheme: 'bearer', description: "The dashboard's own session." },
      },
      responses: describeProblems(definitions),
      parameters: { IdempotencyKey: IDEMPOTENCY_PARAMETER },
      headers: Object.fromEntries(Object.entries(SHARED_HEADERS).map(([name, text]) => [componentName(name), headerOf(text)])),
      examples: Object.fromEntries(codesOf(definitions).map((code) => exampleOf(code))),
      schemas: components,
    },
  }
}

function codesOf(definitions: readonly AnyRouteDefinition[]): ErrorCode[] {
  return [...new Set(definitions.flatMap((definition) => [...codesByStatus(definition).values()].flat()))].sort()
}

function describeOperation(definition: AnyRouteDefinition, components: JsonObject): JsonObject {
  const description = [definition.description, `Permission: \`${definition.permission}\`.`].filter((text) => text !== undefined).join('\n\n')
  return {
    operationId: definition.operationId,
    tags: [definition.tag],
    summary: definition.summary,
    description,
    'x-permission': definition.permission,
    parameters: describeParameters(definition, components),
    ...(definition.body === undefined ? {} : { requestBody: describeBody(definition, components) }),
    responses: describeAnswers(definition, components),
  }
}

function describeParameters(definition: AnyRouteDefinition, components: JsonObject): JsonObject[] {
  const parameters: JsonObject[] = [...parametersOf(definition.params, 'path', components), ...parametersOf(definition.query, 'query', components)]
  if (definition.method !== 'GET') parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  return parameters
}

const IDEMPOTENCY_PARAMETER: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Your name for this one effect. A repeat within 7 days gets the first answer, with `Idempotent-Replayed: true`.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', components: JsonObject): JsonObject[] {
  if (schema === undefined) return []
  const { properties, required } = toSchema(schema, 'input', components)
  const names = new Set(Array.isArray(required) ? required : [])
  return Object.entries((properties ?? {}) as Record<string, JsonObject>).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || names.has(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }))
}

function describeBody(definition: AnyRouteDefinition, components: JsonObject): JsonObject {
  const schema: z.ZodType = definition.body
  return { required: !(schema instanceof z.ZodOptional), content: { 'application/json': withExample(schema, components) } }
}

function describeAnswers(definition: AnyRouteDefinition, components: JsonObject): JsonObject {
  const { status, description, schema, headers } = definition.success
  const success: JsonObject = { description, headers: describeHeaders(definition, headers) }
  if (schema !== undefined) {
    const described = toReference(schema, 'output', components)
    success['content'] = { 'application/json': { schema: described, example: exampleOfSchema(described, components) } }
  }
  const answers: JsonObject = { [status]: success }
  for (const [errorStatus, codes] of codesByStatus(definition)) {
    answers[errorStatus] = { $ref: `#/components/responses/${problemName(errorStatus, codes)}` }
  }
  return answers
}

function withExample(schema: z.ZodType, components: JsonObject): JsonObject {
  const examples: unknown = z.globalRegistry.get(schema)?.['examples']
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined
  return { schema: toReference(schema, 'input', components), ...(example === undefined ? {} : { example }) }
}

const COMMON_HEADERS = {
  'X-Request-Id': 'Names this request; tell it to us when something is wrong.',
  'RateLimit-Limit': 'Requests allowed per minute.',
  'RateLimit-Remaining': 'Requests left in this minute.',
  'RateLimit-Reset': 'Seconds until the count starts again.',
}

/** Described once and referred to. */
const SHARED_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON_HEADERS,
  'Idempotent-Replayed': '`true` if this is the first answer to the same Idempotency-Key.',
  'X-Ignored-Fields': 'Fields of the body that were not used.',
  'Retry-After': 'Seconds to wait.',
}

function describeHeaders(definition: AnyRouteDefinition, own: Readonly<Record<string, string>> = {}): JsonObject {
  const shared = Object.keys(COMMON_HEADERS)
  if (definition.method !== 'GET') shared.push('Idempotent-Replayed')
  if (definition.fields !== undefined && definition.fields !== 'strict') shared.push('X-Ignored-Fields')
  return { ...sharedHeaders(shared), ...Object.fromEntries(Object.entries(own).map(([name, text]) => [name, headerOf(text)])) }
}

function sharedHeaders(names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${componentName(name)}` }]))
}

function headerOf(description: string): JsonObject {
  return { description, schema: { type: 'string' } }
}

function componentName(header: string): string {
  return header.replaceAll('-', '')
}

/** Every code a call can answer, by its status: those of its shape and those its definition names. */
export function codesByStatus(definition: AnyRouteDefinition): ReadonlyMap<ErrorStatus, readonly ErrorCode[]> {
  const codes: ErrorCode[] = ['invalid_request', 'authentication_required', 'invalid_credential', 'permission_denied', 'rate_limited']
  if (definition.params !== undefined) codes.push('not_found')
  if (definition.method !== 'GET') codes.push('request_in_flight', 'idempotency_key_reused', 'payload_too_large', 'unsupported_media_type')
  codes.push(...(definition.refusals ?? []), 'impossible', 'database_unavailable')
  const byStatus = new Map<ErrorStatus, ErrorCode[]>()
  for (const code of new Set(codes)) {
    const status = STATUS_OF_KIND[ERROR_CATALOGUE[code][0]]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b))
}

const EXAMPLE_REQUEST_ID = '019abc00-0000-7000-8000-0000000000ff'

// What every write can answer goes without saying; what is special about a call is in the name.
const ORDINARY_CODES: ReadonlySet<ErrorCode> = new Set(['invalid_request', 'authentication_required', 'invalid_credential', 'request_in_flight', 'idempotency_key_reused'])

const ONLY_ONE_OF_ITS_STATUS: ReadonlySet<ErrorStatus> = new Set([403, 404, 413, 415, 429, 500, 503])

function problemName(status: ErrorStatus, codes: readonly ErrorCode[]): string {
  const special = codes.filter((code) => !ORDINARY_CODES.has(code) && !ONLY_ONE_OF_ITS_STATUS.has(STATUS_OF_KIND[ERROR_CATALOGUE[code][0]]))
  return ['Problem', String(status), ...special.sort()].join('-')
}

function describeProblems(definitions: readonly AnyRouteDefinition[]): JsonObject {
  const problems = definitions.flatMap((definition) => [...codesByStatus(definition)])
  return Object.fromEntries(problems.map(([status, codes]) => [problemName(status, codes), describeProblem(status, codes)]))
}

function describeProblem(status: ErrorStatus, codes: readonly ErrorCode[]): JsonObject {
  const examples = codes.map((code) => [exampleOf(code)[0], { $ref: `#/components/examples/${exampleOf(code)[0]}` }] as const)
  const headers = [...Object.keys(COMMON_HEADERS), ...(status === 429 || status === 503 ? ['Retry-After'] : [])]
  return {
    description: codes.map((code) => ERROR_CATALOGUE[code][1]).join(' '),
    headers: sharedHeaders(headers),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples: Object.fromEntries(examples) } },
  }
}

function exampleOf(code: ErrorCode): readonly [string, JsonObject] {
  const value = problemOf(new DomainError(code), EXAMPLE_REQUEST_ID).body
  return [value.code, { summary: ERROR_CATALOGUE[code][1], value }]
}

/** A schema in place, or a reference if it has a name of its own. */
function toReference(schema: z.ZodType, io: 'input' | 'output', components: JsonObject): JsonObject {
  const name = z.globalRegistry.get(schema)?.id
  const inPlace = toSchema(schema, io, components)
  if (name === undefined) return inPlace
  components[name] ??= inPlace
  return { $ref: `#/components/schemas/${name}` }
}

const DEFINITION_PREFIX = '#/$defs/'

function toSchema(schema: z.ZodType, io: 'input' | 'output', components: JsonObject): JsonObject {
  const json: JsonObject = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', reused: 'inline' })
  const { $schema: _dialect, $defs: definitions, id: _id, $id: _uri, ...own } = json
  for (const [name, definition] of Object.entries((definitions ?? {}) as JsonObject)) components[name] ??= withoutIds(definition)
  return withoutIds(own) as JsonObject
}

/** Points references at the components and drops the ids that the converter leaves on named schemas. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key: string, part: unknown) => {
      if (key === '$ref' && typeof part === 'string') return part.replace(DEFINITION_PREFIX, '#/components/schemas/')
      if (isNamedSchema(part)) {
        const { id: _id, ...rest } = part
        return rest
      }
      return part
    }),
  )
}

// Names of schemas are capitalised; ids in examples are not, and a property called id is an object.
function isNamedSchema(part: unknown): part is JsonObject {
  return typeof part === 'object' && part !== null && 'id' in part && typeof part.id === 'string' && /^[A-Z][A-Za-z]+$/.test(part.id)
}
