import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideAdjustment } from '../../src/domain/adjustments/decide-adjustment.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { lastPayoutDate, nextPayoutDate } from '../../src/domain/payouts/payout-schedule.ts'
import { prepareScheduledRun } from '../../src/domain/payouts/prepare-scheduled-run.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { playPayouts } from '../operator-api/support/payout-scene.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { PayoutDesk } from './payout-desk.ts'

let api: TestApi
let desk: PayoutDesk
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
  desk = new PayoutDesk(api.context, api.program.programId)
})
afterAll(() => api.close())

describe('the API of payouts', () => {
  test('shows a payout with what happened to it, its lines and what it is made of', async () => {
    const affiliateId = (await api.post('/affiliate', { name: 'North', referralCode: 'NORTH1' })).body.id
    await desk.method(affiliateId)
    for (const orderId of ['o1', 'o2']) await api.post('/conversion', { affiliateId, orderId, orderValue: 400 })
    await catchUp(api.context, api.program.programId)
    const orders = (await api.get(`/transaction?affiliateId=${affiliateId}`)).body.items
    await api.post('/transaction/approval', { ids: orders.map(({ id }: { id: string }) => id) })
    await catchUp(api.context, api.program.programId)
    expect((await api.get(`/payout-run/preview?affiliateId=${affiliateId}`)).body.items).toMatchObject([{ affiliateId, reason: null, amount: 80, paid: { amount: 80, currency: 'EUR', methodKind: 'bank' } }])
    expect((await api.get('/payout')).body.items).toEqual([])
    const run = (await api.post('/payout-run', { affiliateIds: [affiliateId] })).body
    expect(run).toMatchObject({ status: 'draft', cause: 'user', payouts: [{ status: 'draft', count: 1, amount: 80, currency: 'EUR', paidAmount: 80, paidCurrency: 'EUR' }], leftOut: {}, files: [] })
    expect((await api.post(`/payout-run/${run.id}/approval`)).body.code).toBe('second_person_required')
    await desk.approve(run.id)
    await api.post(`/payout-run/${run.id}/instruction`, { rail: 'manual' })
    const [{ id }] = (await api.get(`/payout?runId=${run.id}&status=instructed&methodKind=bank&instructionState=sent`)).body.items
    expect((await api.post(`/payout/${id}/settlement`, {})).body.errors).toMatchObject([{ path: 'externalId', code: 'required' }])
    expect((await api.post(`/payout/${id}/settlement`, { externalId: 'wire-1' })).body).toMatchObject({ status: 'settled', externalId: 'wire-1', amount: 80, rate: null, instruction: { state: 'accepted' } })
    const shown = (await api.get(`/payout/${id}`)).body
    expect(shown.events.map(({ kind, externalId }: Record<string, unknown>) => [kind, externalId])).toEqual([['prepared', null], ['approved', null], ['instructed', null], ['settled', 'wire-1']])
    expect(shown.composition).toEqual({ parts: [{ component: 'percent_of_sale', brandId: expect.any(String), lines: 2, amount: 80 }], other: 0 })
    expect((await api.get(`/payout/${id}/line?limit=1`)).body).toMatchObject({ items: [{ amount: 40, component: 'percent_of_sale', isReleased: false }], nextCursor: expect.any(String) })
    expect((await api.get(`/transaction?affiliateId=${affiliateId}`)).body.items.map(({ status }: { status: string }) => status)).toEqual(['paid', 'paid'])
    const told = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ kind: string }>({ text: `select kind from outbox_event where program_id = $1 and subject_type = 'payout' order by id`, values: [api.program.programId] }))
    expect(told.map(({ kind }) => kind)).toEqual(['payout.approved', 'payout.instructed', 'payout.settled'])
  })

  test('a file is the same bytes each time, and each time somebody fetched it is in the audit', async () => {
    const { payoutRunId } = await playPayouts(api, api.program, 'file')
    const files = [await api.get(`/payout-run/${payoutRunId}/file`), await api.get(`/payout-run/${payoutRunId}/file`)].map(({ body }) => body)
    expect(files[1]).toEqual(files[0])
    const bytes = Buffer.from(files[0].content, 'base64')
    expect(bytes.toString()).toContain('DE89370400440532013000')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(files[0].sha256)
    const audited = (await api.get('/audit?limit=50')).body.items.filter(({ action }: { action: string }) => action === 'payout_file.downloaded')
    expect(audited.map(({ subjectId }: { subjectId: string }) => subjectId)).toEqual([payoutRunId, payoutRunId])
    const stored = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ sealed: Buffer }>({ text: `select sealed_content as sealed from payout_file where program_id = $1`, values: [api.program.programId] }))
    expect(stored.some(({ sealed }) => sealed.includes('DE89') || sealed.includes(files[0].content))).toBe(false)
    expect((await api.get(`/payout-run/${payoutRunId}`)).body.files).toMatchObject([{ rail: 'csv', payouts: 1, sha256: files[0].sha256 }])
  })

  test('a manager keeps an affiliate’s payouts back, and what is approved is not sent meanwhile', async () => {
    const { approvedRunId } = await playPayouts(api, api.program, 'block')
    const [{ affiliateId, id }] = (await api.get(`/payout?runId=${approvedRunId}`)).body.items
    expect((await api.post(`/affiliate/${affiliateId}/payout-block`, { reason: 'a dispute' })).body).toMatchObject({ kind: 'set', reason: 'a dispute' })
    expect((await api.post(`/affiliate/${affiliateId}/payout-block`, { reason: 'again' })).body.code).toBe('state_conflict')
    await api.post(`/payout-run/${approvedRunId}/instruction`, { rail: 'manual' })
    expect((await api.get(`/payout/${id}`)).body).toMatchObject({ status: 'approved', notSentReason: 'blocked' })
    expect((await api.delete(`/affiliate/${affiliateId}/payout-block`, { body: { reason: 'settled' } })).body).toMatchObject({ kind: 'lifted' })
    expect((await api.get(`/affiliate/${affiliateId}/payout-block`)).body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['lifted', 'set'])
    await api.post(`/payout-run/${approvedRunId}/instruction`, { rail: 'manual' })
    expect((await api.get(`/payout/${id}`)).body).toMatchObject({ status: 'instructed', notSentReason: null })
  })

  test('a minimum of a kind of method in a currency goes before the program’s, and says what is missing', async () => {
    expect((await api.call('PUT', '/payout-minimum', { body: { currency: 'EUR', methodKind: 'bank', minimum: 100.5 } })).body.items).toMatchObject([{ currency: 'EUR', methodKind: 'bank', minimum: 100.5 }])
    const { draftRunId, draftPayoutId } = await freshDraft()
    expect(draftPayoutId).toBeUndefined()
    expect((await api.get(`/payout-run/${draftRunId}/left-out`)).body.items).toMatchObject([{ reason: 'below_minimum', amount: 75, missing: { amount: 25.5, currency: 'EUR' } }])
    expect((await api.call('PUT', '/payout-minimum', { body: { currency: 'EUR', methodKind: 'bank', minimum: 1.005 } })).status).toBe(400)
    expect((await api.call('PUT', '/payout-minimum', { body: { currency: 'EUR', methodKind: 'bank', minimum: null } })).body.items).toEqual([])
  })

  async function freshDraft(): Promise<{ draftRunId: string; draftPayoutId: string | undefined }> {
    const affiliateId = (await api.post('/affiliate', { name: 'South' })).body.id
    const { body } = await api.post('/adjustment', { affiliateId, amount: 75, reason: 'test' })
    await api.context.db.inProgram(api.program.programId, (tx) => decideAdjustment(tx, api.context.clock, api.program.programId, body.id, { kind: 'approved', actor: 'user:second', reason: null }))
    await desk.method(affiliateId)
    const run = await desk.prepare({ affiliateIds: [affiliateId] })
    return { draftRunId: run.id, draftPayoutId: (await desk.payouts({ runId: run.id }))[0]?.id }
  }

  test('settings of payouts need the right to pay', async () => {
    const { key } = (await api.post('/api-key', { name: 'settings only', permissions: { settings: 'write' } })).body
    for (const change of [{ payoutApproval: 'one_person' }, { automaticPayoutRuns: true }]) expect((await api.patch('/program', change, { key })).status).toBe(403)
    expect((await api.patch('/program', { payoutMinimum: 50 }, { key })).status).toBe(200)
  })
})

