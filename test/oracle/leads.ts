import { monthOf } from './calendar.ts'
import { type Case, componentIn, versionFor } from './events.ts'
import { Fraction } from './fraction.ts'
import { rowFor } from './modifiers.ts'
import type { CplJson } from './model.ts'
import type { Pay } from './pay.ts'
import { holds, type Standing, standingsOf } from './qualification.ts'

/** What registrations pay at the terms of their own version: once, when everything that is asked for holds. */
export function leads(input: Case, key: string): Pay[] {
  return standingsOf(input).flatMap((standing) => {
    const { customer } = standing
    const version = versionFor(input.program, input.versions, customer.registeredAt, customer.registeredAt)
    const component = componentIn(version, key, 'cpl')
    const completed = component === undefined || customer.cpaExcluded ? null : completion(standing, component)
    if (component === undefined || completed === null) return []
    const amount = Fraction.decimal(rowFor(component.rates, customer)?.amount ?? component.amount).rounded(input.digits)
    return [{ versionId: version.id, ...completed, period: monthOf(completed.at, input.program.timeZone), brand: customer.brand, customer: customer.id, amount }]
  })
}

/** When everything held for the first time, and by what: the registration, or an event at its time or later. */
function completion(standing: Standing, { requirements = {} }: CplJson): Pick<Pay, 'at' | 'name'> | null {
  const { registeredAt, id } = standing.customer
  const before = standing.events.filter(({ known }) => known.at < registeredAt)
  if (holds({ ...standing, events: before }, [requirements], registeredAt)) return { at: registeredAt, name: id }
  const completing = standing.events.find(({ known }, index) => index >= before.length && holds({ ...standing, events: standing.events.slice(0, index + 1) }, [requirements], known.at))
  return completing === undefined ? null : { at: completing.known.at, name: completing.known.event.externalId }
}
