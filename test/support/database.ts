import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { inDatabase } from './connection-url.ts'

/** A migrated, empty database that belongs to one test file. */
export interface TestDatabase {
  readonly name: string
  readonly ownerUrl: string
  readonly appUrl: string
  drop(): Promise<void>
}

/** Copies the migrated template. Call it in `beforeAll`, and `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('templateDatabase')
  return await makeDatabase(`template ${template} strategy file_copy`)
}

/** A database without anything in it, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return await makeDatabase('')
}

async function makeDatabase(origin: string): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `fairshare_test_${Date.now()}_${randomBytes(4).toString('hex')}`
  await onConnection(serverUrl, (client) => client.query(`create database ${name} ${origin}`))
  return {
    name,
    ownerUrl: inDatabase(serverUrl, name),
    appUrl: inDatabase(inject('templateAppUrl'), name),
    drop: async () => {
      await onConnection(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}
