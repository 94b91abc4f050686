import { OPERATOR_API_PREFIX } from '../../../src/http/operator-api/index.ts'
import type { TestApi } from './test-api.ts'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type JsonRecord = { [name: string]: Json }

/** One call of the OpenAPI document, references resolved where tests look. */
export interface Operation {
  readonly method: string
  /** Of the operator API below its prefix, as `/brand/{id}`; of the other one as the tests call it, `//v1/events`. */
  readonly path: string
  readonly id: string
  readonly pathParameters: readonly string[]
  readonly query: readonly { readonly name: string; readonly isRequired: boolean; readonly schema: JsonRecord }[]
  /** Undefined: the call has no body. */
  readonly body: { readonly schema: JsonRecord; readonly example: Json | undefined } | undefined
}

/** The document as clients get it. */
export class ApiDocument {
  readonly operations: readonly Operation[]
  readonly #root: JsonRecord

  constructor(root: JsonRecord) {
    this.#root = root
    const paths = Object.entries(root['paths'] as Record<string, Record<string, JsonRecord>>)
    this.operations = paths.flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => this.#operation(method, path, operation)))
  }

  /** Follows references until there is none. */
  resolve(schema: JsonRecord): JsonRecord {
    const reference = schema['$ref']
    if (typeof reference !== 'string') return schema
    const target = reference.slice(2).split('/').reduce<Json>((value, name) => (value as JsonRecord)[name] ?? null, this.#root)
    return this.resolve(target as JsonRecord)
  }

  #operation(method: string, path: string, operation: JsonRecord): Operation {
    const parameters = (operation['parameters'] as JsonRecord[]).map((parameter) => this.resolve(parameter))
    const content = (operation['requestBody'] as { content?: Record<string, { schema: JsonRecord; example?: Json }> } | undefined)?.content?.['application/json']
    return {
      method: method.toUpperCase(),
      path: path.startsWith(OPERATOR_API_PREFIX) ? path.slice(OPERATOR_API_PREFIX.length) : `/${path}`,
      id: String(operation['operationId']),
      pathParameters: parameters.filter((parameter) => parameter['in'] === 'path').map((parameter) => String(parameter['name'])),
      query: parameters.filter((parameter) => parameter['in'] === 'query').map((parameter) => ({ name: String(parameter['name']), isRequired: parameter['required'] === true, schema: parameter['schema'] as JsonRecord })),
      body: content === undefined ? undefined : { schema: content.schema, example: content.example },
    }
  }
}

/** Reads the document from the API itself: the operator API's, or `//v1/openapi.json`. */
export async function readDocument(api: TestApi, path = '/openapi.json'): Promise<ApiDocument> {
  return new ApiDocument((await api.get(path, { key: null })).body)
}
