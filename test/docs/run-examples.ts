import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { createProgramDatabase } from '../support/database.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'
import type { Example } from './fenced-blocks.ts'
import { expectShown } from './shown-output.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const LIMIT_MS = 90_000

/** The whole program on a data folder of its own, as a reader has it after `npm start`. */
export interface ReadersProgram {
  /** An example as it runs here: nothing is replaced but the port and the key. */
  adapt(text: string): string
  /** What the commands need to know of it: its data folder, and Node on the path. */
  readonly env: NodeJS.ProcessEnv
  /** What it printed and logged. */
  output(): string
  close(): Promise<void>
}

/** With a database that is there already, unless the page is about the program bringing its own along. */
export async function startReadersProgram({ isEmbedded = false } = {}): Promise<ReadersProgram> {
  const database = isEmbedded ? undefined : await createProgramDatabase()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-docs-'))
  const program = await startProgram({ env: { DATA_DIR: folder, ...database?.env } }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true })
    await database?.drop()
    throw error
  })
  await program.ready(60_000)
  const key = await program.apiKey()
  return {
    adapt: (text) => text.replaceAll('localhost:4400', new URL(localUrl(program)).host).replaceAll(/fsk_live_…/g, key),
    env: { PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}`, HOME: folder, DATA_DIR: folder, LOG_LEVEL: 'warn', ...database?.env },
    output: () => program.output,
    close: async () => {
      await program.kill()
      await rm(folder, { recursive: true, force: true })
      await database?.drop()
    },
  }
}

/** By name: links are made with PUBLIC_URL, whose default says localhost. */
function localUrl({ url }: RunningProgram): string {
  return url.replace('127.0.0.1', 'localhost')
}

const END_OF_BLOCK = '──── end of block ────'

/**
 * Runs bash blocks one after another in one shell, as a reader pastes them, and compares what each prints with what is shown. The limit is
 * for a machine that does much else. Answers what each printed.
 */
export async function runShellExamples(program: ReadersProgram, examples: readonly Example[], limitMs = LIMIT_MS): Promise<string[]> {
  const script = examples.map(({ code }) => `${program.adapt(code.text)}\nprintf '\\n%s\\n' '${END_OF_BLOCK}'\n`).join('')
  const { output, code } = await run(['bash', '-euo', 'pipefail', '-s'], script, program.env, limitMs)
  const printed = output.split(END_OF_BLOCK)
  expect(code, `the shell examples ended in: ${output.slice(-2_000)}\nthe program: ${program.output()}`).toBe(0)
  examples.forEach(({ shown }, index) => {
    if (shown !== undefined) expectShown({ ...shown, text: program.adapt(shown.text) }, printed[index] ?? '')
  })
  return printed
}

/** Runs JavaScript blocks as one module, and compares what all of them print with what the last one shows. */
export async function runNodeExamples(program: ReadersProgram, examples: readonly Example[]): Promise<void> {
  const module = program.adapt(examples.map(({ code }) => code.text).join('\n'))
  const { output, code } = await run([process.execPath, '--input-type=module', '-'], module, program.env)
  expect(code, `the Node examples ended in: ${output}`).toBe(0)
  const shown = examples.at(-1)?.shown
  if (shown !== undefined) expectShown(shown, output)
}

async function run(command: readonly string[], input: string, env: NodeJS.ProcessEnv, limitMs = LIMIT_MS): Promise<{ output: string; code: number | null }> {
  const [file = '', ...args] = command
  const child = spawn(file, args, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'], timeout: limitMs })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString() })
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  return { output, code }
}
