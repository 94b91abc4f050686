import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { CampaignClient } from '../campaign-api/campaign-fixture.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { type Fields, stripeEvent, stripeSignature } from './stripe-events.ts'

export const NOW = '2026-11-15T12:00:00.000Z'
export const STRIPE_SECRET = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH'
let count = 0

export interface Answer {
  readonly status: number
  readonly text: string
}

export function openApi(): Promise<TestApi> {
  return createTestApi({ now: NOW })
}

/** A campaign in BRL with one affiliate at 10 %, as its payment gateways meet it. */
export class Shop extends CampaignClient {
  readonly code: string
  /** Of the one affiliate. */
  readonly affiliateId: string
  #events = 0

  private constructor(client: CampaignClient, code: string, affiliateId: string) {
    super(client.api, client.program)
    this.code = code
    this.affiliateId = affiliateId
  }

  static async make(api: TestApi, { currency = 'BRL', components = [{ type: 'percent_of_sale', rate: '10' }] as readonly object[], isTest = false } = {}): Promise<Shop> {
    count += 1
    const client = new CampaignClient(api, await api.addProgram(`Shop${count}`, isTest, currency))
    const affiliateId = await client.affiliate(`SHOP${count}`)
    await client.changeCommission(components)
    return new Shop(client, `SHOP${count}`, affiliateId)
  }

  /** With Stripe set up. */
  static async withStripe(api: TestApi, options?: Parameters<typeof Shop.make>[1]): Promise<Shop> {
    const shop = await Shop.make(api, options)
    await shop.setUp('stripe', { enabled: true, secrets: { signingSecrets: [STRIPE_SECRET] } })
    return shop
  }

  setUp(kind: string, body: Fields): Promise<Fields> {
    return this.change('PUT', `/gateway/${kind}`, body)
  }

  /** A call of a gateway, as it is. */
  async deliver(kind: string, body: string | Buffer, headers: Readonly<Record<string, string>>, campaignId: string = this.program.programId): Promise<Answer> {
    const response = await this.api.app.inject({
      method: 'POST', url: `/api/campaigns/${campaignId}/${kind}/webhook`, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, payload: body,
    })
    return { status: response.statusCode, text: response.payload }
  }

  /** An event of Stripe's, correctly signed; each call is another event unless an id is given. */
  stripe(type: string, object: Fields, eventId?: string): Promise<Answer> {
    this.#events += 1
    const now = this.api.context.clock.now()
    return this.stripeBody(JSON.stringify(stripeEvent(type, object, eventId ?? `evt_${this.#events}`, now)))
  }

  stripeBody(body: string): Promise<Answer> {
    return this.deliver('stripe', body, { 'stripe-signature': stripeSignature(body, STRIPE_SECRET, this.api.context.clock.now()) })
  }

  /** Events of Stripe's one after another, and then all that follows from them. */
  async tell(...events: readonly (readonly [type: string, object: Fields])[]): Promise<void> {
    for (const [type, object] of events) {
      const { status, text } = await this.stripe(type, object)
      if (status !== 200) throw new Error(text)
    }
    await this.process()
  }

  /** Lets minutes pass, and what falls due in them happen. */
  async wait(minutes: number): Promise<void> {
    this.api.context.clock.advanceMs(minutes * 60_000)
    await this.process()
  }

  /** `type order amount status` of every transaction, oldest first. */
  async transactions(): Promise<string[]> {
    const rows = await this.list('/transaction?limit=500')
    return rows.reverse().map(({ type, externalId, saleAmount, status }) => `${type} ${externalId} ${saleAmount} ${status}`)
  }

  /** `reason` of every delivery, oldest first. */
  async reasons(): Promise<string[]> {
    const rows = await this.list('/gateway-delivery?limit=500')
    return rows.reverse().map(({ outcome, reason }) => `${outcome} ${reason}`)
  }

  /** The affiliate's balance, pending and payable together, in major units. */
  async balance(): Promise<number> {
    const accounts = await this.list('/ledger/account?limit=500')
    return accounts.filter(({ kind }) => kind === 'affiliate_pending' || kind === 'affiliate_payable').reduce((sum, { balance }) => sum + balance, 0)
  }

  /** The laws that the books break. */
  async brokenLaws(): Promise<readonly string[]> {
    const { laws } = await verifyBooks(this.api.context.db, this.program.programId)
    return laws.flatMap(({ law, offender }) => (offender === null ? [] : [`${law}: ${offender}`]))
  }
}
