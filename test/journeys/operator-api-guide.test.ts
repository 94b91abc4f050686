import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'

const run = promisify(execFile)
const GUIDE = path.resolve(import.meta.dirname, '../../docs/operator-api.md')

let database: TestDatabase
let folder: string
let program: RunningProgram
let key: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-guide-'))
  program = await startProgram({ env: { DATABASE_URL: database.ownerUrl, DATA_DIR: path.join(folder, 'data') } })
  await program.ready()
  key = await program.apiKey()
})
afterAll(async () => {
  await program.kill()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** The guide's block in a language, with this program's address and key in it and nothing else changed. */
async function block(language: string): Promise<string> {
  const text = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(await readFile(GUIDE, 'utf8'))?.[1]
  if (text === undefined) throw new Error(`the guide has no ${language}`)
  return text.replaceAll('http://localhost:4400', program.url).replaceAll('fsk_live_…', key)
}

test('the first requests in curl earn 12.05', async () => {
  // The program prints links under its public address, which is this one by another name.
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', await block('sh')], { timeout: 20_000 })
  const answers = stdout.replaceAll('}{', '}\n{').trim().split('\n').map((line) => JSON.parse(line))
  expect(answers[0]).toMatchObject({ externalId: 'player-1', tracking: { affiliateName: 'northlight', brandName: 'BetTest' } })
  expect(answers[1]).toMatchObject({ accepted: 1 })
  expect(answers[2].items).toMatchObject([{ component: 'percent_of_sale', amount: 12.05, currency: 'EUR' }])
})

test('the same from Node', async () => {
  const file = path.join(folder, 'guide.mjs')
  await writeFile(file, await block('js'))
  const { stdout } = await run(process.execPath, [file], { timeout: 20_000 })
  expect(stdout).toMatch(/^northlight [0-9a-f-]{36}\n$/)
})
