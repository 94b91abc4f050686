import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import type { TestAnswer, TestApi } from '../operator-api/support/test-api.ts'

type Facts = Readonly<Record<string, unknown>>

export const PASSWORD = 'segredo-123'

/** The calls about affiliates as a merchant's server makes them. */
export class AffiliateCalls {
  readonly #api: TestApi
  readonly program: SetUpResult

  constructor(api: TestApi, program: SetUpResult = api.program) {
    this.#api = api
    this.program = program
  }

  /** Another campaign, of another operator. */
  async other(name: string): Promise<AffiliateCalls> {
    return new AffiliateCalls(this.#api, await this.#api.addProgram(name))
  }

  create(body: unknown): Promise<TestAnswer> {
    return this.#call('POST', '', body)
  }

  list(query = ''): Promise<TestAnswer> {
    return this.#call('GET', query)
  }

  read(id: unknown): Promise<TestAnswer> {
    return this.#call('GET', `/${id}`)
  }

  change(id: unknown, body: unknown): Promise<TestAnswer> {
    return this.#call('PATCH', `/${id}`, body)
  }

  delete(id: unknown): Promise<TestAnswer> {
    return this.#call('DELETE', `/${id}`)
  }

  /** An affiliate that must be made; answers it. */
  // biome-ignore lint/suspicious/noExplicitAny: every test reads other fields, and the schema has been checked
  async made(facts: Facts): Promise<any> {
    const answer = await this.create({ password: PASSWORD, ...facts })
    if (answer.status !== 201) throw new Error(answer.text)
    return answer.body
  }

  async sql<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    const { programId } = this.program
    return this.#api.context.db.inProgram(programId, (tx) => tx.sql<Row>({ text, values: [programId, ...values] }))
  }

  #call(method: string, path: string, body?: unknown): Promise<TestAnswer> {
    return this.#api.call(method, `//v1/affiliates${path}`, { key: this.program.apiKey, ...(body === undefined ? {} : { body }) })
  }
}

export function refusal(statusCode: number, error: string, message: unknown) {
  return { statusCode, message, error }
}
