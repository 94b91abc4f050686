import type { JsonObject } from './openapi.ts'

const EXAMPLE_ID = '019abc00-0000-7000-8000-000000000001'
const EXAMPLE_INSTANT = '2026-11-01T12:00:00.000Z'
const MOST_LEVELS = 8

/**
 * An example of what a schema describes: the examples its fields carry, and for the others a value of their kind. Null stands only where
 * nothing else may.
 */
export function exampleOfSchema(schema: JsonObject, components: JsonObject, level = 0): unknown {
  if (Array.isArray(schema['examples'])) return schema['examples'][0]
  if (typeof schema['$ref'] === 'string') return exampleOfReference(schema['$ref'], components, level)
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['anyOf'])) return exampleOfVariants(schema['anyOf'], components, level)
  switch (Array.isArray(schema['type']) ? schema['type'][0] : schema['type']) {
    case 'object':
      return exampleOfObject(schema, components, level)
    case 'array':
      return level >= MOST_LEVELS ? [] : [exampleOfSchema(asObject(schema['items']), components, level + 1)]
    case 'string':
      return exampleOfText(schema)
    case 'integer':
      return 1
    case 'number':
      return 12.5
    case 'boolean':
      return false
    default:
      return null
  }
}

function exampleOfReference(reference: string, components: JsonObject, level: number): unknown {
  const name = reference.slice(reference.lastIndexOf('/') + 1)
  return level >= MOST_LEVELS ? {} : exampleOfSchema(asObject(components[name]), components, level + 1)
}

function exampleOfVariants(variants: readonly unknown[], components: JsonObject, level: number): unknown {
  const telling = variants.map(asObject).find((variant) => variant['type'] !== 'null')
  return telling === undefined ? null : exampleOfSchema(telling, components, level)
}

function exampleOfObject(schema: JsonObject, components: JsonObject, level: number): JsonObject {
  const properties = Object.entries(asObject(schema['properties']))
  return Object.fromEntries(
    properties.map(([name, property]) => [name, name === 'nextCursor' ? null : exampleOfSchema(asObject(property), components, level + 1)]),
  )
}

function exampleOfText(schema: JsonObject): string {
  if (schema['format'] === 'uuid') return EXAMPLE_ID
  if (schema['format'] === 'date-time') return EXAMPLE_INSTANT
  return '…'
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}
