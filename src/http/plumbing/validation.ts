import type { z } from 'zod'
import { DomainError, type FieldError } from '../../domain/errors.ts'

/** Parses input with its schema or throws `invalid_request` naming every wrong field (`items.3.depositAmount`). */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new DomainError('invalid_request', { errors: result.error.issues.flatMap((issue) => fieldErrors(issue, '')) })
}

function fieldErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, code: 'unknown_field', message: 'There is no such field.' }))
  }
  if (issue.code === 'invalid_union') {
    // The variant that came closest speaks for the union: its errors lie deepest.
    const closest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0]
    if (closest !== undefined && closest.length > 0) return closest.flatMap((inner) => fieldErrors(inner, path))
  }
  const code = issue.code === 'custom' && typeof issue.params?.['code'] === 'string' ? issue.params['code'] : issue.code
  return [{ path, code, message: issue.message }]
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}
