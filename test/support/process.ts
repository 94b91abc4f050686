import { type ChildProcess, spawn } from 'node:child_process'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const running = new Set<ChildProcess>()
// A test that failed half way leaves no server behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

const ROOT = path.resolve(import.meta.dirname, '../..')

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Run as this user (tests that run as root only). */
  readonly uid?: number
  readonly cwd?: string
}

/** The whole program as a process of its own, to be asked over HTTP and killed. */
export class RunningProgram {
  readonly url: string
  readonly child: ChildProcess
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  output = ''

  constructor(port: number, child: ChildProcess) {
    this.url = `http://127.0.0.1:${port}`
    this.child = child
    running.add(child)
    this.ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        running.delete(child)
        resolve(code ?? signal ?? 1)
      }),
    )
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { this.output += chunk.toString() })
  }

  /** Waits until /readyz says so. Answers how long it took, in milliseconds. @throws with the output when it ends before. */
  async ready(timeoutMs = 120_000): Promise<number> {
    const startedAt = performance.now()
    for (;;) {
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined)
      await response?.arrayBuffer()
      if (response?.status === 200) return performance.now() - startedAt
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`ended at the start:\n${this.output}`)
      if (performance.now() - startedAt > timeoutMs) throw new Error(`not ready after ${timeoutMs} ms:\n${this.output}`)
      await delay(20)
    }
  }

  /** The key that the first start prints. */
  async apiKey(): Promise<string> {
    for (let i = 0; i < 100; i += 1) {
      const key = /fsk_(?:live|test)_\w+/.exec(this.output)?.[0]
      if (key !== undefined) return key
      await delay(20)
    }
    throw new Error(`no API key was printed:\n${this.output}`)
  }

  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals> {
    this.child.kill(signal)
    return await this.ended
  }
}

/** Starts the program on a free port, with nothing of this process's own settings. */
export async function startProgram({ env = {}, args = [], uid, cwd = ROOT }: StartOptions = {}): Promise<RunningProgram> {
  const port = env['PORT'] === undefined ? await freePort() : Number(env['PORT'])
  const child = spawn(process.execPath, [path.join(ROOT, 'src/main.ts'), ...args], {
    cwd,
    // What Node has compiled is kept between starts, as npm start has it.
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '', LOG_LEVEL: 'info', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  return new RunningProgram(port, child)
}

export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
