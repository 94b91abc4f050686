import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../src/db/migrate.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { newId } from '../../src/domain/ids.ts'
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts'

const programIds = [newId(), newId()]
let database: TestDatabase
beforeAll(async () => {
  database = await createEmptyDatabase()
  await onConnection(database.ownerUrl, async (client) => {
    await applyEarlier(client)
    for (const programId of programIds) await fillProgram(client, programId)
  })
  await migrate({ ownerUrl: database.ownerUrl, secret: 'test', now: new Date() })
})
afterAll(() => database.drop())

/** What there was before parents had dates. */
async function applyEarlier(client: pg.Client): Promise<void> {
  await client.query('create table schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null)')
  for (const { name, text, checksum } of (await readMigrations()).filter((migration) => migration.name < '000005')) {
    await client.query(text)
    await client.query('insert into schema_migration values ($1, $2, now())', [name, checksum])
  }
}

/** Three affiliates in a row, made on the first three days of the year. */
async function fillProgram(client: pg.Client, programId: string): Promise<void> {
  const operatorId = newId()
  await client.query('insert into operator (id, name, created_at, updated_at) values ($1, $2, now(), now())', [operatorId, `Operator ${operatorId}`])
  await client.query(`insert into program (id, operator_id, name, currency, time_zone, created_at, updated_at) values ($1, $2, 'Program', 'EUR', 'UTC', now(), now())`, [programId, operatorId])
  await client.query(`select set_config('app.program_id', $1, false)`, [programId])
  let parent: string | null = null
  for (const number of [1, 2, 3]) {
    const id = newId()
    await client.query(
      `insert into affiliate (program_id, id, number, name, currency, parent_affiliate_id, created_at, updated_at) values ($1, $2, $3, $4, 'EUR', $5, $6, $6)`,
      [programId, id, number, `affiliate ${number}`, parent, `2026-01-0${number}T00:00:00Z`],
    )
    parent = id
  }
}

test('parents of before have been so since the affiliate was made, in every program', async () => {
  const found = await onConnection(database.ownerUrl, async (client) => {
    const { rows } = await client.query(
      `select p.program_id, a.name, parent.name as parent, p.number, p.effective_from = a.created_at as "sinceMade", p.created_by
         from affiliate_parent p join affiliate a on a.program_id = p.program_id and a.id = p.affiliate_id
         join affiliate parent on parent.program_id = p.program_id and parent.id = p.parent_id order by p.program_id, a.name`,
    )
    return rows
  })
  const kept = { number: 1, sinceMade: true, created_by: 'system' }
  expect(found).toEqual(programIds.flatMap((programId) => [
    { program_id: programId, name: 'affiliate 2', parent: 'affiliate 1', ...kept },
    { program_id: programId, name: 'affiliate 3', parent: 'affiliate 2', ...kept },
  ]))
})
