import { z } from 'zod'
import { DomainError, ERROR_CATALOGUE, type ErrorCode } from '../../domain/errors.ts'
import { exampleOfSchema } from './example-of-schema.ts'
import type { Dialect } from './dialect.ts'
import { STATUS_OF_KIND } from './problem.ts'
import type { AnyRouteDefinition } from './route.ts'

/** An OpenAPI 3.1 document is JSON; we only ever build and send it. */
export type JsonObject = Record<string, unknown>

export interface ApiDescription {
  readonly title: string
  readonly version: string
  readonly description: string
  /** What the groups of calls are about, by their name. */
  readonly tags?: Readonly<Record<string, string>>
  readonly serverUrl: string
  readonly dialect: Dialect
}

/** Describes a dialect completely, from the definitions that its routes were made from. */
export function describeApi(description: ApiDescription, definitions: readonly AnyRouteDefinition[]): JsonObject {
  const { dialect } = description
  const securitySchemes = dialect.securitySchemes ?? SECURITY_SCHEMES
  const components: JsonObject = {}
  const paths: Record<string, JsonObject> = {}
  for (const definition of definitions) {
    const path = (dialect.prefix + definition.path).replace(/:(\w+)/g, '{$1}')
    const item = (paths[path] ??= {})
    item[definition.method.toLowerCase()] = describeOperation(dialect, definition, components)
  }
  const errorSchema = toReference(dialect.errorSchema, 'output', components)
  return {
    openapi: '3.1.0',
    info: {
      title: description.title,
      version: description.version,
      description: description.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: description.serverUrl }],
    security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
    tags: [...new Set(definitions.map((definition) => definition.tag))].map((name) => ({ name, ...describedTag(description.tags?.[name]) })),
    paths,
    components: {
      securitySchemes,
      responses: describeErrors(dialect, errorSchema, definitions),
      ...(dialect.takesIdempotencyKeys ? { parameters: { IdempotencyKey: IDEMPOTENCY_PARAMETER } } : {}),
      headers: Object.fromEntries(Object.entries({ ...commonHeaders(dialect), ...OCCASIONAL_HEADERS }).map(([name, text]) => [componentName(name), headerOf(text)])),
      examples: describeExamples(dialect, definitions),
      schemas: components,
    },
  }
}

const SECURITY_SCHEMES = {
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'A key of the program: `fsk_live_…` or `fsk_test_…`.' },
  session: { type: 'http', scheme: 'bearer', description: "The dashboard's own session." },
}

function describedTag(description: string | undefined): JsonObject {
  return description === undefined ? {} : { description }
}

function describeOperation(dialect: Dialect, definition: AnyRouteDefinition, components: JsonObject): JsonObject {
  const permission = definition.permission === 'public' ? 'Open to everybody: no key.' : `Permission: \`${definition.permission}\`.`
  const description = [definition.description, permission].filter((text) => text !== undefined).join('\n\n')
  return {
    operationId: definition.operationId,
    tags: [definition.tag],
    summary: definition.summary,
    description,
    ...(definition.permission === 'public' ? { security: [] } : {}),
    'x-permission': definition.permission,
    parameters: describeParameters(dialect, definition, components),
    ...(definition.body === undefined ? {} : { requestBody: describeBody(definition, components) }),
    responses: describeAnswers(dialect, definition, components),
  }
}

function describeParameters(dialect: Dialect, definition: AnyRouteDefinition, components: JsonObject): JsonObject[] {
  const parameters: JsonObject[] = [...parametersOf(definition.params, 'path', components), ...parametersOf(definition.query, 'query', components)]
  if (isRepeatable(dialect, definition)) parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  return parameters
}

