import { onConnection } from '../../src/db/single-connection.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'

export const NOW = '2026-11-15T12:00:00.000Z'
/** What details may be found by where they must not be: in any row, answer or log. */
export const IBAN = 'DE89370400440532013000'
export const HINT = 'DE89 … 3000'
export const BANK = { holderName: 'Zulmira Quaresma', iban: IBAN }
export const OTHER_BANK = { holderName: 'Zulmira Quaresma', iban: 'NO9386011117947' }

/** Affiliates with payout methods, through the API. */
export class PayoutMethods {
  readonly api: TestApi
  #made = 0

  private constructor(api: TestApi) {
    this.api = api
  }

  static async open(): Promise<PayoutMethods> {
    return new PayoutMethods(await createTestApi({ now: NOW }))
  }

  async affiliate(fields: object = {}): Promise<string> {
    this.#made += 1
    return (await this.api.post('/affiliate', { name: `a${this.#made}`, ...fields })).body.id
  }

  post(affiliateId: string, body: object = {}): Promise<TestAnswer> {
    return this.api.post('/payout-method', { affiliateId, kind: 'bank', details: BANK, reason: 'a signed form', ...body })
  }

  /** The id of a new method. */
  async add(affiliateId: string, body: object = {}): Promise<string> {
    const { status, text, body: answer } = await this.post(affiliateId, body)
    if (status !== 201) throw new Error(text)
    return answer.id
  }

  change(id: string, body: object): Promise<TestAnswer> {
    return this.api.patch(`/payout-method/${id}`, { reason: 'asked for', ...body })
  }

  async read(id: string): Promise<TestAnswer['body']> {
    return (await this.api.get(`/payout-method/${id}`)).body
  }

  /** Of the database, as its owner. */
  rows<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
    return onConnection(this.api.context.database.ownerUrl, async (client) => (await client.query<Row>(text, values)).rows)
  }

  events(kind: string, affiliateId: string): Promise<{ subject_id: string; payload: Record<string, unknown> }[]> {
    return this.rows('select subject_id, payload from outbox_event where kind = $1 and affiliate_id = $2 order by id', kind, affiliateId)
  }
}
