import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { VERIFY_LIMITS } from '../db/database.ts'
import { DomainError } from '../domain/errors.ts'
import { programNow } from '../domain/programs/program-clock.ts'
import { readProgram } from '../domain/programs/read-program.ts'
import { presentSimulation } from '../domain/simulation/present-simulation.ts'
import { simulatePlan, type SimulationRequest } from '../domain/simulation/simulate-plan.ts'
import { findProgram, type ProgramOption, takesProgram } from './find-program.ts'
import { addVerb, type Answer, whenCalled } from './verb.ts'
import { withContext } from './with-context.ts'

interface Options extends ProgramOption {
  readonly from: string
  readonly to: string
  readonly version?: string
  readonly affiliate?: readonly string[]
}

/** `simulate`: replays real history through a draft of a plan. */
export function addSimulate(root: Command): void {
  const verb = takesProgram(
    addVerb(root, {
      usage: 'simulate <plan>',
      summary: 'replay history through a draft of a plan, and compare',
      details: 'What affiliates would have earned, per month, beside what they did. --version is a JSON file with the terms to try ({"components": […]}); without it the plan is replayed as it is. Writes nothing.',
      example: 'simulate 019abc00-0000-7000-8000-000000000001 --version draft.json --from 2026-09 --to 2026-11',
    })
      .requiredOption('--from <month>', 'first month, such as 2026-09')
      .requiredOption('--to <month>', 'last month')
      .option('--version <file>', 'terms to try instead of the plan’s')
      .option('--affiliate <id...>', 'only these affiliates'),
  )
  whenCalled<Options>(verb, ([planId = ''], options) =>
    withContext(async ({ db, clock }) => {
      const { id } = await findProgram(db, options.program)
      const request: SimulationRequest = { planId, draft: await readDraft(options.version), affiliateIds: options.affiliate ?? null, from: options.from, to: options.to }
      const text = await db.snapshot(id, async (tx) => {
        const program = await readProgram(tx, id)
        if (program === undefined) throw new DomainError('not_found')
        return presentSimulation(await simulatePlan(tx, program, request, programNow(program, clock)))
      })
      return answerOf(JSON.parse(text))
    }, VERIFY_LIMITS),
  )
}

async function readDraft(file: string | undefined): Promise<SimulationRequest['draft']> {
  return file === undefined ? null : JSON.parse(await readFile(file, 'utf8'))
}

// biome-ignore lint/suspicious/noExplicitAny: the document that presentSimulation wrote
function answerOf(value: any): Answer {
  const line = (name: string, { before, after, difference }: { before: number; after: number; difference: number }) => `${name.padEnd(36)} ${before} → ${after} (${difference > 0 ? '+' : ''}${difference})\n`
  const affiliates = value.affiliates.map((affiliate: { name: string; before: number; after: number; difference: number }) => line(affiliate.name, affiliate)).join('')
  const { winners, losers, unchanged, tierCrossings, worstMonth } = value
  const summary = `${winners} earn more, ${losers} less, ${unchanged} the same; ${tierCrossings} months above the first tier\n`
  return { value, text: `${affiliates}${line(`in all, ${value.currency}`, value)}${summary}${worstMonth === null ? '' : line(`worst month ${worstMonth.period}`, worstMonth)}` }
}
