import { chmod, chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { DOSE } from '../support/dose.ts'
import { freePort, type RunningProgram, startProgram } from '../support/process.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare main '))
  // Another user's data is in it.
  await chmod(root, 0o755)
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** Who runs the program that is not root: root's tests take somebody who may nothing, others themselves. */
const OWNER_ID = process.getuid?.() === 0 ? 65_534 : process.getuid?.()

/** Starts the program for that user, from a folder that is not the project's; the data folder is theirs. */
async function startForOwner(dataDir: string): Promise<RunningProgram> {
  const env = { DATA_DIR: dataDir }
  if (process.getuid?.() !== 0 || OWNER_ID === undefined) return startProgram({ env, cwd: '/' })
  await mkdir(dataDir, { recursive: true })
  await chown(dataDir, OWNER_ID, OWNER_ID)
  return startProgram({ env, uid: OWNER_ID, cwd: '/' })
}

function status(program: RunningProgram, at: string, headers: Record<string, string> = {}): Promise<number> {
  return fetch(`${program.url}${at}`, { headers }).then(async (response) => {
    await response.arrayBuffer()
    return response.status
  })
}

describe('npm start', { timeout: 180_000 }, () => {
  // That it serves root too is shown by the README's quick start, where root runs the tests.
  test('makes everything for an ordinary user on the first start and shows it once; the second start keeps it', async () => {
    const dataDir = path.join(root, 'first run')
    const first = await startForOwner(dataDir)
    await first.ready()
    const key = await first.apiKey()
    expect(first.output).toMatch(/Sign in +http:\/\/localhost:\d+\/sign-in\?token=\S+/)
    expect(first.output).toContain('/api/v1')
    expect(await status(first, '/api/v1/program', { 'x-api-key': key })).toBe(200)
    expect(await first.kill()).toBe(0)
    const [secret, books] = await Promise.all(['secret-key', 'postgres'].map((name) => stat(path.join(dataDir, name))))
    expect(secret?.mode).toBe(0o100_600)
    expect([secret?.uid, books?.uid]).toEqual([OWNER_ID, OWNER_ID])

    const second = await startForOwner(dataDir)
    console.log(`second start: ready after ${Math.round(await second.ready())} ms`)
    expect(second.output).not.toContain('fsk_')
    expect(second.output).not.toContain('sign-in')
    expect(await status(second, '/api/v1/program', { 'x-api-key': key })).toBe(200)
    expect(await second.kill('SIGINT')).toBe(0)
  })

  test.skipIf(DOSE === 'small')('runs twice in two folders at once, and ends on its own data only', async () => {
    const [one, two] = await Promise.all([1, 2].map((n) => startProgram({ env: { DATA_DIR: path.join(root, `folder ${n}`) } })))
    if (!one || !two) throw new Error('unreachable')
    await Promise.all([one.ready(), two.ready()])
    const key = await one.apiKey()
    expect(await status(one, '/api/v1/program', { 'x-api-key': key })).toBe(200)
    expect(await status(two, '/api/v1/program', { 'x-api-key': key })).toBe(401)
    expect(await one.kill()).toBe(0)
    expect(await status(two, '/readyz')).toBe(200)
    expect(await two.kill()).toBe(0)
  })

  test.skipIf(DOSE === 'small')('after kill -9 starts again, on the database that was left running', async () => {
    const dataDir = path.join(root, 'first run')
    const killed = await startForOwner(dataDir)
    await killed.ready()
    expect(await killed.kill('SIGKILL')).toBe('SIGKILL')
    const next = await startForOwner(dataDir)
    await next.ready()
    expect(await next.kill()).toBe(0)
  })

})

describe('what stops a start', () => {
  test('a taken port: one line, before anything is made', async () => {
    const taken = net.createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const port = (taken.address() as net.AddressInfo).port
    const dataDir = path.join(root, 'never made')
    const program = await startProgram({ env: { PORT: String(port), DATA_DIR: dataDir } })
    expect(await program.ended).toBe(2)
    expect(program.output).toBe(`PORT: cannot listen on 127.0.0.1:${port}, the port is taken; stop what uses it or set another one\n`)
    await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
    taken.close()
  })

  test.each`
    what                      | env                                                                  | args              | code | message
    ${'a wrong value'}        | ${{ LOG_LEVEL: 'loud' }}                                             | ${[]}             | ${2} | ${/^LOG_LEVEL: .*\n$/}
    ${'a wrong role'}         | ${{}}                                                                | ${['--roles=web']} | ${2} | ${/^ROLES: .*\n$/}
    ${'an unknown option'}    | ${{}}                                                                | ${['--rolls=api']} | ${2} | ${/^Unknown option '--rolls'/}
    ${'an unknown database host'} | ${{ DATABASE_URL: 'postgresql://u:secret@no-such-host.invalid/d' }} | ${[]}          | ${2} | ${/^DATABASE_URL: there is no such host/}
  `('$what', async ({ env, args, code, message }) => {
    const program = await startProgram({ env: { DATA_DIR: path.join(root, 'stopped'), ...env }, args })
    expect(await program.ended).toBe(code)
    expect(program.output).toMatch(message)
    expect(program.output).not.toContain('secret')
  })
})

