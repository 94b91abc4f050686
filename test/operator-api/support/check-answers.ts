import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Dialect } from '../../../src/http/plumbing/dialect.ts'
import { errorsByStatus } from '../../../src/http/plumbing/openapi.ts'
import type { AnyRouteDefinition } from '../../../src/http/plumbing/route.ts'

/**
 * Checks every answer of the server against what its route declares: status, code of an error, schema of the body. Answers a list that
 * collects what does not fit. To be called before the server is ready.
 */
export function checkAnswersOf(app: FastifyInstance): string[] {
  const violations: string[] = []
  app.addHook('onSend', async (request, reply, payload) => {
    const { definition } = request.routeOptions.config
    if (definition === undefined) return payload
    const text = typeof payload === 'string' ? payload : ''
    const violation = violationOf(request.server.dialect, definition, reply.statusCode, text)
    if (violation !== undefined) violations.push(`${definition.operationId} answered ${reply.statusCode}: ${violation}`)
    for (const name of ['x-request-id', 'cache-control']) {
      if (!reply.hasHeader(name)) violations.push(`${definition.operationId} answered without ${name}`)
    }
    return payload
  })
  return violations
}

function violationOf(dialect: Dialect, definition: AnyRouteDefinition, status: number, text: string): string | undefined {
  if (status === definition.success.status) return successViolation(definition, text)
  const errors = [...errorsByStatus(dialect, definition)].find(([declared]) => declared === status)?.[1]
  if (errors === undefined) return `an undeclared status with ${text.slice(0, 300)}`
  const error = dialect.errorSchema.safeParse(JSON.parse(text))
  if (!error.success) return `not an error of this dialect: ${error.error.message}`
  if (status === 500) return `an internal error`
  const coded = z.object({ code: z.string() }).safeParse(error.data)
  if (coded.success && !errors.some(({ code }) => code === coded.data.code)) return `an undeclared code ${coded.data.code}`
  return undefined
}

function successViolation(definition: AnyRouteDefinition, text: string): string | undefined {
  const { schema, contentType } = definition.success
  if (contentType !== undefined) return undefined
  if (schema === undefined) return text === '' ? undefined : 'a body that is not declared'
  const parsed = schema.safeParse(JSON.parse(text))
  return parsed.success ? undefined : `off its schema: ${parsed.error.message}`
}
