import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { build } from '../../src/db/database.ts'
import type { TestApi } from '../operator-api/support/test-api.ts'
import { DOSE, dose } from '../support/dose.ts'
import { type Browser, openBrowser } from './support/browser.ts'
import { createPeople, mailsTo, PASSWORD, tokenMailedTo } from './support/people.ts'

const COMPARED = dose({ small: 0, short: 100, long: 400 })
/** Medians of few calls on a machine that others use as well lie further apart. */
const MOST_APART = dose({ small: 1.1, short: 1.2, long: 1.1 })

let api: TestApi
let email: string
beforeAll(async () => {
  const made = await createPeople()
  api = made.api
  email = made.ownerEmail
})
afterAll(() => api.close())
beforeEach(() => api.context.db.shared((tx) => tx.all(build.deleteFrom('sign_in_failure'))))

const guess = async (browser: Browser, password = 'wrong', address = email): Promise<number> => (await browser.call('POST', '/sign-in', { email: address, password })).status

describe('guessing', () => {
  test('ends after ten tries from a network, whether the address is known or not; tries at once are no way around', async () => {
    for (const address of [email, 'nobody@example.com']) {
      const statuses: number[] = []
      for (let i = 0; i < 14; i += 1) {
        statuses.push(await guess(openBrowser(api, '198.51.100.7'), 'wrong', address))
        // The waits between the tries, not the quarter of an hour.
        api.context.clock.advanceMs(i < 9 ? 2 ** Math.max(0, i - 2) * 1_000 : 1_000)
      }
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), ...Array.from({ length: 4 }, () => 429)])
      api.context.clock.advanceMs(15 * 60_000)
      const atOnce = await Promise.all(Array.from({ length: 30 }, () => guess(openBrowser(api, '198.51.100.7'), 'wrong', address)))
      expect(atOnce.filter((status) => status === 401).length).toBeLessThanOrEqual(10)
    }
  })

  test('waits longer each time, and says how long', async () => {
    const browser = openBrowser(api, '198.51.100.8')
    for (let i = 0; i < 4; i += 1) {
      await guess(browser)
      api.context.clock.advanceMs(i < 3 ? 2_000 : 0)
    }
    const refused = await browser.call('POST', '/sign-in', { email, password: PASSWORD })
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '2' } })
    api.context.clock.advanceMs(2_000)
    expect(await guess(browser, PASSWORD)).toBe(200)
  })

  test('from everywhere ends after a hundred: the owner still gets in from a browser that is known, and by mail', async () => {
    const known = openBrowser(api, '198.51.100.9')
    expect(await guess(known, PASSWORD)).toBe(200)
    const statuses = await Promise.all(Array.from({ length: 130 }, (_, i) => guess(openBrowser(api, `192.0.2.${i}`))))
    // A busy machine may have had no connection for some of them: those were no guesses.
    let wrong = statuses.filter((status) => status === 401).length
    expect(wrong).toBeLessThanOrEqual(100)
    for (; wrong < 100; wrong += 1) expect(await guess(openBrowser(api, `198.18.0.${wrong}`))).toBe(401)
    expect(await guess(openBrowser(api, '198.51.100.10'), PASSWORD)).toBe(429)
    expect(await guess(known, PASSWORD)).toBe(200)
    await api.context.db.shared((tx) => tx.count({ text: "update sign_in_failure set failures = 100 where network = ''" }))
    await openBrowser(api).call('POST', '/password-reset', { email })
    await expect.poll(() => mailsTo(api, email)).toContain('operator-password-reset')
    await openBrowser(api).call('POST', '/password-reset/complete', { token: await tokenMailedTo(api, email), password: PASSWORD })
    expect(await guess(openBrowser(api, '198.51.100.11'), PASSWORD)).toBe(200)
  })
})

// Times are compared where the machine is free: in the larger doses.
test.skipIf(DOSE === 'small')(`how long an answer takes does not tell who exists (${COMPARED} of each)`, { timeout: 120_000 }, async () => {
  const taken: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let i = 0; i < COMPARED; i += 1) {
    if (i % 50 === 0) await api.context.db.shared((tx) => tx.all(build.deleteFrom('sign_in_failure')))
    for (const kind of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const browser = openBrowser(api, `192.0.${i % 250}.${kind === 'known' ? 1 : 2}`)
      const start = performance.now()
      await guess(browser, 'wrong', kind === 'known' ? email : 'nobody@example.com')
      taken[kind].push(performance.now() - start)
    }
  }
  const [known, unknown] = [median(taken.known), median(taken.unknown)]
  expect(Math.max(known / unknown, unknown / known), `${known} ms, ${unknown} ms`).toBeLessThan(MOST_APART)
})

test('twenty sign-ins at once leave the event loop free', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const start = performance.now()
  const statuses = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(openBrowser(api, `192.0.2.${i}`), PASSWORD)))
  const took = performance.now() - start
  delay.disable()
  expect(statuses).toEqual(statuses.map(() => 200))
  if (DOSE === 'small') return
  // One second on two free cores; others may use them here.
  expect(took).toBeLessThan(dose({ small: 1_000, short: 2_000, long: 1_000 }))
  expect(delay.percentile(99) / 1e6).toBeLessThan(dose({ small: 50, short: 100, long: 50 }))
})

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
