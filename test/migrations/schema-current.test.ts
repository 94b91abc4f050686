import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeAsSql, describeAsTypes } from '../../src/db/describe-schema.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

test.each`
  file                | describe
  ${'schema.sql'}     | ${describeAsSql}
  ${'schema.ts'}      | ${describeAsTypes}
`('src/db/$file is what the migrations make; "npm run schema" writes it', async ({ file, describe }) => {
  const inGit = await readFile(new URL(`../../src/db/${file}`, import.meta.url), 'utf8')
  expect(inGit).toBe(await onConnection(database.ownerUrl, describe))
})
