import type { Component, CpaComponent } from '../rules/plan-terms.ts'
import { type Findings, note, readChoice, readList, refuseFindings } from '../rules/wire-fields.ts'
import { COMPONENT_KINDS, COMPONENT_TYPES, isInFlight, kindOf } from './registry.ts'

const MAX_COMPONENTS = 10

/**
 * Reads the components of a plan version from their JSON, both when a plan is saved and when a saved one is loaded.
 * Throws `invalid_request` with every wrong field below `pathPrefix`, or `tier_metric_not_base` when that is all that is wrong
 * (docs/commission-rules.md, "Components").
 */
export function readComponents(json: unknown, currency: string, pathPrefix: string): Component[] {
  const findings: Findings = { currency, errors: [] }
  const list = readList(findings, pathPrefix, json, MAX_COMPONENTS) ?? []
  const seen = new Map<string, number>()
  const components = list.map((entry, index) => readComponent(findings, `${pathPrefix}.${index}`, entry, seen))
  const related = components.map((component, index) => (component === null ? null : relate(findings, `${pathPrefix}.${index}`, component, components)))
  refuseFindings(findings)
  return related.filter((component) => component !== null)
}

function readComponent(findings: Findings, path: string, value: unknown, seen: Map<string, number>): Component | null {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  const known = readChoice(findings, `${path}.type`, type, COMPONENT_TYPES)
  if (known === null) return null
  const ordinal = (seen.get(known) ?? 0) + 1
  seen.set(known, ordinal)
  const component = COMPONENT_KINDS[known].read(findings, path, value, ordinal === 1 ? known : `${known}.${ordinal}`)
  if (component !== null && !isInFlight(component) && kindOf(component).reckon === undefined) return note(findings, path, 'not_supported', 'This is not supported yet.')
  return component
}

/** What a component has to do with the others of its version. */
function relate(findings: Findings, path: string, component: Component, all: readonly (Component | null)[]): Component {
  const advance = all.find((other): other is CpaComponent => other?.type === 'cpa' && other.asAdvance)
  if (component.type === 'cpa' && component.asAdvance && component !== advance) {
    note(findings, `${path}.asAdvance`, 'invalid_value', 'Another CPA is the advance already.')
  }
  if (component.type === 'cpa' && component.asAdvance && !all.some((other) => other?.type === 'revenue_share')) {
    note(findings, `${path}.asAdvance`, 'invalid_value', 'There is no revenue share that it would be an advance of.')
  }
  if (component.type !== 'revenue_share') return component
  if (component.startsAfterCpa && !all.some((other) => other?.type === 'cpa')) {
    note(findings, `${path}.startsAfterCpa`, 'invalid_value', 'There is no CPA that it could start after.')
  }
  if (advance === undefined) return component
  if (component.startsAfterCpa) note(findings, `${path}.startsAfterCpa`, 'invalid_value', 'The CPA is an advance already.')
  for (const name of ['carryover', 'highRollers'] as const) {
    if (component[name] !== null) note(findings, `${path}.${name}`, 'invalid_value', 'Above an advance a share is counted over all time: it carries by itself.')
  }
  if (component.tiers.bands.length > 1 && component.tiers.scope !== 'customer') {
    note(findings, `${path}.tiers.scope`, 'invalid_value', 'Above an advance a share is counted for each customer: "customer".')
  }
  return { ...component, isAboveCpa: true }
}
