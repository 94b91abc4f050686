import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWebhookSecrets } from '../../src/domain/webhooks/webhook-secrets.ts'
import { readWebhook } from '../../src/domain/webhooks/webhook-endpoint.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi

beforeAll(async () => { api = await createTestApi() })
afterAll(() => api.close())

const URL_OF_HOOK = 'https://hooks.example.com/fairshare'

test.each([
  'http://hooks.example.com/', 'ftp://hooks.example.com/', 'javascript:alert(1)', 'https://user:secret@hooks.example.com/', 'https://user@hooks.example.com/', 'https://localhost/', 'https://127.0.0.1/',
  'https://127.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://10.0.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest', 'https://168.63.129.16/',
  'https://[fd00::1]/', 'https://[fe80::1]/', 'https://100.64.0.1/', 'https://0.0.0.0/', 'https://224.0.0.1/', 'https://intern/', 'https://db.internal/', 'https://printer.local/', 'https://hooks.example.com:22/',
  'https://hooks.example.com:6379/', 'https://hooks.example.com:5432/', ' https://hooks.example.com/', 'https://hooks.example.com/\n', 'https:\\\\hooks.example.com', 'hooks.example.com', '',
])('a webhook cannot lead to %j', async (url) => {
  const { status, body } = await api.post('/webhook', { url })
  expect([status, body.errors[0].path]).toEqual([400, 'url'])
})

test('a secret is told once, kept sealed, and goes on for a day beside the one that takes its place', async () => {
  const { body: created } = await api.post('/webhook', { url: URL_OF_HOOK, eventKinds: ['payout.settled'], description: 'ERP' })
  expect(Buffer.from(created.secret.slice('whsec_'.length), 'base64').length).toBeGreaterThanOrEqual(24)
  const read = await api.get(`/webhook/${created.id}`)
  expect(read.body).toMatchObject({ url: URL_OF_HOOK, eventKinds: ['payout.settled'], status: 'active', secretHint: `…${created.secret.slice(-6)}`, formerSecretUntil: null })
  expect(read.text).not.toContain(created.secret)
  const { body: rotated } = await api.post(`/webhook/${created.id}/secret`)
  expect(rotated.secret).not.toBe(created.secret)
  expect(new Date(rotated.formerSecretUntil).getTime()).toBeGreaterThan(api.context.clock.now().getTime())
  await api.post(`/webhook/${created.id}/secret`)
  const endpoint = await api.context.db.inProgram(api.program.programId, (tx) => readWebhook(tx, api.program.programId, created.id))
  const secrets = openWebhookSecrets(api.context.secretBox, endpoint).map(({ secret }) => secret)
  expect([secrets.length, secrets[1]]).toEqual([2, rotated.secret])
  expect(endpoint.sealedSecrets.toString('latin1')).not.toContain(rotated.secret.slice(6, 20))
  expect(openWebhookSecrets(api.context.secretBox, { ...endpoint, id: endpoint.programId })).toEqual([])
})

test('it can be changed, paused, resumed and archived; every change is in the audit, without secrets', async () => {
  const { body: { id, secret } } = await api.post('/webhook', { url: URL_OF_HOOK })
  expect((await api.patch(`/webhook/${id}`, { status: 'paused', eventKinds: ['period.sealed'] })).body).toMatchObject({ status: 'paused', eventKinds: ['period.sealed'] })
  expect((await api.patch(`/webhook/${id}`, { url: 'https://127.0.0.1/' })).status).toBe(400)
  expect((await api.patch(`/webhook/${id}`, { eventKinds: ['no.such'] })).status).toBe(400)
  expect((await api.patch(`/webhook/${id}`, { status: 'active' })).body.status).toBe('active')
  expect((await api.delete(`/webhook/${id}`)).status).toBe(204)
  expect((await api.get(`/webhook/${id}`)).body).toMatchObject({ status: 'archived', secretHint: null })
  expect((await api.post(`/webhook/${id}/secret`)).status).toBe(409)
  const audit = await api.get(`/audit?subjectId=${id}`)
  expect(audit.body.items.map(({ action }: { action: string }) => action)).toEqual(['webhook.archived', 'webhook.changed', 'webhook.changed', 'webhook.created'])
  expect(audit.text).not.toContain(secret)
})

test('fifty at once: as many as a program may have', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => api.post('/webhook', { url: URL_OF_HOOK })))
  expect(answers.filter(({ status }) => status === 201).length).toBe(20 - 1)
  expect((await api.get('/webhook?limit=500')).body.items).toHaveLength(20)
})

test('who may not write webhooks may not read secrets either', async () => {
  const key = (await api.post('/api-key', { name: 'reader', permissions: { webhooks: 'read' } })).body.key
  const { items } = (await api.get('/webhook', { key })).body
  expect((await api.post(`/webhook/${items[0].id}/secret`, {}, { key })).status).toBe(403)
  expect((await api.get('/webhook/event-kind', { key })).body.items).toContain('payout.settled')
})
