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

test('every call says what it does, shows a body and an answer, and what its refusals say', async () => {
  const { body } = await api.get('//v1/openapi.json', { key: null })
  const operations = Object.values<Record<string, Operation>>(body.paths).flatMap((item) => Object.values(item))
  expect(operations.length).toBeGreaterThan(8)
  for (const { operationId, summary, description, requestBody, responses } of operations) {
    expect(summary, operationId).toMatch(/^[A-Z]/)
    expect(description.split('\n\n')[0], operationId).toMatch(/^[A-Z].{15,}[.]$/)
    if (requestBody !== undefined) expect(requestBody.content['application/json'].example, operationId).toBeTypeOf('object')
    const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2')).map(([, answer]) => answer)
    expect(success?.content['application/json'].example, operationId).toBeTypeOf('object')
    expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['400', '429', '500', '503']))
  }
  const texts = Object.values<{ value: { message: unknown } }>(body.components.examples).map(({ value }) => value.message)
  expect(texts).toEqual(expect.arrayContaining(['API Key is required', 'API Key does not belong to this campaign', 'Domain not allowed', 'Affiliate not found', 'Email is not available']))
})

test('an unknown route is told in the words of this dialect', async () => {
  const { status, body } = await api.get('//v1/x')
  expect([status, body]).toEqual([404, { statusCode: 404, message: 'Cannot GET /v1/x', error: 'Not Found' }])
})

test('the other dialect keeps its own words', async () => {
  const { status, headers } = await api.get('/x')
  expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
})

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}
interface Content {
  readonly content: { readonly 'application/json': { readonly example?: object } }
}
