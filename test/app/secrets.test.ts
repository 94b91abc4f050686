import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Config, readConfig } from '../../src/app/config.ts'
import { createClickKeys, createSecretBox, readSecrets } from '../../src/app/secrets.ts'

let dataDir: string
beforeEach(async () => { dataDir = await mkdtemp(path.join(os.tmpdir(), 'fairshare-secrets-')) })
afterEach(() => rm(dataDir, { recursive: true }))

function config(environment: NodeJS.ProcessEnv = {}): Config {
  return readConfig({ DATA_DIR: dataDir, ...environment })
}

const visit = { programNumber: 1, linkNumber: 2, blocked: false, nowMs: Date.UTC(2026, 10, 21) }

test('a secret is generated once, random, and readable by its owner only', async () => {
  const [first, again] = [await readSecrets(config()), await readSecrets(config())]
  expect(again).toEqual(first)
  expect(first.secretKeys[0]).toMatch(/^[\w-]{43}$/)
  expect((await stat(path.join(dataDir, 'secret-key'))).mode & 0o777).toBe(0o600)
})

test('two processes that start at once have the same secret', async () => {
  const [one, two] = await Promise.all([readSecrets(config()), readSecrets(config())])
  expect(one).toEqual(two)
})

test('SECRET_KEY goes before the file, and then none is generated', async () => {
  expect(await readSecrets(config({ SECRET_KEY: 'k'.repeat(32) }))).toEqual({ secretKeys: ['k'.repeat(32)] })
  await expect(stat(path.join(dataDir, 'secret-key'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test.each(['by SECRET_KEY', 'in the file'])('rotated %s, the old click keys are still read and new ones are made with the new secret', async (where) => {
  const [oldSecret, newSecret] = ['o'.repeat(32), 'n'.repeat(32)]
  const before = createClickKeys({ secretKeys: [oldSecret] })
  await writeFile(path.join(dataDir, 'secret-key'), `${newSecret}\n${oldSecret}\n`)
  const rotated = createClickKeys(await readSecrets(config(where === 'in the file' ? {} : { SECRET_KEY: `${newSecret},${oldSecret}` })))
  expect(rotated.read(before.mint(visit).text)).toMatchObject({ programNumber: 1, linkNumber: 2 })
  expect(before.read(rotated.mint(visit).text)).toBeNull()
  expect(createClickKeys({ secretKeys: [newSecret] }).read(rotated.mint(visit).text)).toMatchObject({ linkNumber: 2 })
})

test('an emptied file stops the start in one line', async () => {
  await writeFile(path.join(dataDir, 'secret-key'), '\n')
  await expect(readSecrets(config())).rejects.toThrow(/^SECRET_KEY: the file .*secret-key is empty$/)
  expect(await readFile(path.join(dataDir, 'secret-key'), 'utf8')).toBe('\n')
})

test('what is sealed is opened in its own place only, also after the key was rotated, and not without its key', () => {
  const [oldSecret, newSecret] = ['o'.repeat(32), 'n'.repeat(32)]
  const sealed = createSecretBox({ secretKeys: [oldSecret] }).seal('whsec_1', 'gateway a stripe')
  expect(sealed.includes('whsec_1')).toBe(false)
  const rotated = createSecretBox({ secretKeys: [newSecret, oldSecret] })
  expect(rotated.open(sealed, 'gateway a stripe')).toBe('whsec_1')
  expect(rotated.open(sealed, 'gateway b stripe')).toBeNull()
  expect(rotated.open(Buffer.from(sealed.map((byte, i) => (i === sealed.length - 1 ? byte ^ 1 : byte))), 'gateway a stripe')).toBeNull()
  expect(rotated.open(Buffer.alloc(3), 'gateway a stripe')).toBeNull()
  expect(createSecretBox({ secretKeys: [newSecret] }).open(sealed, 'gateway a stripe')).toBeNull()
  expect(createSecretBox({ secretKeys: [oldSecret] }).open(rotated.seal('x', 'p'), 'p')).toBeNull()
})
