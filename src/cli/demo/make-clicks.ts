import type { AppContext } from '../../app/context.ts'
import { completeAttributions } from '../../domain/customers/complete-attributions.ts'
import { CLICK_FLAGS, isBlocking } from '../../domain/tracking/click-flags.ts'
import { bytesOfUuid } from '../../domain/tracking/click-key.ts'
import { RECORD_BYTES_MAX, writeClick } from '../../redirect/click-record.ts'
import { ClickRows } from '../../redirect/click-rows.ts'
import { type LinkRow, readLinks } from '../../redirect/read-links.ts'
import { storeClicks } from '../../redirect/store-clicks.ts'
import { DAY_MS, type DemoPlan, shareOfDay } from './demo-plan.ts'
import { AGENT_FAMILIES, COUNTRIES, REFERRERS } from './names.ts'
import type { Random } from './random.ts'
import { type DemoBrand, DEMO_BRANDS, type DemoTerms } from './make-terms.ts'

/** A click that a customer may come from. */
export interface DemoClick {
  readonly key: string
  readonly occurredAtMs: number
  readonly brand: DemoBrand
  readonly country: string
  readonly isBlocked: boolean
}

interface DemoLink {
  readonly number: number
  /** Program, link, affiliate, tracker, brand, as the spool holds them. */
  readonly ids: Buffer
  readonly brand: DemoBrand
}

const CLICKS_PER_TRANSACTION = 5_000
/** A click of ours has a few short texts. */
const CLICK_BYTES_ABOUT = 512

/** Mints click keys and stores the clicks of a day as the drain does with those of the spool. */
export class ClickMaker {
  readonly #context: AppContext
  readonly #plan: DemoPlan
  readonly #random: Random
  readonly #links: readonly [DemoLink, ...DemoLink[]]
  // The country of each click is decided here; its address is nobody's.
  readonly #rows = new ClickRows(() => ({ inet: null, country: null }))

  static async open(context: AppContext, plan: DemoPlan, terms: DemoTerms, random: Random): Promise<ClickMaker> {
    const rows: LinkRow[] = []
    for (let last = 0; ; last = rows.at(-1)?.number ?? 0) {
      const page = await context.db.inProgram(plan.program.id, (tx) => readLinks(tx, plan.program.id, last))
      if (page.length === 0) break
      rows.push(...page)
    }
    const [first, ...others] = rows.map((row) => linkOf(row, plan, terms))
    if (first === undefined) throw new Error('a demo without links')
    return new ClickMaker(context, plan, [first, ...others], random)
  }

  private constructor(context: AppContext, plan: DemoPlan, links: readonly [DemoLink, ...DemoLink[]], random: Random) {
    this.#context = context
    this.#plan = plan
    this.#links = links
    this.#random = random
  }

  /** The clicks of a day, in order of time. */
  async makeDay(day: number): Promise<DemoClick[]> {
    const dayStartMs = this.#plan.startMs + day * DAY_MS
    const times = Array.from({ length: shareOfDay(this.#plan.size.clicks, day) }, () => dayStartMs + this.#random.integer(0, DAY_MS - 60_000)).sort((a, b) => a - b)
    const clicks: DemoClick[] = []
    for (let start = 0; start < times.length; start += CLICKS_PER_TRANSACTION) clicks.push(...(await this.#store(times.slice(start, start + CLICKS_PER_TRANSACTION))))
    return clicks
  }

  async #store(times: readonly number[]): Promise<DemoClick[]> {
    const { id: programId } = this.#plan.program
    const buffer = Buffer.alloc(times.length * CLICK_BYTES_ABOUT + RECORD_BYTES_MAX)
    const ranges: number[] = []
    const clicks = times.map((nowMs) => {
      const start = ranges.at(-1) ?? 0
      const { click, end } = this.#write(buffer, start, nowMs)
      ranges.push(start, end)
      return click
    })
    await this.#context.db.inProgram(programId, (tx) => storeClicks(tx, { programId, buffer, ranges }, this.#rows, completeAttributions))
    return clicks
  }

  #write(buffer: Buffer, start: number, nowMs: number): { click: DemoClick; end: number } {
    const random = this.#random
    const link = this.#pickLink()
    const flags = pickFlags(random)
    const key = this.#context.clickKeys.mint({ programNumber: this.#plan.program.number, linkNumber: link.number, blocked: isBlocking(flags), nowMs })
    const country = random.pick(COUNTRIES)
    const end = writeClick(buffer, start, {
      clickKey: key, recordedAtMs: key.occurredAtMs, linkIds: link.ids, visitorId: random.bytes(16), flags, address: '',
      agentFamily: isBlocking(flags) ? 'bot' : random.pick(AGENT_FAMILIES), country, referringUrl: random.pick(REFERRERS),
      customParameter: random.chance(0.5) ? `visit-${random.integer(1, 99_999)}` : undefined,
      subIds: random.chance(0.6) ? [`campaign-${random.integer(1, 9)}`, random.chance(0.3) ? 'mobile' : undefined] : [],
      utm: random.chance(0.2) ? [['utm_source', 'newsletter']] : [],
    })
    return { click: { key: key.text, occurredAtMs: key.occurredAtMs, brand: link.brand, country, isBlocked: isBlocking(flags) }, end }
  }

  /** The first links have most of the traffic, as everywhere. */
  #pickLink(): DemoLink {
    return this.#links[Math.floor(this.#links.length * this.#random.fraction() ** 2)] ?? this.#links[0]
  }
}

function linkOf(row: LinkRow, { program }: DemoPlan, { brandIds }: DemoTerms): DemoLink {
  const brand = DEMO_BRANDS.find((name) => brandIds[name] === row.brand_id) ?? DEMO_BRANDS[0]
  const ids = Buffer.concat([program.id, row.id, row.affiliate_id, row.tracker_id, row.brand_id].map(bytesOfUuid))
  return { number: row.number, ids, brand }
}

function pickFlags(random: Random): number {
  const dice = random.fraction()
  if (dice < 0.04) return CLICK_FLAGS.bot
  if (dice < 0.05) return CLICK_FLAGS.prefetch
  if (dice < 0.06) return CLICK_FLAGS.non_document
  if (dice < 0.13) return CLICK_FLAGS.duplicate
  return CLICK_FLAGS.unique_24h
}
