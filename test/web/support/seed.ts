import { makeDemo } from '../../../src/cli/demo/make-demo.ts'
import { findProgram } from '../../../src/cli/find-program.ts'
import type { SetUpResult } from '../../../src/domain/operators/set-up.ts'
import { catchUp } from '../../../src/domain/programs/catch-up.ts'
import { playScene, type Scene } from '../../operator-api/support/scene.ts'
import type { TestApi } from '../../operator-api/support/test-api.ts'

/** What the seeded programs' time is: in the third month of the demo. */
export const SEED_NOW = '2026-11-20T12:00:00.000Z'
const DEMO_START_MS = Date.parse('2026-08-22T00:00:00.000Z')
const DEMO_SIZE = { affiliates: 10, clicks: 600, customers: 80, transactions: 500 }
const EARLIER_MONTHS = ['2026-08', '2026-09']

export interface SeededProgram extends SetUpResult {
  readonly scene: Scene
}

/** Two programs of two operators, side by side. */
export interface Seed {
  /** A demo of three months and one of everything that has an id; August to October are sealed. */
  readonly first: SeededProgram
  /** One of everything. */
  readonly second: SeededProgram
}

/** Fills two programs through the verbs and calls that serve the real ones. Takes about four seconds. */
export async function makeSeed(api: TestApi): Promise<Seed> {
  const first = await fillFirst(api)
  const second = await api.addProgram('Second')
  return { first, second: { ...second, scene: await playScene(api, second, 'B') } }
}

async function fillFirst(api: TestApi): Promise<SeededProgram> {
  const { context, program } = api
  await makeDemo(context, { program: await findProgram(context.db, program.programId), size: DEMO_SIZE, startMs: DEMO_START_MS }, 42)
  for (const month of EARLIER_MONTHS) await sealMonth(api, month)
  return { ...program, scene: await playScene(api, program, 'A') }
}

/** A month that the demo has sealed already is left as it is. */
async function sealMonth(api: TestApi, month: string): Promise<void> {
  await api.post(`/period/${month}/close`)
  await catchUp(api.context, api.program.programId)
  await api.post(`/period/${month}/seal`)
}

