import type { z } from 'zod'

/**
 * Reads an object the way clients of the reference write it: field names match in any case, and what is not ours is set aside
 * and named instead of refused. An exact name wins over another spelling of it.
 */
export function matchFieldNames(value: unknown, shape: FieldShape, ignored: Set<string>): unknown {
  if (!isRecord(value)) return value
  const matched: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    const known = shape.names.get(name.toLowerCase())
    if (known === undefined) ignored.add(name)
    else if (name === known || !(known in value)) matched[known] = field
  }
  return matched
}

/** The field names of a schema, by their lower-case form. */
export interface FieldShape {
  readonly names: ReadonlyMap<string, string>
}

export function fieldShape(schema: z.ZodObject): FieldShape {
  return { names: new Map(Object.keys(schema.shape).map((name) => [name.toLowerCase(), name])) }
}

const MOST_NAMED = 50
const LONGEST_NAME = 64

/** The value of `X-Ignored-Fields`: names only, harmless in a header, bounded. */
export function ignoredFieldsHeader(ignored: ReadonlySet<string>): string {
  return [...ignored].slice(0, MOST_NAMED).map((name) => encodeURIComponent(name.slice(0, LONGEST_NAME).toWellFormed())).join(', ')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
