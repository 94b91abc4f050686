import { type Because, count, fact, minor } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { Cap, CpcComponent, RateRow } from '../../rules/plan-terms.ts'
import type { Award, ClickTally, ReckoningInput } from '../component.ts'
import { CAP_REASONS } from '../modifiers/apply-caps.ts'
import { explainRow } from '../modifiers/explain-row.ts'
import { rowFor } from '../modifiers/rate-table.ts'
import { ClickCaps, type TakenClicks } from './click-caps.ts'

/** Clicks that have the same amount each, and what caps left of them. */
interface RatedTally extends TakenClicks {
  readonly tally: ClickTally
  readonly terms: CpcComponent
  /** Undefined: the component's own amount holds. */
  readonly row: RateRow | undefined
  readonly amountMinor: bigint
}

/** Tallies named in one explanation; what is beyond is one number. */
const LISTED_TALLIES_MAX = 50

/**
 * What clicks pay: an award for each day, brand and version that had any, also one of zero. Caps are applied here already, click by click,
 * because an award is a day; what is left to be cut by others is what caps over all affiliates ask for (docs/commission-rules.md, "CPC").
 */
export function reckonClicks(input: ReckoningInput<CpcComponent>): Award[] {
  const caps = new ClickCaps(input.program.timeZone)
  const awarded = new Map<string, RatedTally[]>()
  for (const tally of input.history.clicks) {
    const terms = input.termsOf(tally.versionId)
    if (terms === undefined || tally.lastAt.getTime() > input.now.getTime()) continue
    const key = `${tally.day}:${tally.versionId}:${tally.brandId}`
    const rated = rateTally(terms, tally, caps)
    const others = awarded.get(key)
    if (others === undefined) awarded.set(key, [rated])
    else others.push(rated)
  }
  return [...awarded].map(([key, tallies]) => awardOf(key, tallies, input.program.currency))
}

function rateTally(terms: CpcComponent, tally: ClickTally, caps: ClickCaps): RatedTally {
  const row = rowFor(terms.rates, tally)
  const amountMinor = row?.amountsMinor?.[0] ?? terms.amountMinor
  return { tally, terms, row, amountMinor, ...caps.take(terms.caps, tally, amountMinor) }
}

function awardOf(key: string, tallies: readonly RatedTally[], currency: string): Award {
  const [first] = tallies
  const day = first?.tally.day ?? ''
  return {
    key,
    versionId: first?.tally.versionId ?? '',
    occurredAt: new Date(Math.max(...tallies.map(({ tally }) => tally.lastAt.getTime()))),
    period: day.slice(0, 'yyyy-mm'.length),
    brandId: first?.tally.brandId ?? null,
    customerId: null,
    transactionId: null,
    amountMinor: tallies.reduce((sum, { amountMinor, paid, restMinor }) => sum + amountMinor * BigInt(paid) + restMinor, 0n),
    reason: reasonOf(tallies),
    because: () => explainDay(day, tallies, currency),
  }
}

/** A cap where one has cut the day, else why nothing was to be paid. */
function reasonOf(tallies: readonly RatedTally[]): LineReason | null {
  const cut = tallies.find(({ cap }) => cap !== null)
  if (cut?.cap) return CAP_REASONS[cut.cap.action]
  if (tallies.some(({ paid }) => paid > 0)) return null
  return tallies.some(({ tally }) => tally.repeated > 0) ? 'repeated_click' : 'bot'
}

function explainDay(day: string, tallies: readonly RatedTally[], currency: string): Because[] {
  const byAmount = Map.groupBy(tallies.filter(({ paid }) => paid > 0), ({ amountMinor }) => amountMinor)
  const unpaid = Map.groupBy(tallies.filter(({ cap }) => cap !== null), ({ cap }) => cap)
  return [
    fact('day', day),
    ...[...byAmount].map(([amountMinor, rated]) => explainAmount(amountMinor, rated, currency)),
    ...[...unpaid].flatMap(([cap, cut]) => (cap === null ? [] : explainCap(cap, cut, currency))),
    count('repeatedClicks', sum(tallies, ({ tally }) => tally.repeated)),
    count('invalidClicks', sum(tallies, ({ tally }) => tally.invalid)),
  ]
}

function explainAmount(amountMinor: bigint, rated: readonly RatedTally[], currency: string): Because {
  const clicks = sum(rated, ({ paid }) => paid)
  const listed = rated.slice(0, LISTED_TALLIES_MAX)
  const others = clicks - sum(listed, ({ paid }) => paid)
  return minor('paidClicks', amountMinor * BigInt(clicks), currency, [
    minor('amountPerClick', amountMinor, currency),
    count('uniqueClicks', clicks, [...listed.map(explainTally), ...(others === 0 ? [] : [count('others', others)])]),
  ])
}

function explainTally({ tally, terms, row, paid }: RatedTally): Because {
  const { trackerId, productId, country, device } = tally
  const known = Object.entries({ trackerId, productId, country, device }).filter(([, value]) => value !== null)
  return count('clicks', paid, [...known.map(([name, value]) => fact(name, value)), ...explainRow(terms.rates, row, tally)])
}

function explainCap({ per, window, count: clicks, amountMinor, action }: Cap, cut: readonly RatedTally[], currency: string): Because[] {
  const rest = cut.reduce((total, { restMinor }) => total + restMinor, 0n)
  const beyond = sum(cut, ({ tally, paid, restMinor }) => tally.unique - paid - (restMinor > 0n ? 1 : 0))
  const most = clicks === null ? minor('most', amountMinor ?? 0n, currency) : count('most', clicks)
  const cap = fact('cap', per, [fact('window', window), most, fact('action', action)])
  return [...(rest === 0n ? [] : [minor('paidInPart', rest, currency, [cap])]), count('clicksBeyondCap', beyond, [cap])]
}

function sum(tallies: readonly RatedTally[], of: (rated: RatedTally) => number): number {
  return tallies.reduce((total, rated) => total + of(rated), 0)
}
