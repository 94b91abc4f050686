import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ config: { publicUrl: 'http://localhost:4400' } })
})
afterAll(() => api.close())

test('the portal API’s document is the one that was reviewed', async () => {
  const { status, body } = await api.get('//portal/v1/openapi.json', { key: null })
  expect(status).toBe(200)
  await expect(JSON.stringify(body, null, 2)).toMatchFileSnapshot('./openapi.snapshot.json')
})
