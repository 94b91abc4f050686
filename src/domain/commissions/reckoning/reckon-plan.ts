import type { Uuid } from '../../ids.ts'
import type { Award, ComponentKind, History, ReckoningInput, ReckoningProgram } from '../components/component.ts'
import { applyCaps } from '../components/modifiers/apply-caps.ts'
import { applyFloors } from '../components/modifiers/apply-floors.ts'
import { isInFlight, kindOf } from '../components/registry.ts'
import type { Cap, Component, PlanVersionTerms } from '../rules/plan-terms.ts'

/** A plan as it is reckoned. */
export interface ReckonedPlan {
  readonly program: ReckoningProgram
  /** Oldest first. */
  readonly versions: readonly PlanVersionTerms[]
  readonly now: Date
}

/** What one component of a plan comes to for one affiliate. */
export interface ComponentAwards {
  readonly affiliateId: Uuid
  readonly component: string
  /** In the order in which the component made them; closings last. */
  readonly awards: readonly ReckonedAward[]
}

export interface ReckonedAward extends Award {
  /** Added or taken away by the end of a period (carryover). */
  readonly isClosing: boolean
  readonly holdDays: number
}

/** Which components are looked at: all of them, or those that are not rated with each transaction, and what period ends add to any. */
export type Extent = 'all' | 'reckoned'

/**
 * What a plan comes to for its affiliates, from all of their histories: every component's awards, cut by its caps and raised to its floor,
 * and what period ends add. Pure. Affiliates matter to each other only where a cap counts over the whole plan: give all of them then
 * (docs/commission-rules.md, "Reckoning").
 */
export function reckonPlan(plan: ReckonedPlan, histories: readonly History[], extent: Extent): ComponentAwards[] {
  return componentsOf(plan.versions).flatMap((component) => reckonComponent(plan, histories, component, extent))
}

/** Whether a cap of the plan counts over all of its affiliates. */
export function hasPlanCap(versions: readonly PlanVersionTerms[]): boolean {
  return versions.some(({ components }) => components.some(({ caps }) => caps.some(({ per }) => per === 'plan')))
}

/** One component of each key, from the newest version that has it: it stands for its kind. */
function componentsOf(versions: readonly PlanVersionTerms[]): Component[] {
  return [...new Map(versions.flatMap(({ components }) => components).map((component) => [component.key, component])).values()]
}

function reckonComponent(plan: ReckonedPlan, histories: readonly History[], component: Component, extent: Extent): ComponentAwards[] {
  const kind = kindOf(component)
  const own = new Map(plan.versions.flatMap((version) => version.components.filter(({ key }) => key === component.key).map((terms) => [version.versionId, { terms, version }])))
  const isWanted = ({ versionId }: Award): boolean => {
    const found = own.get(versionId)
    return extent === 'all' || (found !== undefined && !isInFlight(found.terms))
  }
  const holdDaysOf = ({ versionId }: Award): number => own.get(versionId)?.terms.holdDays ?? own.get(versionId)?.version.holdDays ?? 0
  const isReckoned = extent === 'all' || [...own.values()].some(({ terms }) => !isInFlight(terms))

  const inputs = histories.map((history) => inputOf(plan, history, component.key, (versionId) => own.get(versionId)?.terms))
  const earned: AwardsByAffiliate = isReckoned ? cappedAwards(kind, inputs, own) : new Map()
  return inputs.map((input) => {
    const { affiliateId } = input.history
    const capped = earned.get(affiliateId) ?? []
    const closings = kind.closings?.(input, capped) ?? []
    // A period has earned what is left when it is closed; what is missing to the floor then is added.
    const awards = isReckoned ? [...capped, ...floorsOf(input, [...capped, ...closings])] : capped
    const wanted = awards.filter(isWanted).map((award) => ({ ...award, isClosing: false, holdDays: holdDaysOf(award) }))
    return { affiliateId, component: component.key, awards: [...wanted, ...closings.map((award) => ({ ...award, isClosing: true, holdDays: 0 }))] }
  })
}

function inputOf(plan: ReckonedPlan, history: History, key: string, termsOf: ReckoningInput['termsOf']): ReckoningInput {
  return { key, program: plan.program, versions: plan.versions, termsOf, history, now: plan.now }
}

type OwnTerms = ReadonlyMap<Uuid, { readonly terms: Component; readonly version: PlanVersionTerms }>

type AwardsByAffiliate = ReadonlyMap<Uuid, readonly Award[]>

/** The awards of a component by affiliate, cut to its caps. */
function cappedAwards(kind: ComponentKind, inputs: readonly ReckoningInput[], own: OwnTerms): AwardsByAffiliate {
  let awards: AwardsByAffiliate = new Map(inputs.map((input) => [input.history.affiliateId, kind.reckon?.(input) ?? []]))
  for (const [versionIds, caps] of versionsByCaps(own)) awards = capped(inputs, awards, versionIds, caps)
  return awards
}

/** What is missing of an affiliate's awards to the floors of their periods. */
function floorsOf(input: ReckoningInput, awards: readonly Award[]): readonly Award[] {
  return applyFloors(input, awards).slice(awards.length)
}

/** Versions whose caps are the same are counted together; others each by itself. */
function versionsByCaps(own: OwnTerms): [ReadonlySet<Uuid>, readonly Cap[]][] {
  const groups = new Map<string, [Set<Uuid>, readonly Cap[]]>()
  for (const [versionId, { terms }] of own) {
    if (terms.caps.length === 0) continue
    const text = JSON.stringify(terms.caps, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    const group = groups.get(text) ?? [new Set<Uuid>(), terms.caps]
    group[0].add(versionId)
    groups.set(text, group)
  }
  return [...groups.values()]
}

function capped(inputs: readonly ReckoningInput[], awards: AwardsByAffiliate, versionIds: ReadonlySet<Uuid>, caps: readonly Cap[]): AwardsByAffiliate {
  const [input] = inputs
  if (input === undefined) return new Map(awards)
  const entries = [...awards].flatMap(([affiliateId, list]) => list.filter(({ versionId }) => versionIds.has(versionId)).map((award) => ({ affiliateId, award })))
  const cut = Map.groupBy(applyCaps(entries, caps, input.program), ({ affiliateId }) => affiliateId)
  return new Map([...awards].map(([affiliateId, list]) => [affiliateId, [...list.filter(({ versionId }) => !versionIds.has(versionId)), ...(cut.get(affiliateId) ?? []).map(({ award }) => award)]]))
}
