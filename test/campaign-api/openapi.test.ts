import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ config: { publicUrl: 'http://localhost:4400' } })
})
afterAll(() => api.close())

test('the document is the one that was reviewed', async () => {
  const { status, body } = await api.get('//v1/openapi.json', { key: null })
  expect(status).toBe(200)
  await expect(JSON.stringify(body, null, 2)).toMatchFileSnapshot('./openapi.snapshot.json')
})

test('an unknown route is told in the words of this dialect', async () => {
  const { status, body } = await api.get('//v1/x')
  expect([status, body]).toEqual([404, { statusCode: 404, message: 'Cannot GET /v1/x', error: 'Not Found' }])
})

test('the other dialect keeps its own words', async () => {
  const { status, headers } = await api.get('/x')
  expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
})
