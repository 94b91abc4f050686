import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { derivedLogin } from '../../src/db/migrate.ts'
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

/** Another database with all that is in one to which nobody is connected. */
export async function copyTestDatabase({ name }: Pick<TestDatabase, 'name'>): Promise<TestDatabase> {
  return await makeDatabase(`template ${name} strategy file_copy`)
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

/** A database for a whole program in a process of its own, migrated already: faster than one that it brings along. */
export interface ProgramDatabase {
  /** Settings of the program, and of commands beside it. */
  readonly env: { readonly DATABASE_URL: string; readonly SECRET_KEY: string }
  drop(): Promise<void>
}

const PROGRAM_SECRET = 'a-secret-for-a-program-in-a-test-long-enough'

export async function createProgramDatabase(): Promise<ProgramDatabase> {
  const database = await createTestDatabase()
  return { env: { DATABASE_URL: database.ownerUrl, SECRET_KEY: PROGRAM_SECRET }, drop: () => dropWithLogin(database, PROGRAM_SECRET) }
}

/** Roles belong to the whole server: the login that the program made for the database goes with it. */
export async function dropWithLogin(database: TestDatabase, secret: string, ownerUrl = database.ownerUrl): Promise<void> {
  await database.drop()
  const { user } = derivedLogin({ ownerUrl, secret })
  await onConnection(inject('serverUrl'), (client) => client.query(`drop role if exists ${user}`))
}
