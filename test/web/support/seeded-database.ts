import { inject } from 'vitest'
import { onConnection } from '../../../src/db/single-connection.ts'
import { createTestApi } from '../../operator-api/support/test-api.ts'
import { copyTestDatabase, createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { makeSeed, SEED_NOW, type Seed } from './seed.ts'

const SEED_LOCK = 4_400_004

export interface SeededDatabase {
  readonly database: TestDatabase
  readonly seed: Seed
}

/** A copy of the seeded programs. They are made once per run, by the first that asks; the ids stand in the original's comment. */
export async function createSeededDatabase(): Promise<SeededDatabase> {
  const name = inject('seededDatabase')
  const seed = await onConnection(inject('serverUrl'), async (client) => {
    await client.query(`select pg_advisory_lock(${SEED_LOCK})`)
    const { rows } = await client.query<{ seed: string | null }>("select shobj_description(oid, 'pg_database') as seed from pg_database where datname = $1", [name])
    const known = rows[0]?.seed
    if (known !== undefined && known !== null) return JSON.parse(known) as Seed
    const { database, seed: made } = await fillDatabase()
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`alter database ${database.name} rename to ${name}`)
    await client.query(`comment on database ${name} is ${client.escapeLiteral(JSON.stringify(made))}`)
    return made
  })
  return { database: await copyTestDatabase({ name }), seed }
}

async function fillDatabase(): Promise<SeededDatabase> {
  const database = await createTestDatabase()
  const api = await createTestApi({ database, now: SEED_NOW, isTestProgram: true })
  try {
    const seed = await makeSeed(api)
    // Copies keep what the planner knows of the original, and that is what autovacuum happened to see of it while it was being filled.
    await onConnection(database.ownerUrl, (client) => client.query('analyze'))
    return { database, seed }
  } finally {
    await api.close()
  }
}

