import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'

const MODULES = `import { createLogger } from ${JSON.stringify(new URL('../../src/app/logger.ts', import.meta.url).href)}
import { endOnSignals, endOnUnforeseen } from ${JSON.stringify(new URL('../../src/app/shutdown.ts', import.meta.url).href)}
const log = createLogger('info'); const hold = setInterval(() => undefined, 1000)`

interface Ended {
  readonly code: number | null
  readonly log: string
}

/** Runs a small process with our handlers in place, and does something to it once it says that it is up. */
async function run(script: string, disturb: (child: ReturnType<typeof spawn>) => void = () => undefined): Promise<Ended> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${MODULES}; ${script}; console.log('up')`], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => { log += chunk.toString() })
  child.stdout?.once('data', () => disturb(child))
  const told = new Promise((resolve) => child.stderr?.once('end', resolve))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  await told
  return { code, log }
}

test.each`
  what                      | script
  ${'an exception'}         | ${"endOnUnforeseen(log); setTimeout(() => { throw new Error('nobody foresaw') }, 10)"}
  ${'a rejection'}          | ${"endOnUnforeseen(log); setTimeout(() => void Promise.reject(new Error('nobody foresaw')), 10)"}
`('$what that nobody foresaw is told of and ends the process', async ({ script }) => {
  const { code, log } = await run(script)
  expect(code).toBe(1)
  expect(JSON.parse(log.trim())).toMatchObject({ level: 'fatal', err: { message: 'nobody foresaw' } })
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops in order, once, and ends with 0', async (signal) => {
  const { code, log } = await run("endOnSignals(log, async (signal) => { await new Promise((done) => setTimeout(done, 100)); log.info('closed') })", (child) => {
    child.kill(signal)
    void delay(30).then(() => child.kill(signal))
  })
  expect(code).toBe(0)
  expect(log.match(/"closed"/g)).toHaveLength(1)
})

test('a launcher that is gone stops it too', async () => {
  const { code, log } = await run("endOnSignals(log, async (signal) => { log.info({ why: signal }, 'closed') })", (child) => child.disconnect())
  expect(code).toBe(0)
  expect(log).toContain('"why":"disconnect"')
})

test('a stop that fails ends with 1', async () => {
  const { code, log } = await run("endOnSignals(log, async () => { throw new Error('will not close') })", (child) => child.kill('SIGTERM'))
  expect(code).toBe(1)
  expect(log).toContain('will not close')
})
