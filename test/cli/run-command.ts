import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { APP_ROLE } from '../../src/db/migrate.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { createEmptyDatabase, dropWithLogin } from '../support/database.ts'

const COMMAND = path.resolve(import.meta.dirname, '../../bin/fairshare')

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A place where commands are run: a folder and a database of its own. */
export interface Installation {
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** As a person or a script runs it: a process of its own, through the launcher. */
  run(...args: readonly string[]): Promise<Outcome>
  /** The same in this process, which is much faster. */
  call(...args: readonly string[]): Promise<Outcome>
  /** Calls with --json; answers the document. */
  // biome-ignore lint/suspicious/noExplicitAny: the documents differ from command to command, and tests say what they expect
  json(...args: readonly string[]): Promise<any>
  file(name: string, content: string | Buffer): Promise<string>
  close(): Promise<void>
}

const SECRET = 'a-secret-for-the-command-line-long-enough'

/** An installation on an empty database of the tests' server. */
export async function createInstallation(): Promise<Installation> {
  const database = await createEmptyDatabase()
  return makeInstallation({ DATABASE_URL: database.ownerUrl, SECRET_KEY: SECRET }, () => dropWithLogin(database, SECRET))
}

/** The same, whose database belongs to a user that is no superuser: row-level security binds it like the application. */
export async function createPlainInstallation(): Promise<Installation> {
  const database = await createEmptyDatabase()
  const owner = `${database.name}_owner`
  await onConnection(inject('serverUrl'), async (client) => {
    await client.query(`create role ${owner} login createrole password 'plain'`)
    await client.query(`grant ${APP_ROLE} to ${owner} with admin option`)
    await client.query(`alter database ${database.name} owner to ${owner}`)
  })
  const ownerUrl = database.ownerUrl.replace(/^(\w+:\/\/)[^@]*@/, `$1${owner}:plain@`)
  return makeInstallation({ DATABASE_URL: ownerUrl, SECRET_KEY: SECRET }, async () => {
    await dropWithLogin(database, SECRET, ownerUrl)
    await onConnection(inject('serverUrl'), (client) => client.query(`drop role ${owner}`))
  })
}

/** An installation that brings its own PostgreSQL. */
export function createEmbeddedInstallation(): Promise<Installation> {
  return makeInstallation({}, async () => undefined)
}

async function makeInstallation(settings: NodeJS.ProcessEnv, drop: () => Promise<void>): Promise<Installation> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-cli-'))
  const environment = { PATH: process.env['PATH'], DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'warn', ...settings }
  const run = (...args: readonly string[]): Promise<Outcome> => runCommand(args, environment, folder)
  const call = (...args: readonly string[]): Promise<Outcome> => callCommand(args, environment)
  return {
    folder,
    environment,
    run,
    call,
    json: async (...args) => JSON.parse((await call(...args, '--json')).stdout),
    file: async (name, content) => {
      const file = path.join(folder, name)
      await writeFile(file, content)
      return file
    },
    close: async () => {
      await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function callCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Outcome> {
  // The settings are read from the environment of the process; each test file has a process of its own.
  Object.assign(process.env, environment)
  const written = { stdout: '', stderr: '' }
  const exitCode = await runCommandLine(args, {
    answer: async (text) => { written.stdout += text },
    complain: (text) => { written.stderr += text },
  })
  return { exitCode, ...written }
}

/** Runs the command through its launcher. */
export function runCommand(args: readonly string[], environment: NodeJS.ProcessEnv, cwd: string): Promise<Outcome> {
  const child = spawn(COMMAND, [...args], { env: environment, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString() })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr }))
  })
}
