import type { Command } from 'commander'
import { wallClock } from '../app/clock.ts'
import { readConfig } from '../app/config.ts'
import { readSecrets } from '../app/secrets.ts'
import { openEmbedded } from '../db/embedded.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { addVerb, whenCalled } from './verb.ts'

/** `migrate`: brings the database to this version's schema. Every start does it too; this is for doing it ahead. */
export function addMigrate(root: Command): void {
  const verb = addVerb(root, {
    usage: 'migrate',
    summary: "bring the database to this version's schema",
    details: 'Forward only, safe while the previous version still runs. Every start of the server does the same.',
    example: 'migrate --json',
  })
  whenCalled(verb, async () => {
    const applied = await migrateNow()
    const newest = (await readMigrations()).at(-1)?.name.replace('.sql', '') ?? null
    const text = applied.length === 0 ? `Nothing to do: the schema is at ${newest}.\n` : `${applied.map((name) => `Applied ${name}\n`).join('')}`
    return { value: { applied, schema: newest }, text }
  })
}

async function migrateNow(): Promise<readonly string[]> {
  const config = readConfig()
  const { secretKeys } = await readSecrets(config)
  const embedded = config.databaseUrl === undefined ? await openEmbedded({ dataDir: config.dataDir }) : undefined
  try {
    const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? ''
    const { applied } = await migrate({ ownerUrl, appUrl: config.databaseAppUrl, secret: secretKeys[0], now: wallClock.now() })
    return applied
  } finally {
    await embedded?.close()
  }
}
