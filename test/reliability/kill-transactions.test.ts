import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { random } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { furnish, KillableInstallation } from './installation.ts'
import { lostOrDoubled, WritesLoad } from './writes-load.ts'

const ROUNDS = dose({ small: 3, short: 30, long: 1_000 })
const INTERRUPTIONS = dose({ small: 2, short: 20, long: 200 })
const SETTLE_MS = 120_000

let installation: KillableInstallation | undefined
afterEach(async () => {
  await installation?.close()
  installation = undefined
}, 60_000)

const LAYOUTS: { layout: string; names: [string, ...string[]] }[] = [
  { layout: 'all in one, with the embedded database', names: ['all'] },
  { layout: 'api and worker', names: ['api', 'worker'] },
]

// The small dose leaves these to kill.test.ts, which kills the roles and the database one by one.
test.each(LAYOUTS)(`${ROUNDS} kills -9 of $layout while customers and sales arrive, single and in bulk (seed ${SEED}): nothing acknowledged is lost or doubled`, {
  timeout: ROUNDS * 20_000 + 300_000,
}, async ({ layout, names }) => {
  const next = random(SEED)
  installation = await KillableInstallation.open(...names)
  const { referralCode } = await furnish(installation)
  const load = await WritesLoad.start(installation, referralCode, next)
  const readyMs: number[] = []
  const victims = installation.names
  for (let round = 0; round < ROUNDS; round += 1) {
    await delay(200 + next() * 800)
    readyMs.push(await installation.killAndRestart(victims[round % victims.length] ?? 'all'))
  }
  await load.stop()
  await installation.settled(SETTLE_MS)
  expect(await lostOrDoubled(installation, load), `seed ${SEED}`).toEqual([])
  expect(await installation.brokenLaw(), `seed ${SEED}`).toBeNull()
  const sent = `${load.customers.size} customers and ${load.transactions.size} sales in ${load.acknowledged} acknowledged calls`
  console.log(`${layout}: ${ROUNDS} kills, seed ${SEED}: ${sent}; ${load.unanswered} without an answer; ready again after ${Math.round(Math.max(...readyMs))} ms at most`)
})

test(`a start that is killed ${INTERRUPTIONS} times, and PostgreSQL's recovery with it, ends right all the same (seed ${SEED})`, { timeout: INTERRUPTIONS * 20_000 + 300_000 }, async () => {
  const next = random(SEED)
  installation = await KillableInstallation.open('all')
  const { referralCode } = await furnish(installation)
  const load = await WritesLoad.start(installation, referralCode, next)
  await delay(1_500)
  for (let i = 0; i < INTERRUPTIONS; i += 1) await installation.startAndKill('all', next() * 1_500)
  const readyMs = await installation.killAndRestart('all')
  await load.stop()
  await installation.settled(SETTLE_MS)
  expect(await lostOrDoubled(installation, load), `seed ${SEED}`).toEqual([])
  expect(await installation.brokenLaw(), `seed ${SEED}`).toBeNull()
  console.log(`${INTERRUPTIONS} killed starts, seed ${SEED}: ${load.acknowledged} acknowledged calls all there; then ready after ${Math.round(readyMs)} ms`)
})