describe('on a database of the user’s own', { timeout: 180_000 }, () => {
  let database: TestDatabase
  beforeAll(async () => { database = await createTestDatabase() })
  afterAll(() => database.drop())

  test.skipIf(DOSE === 'small')('each role alone says that it lives and is ready, and serves only what it is for', async () => {
    const programs = await Promise.all(
      ['api', 'redirect', 'worker'].map((role) =>
        startProgram({ args: [`--roles=${role}`], env: { DATABASE_URL: database.ownerUrl, DATA_DIR: path.join(root, 'roles'), SECRET_KEY: 's'.repeat(32) } }),
      ),
    )
    for (const program of programs) await program.ready()
    const answers = await Promise.all(programs.map(async (program) => [await status(program, '/healthz'), await status(program, '/api/v1/program'), await status(program, '/c/none')]))
    expect(answers).toEqual([
      [200, 401, 404],
      [200, 404, 404],
      [200, 404, 404],
    ])
    expect(await Promise.all(programs.map((program) => program.kill()))).toEqual([0, 0, 0])
  })

  test.skipIf(DOSE === 'small')('with a port of its own for the redirect and one for metrics', async () => {
    const [redirectPort, metricsPort] = [await freePort(), await freePort()]
    const program = await startProgram({
      env: { DATABASE_URL: database.ownerUrl, DATA_DIR: path.join(root, 'ports'), REDIRECT_PORT: String(redirectPort), METRICS_PORT: String(metricsPort) },
    })
    await program.ready()
    expect((await fetch(`http://127.0.0.1:${redirectPort}/api/v1/program`)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${redirectPort}/readyz`)).status).toBe(200)
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    expect(metrics).toMatch(/^fairshare_redirects_total 0$/m)
    expect(metrics).toContain('# TYPE fairshare_task_steps_total counter')
    expect(await program.kill()).toBe(0)
  })

  test.skipIf(DOSE === 'small')('a stop under load fails no request and takes at most 15 s', async () => {
    const env = { DATABASE_URL: database.ownerUrl, SECRET_KEY: 's'.repeat(32), RATE_LIMITS: 'off' }
    const [one, two] = await Promise.all([1, 2].map((n) => startProgram({ env: { ...env, DATA_DIR: path.join(root, `roll ${n}`) } })))
    if (!one || !two) throw new Error('unreachable')
    await Promise.all([one.ready(), two.ready()])
    const load = startLoad([one, two])
    await delay(500)
    const startedAt = performance.now()
    expect(await one.kill('SIGTERM')).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    await delay(300)
    const { answered, failed } = await load.stop()
    expect(failed).toEqual([])
    expect(answered).toBeGreaterThan(100)
    expect(await two.kill()).toBe(0)
  })
})

/** 200 requests per second over kept connections, to whichever instance its own /readyz calls ready: what a load balancer does. */
function startLoad(programs: readonly RunningProgram[]): { stop(): Promise<{ answered: number; failed: string[] }> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  const failed: string[] = []
  const pending = new Set<Promise<void>>()
  let answered = 0
  let ready = programs
  let turn = 0
  const checks = setInterval(async () => {
    const states = await Promise.all(programs.map((program) => status(program, '/readyz').catch(() => 0)))
    ready = programs.filter((_, i) => states[i] === 200)
  }, 100)
  const requests = setInterval(() => {
    const program = ready[(turn += 1) % ready.length]
    if (!program) return
    const sent = ask(agent, `${program.url}/api/v1/program`).then(
      (code) => { if (code === 401) answered += 1; else failed.push(`status ${code}`) },
      (error: Error) => { failed.push(error.message) },
    )
    pending.add(sent)
    void sent.then(() => pending.delete(sent))
  }, 5)
  return {
    async stop() {
      clearInterval(requests)
      clearInterval(checks)
      await Promise.all(pending)
      agent.destroy()
      return { answered, failed }
    },
  }
}

function ask(agent: Agent, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
    }).once('error', reject).end()
  })
}
