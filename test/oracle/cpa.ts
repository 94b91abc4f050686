import { monthEnd, monthOf } from './calendar.ts'
import { type Case, componentIn, type Known } from './events.ts'
import { Fraction } from './fraction.ts'
import { rowFor } from './modifiers.ts'
import type { Customer } from './model.ts'
import type { Pay } from './pay.ts'
import { levelsReached, type Reached, standingsOf } from './qualification.ts'

/** What a level is worth once everything up to some time is known. */
interface Level {
  readonly by: Known | undefined
  readonly worth: bigint
}

/**
 * What customers' levels pay, looked at by the end of every period: what was gained since the last look belongs to the event that reached the
 * level, what was lost to the correction that took it. Under caps only the end is looked at.
 */
export function cpa(input: Case, key: string): Pay[] {
  return [...input.customers.values()].flatMap((customer) => {
    const own = input.events.filter((known) => known.customer === customer && !known.cpaExcluded)
    const ends = [...new Set(own.map(({ at }) => monthEnd(monthOf(at, input.program.timeZone), input.program.timeZone)))]
    const isCapped = own.some(({ version }) => (componentIn(version, key, 'cpa')?.caps ?? []).length > 0)
    const pays: Pay[] = []
    let before: Level[] = []
    for (const end of isCapped ? ends.slice(-1) : ends) {
      const known = own.filter(({ at }) => at < end)
      const after = levelsOf(input, key, customer, known)
      for (let level = 0; level < Math.max(before.length, after.length); level += 1) {
        const change = (after[level]?.worth ?? 0n) - (before[level]?.worth ?? 0n)
        const correction = known.findLast(({ isTakenBack, suppliedCpa }) => isTakenBack || suppliedCpa !== 0n)
        // A level of a newer version may be worth less than what the ones below it have paid.
        const by = change > 0n || before[level] === undefined ? after[level]?.by : correction
        if (change !== 0n && by !== undefined) pays.push(payBy(input, by, customer, change))
      }
      before = after
    }
    return pays
  })
}

function payBy(input: Case, by: Known, customer: Customer, amount: bigint): Pay {
  return { versionId: by.version.id, at: by.at, name: by.event.externalId, period: monthOf(by.at, input.program.timeZone), brand: by.event.brand, customer: customer.id, amount }
}

/** What each level that is reached pays besides the one below it, less what the caller has paid as CPA itself. */
function levelsOf(input: Case, key: string, customer: Customer, events: readonly Known[]): Level[] {
  const reached = standingsOf({ events, customers: new Map([[customer.id, customer]]) }).flatMap((standing) => levelsReached(standing, key))
  const supplied = events.reduce((total, { suppliedCpa }) => total + suppliedCpa, 0n)
  const owed = (cumulative: bigint) => (cumulative > supplied ? cumulative - supplied : 0n)
  let below = 0n
  return reached.map((level) => {
    const cumulative = worthOf(input, key, level)
    const worth = owed(cumulative) - owed(below)
    below = cumulative
    return { by: level.by, worth }
  })
}

/** What a level is worth in all, in minor units: as the table of rates has it, else as the level says. */
function worthOf(input: Case, key: string, { customer, level, by, cumulative }: Reached): bigint {
  const row = rowFor(componentIn(by.version, key, 'cpa')?.rates, customer)
  const instead = row?.amounts?.[level - 1] ?? row?.amount
  return (instead === undefined ? cumulative : Fraction.decimal(instead)).rounded(input.digits)
}
