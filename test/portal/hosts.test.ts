import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { signInVisitor } from './support/portal-visitor.ts'

const HOST = 'partners.first.example'
const dns: Record<string, string[]> = {}
let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ texts: dns })
})
afterAll(() => api.close())

const on = (host: string, url: string, headers: Record<string, string> = {}) => api.app.inject({ method: 'GET', url, headers: { host, ...headers } })

const look = (key?: string) => api.post('/portal/host-verification', {}, key === undefined ? {} : { key })

describe('the host of a portal', () => {
  test('is its own once DNS has shown it; until then it leads nowhere, and nobody is kept from naming it', async () => {
    expect((await look()).status).toBe(404)
    const named = (await api.patch('/portal', { host: HOST })).body
    expect(named).toMatchObject({ host: HOST, url: expect.not.stringContaining(HOST), hostVerification: { status: 'pending', checkedTs: null, record: { type: 'TXT', name: `_fairshare.${HOST}` } } })
    const squatter = await api.addProgram('Squatter')
    const theirs = (await api.patch('/portal', { host: HOST }, { key: squatter.apiKey })).body
    expect(theirs.hostVerification.record.value).not.toBe(named.hostVerification.record.value)

    dns[`_fairshare.${HOST}`] = ['unrelated']
    expect((await look()).body.hostVerification).toMatchObject({ status: 'pending', checkedTs: expect.any(String) })
    expect((await api.get(`//portal/v1/site?host=${HOST}`, { key: null })).status).toBe(404)
    expect((await on(HOST, '/portal/v1/site/squatter')).statusCode).toBe(200)

    dns[`_fairshare.${HOST}`] = [named.hostVerification.record.value]
    expect((await look(squatter.apiKey)).body.hostVerification.status).toBe('pending')
    expect((await look()).body).toMatchObject({ url: `https://${HOST}/p/first`, hostVerification: { status: 'verified' } })
    // Instances know within a second.
    await expect.poll(async () => (await on(HOST, '/')).headers.location, { timeout: 10_000 }).toBe('/p/first')
    dns[`_fairshare.${HOST}`] = [theirs.hostVerification.record.value]
    expect([(await look(squatter.apiKey)).status, (await look()).body.hostVerification.status]).toEqual([409, 'verified'])
    expect((await api.patch('/portal', { host: HOST, title: 'As before' })).body.hostVerification.status).toBe('verified')
  })

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
    const moved = (await api.patch('/portal', { host: 'elsewhere.first.example' })).body
    expect(moved).toMatchObject({ url: expect.not.stringContaining('elsewhere'), hostVerification: { status: 'pending' } })
    expect((await api.patch('/portal', { host: null })).body).toMatchObject({ host: null, hostVerification: null })
  })
})
