import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './support/test-api.ts'
import { playPayouts } from './support/payout-scene.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
})
afterAll(() => api.close())

test('nobody is a second person by way of keys that make keys, however many', async () => {
  const scene = await playPayouts(api, api.program, 'keys')
  await api.post(`/payout-run/${scene.draftRunId}/cancellation`, { reason: 'prepared by another' })
  const run = (await api.post('/payout-run', {})).body
  expect(run.status).toBe('draft')
  const permissions = { payouts: 'write', 'api-keys': 'write' }
  let key: string | undefined
  for (let made = 0; made < 25; made++) {
    const answer: { status: number; body: { key: string } } = await api.post('/api-key', { name: `key ${made}`, permissions }, key === undefined ? {} : { key })
    expect(answer.status).toBe(201)
    key = answer.body.key
  }
  expect(await api.post(`/payout-run/${run.id}/approval`, {}, { key: key ?? '' })).toMatchObject({ status: 403, body: { code: 'second_person_required' } })
})
