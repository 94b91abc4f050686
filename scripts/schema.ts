// Migrates a scratch database and writes src/db/schema.sql and src/db/schema.ts from it: `npm run schema`.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describeAsSql, describeAsTypes } from '../src/db/describe-schema.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { onConnection } from '../src/db/single-connection.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-schema-'))
try {
  const embedded = await openEmbedded({ dataDir: folder, settings: { fsync: 'off' } })
  try {
    await migrate({ ownerUrl: embedded.ownerUrl, secret: 'schema', now: new Date() })
    await onConnection(embedded.ownerUrl, async (client) => {
      await writeFile(new URL('../src/db/schema.sql', import.meta.url), await describeAsSql(client))
      await writeFile(new URL('../src/db/schema.ts', import.meta.url), await describeAsTypes(client))
    })
  } finally {
    await embedded.close()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