describe('runs by the calendar', () => {
  test.each`
    frequency     | now                           | day             | next
    ${'monthly'}  | ${'2026-11-30T22:59:59.999Z'} | ${'2026-11-01'} | ${'2026-11-30T23:00:00.000Z'}
    ${'monthly'}  | ${'2026-11-30T23:00:00.000Z'} | ${'2026-12-01'} | ${'2026-12-31T23:00:00.000Z'}
    ${'weekly'}   | ${'2026-11-15T22:59:59.999Z'} | ${'2026-11-09'} | ${'2026-11-15T23:00:00.000Z'}
    ${'weekly'}   | ${'2026-11-15T23:00:00.000Z'} | ${'2026-11-16'} | ${'2026-11-22T23:00:00.000Z'}
    ${'biweekly'} | ${'2026-11-15T23:00:00.000Z'} | ${'2026-11-16'} | ${'2026-11-29T23:00:00.000Z'}
    ${'biweekly'} | ${'2026-11-23T12:00:00.000Z'} | ${'2026-11-16'} | ${'2026-11-29T23:00:00.000Z'}
  `('$frequency at $now: the last date is $day, the next begins at $next', ({ frequency, now, day, next }) => {
    expect(lastPayoutDate(frequency, new Date(now), 'Europe/Malta').day).toBe(day)
    expect(nextPayoutDate(frequency, new Date(now), 'Europe/Malta').toISOString()).toBe(next)
  })

  test('one run for each date from the setting on, ten workers at once, whom any user may approve', async () => {
    await api.patch('/program', { automaticPayoutRuns: true, payoutFrequency: 'monthly' })
    expect((await api.get('/program')).body.automaticPayoutRuns).toBe(true)
    expect(await prepareScheduledRun(api.context, api.program.programId)).toBe(false)
    await playPayouts(api, api.program, 'calendar')
    api.context.clock.set('2026-12-01T00:00:00.000Z')
    const made = await Promise.all(Array.from({ length: 10 }, () => prepareScheduledRun(api.context, api.program.programId)))
    expect(made.filter(Boolean)).toHaveLength(1)
    const runs = (await api.get('/payout-run')).body.items.filter(({ cause }: { cause: string }) => cause === 'schedule')
    expect(runs).toMatchObject([{ scheduledFor: '2026-12-01', preparedBy: 'system' }])
    api.context.clock.set('2026-12-31T23:00:00.000Z')
    expect(await prepareScheduledRun(api.context, api.program.programId)).toBe(true)
    await api.patch('/program', { automaticPayoutRuns: false })
    api.context.clock.set('2027-02-01T00:00:00.000Z')
    expect(await prepareScheduledRun(api.context, api.program.programId)).toBe(false)
    api.context.clock.set('2026-11-15T12:00:00.000Z')
  })
})

