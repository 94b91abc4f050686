import type { AppContext } from '../app/context.ts'
import { ALL_PERMISSIONS } from '../domain/access/permissions.ts'
import { DomainError } from '../domain/errors.ts'
import type { Uuid } from '../domain/ids.ts'
import type { AnyRouteDefinition } from '../http/plumbing/route.ts'
import { parseInput } from '../http/plumbing/validation.ts'
import { COMMAND_LINE_ACTOR } from './with-context.ts'

/** What a call is given, as it would come over HTTP: before it is parsed. */
export interface CallInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Carries out one call of the operator API in a program. Throws what the API would answer as a problem. */
export type ApiCall = (operationId: string, program: { readonly id: Uuid; readonly operatorId: Uuid }, input?: CallInput) => Promise<unknown>

/**
 * The operator API's own calls without HTTP, with every permission: so the command line takes and prints the same JSON, checks the same
 * things and does the same work.
 */
export async function openApiCalls(context: AppContext): Promise<ApiCall> {
  // Loaded by those who need it: it is a third of the time that a command takes to start.
  const { readRouteDefinitions } = await import('./route-definitions.ts')
  const definitions = readRouteDefinitions(context)
  return async (operationId, program, input = {}) => {
    const definition = definitions.get(operationId)
    if (definition === undefined) throw new Error(`the API has no call ${operationId}`)
    const facts = {
      programId: program.id,
      operatorId: program.operatorId,
      params: readParams(definition, input),
      query: definition.query === undefined ? undefined : parseInput(definition.query, input.query ?? {}),
      body: definition.body === undefined ? undefined : parseInput(definition.body, input.body),
      actor: COMMAND_LINE_ACTOR,
      permissions: ALL_PERMISSIONS,
      credential: null,
      from: FROM_HERE,
      now: context.clock.now(),
    }
    const prepared: unknown = await definition.prepare?.(facts)
    return await inTransaction(context, definition, { ...facts, prepared })
  }
}

const FROM_HERE = { network: 'local', agent: 'fairshare', host: 'localhost', headers: {} }

function readParams(definition: AnyRouteDefinition, input: CallInput): unknown {
  if (definition.params === undefined) return undefined
  const result = definition.params.safeParse(input.params ?? {})
  if (!result.success) throw new DomainError('not_found')
  return result.data
}

type Facts = Omit<Parameters<AnyRouteDefinition['handle']>[0], 'tx' | 'setHeader' | 'afterCommit'>

async function inTransaction(context: AppContext, definition: AnyRouteDefinition, facts: Facts): Promise<unknown> {
  let effects: (() => void)[] = []
  const answer = await context.db.inProgram(facts.programId, (tx) => {
    effects = []
    // Headers are how HTTP says more; whoever calls from here has the answer.
    return definition.handle({ ...facts, tx, setHeader: () => undefined, afterCommit: (effect) => void effects.push(effect) })
  })
  for (const effect of effects) effect()
  return answer
}
