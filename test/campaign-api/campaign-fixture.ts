import { catchUp } from '../../src/domain/programs/catch-up.ts'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { createTestApi, type TestAnswer, type TestApi } from '../operator-api/support/test-api.ts'

const SECOND_MS = 1_000
let count = 0

type Facts = Readonly<Record<string, unknown>>

/** A campaign as a merchant's server meets it: calls of the campaign API, and what the operator API shows of their effect. */
export class CampaignClient {
  readonly api: TestApi
  readonly program: SetUpResult

  constructor(api: TestApi, program: SetUpResult = api.program) {
    this.api = api
    this.program = program
  }

  static async open(options: Parameters<typeof createTestApi>[0] = {}): Promise<CampaignClient> {
    return new CampaignClient(await createTestApi(options))
  }

  /** Another campaign, of another operator. */
  async other(name: string, currency?: string): Promise<CampaignClient> {
    return new CampaignClient(this.api, await this.api.addProgram(name, false, currency))
  }

  /** Another campaign with one affiliate and these commission rules. */
  async fresh(components?: readonly object[], currency?: string): Promise<CampaignClient & { readonly code: string }> {
    count += 1
    const other = await this.other(`Campaign${count}`, currency)
    await other.affiliate(`CODE${count}`)
    if (components !== undefined) await other.changeCommission(components)
    return Object.assign(other, { code: `CODE${count}` })
  }

  /** Another commission for conversions from now on; a second passes before and after. */
  async changeCommission(components: readonly object[]): Promise<void> {
    const { clock } = this.api.context
    const [plan] = await this.list('/commission-plan')
    clock.advanceMs(SECOND_MS)
    await this.change('POST', `/commission-plan/${plan.id}/version`, { appliesTo: 'from_date', components, effectiveFrom: clock.now() })
    clock.advanceMs(SECOND_MS)
  }

  /** An active affiliate with this referral code; answers its id. */
  async affiliate(referralCode: string): Promise<string> {
    return (await this.change('POST', '/affiliate', { name: referralCode, referralCode })).id
  }

  /** An event of this campaign as a client writes it. */
  event(type: string, affiliate: string, properties?: Facts, more: Facts = {}): Facts {
    return { event_type: type, campaign_id: this.program.campaignId, affiliate_id: affiliate, ...(properties === undefined ? {} : { properties }), ...more }
  }

  conversion(affiliate: string, orderId: string, value: unknown = 100, more: Facts = {}): Facts {
    return this.event('conversion', affiliate, { order_id: orderId, order_value: value, ...more })
  }

  /** POST /v1/events. */
  post(events: unknown, key: string | null = this.program.apiKey): Promise<TestAnswer> {
    return this.api.post('//v1/events', { events }, { key })
  }

  /** Posts events and lets the workers finish; throws unless they were taken. */
  async send(...events: Facts[]): Promise<void> {
    const { status, text } = await this.post(events)
    if (status !== 200) throw new Error(text)
    await this.process()
  }

  process(): Promise<void> {
    return catchUp(this.api.context, this.program.programId)
  }

  operator(method: string, path: string, body?: unknown): Promise<TestAnswer> {
    return this.api.call(method, path, { key: this.program.apiKey, ...(body === undefined ? {} : { body }) })
  }

  /** A call of the operator API that must succeed; answers its body. */
  // biome-ignore lint/suspicious/noExplicitAny: every test reads other fields, and the schema has been checked
  async change(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.operator(method, path, body)
    if (answer.status >= 300) throw new Error(answer.text)
    return answer.body
  }

  /** What the operator API lists. */
  // biome-ignore lint/suspicious/noExplicitAny: every test reads other fields, and the schema has been checked
  async list(path: string): Promise<any[]> {
    const { status, text, body } = await this.operator('GET', path)
    if (status !== 200) throw new Error(text)
    return body.items
  }

  /** `order outcome reason` of the events of a filter, oldest first. */
  async outcomes(filter = ''): Promise<string[]> {
    const events = await this.list(`/event?limit=500${filter}`)
    return events.reverse().map(({ kind, orderId, outcome, reason }) => [orderId ?? kind, outcome, ...(reason === null ? [] : [reason])].join(' '))
  }

  /** `order amount status` of every commission, oldest first. */
  async commissions(): Promise<string[]> {
    const lines = await this.list('/commission?limit=500')
    const orders = new Map((await this.list('/transaction?limit=500')).map(({ id, externalId }) => [id, externalId]))
    return lines.reverse().map(({ transactionId, amount, status }) => `${orders.get(transactionId)} ${amount} ${status}`)
  }

  async sql<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.api.context.db.inProgram(this.program.programId, (tx) => tx.sql<Row>({ text, values: [this.program.programId, ...values] }))
  }
}
