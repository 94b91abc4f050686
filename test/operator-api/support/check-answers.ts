import type { FastifyInstance } from 'fastify'
import { codesByStatus, ProblemSchema } from '../../../src/http/plumbing/openapi.ts'
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
    const violation = violationOf(definition, reply.statusCode, text)
    if (violation !== undefined) violations.push(`${definition.operationId} answered ${reply.statusCode}: ${violation}`)
    for (const name of ['x-request-id', 'cache-control']) {
      if (!reply.hasHeader(name)) violations.push(`${definition.operationId} answered without ${name}`)
    }
    return payload
  })
  return violations
}

function violationOf(definition: AnyRouteDefinition, status: number, text: string): string | undefined {
  if (status === definition.success.status) return successViolation(definition, text)
  const codes = [...codesByStatus(definition)].find(([declared]) => declared === status)?.[1]
  if (codes === undefined) return `an undeclared status with ${text.slice(0, 300)}`
  const problem = ProblemSchema.strict().safeParse(JSON.parse(text))
  if (!problem.success) return `not a problem: ${problem.error.message}`
  if (status === 500) return `an internal error`
  if (!codes.some((code) => code === problem.data.code)) return `an undeclared code ${problem.data.code}`
  return undefined
}

function successViolation(definition: AnyRouteDefinition, text: string): string | undefined {
  const { schema } = definition.success
  if (schema === undefined) return text === '' ? undefined : 'a body that is not declared'
  const parsed = schema.safeParse(JSON.parse(text))
  return parsed.success ? undefined : `off its schema: ${parsed.error.message}`
}