function isRepeatable(dialect: Dialect, definition: AnyRouteDefinition): boolean {
  return dialect.takesIdempotencyKeys && definition.method !== 'GET' && definition.isSession !== true
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

function describeAnswers(dialect: Dialect, definition: AnyRouteDefinition, components: JsonObject): JsonObject {
  const { status, description, schema, contentType, headers } = definition.success
  const success: JsonObject = { description, headers: describeHeaders(dialect, definition, headers) }
  if (schema !== undefined) {
    const described = toReference(schema, 'output', components)
    success['content'] = { 'application/json': { schema: described, example: exampleOfSchema(described, components) } }
  }
  if (contentType !== undefined) success['content'] = { [contentType]: { schema: { type: 'string', contentMediaType: contentType } } }
  const answers: JsonObject = { [status]: success }
  for (const [errorStatus, errors] of errorsByStatus(dialect, definition)) {
    answers[errorStatus] = { $ref: `#/components/responses/${responseName(definition, errorStatus, errors)}` }
  }
  return answers
}

function withExample(schema: z.ZodType, components: JsonObject): JsonObject {
  const examples: unknown = z.globalRegistry.get(schema)?.['examples']
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined
  return { schema: toReference(schema, 'input', components), ...(example === undefined ? {} : { example }) }
}

function commonHeaders(dialect: Dialect): Readonly<Record<string, string>> {
  return { 'X-Request-Id': 'Names this request; tell it to us when something is wrong.', ...dialect.limitHeaders }
}

const OCCASIONAL_HEADERS: Readonly<Record<string, string>> = {
  'Idempotent-Replayed': '`true` if this is the first answer to the same Idempotency-Key.',
  'X-Ignored-Fields': 'Fields of the body that were not used.',
  'Retry-After': 'Seconds to wait.',
}

function describeHeaders(dialect: Dialect, definition: AnyRouteDefinition, own: Readonly<Record<string, string>> = {}): JsonObject {
  const shared = Object.keys(commonHeaders(dialect))
  if (isRepeatable(dialect, definition)) shared.push('Idempotent-Replayed')
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

/** Every code a call can answer: those of its shape and those its definition names. */
function codesOf(dialect: Dialect, definition: AnyRouteDefinition): ReadonlySet<ErrorCode> {
  const codes: ErrorCode[] = ['invalid_request', 'rate_limited']
  if (definition.permission !== 'public') codes.push('authentication_required', 'invalid_credential', 'permission_denied')
  if (definition.needsFreshSignIn === true) codes.push('fresh_sign_in_required')
  if (definition.params !== undefined) codes.push('not_found')
  if (definition.method !== 'GET') codes.push('payload_too_large', 'unsupported_media_type')
  if (isRepeatable(dialect, definition)) codes.push('request_in_flight', 'idempotency_key_reused')
  return new Set([...codes, ...(definition.refusals ?? []), 'impossible', 'database_unavailable'])
}

/** An error of a call as the document shows it. */
interface DescribedError {
  readonly code: ErrorCode
  readonly name: string
  /** In this call's own words. */
  readonly isOwn: boolean
  readonly summary: string
  readonly value: object
}

/** Every error of a call in the dialect's own words, by status. */
export function errorsByStatus(dialect: Dialect, definition: AnyRouteDefinition): ReadonlyMap<number, readonly DescribedError[]> {
  const request = { id: EXAMPLE_REQUEST_ID, method: definition.method, url: dialect.prefix + definition.path, operationId: definition.operationId }
  const byStatus = new Map<number, DescribedError[]>()
  for (const code of codesOf(dialect, definition)) {
    const own = definition.exampleTexts?.[code]
    const { status, body } = dialect.refuse(exampleError(code, own), request)
    const name = `${code === 'impossible' ? 'internal_error' : code}${own === undefined ? '' : `-${definition.operationId}`}`
    byStatus.set(status, [...(byStatus.get(status) ?? []), { code, name, isOwn: own !== undefined, summary: ERROR_CATALOGUE[code][1], value: body }])
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b))
}

function exampleError(code: ErrorCode, text: string | readonly string[] | undefined): DomainError {
  if (text === undefined) return new DomainError(code)
  if (typeof text === 'string') return new DomainError(code, { message: text })
  return new DomainError(code, { errors: text.map((message) => ({ path: 'field', code: 'invalid', message })) })
}

const EXAMPLE_REQUEST_ID = '019abc00-0000-7000-8000-0000000000ff'

// What every write can answer goes without saying; what is special about a call is in the name.
const ORDINARY_CODES: ReadonlySet<ErrorCode> = new Set(['invalid_request', 'authentication_required', 'invalid_credential', 'request_in_flight', 'idempotency_key_reused'])

const ONLY_ONE_OF_ITS_STATUS: ReadonlySet<number> = new Set([403, 404, 413, 415, 429, 500, 503])

function responseName({ operationId }: AnyRouteDefinition, status: number, errors: readonly DescribedError[]): string {
  if (errors.some(({ isOwn }) => isOwn)) return `Problem-${status}-${operationId}`
  const special = errors.filter(({ code }) => !ORDINARY_CODES.has(code) && !ONLY_ONE_OF_ITS_STATUS.has(STATUS_OF_KIND[ERROR_CATALOGUE[code][0]]))
  return ['Problem', String(status), ...special.map(({ code }) => code).sort()].join('-')
}

function describeErrors(dialect: Dialect, schema: JsonObject, definitions: readonly AnyRouteDefinition[]): JsonObject {
  const described = definitions.flatMap((definition) =>
    [...errorsByStatus(dialect, definition)].map(([status, errors]) => [responseName(definition, status, errors), status, errors] as const),
  )
  return Object.fromEntries(described.map(([name, status, errors]) => [name, describeError(dialect, schema, status, errors)]))
}

function describeExamples(dialect: Dialect, definitions: readonly AnyRouteDefinition[]): JsonObject {
  const errors = definitions.flatMap((definition) => [...errorsByStatus(dialect, definition).values()].flat())
  const sorted = errors.sort((a, b) => (a.name < b.name ? -1 : 1))
  return Object.fromEntries(sorted.map(({ name, summary, value }) => [name, { summary, value }]))
}

function describeError(dialect: Dialect, schema: JsonObject, status: number, errors: readonly DescribedError[]): JsonObject {
  const examples = errors.map(({ name }) => [name, { $ref: `#/components/examples/${name}` }] as const)
  const headers = [...Object.keys(commonHeaders(dialect)), ...(status === 429 || status === 503 ? ['Retry-After'] : [])]
  const [contentType = ''] = dialect.errorContentType.split(';')
  return {
    description: errors.map(({ summary }) => summary).join(' '),
    headers: sharedHeaders(headers),
    content: { [contentType]: { schema, examples: Object.fromEntries(examples) } },
  }
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
