import type { AppContext } from '../../app/context.ts'
import { REGISTRATIONS_MAX, registerCustomers } from '../../domain/customers/register-customers.ts'
import type { Registration } from '../../domain/customers/registration.ts'
import { COMMAND_LINE_ACTOR } from '../with-context.ts'
import { DAY_MS, type DemoPlan, shareOfDay } from './demo-plan.ts'
import type { DemoClick } from './make-clicks.ts'
import { DEMO_BRANDS, type DemoBrand } from './make-terms.ts'
import { COUNTRIES } from './names.ts'
import type { Random } from './random.ts'

/** A customer that may have transactions. */
export interface DemoCustomer {
  readonly externalId: string
  readonly brand: DemoBrand
  readonly country: string
  readonly registeredAtMs: number
}

const HOUR_MS = 3_600_000
/** Older clicks that are kept in mind, for those who come back later or too late. */
const REMEMBERED_CLICKS = 2_000

/** Registers the customers of a day: most from a click, some on their own, some with a click that cannot count. */
export class CustomerMaker {
  readonly #context: AppContext
  readonly #plan: DemoPlan
  readonly #random: Random
  readonly #remembered: DemoClick[] = []
  #made = 0

  constructor(context: AppContext, plan: DemoPlan, random: Random) {
    this.#context = context
    this.#plan = plan
    this.#random = random
  }

  async makeDay(day: number, clicks: readonly DemoClick[]): Promise<DemoCustomer[]> {
    const drafts = Array.from({ length: shareOfDay(this.#plan.size.customers, day) }, () => this.#draft(day, clicks))
    this.#remember(clicks)
    for (let start = 0; start < drafts.length; start += REGISTRATIONS_MAX) await this.#register(drafts.slice(start, start + REGISTRATIONS_MAX))
    return drafts.map(({ customer }) => customer)
  }

  #draft(day: number, clicks: readonly DemoClick[]): { customer: DemoCustomer; registration: Registration } {
    const random = this.#random
    this.#made += 1
    const click = this.#pickClick(clicks)
    const brand = click?.brand ?? random.pick(DEMO_BRANDS)
    const dayStartMs = this.#plan.startMs + day * DAY_MS
    // Never before the click, never after the day.
    const earliestMs = Math.max(dayStartMs, click?.occurredAtMs ?? 0)
    const registeredAtMs = Math.min(earliestMs + random.integer(1_000, 2 * HOUR_MS), dayStartMs + DAY_MS - 1_000)
    const customer = { externalId: `${brand}-${this.#made}`, brand, country: click?.country ?? random.pick(COUNTRIES), registeredAtMs }
    const clickKey = click?.key ?? (random.chance(0.1) ? 'not-one-of-our-click-keys' : null)
    return { customer, registration: { ...this.#registrationOf(customer), clickKey } }
  }

  #pickClick(clicks: readonly DemoClick[]): DemoClick | undefined {
    const dice = this.#random.fraction()
    if (dice < 0.08) return undefined
    const source = dice < 0.3 && this.#remembered.length > 0 ? this.#remembered : clicks
    const click = source[this.#random.integer(0, Math.max(0, source.length - 1))]
    // A robot seldom buys.
    return click?.isBlocked && this.#random.chance(0.7) ? source.find(({ isBlocked }) => !isBlocked) : click
  }

  #remember(clicks: readonly DemoClick[]): void {
    const kept = clicks.filter(() => this.#random.chance(0.2))
    this.#remembered.push(...kept)
    if (this.#remembered.length > REMEMBERED_CLICKS) this.#remembered.splice(0, this.#remembered.length - REMEMBERED_CLICKS)
  }

  #registrationOf({ externalId, brand, country, registeredAtMs }: DemoCustomer): Registration {
    const random = this.#random
    return {
      brandId: null, externalBrandId: brand, externalId, registeredAt: new Date(registeredAtMs), clickKey: null, couponCode: null, referralCode: null, manual: null,
      username: `user${this.#made}`, country: null, countryCode: country, registerIp: null, referringUrl: null, customParameter: null,
      category: random.chance(0.05) ? 'vip' : null, label: null, revShareExcluded: random.chance(0.01) ? true : null, cpaExcluded: null, importId: null,
      createdBy: COMMAND_LINE_ACTOR,
    }
  }

  async #register(drafts: readonly { readonly registration: Registration }[]): Promise<void> {
    const { id: programId } = this.#plan.program
    const requests = drafts.map(({ registration }) => ({ registration, waitsForClick: false, whenExisting: 'update' as const }))
    const results = await this.#context.db.inProgram(programId, (tx) => registerCustomers(tx, this.#context, programId, requests))
    const failure = results.find(({ outcome }) => outcome === 'failed')
    if (failure !== undefined) throw new Error(`a customer of the demo was refused: ${JSON.stringify(failure)}`)
  }
}
