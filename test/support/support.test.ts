import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from './context.ts'

let context: TestContext
beforeAll(async () => { context = await createTestContext() })
afterAll(() => context.close())

test('a test file gets a migrated, empty database as the application sees it', async () => {
  const rows = await context.db.shared((tx) => tx.sql<{ user: string; programs: bigint }>({ text: 'select current_user as user, count(*) as programs from program' }))
  expect(rows).toEqual([{ user: expect.stringMatching(/^fairshare_app_/), programs: 0n }])
})
