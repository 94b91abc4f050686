import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { signInVisitor } from './support/portal-visitor.ts'

const HOST = 'partners.first.example'
let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
  await api.patch('/portal', { host: HOST })
})
afterAll(() => api.close())

const on = (host: string, url: string, headers: Record<string, string> = {}) => api.app.inject({ method: 'GET', url, headers: { host, ...headers } })

describe('the host of a portal', () => {
  test('is found by its name, leads to the portal, and serves nothing else', async () => {
    expect((await api.get(`//portal/v1/site?host=${HOST}`, { key: null })).body).toMatchObject({ slug: 'first', host: HOST })
    const start = await on(HOST, '/')
    expect([start.statusCode, start.headers.location]).toEqual([302, '/p/first'])
    expect((await on(HOST, '/portal/v1/site/first')).statusCode).toBe(200)
    await api.addProgram('Second')
    const others = ['/p/second', '/portal/v1/site/second', '/admin', '/api/v1/openapi.json', '/v1/openapi.json', '/docs', '/sign-in']
    for (const path of others) expect((await on(HOST, path)).statusCode, path).toBe(404)
    expect((await on('localhost', '/portal/v1/site/second')).statusCode).toBe(200)
  })

  test("does not take a session of another program's portal", async () => {
    const third = await api.addProgram('Third')
    const affiliateId = (await api.post('/affiliate', { name: 'Of the third' }, { key: third.apiKey })).body.id
    const { cookie } = await signInVisitor(api, third.programId, affiliateId)
    expect((await on('localhost', '/portal/v1/session', { cookie })).statusCode).toBe(200)
    expect((await on(HOST, '/portal/v1/session', { cookie })).statusCode).toBe(401)
  })

  test('belongs to one program, and is never the whole installation', async () => {
    const fourth = await api.addProgram('Fourth')
    expect((await api.patch('/portal', { host: HOST }, { key: fourth.apiKey })).status).toBe(409)
    expect((await api.patch('/portal', { slug: 'first' }, { key: fourth.apiKey })).status).toBe(409)
    expect((await api.patch('/portal', { host: new URL(api.context.config.publicUrl).hostname })).status).toBe(400)
    expect((await api.patch('/portal', { host: null })).body.host).toBeNull()
  })
})
