import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { createInstallation, type Installation } from '../cli/run-command.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

describe('the balance of an affiliate', () => {
  let api: TestApi
  let affiliateId: string
  const days = ['2026-11-10T12:00:00.000Z', '2026-11-20T12:00:00.000Z']
  beforeAll(async () => {
    api = await createTestApi({ now: days[0] ?? '' })
    await api.patch('/program', { adjustmentLimit: 1000 })
    affiliateId = (await api.post('/affiliate', { name: 'Anna' })).body.id
    await api.post('/adjustment', { affiliateId, amount: 25, reason: 'agreed', relatesToPeriod: '2026-10' })
    api.context.clock.set(days[1] ?? '')
    await api.post('/adjustment', { affiliateId, amount: -5.5, reason: 'agreed' })
  })
  afterAll(() => api.close())

  test.each`
    query                                                                | payable
    ${''}                                                                | ${19.5}
    ${'?knownOn=2026-11-20T12:00:00.000Z'}                               | ${19.5}
    ${'?knownOn=2026-11-20T11:59:59.999Z'}                               | ${25}
    ${'?at=2026-11-20T11:59:59.999Z'}                                    | ${25}
    ${'?knownOn=2026-11-10T12:00:00Z&at=2026-11-20T12:00:00Z'}           | ${25}
    ${'?knownOn=2026-11-20T12:00:00Z&at=2026-11-10T11:59:59.999Z'}       | ${0}
    ${'?knownOn=2026-11-10T11:59:59.999Z'}                               | ${0}
    ${'?at=1970-01-01T00:00:00Z'}                                        | ${0}
    ${'?knownOn=2100-12-31T23:59:59.999Z&at=2100-12-31T23:59:59.999Z'}   | ${19.5}
  `('"$query" → $payable', async ({ query, payable }) => {
    const { status, body } = await api.get(`/affiliate/${affiliateId}/balance${query}`)
    expect([status, body.balances]).toEqual([200, [{ currency: 'EUR', pending: 0, payable, inTransit: 0 }]])
    const { items } = (await api.get(`/ledger/account?kind=affiliate_payable&affiliateId=${affiliateId}${query.replace('?', '&')}`)).body
    expect(items.map(({ balance }: { balance: number }) => balance)).toEqual([payable])
  })

  test('answers the times that it was asked for', async () => {
    const { body } = await api.get(`/affiliate/${affiliateId}/balance?at=2026-11-20T13:00:00%2B01:00`)
    expect(body).toMatchObject({ affiliateId, at: '2026-11-20T12:00:00.000Z', knownOn: null })
  })

  test('of an affiliate that never earned anything is nothing; of none there is none', async () => {
    const { id } = (await api.post('/affiliate', { name: 'Bob' })).body
    expect((await api.get(`/affiliate/${id}/balance`)).body.balances).toEqual([{ currency: 'EUR', pending: 0, payable: 0, inTransit: 0 }])
    expect((await api.get(`/affiliate/${newId()}/balance`)).status).toBe(404)
    const { apiKey: key } = await api.addProgram('Other')
    expect((await api.get(`/affiliate/${affiliateId}/balance`, { key })).status).toBe(404)
  })

  test.each(['at=2026-11-20', 'at=yesterday', 'knownOn=', 'knownOn=2026-11-20T12:00:00', 'at=1e400', 'on=2026-11-20T12:00:00Z'])('"%s" is no time', async (query) => {
    expect((await api.get(`/affiliate/${affiliateId}/balance?${query}`)).status).toBe(400)
    expect((await api.get(`/ledger/account?${query}`)).status).toBe(400)
  })

  test('transfers are listed as known on a day, and by the period on whose statement they stand', async () => {
    const amounts = async (query: string) => (await api.get(`/ledger/transfer?${query}`)).body.items.map(({ amount }: { amount: number }) => amount)
    expect(await amounts('knownOn=2026-11-20T11:59:59.999Z')).toEqual([25])
    expect(await amounts('knownOn=2026-11-20T12:00:00.000Z')).toEqual([5.5, 25])
    expect(await amounts('period=2026-11')).toEqual([5.5, 25])
    expect(await amounts('period=2026-10')).toEqual([])
    expect((await api.get('/ledger/transfer?period=2026-13')).status).toBe(400)
  })
})

describe('fairshare balance', () => {
  let installation: Installation
  beforeAll(async () => {
    installation = await createInstallation()
    await installation.call('setup', '--operator', 'Bet Ltd', '--program', 'BetTest', '--currency', 'EUR', '--time-zone', 'Europe/Malta', '--admin', 'ann@bet.example')
  })
  afterAll(() => installation.close())

  test("names an affiliate by its id or the operator's own", async () => {
    const { id } = await installation.json('affiliate', 'create', 'name=northlight', 'externalId=aff-1')
    const balances = [{ currency: 'EUR', pending: 0, payable: 0, inTransit: 0 }]
    expect(await installation.json('balance', id, '--known-on', '2026-11-05T00:00:00Z')).toEqual({ affiliateId: id, at: null, knownOn: '2026-11-05T00:00:00.000Z', balances })
    const { exitCode, stdout } = await installation.call('balance', 'aff-1', '--at', '2026-11-05T00:00:00Z')
    expect([exitCode, stdout]).toEqual([0, 'currency  pending  payable  inTransit\nEUR       0        0        0\n'])
  })

  test('refuses what it does not know', async () => {
    expect(await installation.call('balance', 'nobody')).toMatchObject({ exitCode: 1, stderr: 'There is no affiliate "nobody".\n' })
    expect((await installation.call('balance', 'aff-1', '--at', 'yesterday')).exitCode).toBe(2)
  })
})
