import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
let other: SetUpResult
const dns: Record<string, string[]> = {}

beforeAll(async () => {
  api = await createTestApi({ texts: dns })
  other = await api.addProgram('Other')
})
afterAll(() => api.close())

test('a host is verified by a record that only its owner can set; until then nobody is kept from naming it', async () => {
  const mine = (await api.post('/click-domain', { host: 'go.anna.example' })).body
  const theirs = (await api.post('/click-domain', { host: 'go.anna.example' }, { key: other.apiKey })).body
  expect(mine).toMatchObject({ status: 'pending', record: { type: 'TXT', name: '_fairshare.go.anna.example' } })
  expect(mine.record.value).not.toBe(theirs.record.value)
  expect((await api.post('/click-domain/go.anna.example/verification')).body.status).toBe('pending')
  dns[mine.record.name] = ['unrelated', mine.record.value]
  expect((await api.post('/click-domain/go.anna.example/verification', {}, { key: other.apiKey })).body.status).toBe('pending')
  expect((await api.post('/click-domain/go.anna.example/verification')).body.status).toBe('verified')
  dns[mine.record.name] = [theirs.record.value]
  expect((await api.post('/click-domain/go.anna.example/verification', {}, { key: other.apiKey })).status).toBe(409)
  expect((await api.post('/click-domain/go.anna.example/verification')).body.status).toBe('verified')
})

test('named again it is what it is; removed it is gone for this program only', async () => {
  expect((await api.post('/click-domain', { host: 'go.anna.example' })).body.status).toBe('verified')
  expect((await api.delete('/click-domain/go.anna.example')).status).toBe(204)
  expect((await api.get('/click-domain')).body.items).toEqual([])
  expect((await api.get('/click-domain', { key: other.apiKey })).body.items).toHaveLength(1)
  expect((await api.delete('/click-domain/go.anna.example')).status).toBe(404)
})

test.each(['localhost', 'Go.Anna.Example', 'go.anna.example/x', 'https://x.example', 'a b', '-a.example'])('%j is no host that links begin with', async (host) => {
  expect((await api.post('/click-domain', { host })).status).toBe(400)
})