test('a transaction says on which statement it stands, and how that is paid; a run pays what stands on it and no more', async () => {
  const affiliateId = (await api.post('/affiliate', { name: 'West', referralCode: 'WEST1' })).body.id
  const methodId = await desk.method(affiliateId)
  const customer = { externalId: 'w1', registrationDate: '2026-10-01T00:00:00.000Z', referralCode: 'WEST1' }
  const brandId = (await api.get('/brand')).body.items[0].id
  await api.post('/customer', { ...customer, brandId })
  await api.post('/transaction', { externalId: 'w-sale', type: 'sale', saleAmount: 100, externalCustomerId: 'w1', transactionDate: '2026-10-05T10:00:00.000Z' })
  await catchUp(api.context, api.program.programId)
  const read = async () => (await api.get('/transaction?externalId=w-sale')).body.items[0]
  expect((await read()).payoutInfo).toBeNull()
  await api.post('/period/2026-10/close')
  await catchUp(api.context, api.program.programId)
  expect((await read()).payoutInfo).toBeNull()
  await api.post('/period/2026-10/seal')
  expect((await read()).payoutInfo).toEqual({
    affiliateId, affiliateName: 'West', invoicePeriod: '2026-10', invoiceDate: '2026-11-15T12:00:00.000Z', dueDate: '2026-11-30T23:00:00.000Z',
    payoutMethod: { id: methodId, operatorId: api.program.operatorId },
  })

  // What is earned since is not on that statement.
  await api.post('/transaction', { externalId: 'w-later', type: 'sale', saleAmount: 300, externalCustomerId: 'w1', transactionDate: '2026-11-05T10:00:00.000Z' })
  await catchUp(api.context, api.program.programId)
  await api.patch('/program', { payoutMinimum: 0 })
  const run = async (body: object) => (await api.post('/payout-run', { affiliateIds: [affiliateId], ...body })).body
  expect(await run({ throughPeriod: '2026-11' })).toMatchObject({ code: 'state_conflict' })
  const through = await run({ throughPeriod: '2026-10' })
  expect(through).toMatchObject({ status: 'draft', payouts: [{ amount: 10 }] })
  const [payout] = (await api.get(`/payout?runId=${through.id}`)).body.items
  expect((await api.get(`/payout/${payout.id}/line`)).body.items).toMatchObject([{ amount: 10, period: '2026-10' }])
  expect(await run({ throughPeriod: '2026-10' })).toMatchObject({ status: 'empty', leftOut: { in_flight: 1 } })
  expect(await run({})).toMatchObject({ status: 'draft', payouts: [{ amount: 30 }] })
  const { laws } = await verifyBooks(api.context.db, api.program.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
})
