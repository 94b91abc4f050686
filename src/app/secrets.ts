import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deriveBoxKey, SecretBox } from '../domain/access/secret-box.ts'
import { ClickKeys, deriveClickKeySecret } from '../domain/tracking/click-key.ts'
import type { Config } from './config.ts'
import { ConfigError } from './config.ts'

/** What this installation keeps to itself. Click keys, the login of the database role and the keys of sealed secrets are derived from it. */
export interface Secrets {
  /** Newest first, never empty: the newest makes, all of them read. */
  readonly secretKeys: readonly [string, ...string[]]
}

const SECRET_FILE = 'secret-key'

/**
 * The secrets from SECRET_KEY or, without it, from `<data folder>/secret-key`, which is generated once and readable by its owner only.
 * The file holds one secret per line, newest first: to rotate, put a new line on top and keep the old one while its clicks may convert.
 */
export async function readSecrets(config: Config): Promise<Secrets> {
  const [newest, ...older] = config.secretKeys ?? (await readOrGenerate(path.join(config.dataDir, SECRET_FILE)))
  if (newest === undefined) throw new ConfigError(`SECRET_KEY: the file ${path.join(config.dataDir, SECRET_FILE)} is empty`)
  return { secretKeys: [newest, ...older] }
}

/** Mints and reads click keys with these secrets. */
export function createClickKeys(secrets: Secrets): ClickKeys {
  return new ClickKeys(secrets.secretKeys.map(deriveClickKeySecret))
}

/** Seals and opens with these secrets. */
export function createSecretBox({ secretKeys: [newest, ...older] }: Secrets): SecretBox {
  return new SecretBox([deriveBoxKey(newest), ...older.map(deriveBoxKey)])
}

async function readOrGenerate(file: string): Promise<string[]> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  // 'wx' writes only a file that is not there: of two processes that start at once, one generates and both read.
  await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await chmod(file, 0o600).catch(() => undefined)
  const text = await readFile(file, 'utf8')
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}
