import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readConfig } from '../../src/app/config.ts'
import type { AppContext } from '../../src/app/context.ts'
import { createLogger } from '../../src/app/logger.ts'
import { openContext } from '../../src/app/open-context.ts'

/** A server in a process of its own on a fresh embedded database, and a context on the same database to seed and look. */
export interface BenchServer {
  readonly context: AppContext
  readonly ownerUrl: string
  /** Connection of the application's role. */
  readonly appUrl: string
  readonly folder: string
  readonly url: string
  readonly pid: number
  close(): Promise<void>
}

export async function startBenchServer(roles: string, port: number): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-bench-'))
  const environment = { DATA_DIR: folder, PORT: String(port), RATE_LIMITS: 'off', LOG_LEVEL: 'error' }
  const open = await openContext(readConfig(environment), createLogger('error'))
  // As `npm start` starts it; this process becomes the server's.
  const child = spawn(process.execPath, ['scripts/run.mjs', 'src/main.ts', `--roles=${roles}`], { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url)
  return {
    context: open.context,
    ownerUrl: open.ownerUrl,
    appUrl: open.appUrl,
    folder,
    url,
    pid: child.pid ?? 0,
    close: async () => {
      await ended(child)
      await open.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What a process has in memory. */
export async function residentMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await fetch(`${url}/readyz`).then((response) => response.ok, () => false)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server did not become ready')
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
