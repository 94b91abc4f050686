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
  return capped(input, key, single)
}
