import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { readVersionToSay } from './text-context.ts'
import { type PlanChange, planDiff } from './words/plan-diff.ts'

/** What is different between two versions of a plan, by their numbers. Throws `not_found`. */
export async function comparePlanVersions(tx: Tx, programId: Uuid, planId: Uuid, { before, after }: { readonly before: number; readonly after: number }): Promise<readonly PlanChange[]> {
  const program = await ownProgram(tx, programId)
  const old = await readVersionToSay(tx, program, planId, before)
  const now = await readVersionToSay(tx, program, planId, after)
  return planDiff(old.version, now.version, { ...now.context, names: new Map([...old.context.names, ...now.context.names]) })
}
