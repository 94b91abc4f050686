import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { readCoveredDeductions } from './covered-deductions.ts'
import { readVersionToSay } from './text-context.ts'
import { type FairnessItem, fairnessCard } from './words/fairness-card.ts'

/** The fairness card of a version, with the deductions of the brands that its plan covers now. Throws `not_found`. */
export async function readFairnessCard(tx: Tx, programId: Uuid, clock: Clock, planId: Uuid, version: number): Promise<readonly FairnessItem[]> {
  const program = await ownProgram(tx, programId)
  const said = await readVersionToSay(tx, program, planId, version)
  return fairnessCard(said.version, await readCoveredDeductions(tx, program, planId, programNow(program, clock)), said.context)
}
