import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { readComponents } from '../commissions/components/read-components.ts'
import type { Carryover, Component } from '../commissions/rules/plan-terms.ts'
import type { Uuid } from '../ids.ts'
import { carryoverOf } from '../programs/program-carryover.ts'
import type { Program } from '../programs/read-program.ts'
import { type PlanVersion, readPlan, readPlanVersion } from './commission-plan.ts'
import type { TextContext, WordedVersion } from './words/plan-text.ts'

/** A stored version with all that its words need. */
export interface VersionToSay {
  readonly versionId: Uuid
  readonly version: WordedVersion
  readonly context: TextContext
}

/** Reads a version to be said in words. Throws `not_found`. */
export async function readVersionToSay(tx: Tx, program: Program, planId: Uuid, number: number): Promise<VersionToSay> {
  const plan = await readPlan(tx, program.id, planId)
  const stored = await readPlanVersion(tx, program.id, planId, number)
  const version = wordedVersion(stored, program.currency)
  return { versionId: stored.id, version, context: await readTextContext(tx, program, plan.name, version.components) }
}

/** A stored version as its words take it. */
export function wordedVersion({ version, effectiveFrom, appliesTo, noticeDays, holdDays, components }: Omit<PlanVersion, 'id' | 'planId' | 'createdAt'>, currency: string): WordedVersion {
  return { version, effectiveFrom, appliesTo, noticeDays, holdDays, components: readComponents(components, currency, 'components') }
}

/** What the words of components need as it is now: the names of what they are narrowed to, and the program's own terms. */
export async function readTextContext(tx: Tx, program: Program, planName: string, components: readonly Component[]): Promise<TextContext> {
  const rows = components.flatMap(({ rates }) => rates)
  const ids = rows.flatMap(({ brands, products, trackers }) => [...(brands ?? []), ...(products ?? []), ...(trackers ?? [])])
  return { planName, currency: program.currency, timeZone: program.time_zone, carryover: carryoverOf(program), names: await readNames(tx, program.id, [...new Set(ids)]) }
}

async function readNames(tx: Tx, programId: Uuid, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<{ id: string; name: string }>({
    text: `select id, name from brand where program_id = $1 and id = any($2::uuid[])
           union all select id, name from product where program_id = $1 and id = any($2::uuid[])
           union all select id, name from tracker where program_id = $1 and id = any($2::uuid[])`,
    values: [programId, arrayLiteral(ids)],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A context as it is kept with an accepted text; currency and zone of a program never change. */
export interface StoredContext {
  readonly planName: string
  readonly names: Readonly<Record<string, string>>
  readonly carryover: Omit<Carryover, 'cap'> & { readonly cap: Readonly<Record<string, string>> | null }
}

/** What a text was written with, to be kept. */
export function storedContext({ planName, names, carryover }: TextContext): StoredContext {
  const cap = carryover.cap === null ? null : Object.fromEntries(Object.entries<bigint>(carryover.cap).map(([name, value]) => [name, String(value)]))
  return { planName, names: Object.fromEntries(names), carryover: { ...carryover, cap } }
}

/** What a kept text was written with. */
export function contextFrom({ planName, names, carryover }: StoredContext, program: Pick<Program, 'currency' | 'time_zone'>): TextContext {
  const { amount, averageMonthsPpm } = carryover.cap ?? {}
  const cap = amount !== undefined ? { amount: BigInt(amount) } : averageMonthsPpm !== undefined ? { averageMonthsPpm: BigInt(averageMonthsPpm) } : null
  return { planName, currency: program.currency, timeZone: program.time_zone, names: new Map(Object.entries(names)), carryover: { ...carryover, cap } }
}
