import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'

let root: string
beforeAll(async () => { root = await mkdtemp(path.join(os.tmpdir(), 'fairshare embedded ')) })
afterAll(() => rm(root, { recursive: true, force: true }))

function answer(url: string, sql = 'select 1 as answer'): Promise<Record<string, unknown> | undefined> {
  return onConnection(url, async (client) => (await client.query(sql)).rows[0])
}

async function untilAnswered(url: string): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (await answer(url).catch(() => undefined)) return
    await delay(25)
  }
  throw new Error('the database did not come back')
}

describe('the embedded PostgreSQL', () => {
  test('keeps its data over a stop and a start, in a path with spaces', async () => {
    const dataDir = path.join(root, 'a folder')
    const first = await openEmbedded({ dataDir })
    await answer(first.ownerUrl, "create table kept as select 'yes' as value")
    await first.close()
    await expect(answer(first.ownerUrl)).rejects.toThrow()
    const startedAt = performance.now()
    const second = await openEmbedded({ dataDir })
    console.log(`second start of the embedded PostgreSQL: ${Math.round(performance.now() - startedAt)} ms`)
    expect(await answer(second.ownerUrl, 'select value from kept')).toEqual({ value: 'yes' })
    await second.close()
  })

  test('is durable, checks its pages and listens on no network', async () => {
    const server = await openEmbedded({ dataDir: path.join(root, 'a folder') })
    const settings = "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses"
    expect(await answer(server.ownerUrl, settings)).toEqual({ fsync: 'on', commit: 'on', checksums: 'on', addresses: '' })
    await server.close()
  })

  test('asks for a password that only its owner can read', async () => {
    const dataDir = path.join(root, 'a folder')
    const server = await openEmbedded({ dataDir })
    await expect(answer(server.ownerUrl.replace(/:[^:@]*@/, ':wrong@'))).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(path.join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600)
    await server.close()
  })

  test('runs once per folder: two at once, each with its own data', async () => {
    const [one, two] = await Promise.all([openEmbedded({ dataDir: path.join(root, 'one') }), openEmbedded({ dataDir: path.join(root, 'two') })])
    await answer(one.ownerUrl, 'create table only_here as select 1')
    await expect(answer(two.ownerUrl, 'select * from only_here')).rejects.toMatchObject({ code: '42P01' })
    await Promise.all([one.close(), two.close()])
  })

  test('is shared by the processes of a folder; the last one to leave stops it', async () => {
    const dataDir = path.join(root, 'one')
    const [first, second] = await Promise.all([openEmbedded({ dataDir }), openEmbedded({ dataDir })])
    expect(second.pid).toBe(first.pid)
    await first.close()
    expect(await answer(second.ownerUrl)).toEqual({ answer: 1 })
    await second.close()
    await expect(answer(second.ownerUrl)).rejects.toThrow()
  })

  test('left running by a killed process, is joined by the next one', async () => {
    const dataDir = path.join(root, 'one')
    const script = `const { openEmbedded } = await import(${JSON.stringify(new URL('../../src/db/embedded.ts', import.meta.url).href)})
      const server = await openEmbedded({ dataDir: ${JSON.stringify(dataDir)} }); console.log(server.pid); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = Number(await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve)))
    child.kill('SIGKILL')
    const next = await openEmbedded({ dataDir })
    expect(next.pid).toBe(pid)
    await next.close()
  })

  test.each(['SIGKILL', 'SIGQUIT'] as const)('ended by %s, is started again, with all that was committed', async (signal) => {
    const server = await openEmbedded({ dataDir: path.join(root, 'two') })
    await answer(server.ownerUrl, `create table survived_${signal} as select 1`)
    process.kill(server.pid, signal)
    await untilAnswered(server.ownerUrl)
    expect(await answer(server.ownerUrl, `select count(*)::int as count from survived_${signal}`)).toEqual({ count: 1 })
    await server.close()
  })

  test('a killed first start leaves nothing that stops the next one', async () => {
    const dataDir = path.join(root, 'killed')
    // A process id that no process has: what initdb had made so far.
    await mkdir(path.join(dataDir, 'postgres.4194305.partial', 'base'), { recursive: true })
    const server = await openEmbedded({ dataDir })
    await expect(stat(path.join(dataDir, 'postgres.4194305.partial'))).rejects.toMatchObject({ code: 'ENOENT' })
    await server.close()
  })

  test('a folder whose path is too long for a socket works too', async () => {
    const dataDir = path.join(root, 'long'.repeat(30))
    const server = await openEmbedded({ dataDir })
    expect(await answer(server.ownerUrl)).toEqual({ answer: 1 })
    await server.close()
  })

  test('says in its log when it was refused', async () => {
    const server = openEmbedded({ dataDir: path.join(root, 'refused'), settings: { no_such_setting: 'on' } })
    await expect(server).rejects.toThrow(/unrecognized configuration parameter "no_such_setting"/)
    expect(await readFile(path.join(root, 'refused', 'postgres-start.log'), 'utf8')).toContain('no_such_setting')
  })
})
