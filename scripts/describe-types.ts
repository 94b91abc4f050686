import { fileURLToPath } from 'node:url'

/** Which documents the apps' types are made of, and where they go. */
export const API_TYPES = [
  { name: 'OperatorApi', prefix: '/api/v1', document: at('test/operator-api/openapi.snapshot.json'), file: at('web/api/operator-api.ts') },
  { name: 'PortalApi', prefix: '/portal/v1', document: at('test/portal/openapi.snapshot.json'), file: at('web/api/portal-api.ts') },
] as const

function at(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

/** What is read of an OpenAPI 3.1 document. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas?: Readonly<Record<string, Schema>> }
}

interface Operation {
  readonly summary: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema | false
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** TypeScript of an API: its schemas by name, and an interface of its calls as `'GET /brand/{id}'`. */
export function describeTypes(document: ApiDocument, name: string, prefix: string): string {
  const schemas = Object.entries(document.components.schemas ?? {}).map(([schema, content]) => `export type ${schema} = ${typeOf(content)}\n`)
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method]
      return operation === undefined ? [] : [describeCall(`${method.toUpperCase()} ${path.slice(prefix.length)}`, operation)]
    }),
  )
  return `// Made of the API's own document by "npm run web-types". Not to be changed by hand.
/* biome-ignore-all lint: made, not written */
${schemas.join('')}
export interface ${name} {
${calls.join('')}}
`
}

function describeCall(call: string, { summary, parameters = [], requestBody, responses }: Operation): string {
  const parts = [
    part('params', parametersIn(parameters, 'path')),
    part('query', parametersIn(parameters, 'query')),
    part('body', bodyOf(requestBody?.content)),
    part('answer', answerOf(responses)),
  ]
  return `  /** ${summary} */\n  '${call}': { ${parts.join('; ')} }\n`
}

function part(name: string, type: string): string {
  return `${name}: ${type}`
}

function parametersIn(parameters: readonly Parameter[], place: string): string {
  const fields = parameters.filter((parameter) => parameter.$ref === undefined && parameter.in === place)
  if (fields.length === 0) return 'undefined'
  return `{ ${fields.map(({ name, required, schema }) => `${property(name)}${required === true ? '' : '?'}: ${place === 'query' ? `${queryType(schema)} | undefined` : typeOf(schema)}`).join('; ')} }`
}

/** In an address everything is text; numbers and truth values are written as such. */
function queryType(schema: Schema): string {
  const type = typeOf(schema)
  return type === 'string' ? 'string | number' : type
}

function bodyOf(content: Content | undefined): string {
  const schema = content?.['application/json']?.schema
  return schema === undefined ? 'undefined' : typeOf(schema)
}

function answerOf(responses: Operation['responses']): string {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
  if (success?.content === undefined) return 'undefined'
  const schema = success.content['application/json']?.schema
  return schema === undefined ? 'Blob' : typeOf(schema)
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const union = schema.anyOf ?? schema.oneOf
  if (union !== undefined) return unique(union.map(typeOf)).join(' | ')
  if (schema.allOf !== undefined) return schema.allOf.map((part) => `(${typeOf(part)})`).join(' & ')
  if (typeof schema.type === 'object') return unique(schema.type.map((type) => typeOf({ ...schema, type }))).join(' | ')
  return plainType(schema)
}

function plainType(schema: Schema): string {
  switch (schema.type) {
    case 'string': return 'string'
    case 'number':
    case 'integer': return 'number'
    case 'boolean': return 'boolean'
    case 'null': return 'null'
    case 'array': return arrayType(schema)
    case 'object': return objectType(schema)
    default: return schema.properties === undefined ? 'unknown' : objectType(schema)
  }
}

function arrayType({ prefixItems, items }: Schema): string {
  if (prefixItems !== undefined) return `[${prefixItems.map(typeOf).join(', ')}]`
  return items === undefined || items === false ? 'unknown[]' : `(${typeOf(items)})[]`
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(([name, schema]) => `${property(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`)
  if (fields.length > 0) return `{ ${fields.join('; ')} }`
  const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'
  return additionalProperties === false ? 'Record<string, never>' : `Record<string, ${values}>`
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

function unique(types: readonly string[]): string[] {
  return [...new Set(types)]
}
