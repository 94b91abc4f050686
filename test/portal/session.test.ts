import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { type PortalVisitor, signInVisitor } from './support/portal-visitor.ts'

let api: TestApi
let affiliateId: string
let visitor: PortalVisitor
beforeAll(async () => {
  api = await createTestApi()
  affiliateId = (await api.post('/affiliate', { name: 'Anna' })).body.id
  visitor = await signInVisitor(api, api.program.programId, affiliateId)
})
afterAll(() => api.close())

describe('a session of the portal', () => {
  test('tells who asks', async () => {
    const { status, body } = await visitor.get('/session')
    expect(status).toBe(200)
    expect(body).toMatchObject({ site: 'first', affiliate: { id: affiliateId, name: 'Anna', status: 'active' }, user: { role: 'owner' }, isOperator: false, mayChangePayouts: true })
  })

  test('is not accepted by the operator API, nor an operator key by the portal', async () => {
    expect((await api.get('/affiliate', { key: null, headers: { cookie: visitor.cookie } })).status).toBe(401)
    expect((await api.get('//portal/v1/session')).status).toBe(401)
  })

  test('ends with the suspension of its affiliate, on the next request', async () => {
    await api.patch(`/affiliate/${affiliateId}`, { status: 'suspended' })
    expect((await visitor.get('/session')).status).toBe(401)
    await api.patch(`/affiliate/${affiliateId}`, { status: 'active' })
    expect((await visitor.get('/session')).status).toBe(200)
  })
})
