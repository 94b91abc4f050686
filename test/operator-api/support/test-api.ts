import type { FastifyInstance } from 'fastify'
import { setUp, type SetUpResult } from '../../../src/domain/operators/set-up.ts'
import { OPERATOR_API_PREFIX } from '../../../src/http/operator-api/index.ts'
import { createApiServer } from '../../../src/http/server.ts'
import { createTestContext, type TestContext, type TestContextOptions } from '../../support/context.ts'
import { checkAnswersOf } from './check-answers.ts'

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  /** The parsed body; null for an empty one. Tests know what they asked for. */
  // biome-ignore lint/suspicious/noExplicitAny: every test reads another shape, and the schema has been checked
  readonly body: any
}

export interface CallOptions {
  readonly body?: unknown
  /** Another credential than the program's own; null for none. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** The operator API over a database of its own, with one program that has all permissions. */
export interface TestApi {
  readonly context: TestContext
  readonly app: FastifyInstance
  readonly program: SetUpResult
  /** Calls a path below the prefix; throws if the answer is not one that the document declares. */
  call(method: string, path: string, options?: CallOptions): Promise<TestAnswer>
  get(path: string, options?: CallOptions): Promise<TestAnswer>
  post(path: string, body?: unknown, options?: CallOptions): Promise<TestAnswer>
  patch(path: string, body?: unknown, options?: CallOptions): Promise<TestAnswer>
  delete(path: string, options?: CallOptions): Promise<TestAnswer>
  /** Another program, of another operator. */
  addProgram(name: string, test?: boolean, currency?: string): Promise<SetUpResult>
  close(): Promise<void>
}

/** Call it in `beforeAll`, and `close` in `afterAll`. */
export async function createTestApi(options: TestContextOptions & { readonly isTestProgram?: boolean } = {}): Promise<TestApi> {
  const context = await createTestContext(options)
  const app = createApiServer(context)
  const violations = checkAnswersOf(app)
  await app.ready()
  const addProgram = (name: string, test = false, currency = 'EUR'): Promise<SetUpResult> =>
    setUp(context, { operator: `${name} Ltd`, program: name, currency, timeZone: 'Europe/Malta', adminEmail: `admin@${name.toLowerCase()}.example`, test })
  const program = await addProgram('First', options.isTestProgram ?? false)

  const call = async (method: string, path: string, { body, key = program.apiKey, headers = {} }: CallOptions = {}): Promise<TestAnswer> => {
    const response = await app.inject({
      method: method as 'GET',
      url: path.startsWith('//') ? path.slice(1) : OPERATOR_API_PREFIX + path,
      headers: { ...(key === null ? {} : { 'x-api-key': key }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
    const found = violations.splice(0)
    if (found.length > 0) throw new Error(`${method} ${path}: ${found.join('; ')}`)
    const isJson = String(response.headers['content-type'] ?? '').includes('json')
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string | undefined>,
      text: response.payload,
      body: isJson && response.payload !== '' ? JSON.parse(response.payload) : null,
    }
  }
  return {
    context,
    app,
    program,
    call,
    get: (path, rest) => call('GET', path, rest),
    post: (path, body, rest) => call('POST', path, { ...rest, body: body ?? {} }),
    patch: (path, body, rest) => call('PATCH', path, { ...rest, body: body ?? {} }),
    delete: (path, rest) => call('DELETE', path, rest),
    addProgram,
    close: async () => {
      await app.close()
      await context.close()
    },
  }
}
