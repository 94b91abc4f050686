import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { dose, DOSED_TIMEOUT_MS } from '../support/dose.ts'
import { PortalBrowser } from './support/portal-browser.ts'

const PASSWORD = 'a river of four words'
const KNOWN = 'known@timing.example'
const site = 'first'
/** Pairs of calls per flow. In npm test one, to see that answers are held back; the medians are compared in longer runs. */
const PAIRS = dose({ small: 1, short: 40, long: 400 })
const HELD_BACK_MS = 245
const QUIET_MS = 16 * 60_000

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
  await api.patch('/program', { selfSignUp: true })
  await api.post('//v1/affiliates', { email: KNOWN, password: PASSWORD })
})
afterAll(() => api.close())

interface Flow {
  readonly name: string
  readonly call: (email: string) => Promise<unknown>
  readonly isHeldBack: boolean
}

const FLOWS: readonly Flow[] = [
  { name: 'sign-in', call: (email) => new PortalBrowser(api).post('/session/sign-in', { site, email, password: 'not this one, really' }), isHeldBack: false },
  { name: 'reset', call: (email) => new PortalBrowser(api).post('/password-reset', { site, email }), isHeldBack: true },
  { name: 'sign-up', call: (email) => new PortalBrowser(api).post('/sign-up', { site, email, password: PASSWORD, name: 'Somebody' }), isHeldBack: true },
]

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

async function timeOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work
  return performance.now() - start
}

test.each(FLOWS)('how long $name takes does not tell whether an address is known', { timeout: DOSED_TIMEOUT_MS }, async ({ call, isHeldBack }) => {
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let i = 0; i < PAIRS; i += 1) {
    api.context.clock.advanceMs(QUIET_MS)
    known.push(await timeOf(call(KNOWN)))
    unknown.push(await timeOf(call(`unknown-${i}@timing.example`)))
  }
  if (isHeldBack) expect(Math.min(...known, ...unknown)).toBeGreaterThan(HELD_BACK_MS)
  if (PAIRS < 10) return
  const ratio = median(known) / median(unknown)
  expect(ratio).toBeGreaterThan(0.9)
  expect(ratio).toBeLessThan(1.1)
})
