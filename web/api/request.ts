import type { OperatorApi } from './operator-api.ts'
import type { PortalApi } from './portal-api.ts'

/** What a call takes and answers, as the generated types describe it. */
export interface CallShape {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly answer: unknown
}

/** An API's calls by name: `'GET /brand/{id}'`. */
export type Api = { readonly [Call in keyof OperatorApi]: CallShape } | { readonly [Call in keyof PortalApi]: CallShape }

export type Answer<A, Call extends keyof A> = A[Call] extends { readonly answer: infer Found } ? Found : never
type Given<Name extends string, Value> = undefined extends Value
  ? { readonly [key in Name]?: Value }
  : Record<never, never> extends Value
    ? { readonly [key in Name]?: Value }
    : { readonly [key in Name]: Value }
export type Input<A, Call extends keyof A> = A[Call] extends CallShape
  ? Given<'params', A[Call]['params']> & Given<'query', A[Call]['query']> & Given<'body', A[Call]['body']>
  : never

/** One field that a call refused: `path` as in the body, `components.0.rate`. */
export interface FieldProblem {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** A refusal (problem details), or `code: 'unreachable'` when nothing was answered. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly FieldProblem[]
  readonly requestId: string | undefined

  constructor(problem: {
    status: number
    code: string
    message: string
    fields?: readonly FieldProblem[]
    requestId?: string | undefined
  }) {
    super(problem.message)
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code
    this.fields = problem.fields ?? []
    this.requestId = problem.requestId
  }
}

export interface PlainInput {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

/** Sends a call: `call` is a method and a path below `prefix`. Every write carries an idempotency key, so that a repetition has no second effect. */
export async function send(prefix: string, call: string, input: PlainInput, signal?: AbortSignal): Promise<unknown> {
  try {
    return await sendOnce(prefix, call, input, signal)
  } catch (error) {
    const isStale = error instanceof ApiError && error.code === 'fresh_sign_in_required'
    if (isStale && (await askAgain?.(prefix)) === true) return sendOnce(prefix, call, input, signal)
    throw error
  }
}

async function sendOnce(prefix: string, call: string, input: PlainInput, signal?: AbortSignal): Promise<unknown> {
  const [method = 'GET', path = ''] = call.split(' ')
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['idempotency-key'] = crypto.randomUUID()
  if (program !== undefined && prefix === OPERATOR_API) headers['fairshare-program'] = program
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  const response = await reach(prefix + addressOf(path, input), {
    method,
    headers,
    credentials: 'same-origin',
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!response.ok) throw await refusalOf(response)
  if (response.status === 204) return undefined
  return response.headers.get('content-type')?.includes('json') === true ? response.json() : response.blob()
}

const OPERATOR_API = '/api/v1'
let program: string | undefined

/** Which program the page is about from now on: a session that another window has taken elsewhere is refused, instead of doing it there. */
export function nameProgram(id: string): void {
  program = id
}

let askAgain: ((prefix: string) => Promise<boolean>) | undefined

/** What an app does when a call below `prefix` takes a sign-in of the last minutes: it asks, and answers whether the call may be tried once more. */
export function onFreshSignInRequired(ask: (prefix: string) => Promise<boolean>): () => void {
  askAgain = ask
  return () => {
    if (askAgain === ask) askAgain = undefined
  }
}

/** The address of a file that the API answers, for links: `fileUrl('/api/v1', '/statement/{id}/pdf', { params: { id } })`. */
export function fileUrl(prefix: string, path: string, input: PlainInput = {}): string {
  return prefix + addressOf(path, input)
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError({ status: 0, code: 'unreachable', message: 'The server cannot be reached.' })
  }
}

async function refusalOf(response: Response): Promise<ApiError> {
  const problem: unknown = await response.json().catch(() => ({}))
  const told = typeof problem === 'object' && problem !== null ? (problem as Record<string, unknown>) : {}
  const say = await readWording()
  const fields: readonly FieldProblem[] = Array.isArray(told['errors']) ? told['errors'] : []
  return new ApiError({
    status: response.status,
    code: textOf(told['code']) ?? 'unknown',
    message: say(textOf(told['detail']) ?? textOf(told['title']) ?? response.statusText),
    fields: fields.map((field) => ({ ...field, message: say(field.message) })),
    requestId: textOf(told['requestId']),
  })
}

export type Wording = (said: string) => string
let readWording: () => Promise<Wording> = async () => (said) => said

/** How refusals are put into the reader's words, from now on: every screen shows them as they come from here. */
export function wordRefusals(read: () => Promise<Wording>): void {
  // Without the words (the network is gone) the server's own still say what is the matter.
  readWording = () => read().catch(() => (said) => said)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function addressOf(path: string, { params, query }: PlainInput): string {
  const values = (params ?? {}) as Readonly<Record<string, unknown>>
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search}`
}
