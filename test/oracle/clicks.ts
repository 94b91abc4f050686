import { dayOf } from './calendar.ts'
import { type Case, componentIn } from './events.ts'
import { Fraction } from './fraction.ts'
import { capped, rowFor } from './modifiers.ts'
import type { Pay } from './pay.ts'

/** Every valid unique click by itself, so that caps can count them: those of a day in the order in which they are given. */
export function clicks(input: Case, key: string): Pay[] {
  const single = input.history.clicks.flatMap((tally): Pay[] => {
    const version = input.versions.find(({ id }) => id === tally.versionId)
    const component = version === undefined ? undefined : componentIn(version, key, 'cpc')
    if (version === undefined || component === undefined || tally.lastAt > input.now) return []
    const amount = Fraction.decimal(rowFor(component.rates, tally)?.amount ?? component.amount).rounded(input.digits)
    const at = Math.max(...input.history.clicks.filter(({ day }) => day === tally.day).map(({ lastAt }) => lastAt))
    const pay = { versionId: version.id, at, period: tally.day.slice(0, 7), brand: tally.brand, customer: null, amount }
    return Array.from({ length: tally.unique }, () => pay).map((each) => ({ ...each }))
  })
  return byDay(input, capped(input, key, single))
}

/** Together what is of one day, version and brand: earned with the last of these clicks. */
function byDay({ history, program }: Case, single: readonly Pay[]): Pay[] {
  const nameOf = ({ at, versionId, brand }: Pay) => `${dayOf(at, program.timeZone)} ${versionId} ${brand}`
  return [...Map.groupBy(single, nameOf).values()].flatMap((together) => {
    const first = together[0]
    if (first === undefined) return []
    const day = dayOf(first.at, program.timeZone)
    const lastAt = Math.max(...history.clicks.filter((tally) => tally.day === day && tally.versionId === first.versionId && tally.brand === first.brand).map((tally) => tally.lastAt))
    return [{ ...first, at: lastAt, amount: together.reduce((total, { amount }) => total + amount, 0n) }]
  })
}
