import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeColleagues } from '../../src/cli/demo/make-colleagues.ts'
import { DEMO_SIZES } from '../../src/cli/demo/demo-plan.ts'
import { findProgram } from '../../src/cli/find-program.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => { api = await createTestApi() })
afterAll(() => api.close())

test('a demo has colleagues with roles in its program only, and somebody who was asked', async () => {
  const program = await findProgram(api.context.db, api.program.programId)
  await makeColleagues(api.context, { program, size: DEMO_SIZES.small, startMs: 0 })
  const { items } = (await api.get('/user')).body
  expect(items).toMatchObject([{ role: 'owner' }, { name: 'Lena Brandt', role: 'manager', programIds: [program.id] }, { name: 'Tomás Rivas', role: 'finance' }])
  expect((await api.get('/invitation')).body.items).toMatchObject([{ role: 'viewer', status: 'open' }, { status: 'accepted' }, { status: 'accepted' }])
})
