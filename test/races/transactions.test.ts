import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiServer } from '../../src/http/server.ts'
import { dose, SEED } from '../support/dose.ts'
import { pick, random } from '../simulation/random.ts'
import { Installation, RaceProgram, sale, tally } from './race-fixture.ts'

const MINUTE_MS = 60_000
/** Where a test program's own clock is put: after everything that other tests do to the wall clock. */
const CLOCK = '2026-12-01T00:00:00.000Z'
/** Cents that the default plan pays for one sale of 100. */
const COMMISSION = 1_000n

let installation: Installation
beforeAll(async () => {
  installation = await Installation.open()
})
afterAll(() => installation?.close())

const open = (settings = {}) => RaceProgram.make(installation, settings)

describe('one externalId', () => {
  test('200 identical calls at once, with both workers at work: one transaction, one commission', async () => {
    const program = await open()
    const calls = Array.from({ length: 200 }, () => program.post('/transaction', sale('same')))
    const [answers] = await Promise.all([Promise.all(calls), program.work(), program.work()])
    await program.work()
    expect(tally(answers.map(({ status }) => status))).toEqual({ 202: 200 })
    expect(await program.earned()).toEqual({ same: COMMISSION })
    const [counts] = await program.rows('select sum(processed)::int as processed, sum(duplicates)::int as duplicates from transaction_batch where program_id = $1')
    expect(counts).toEqual({ processed: 1, duplicates: 199 })
    expect(await program.owed()).toBe(10)
    await program.expectLaws()
  })

  test('the same batch twice, at once and later, counts once', async () => {
    const program = await open()
    const items = Array.from({ length: dose({ small: 200, short: 1_000, long: 5_000 }) }, (_, i) => sale(`twice-${i}`))
    const ids = await Promise.all([program.accept(...items), program.accept(...items.toReversed())])
    await program.work()
    const later = await program.send(...items)
    const batches = [...(await Promise.all(ids.map((id) => program.batch(id)))), later]
    expect(batches.map(({ processed }) => processed)).toEqual([items.length, 0, 0].sort((a, b) => (batches[0].processed === items.length ? b - a : a - b)))
    expect(batches.map(({ processed, duplicates, failed, queued }) => processed + duplicates + failed + queued)).toEqual([items.length, items.length, items.length])
    expect(later).toMatchObject({ duplicates: items.length, failed: 0 })
    expect(Object.values(await program.earned())).toEqual(items.map(() => COMMISSION))
    await program.expectLaws()
  })

  test('other content under it fails and changes nothing, whichever of 100 at once came first', async () => {
    const program = await open()
    const variants = Array.from({ length: 100 }, (_, i) => sale('contested', { saleAmount: 100 + i }))
    await Promise.all([...variants.map((item) => program.post('/transaction', item)), program.work()])
    await program.work()
    const [winner] = (await program.get('/transaction?externalId=contested')).body.items
    expect(await program.earned()).toEqual({ contested: BigInt(Math.round(winner.saleAmount * 10)) })
    expect(tally((await program.failures()).map(({ code }: { code: string }) => code))).toEqual({ duplicate_with_other_content: 99 })

    const before = await program.balances()
    const again = await program.send(sale('contested', { saleAmount: 5 }), sale('contested', { saleAmount: winner.saleAmount, note: 'another note' }))
    expect(again).toMatchObject({ processed: 0, failed: 2, failures: [{ index: 0, code: 'duplicate_with_other_content' }, { index: 1, code: 'duplicate_with_other_content' }] })
    expect((await program.get('/transaction?externalId=contested')).body.items).toEqual([winner])
    expect(await program.balances()).toEqual(before)
    await program.expectLaws()
  })

  test('content is compared after normalisation', async () => {
    const program = await open()
    await program.send(sale('normal', { transactionDate: '2026-11-10T11:00:00+01:00', note: null, depositAmount: 0 }))
    const again = await program.send(
      sale('normal'),
      sale('normal', { saleAmount: 100.0000000001, Note: '', unknownField: 1 }),
      sale('normal', { type: 'SALE', transactionDate: '2026-11-10T10:00:00.000Z', depositAmount: -0 }),
    )
    expect(again).toMatchObject({ processed: 0, duplicates: 3, failed: 0 })
  })

  test('a failed item sent again replaces it, even 20 at once; the failure cannot be retried any more', async () => {
    const program = await open()
    const item = sale('dollars', { currency: 'USD' })
    const first = await program.send(item)
    expect(first.failures).toMatchObject([{ externalId: 'dollars', code: 'fx_rate_missing' }])
    expect(await program.earned()).toEqual({})
    await program.must('POST', '/fx-rate', { currency: 'USD', rate: '0.9', effectiveFrom: '2026-11-01T00:00:00Z', source: 'test' })
    // Other content is fine: a failed item holds no externalId.
    await Promise.all([...Array.from({ length: 20 }, () => program.post('/transaction', { ...item, saleAmount: 200 })), program.work()])
    await program.work()
    expect(await program.earned()).toEqual({ dollars: 1_800n })
    const [replaced] = await program.failures('replaced')
    expect(replaced).toMatchObject({ externalId: 'dollars', code: 'fx_rate_missing' })
    expect((await program.post(`/transaction/failure/${replaced.id}/retry`)).body.code).toBe('state_conflict')
    await program.expectLaws()
  })

  test('without one every item is new', async () => {
    const program = await open()
    const { externalId: _, ...anonymous } = sale('')
    const batch = await program.send(anonymous, anonymous)
    expect(batch).toMatchObject({ processed: 2, duplicates: 0 })
    expect(await program.owed()).toBe(20)
  })

  test('it is unique per brand: the same at two brands are two', async () => {
    const program = await open()
    await program.must('POST', '/brand', { name: 'Other', externalId: 'other', landingPageUrl: 'https://other.example' })
    const manual = { externalCustomerId: undefined, affiliateId: program.affiliateId }
    const batch = await program.send(sale('shared', { ...manual, externalBrandId: 'default' }), sale('shared', { ...manual, externalBrandId: 'other' }))
    expect(batch).toMatchObject({ processed: 2, duplicates: 0 })
  })
})

describe('Idempotency-Key', () => {
  test('200 calls at once with one key: one batch; the others get its answer or 409; another body is refused; a new process replays it', async () => {
    const program = await open()
    const headers = { 'idempotency-key': 'one' }
    const { externalId: _, ...item } = sale('')
    const answers = await Promise.all(Array.from({ length: 200 }, () => program.post('/transaction', item, headers)))
    const accepted = answers.filter(({ status }) => status === 202)
    expect(new Set(accepted.map(({ text }) => text)).size).toBe(1)
    expect(accepted.filter((answer) => answer.headers['idempotent-replayed'] === undefined)).toHaveLength(1)
    expect(tally(answers.filter(({ status }) => status !== 202).map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      accepted.length === 200 ? {} : { '409 request_in_flight': 200 - accepted.length },
    )
    expect((await program.post('/transaction', { ...item, saleAmount: 1 }, headers)).body.code).toBe('idempotency_key_reused')

    const restarted = createApiServer(installation.first.context)
    const replay = await restarted.inject({
      method: 'POST', url: '/api/v1/transaction', headers: { ...headers, 'x-api-key': program.key, 'content-type': 'application/json' }, payload: JSON.stringify(item),
    })
    await restarted.close()
    expect([replay.statusCode, replay.payload, replay.headers['idempotent-replayed']]).toEqual([202, accepted[0]?.text, 'true'])
    expect(replay.headers['location']).toBe(accepted[0]?.headers['location'])
    await program.work()
    expect(await program.rows('select count(*)::int as batches from transaction_batch where program_id = $1')).toEqual([{ batches: 1 }])
    expect(await program.owed()).toBe(10)
  })
})

describe('workers', () => {
  test(`two on one program while it is fed never do anything twice (seed ${SEED})`, async () => {
    const program = await open({ components: [{ type: 'percent_of_sale', rate: '10' }, { type: 'revenue_share', base: 'net_revenue', rate: '25' }] })
    const next = random(SEED)
    const sent = new Set<string>()
    const batches = Array.from({ length: dose({ small: 25, short: 100, long: 1_000 }) }, () =>
      Array.from({ length: 1 + Math.floor(next() * 60) }, () => {
        // About a third are repeats of others.
        const externalId = `fed-${Math.floor(next() * 1_500)}`
        sent.add(externalId)
        return sale(externalId, { grossRevenue: 40 })
      }),
    )
    let isFed = false
    const working = Array.from({ length: 4 }, async () => {
      while (!isFed) await program.work()
    })
    for (const batch of batches) {
      if (next() < 0.3) await Promise.all(batch.map((item) => program.post('/transaction', item)))
      else await program.accept(...batch)
    }
    isFed = true
    await Promise.all(working)
    await program.work()
    const earned = await program.earned()
    expect(Object.keys(earned).sort(), `seed ${SEED}`).toEqual([...sent].sort())
    expect(new Set(Object.values(earned)), `seed ${SEED}`).toEqual(new Set([2_000n]))
    await program.expectLaws()
  })
})

describe('a batch with something wrong in it', () => {
  test('10,000 items with one bad one: refused whole, naming its index and field, and nothing is stored', async () => {
    const program = await open()
    const items = Array.from({ length: 10_000 }, (_, i) => sale(`big-${i}`))
    const bad = items.with(7_777, sale('big-7777', { saleAmount: 'a lot' }))
    const refused = await program.post('/transaction/bulk', bad)
    expect(refused.status).toBe(400)
    expect(refused.body.errors).toEqual([{ path: 'items.7777.saleAmount', code: 'invalid_type', message: 'Expected a number.' }])
    expect(await program.rows('select 1 from transaction_batch where program_id = $1')).toEqual([])
    const accepted = await program.post('/transaction/bulk', { items })
    expect(accepted.body.accepted).toBe(10_000)
    await program.work()
    expect(await program.batch(accepted.body.batchId)).toMatchObject({ accepted: 10_000, processed: 10_000, failed: 0, queued: 0 })
    expect(Object.keys(await program.earned())).toHaveLength(10_000)
  })

  test('only the first 100 errors are named; 0 and 10,001 items are refused', async () => {
    const program = await open()
    const refused = await program.post('/transaction/bulk', Array.from({ length: 150 }, () => ({ type: 'sale' })))
    expect(refused.body.errors).toHaveLength(100)
    expect(refused.body.errors[99]).toMatchObject({ path: 'items.99.transactionDate', code: 'required' })
    for (const size of [0, 10_001]) expect((await program.post('/transaction/bulk', Array.from({ length: size }, () => sale('x')))).status).toBe(400)
    expect(await program.rows('select 1 from transaction_batch where program_id = $1')).toEqual([])
  })
})

describe('transactions before their customer', () => {
  test('wait, and are there as soon as the customer registers, however the two cross', async () => {
    const program = await open()
    const customers = Array.from({ length: dose({ small: 20, short: 100, long: 500 }) }, (_, i) => `late-${i}`)
    const next = random(SEED)
    await Promise.all(
      customers.flatMap((customer) => {
        const sending = () => program.post('/transaction', sale(`of-${customer}`, { externalCustomerId: customer }))
        const registering = () => program.register(customer)
        return [next() < 0.5 ? sending().then(registering) : registering().then(sending), program.work()]
      }),
    )
    await program.work()
    expect(await program.failures('waiting'), `seed ${SEED}`).toEqual([])
    expect(await program.earned(), `seed ${SEED}`).toEqual(Object.fromEntries(customers.map((customer) => [`of-${customer}`, COMMISSION])))
    await program.expectLaws()
  })

  test('are tried again after 1, 5 and 30 minutes, 2 and 12 hours, and then fail; a retry by hand starts anew', async () => {
    const program = await open()
    const batch = await program.send(sale('lonely', { externalCustomerId: 'nobody' }))
    expect(batch).toMatchObject({ queued: 1, failed: 0 })
    await expectSchedule(program, batch.id, (milliseconds) => {
      installation.advanceMs(milliseconds)
      return Promise.resolve()
    })
  })

  test('follow the test clock of a test program, wherever it stands', async () => {
    const program = await open({ test: true })
    let now = new Date('2027-03-01T00:00:00.000Z').getTime()
    const move = (milliseconds: number) => {
      now += milliseconds
      return program.must('POST', '/program/test-clock', { now: new Date(now).toISOString() })
    }
    await move(0)
    const batch = await program.send(sale('lonely', { externalCustomerId: 'nobody', transactionDate: '2027-02-28T00:00:00.000Z' }))
    expect(batch).toMatchObject({ queued: 1, failed: 0 })
    await expectSchedule(program, batch.id, move)
  })

  async function expectSchedule(program: RaceProgram, batchId: string, move: (milliseconds: number) => Promise<unknown>): Promise<void> {
    let passed = 0
    for (const [attempt, minutes] of [1, 5, 30, 120, 720].entries()) {
      const waiting = await program.failures('waiting')
      expect(waiting, `before attempt ${attempt + 1}`).toMatchObject([{ externalId: 'lonely', code: 'customer_unknown', attempts: attempt }])
      await move((minutes - passed) * MINUTE_MS - 1)
      await program.work()
      expect(await program.failures('waiting'), 'a millisecond early').toEqual(waiting)
      await move(1)
      await program.work()
      passed = minutes
    }
    const [failure] = await program.failures()
    expect(failure).toMatchObject({ externalId: 'lonely', code: 'customer_unknown', attempts: 5 })
    expect(await program.batch(batchId)).toMatchObject({ queued: 0, failed: 1, failures: [{ index: 0, externalId: 'lonely', code: 'customer_unknown' }] })

    await program.must('POST', `/transaction/failure/${failure.id}/retry`, {})
    await program.work()
    expect(await program.failures('waiting')).toMatchObject([{ id: failure.id, attempts: 1 }])
    await program.register('nobody')
    await program.work()
    expect(await program.earned()).toEqual({ lonely: COMMISSION })
    expect(await program.batch(batchId)).toMatchObject({ queued: 0, failed: 0, processed: 1 })
  }

  test('hold their externalId while they wait, and let it go when they have failed', async () => {
    const program = await open()
    const waiting = sale('held', { externalCustomerId: 'nobody' })
    await program.send(waiting)
    expect(await program.send(waiting)).toMatchObject({ duplicates: 1 })
    expect(await program.send(sale('held'))).toMatchObject({ failed: 1, failures: [{ code: 'duplicate_with_other_content' }] })
    installation.advanceMs(721 * MINUTE_MS)
    for (let attempt = 0; attempt < 5; attempt += 1) await program.work()
    expect((await program.failures()).map(({ code }: { code: string }) => code).sort()).toEqual(['customer_unknown', 'duplicate_with_other_content'])
    expect(await program.send(sale('held'))).toMatchObject({ processed: 1 })
    expect(await program.earned()).toEqual({ held: COMMISSION })
  })
})

describe('refunds and chargebacks', () => {
  test('before their sale wait for it, even when all come at once', async () => {
    const program = await open()
    const names = Array.from({ length: dose({ small: 20, short: 100, long: 500 }) }, (_, i) => `r-${i}`)
    const items = names.flatMap((name) => [sale(`back-${name}`, { type: 'refund', saleAmount: 40, relatedExternalId: name }), sale(name)])
    await Promise.all([...items.map((item) => program.post('/transaction', item)), program.work(), program.work()])
    await program.work()
    expect(await program.failures('waiting')).toEqual([])
    const earned = await program.earned()
    expect(Object.keys(earned)).toHaveLength(items.length)
    expect(new Set(names.map((name) => (earned[name] ?? 0n) + (earned[`back-${name}`] ?? 0n)))).toEqual(new Set([600n]))
    await program.expectLaws()
  })

  test('of a sale that waits for approval wait too, and fail when it is rejected', async () => {
    const program = await open({ autoApprove: false })
    await program.send(sale('yes'), sale('no'), sale('back-yes', { type: 'refund', relatedExternalId: 'yes' }), sale('back-no', { type: 'refund', relatedExternalId: 'no' }))
    expect(await program.failures('waiting')).toMatchObject([{ code: 'original_pending' }, { code: 'original_pending' }])
    const pending = (await program.get('/transaction/pending')).body.items
    const idOf = (externalId: string) => pending.find((item: { externalId: string }) => item.externalId === externalId).id
    await program.must('POST', `/transaction/${idOf('yes')}/approval`, {})
    await program.must('POST', `/transaction/${idOf('no')}/rejection`, { reason: 'test' })
    await program.work()
    expect(await program.failures()).toMatchObject([{ externalId: 'back-no', code: 'original_rejected' }])
    expect(await program.earned()).toEqual({ yes: COMMISSION, no: 0n, 'back-yes': -COMMISSION })
    await program.expectLaws()
  })

  test('50 at once never take back more than the sale', async () => {
    const program = await open()
    await program.send(sale('capped'))
    await Promise.all([...Array.from({ length: 50 }, (_, i) => program.post('/transaction', sale(`cap-${i}`, { type: 'chargeback', saleAmount: 7, relatedExternalId: 'capped' }))), program.work()])
    await program.work()
    expect(Object.values(await program.earned()).reduce((sum, minor) => sum + minor, 0n)).toBe(0n)
    const [taken] = await program.rows<{ sale: bigint }>('select sum(sale) as sale from transaction where program_id = $1')
    expect(taken?.sale).toBe(0n)
    await program.expectLaws()
  })

  test.each`
    when                 | moveDays | expected
    ${'inside the hold'} | ${0}     | ${{ pending: 6, payable: 0 }}
    ${'after the hold'}  | ${15}    | ${{ pending: 0, payable: 6 }}
  `('a chargeback after the approval, $when', async ({ moveDays, expected }) => {
    const program = await open({ test: true, autoApprove: false, holdDays: 14, components: [{ type: 'percent_of_sale', rate: '10' }] })
    await program.must('POST', '/program/test-clock', { now: CLOCK })
    await program.send(sale('charged', { transactionDate: CLOCK }))
    const [{ id }] = (await program.get('/transaction/pending')).body.items
    await program.must('POST', `/transaction/${id}/approval`, {})
    await program.must('POST', '/program/test-clock', { now: new Date(Date.parse(CLOCK) + moveDays * 24 * 60 * MINUTE_MS).toISOString() })
    expect(await program.balances()).toEqual(moveDays > 0 ? { pending: 0, payable: 10 } : { pending: 10, payable: 0 })
    await program.send(sale('back', { type: 'chargeback', saleAmount: 40, relatedExternalId: 'charged' }))
    expect(await program.balances()).toEqual(expected)
    await program.expectLaws()
  })
})

describe('failures', () => {
  test('50 retries and discards of one at once: one of them counts', async () => {
    const program = await open()
    const rounds = dose({ small: 4, short: 20, long: 200 })
    await program.send(...Array.from({ length: rounds }, (_, i) => sale(`torn-${i}`, { currency: 'USD' })))
    await program.must('POST', '/fx-rate', { currency: 'USD', rate: '1', effectiveFrom: '2026-11-01T00:00:00Z', source: 'test' })
    const failures = await program.failures()
    expect(failures).toHaveLength(rounds)
    for (const { id, externalId } of failures) {
      const verbs = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 'retry' : 'discard'))
      const answers = await Promise.all([...verbs.map((verb) => program.post(`/transaction/failure/${id}/${verb}`)), program.work().then(() => undefined)])
      await program.work()
      const outcomes = answers.flatMap((answer, i) => (answer === undefined ? [] : [answer.status === 200 ? String(verbs[i]) : `${answer.status} ${answer.body.code}`]))
      const winner = outcomes.find((outcome) => outcome === 'retry' || outcome === 'discard') ?? 'none'
      expect(tally(outcomes)).toEqual({ [winner]: 1, '409 state_conflict': 49 })
      expect((await program.earned())[externalId]).toBe(winner === 'retry' ? COMMISSION : undefined)
    }
    await program.expectLaws()
  })

  test('a discarded one can be sent anew; a retried one that was sent meanwhile is a duplicate', async () => {
    const program = await open()
    await program.send(sale('given-up', { currency: 'USD' }), sale('meanwhile', { currency: 'CHF' }))
    const failures = await program.failures()
    const idOf = (externalId: string) => failures.find((failure: { externalId: string }) => failure.externalId === externalId).id
    await program.must('POST', `/transaction/failure/${idOf('given-up')}/discard`, {})
    expect(await program.send(sale('given-up'))).toMatchObject({ processed: 1 })
    await program.must('POST', '/fx-rate', { currency: 'CHF', rate: '1', effectiveFrom: '2026-11-01T00:00:00Z', source: 'test' })
    await program.must('POST', `/transaction/failure/${idOf('meanwhile')}/retry`, {})
    await Promise.all([...Array.from({ length: 20 }, () => program.post('/transaction', sale('meanwhile', { currency: 'CHF' }))), program.work()])
    await program.work()
    expect(await program.earned()).toEqual({ 'given-up': COMMISSION, meanwhile: COMMISSION })
    await program.expectLaws()
  })

  test('what is wrong in a batch of everything fails alone', async () => {
    const program = await open()
    const next = random(SEED)
    const wrong = [
      [{ externalBrandId: 'nowhere' }, 'brand_unknown'],
      [{ externalCustomerId: undefined }, 'customer_unknown'],
      [{ externalCustomerId: undefined, affiliateId: 'nobody' }, 'affiliate_unknown'],
      [{ externalCustomerId: undefined, clickKey: 'x' }, 'anonymous_not_allowed'],
      [{ currency: 'JPY' }, 'fx_rate_missing'],
    ] as const
    const expected = Array.from({ length: 300 }, () => (next() < 0.5 ? null : pick(next, wrong)))
    const batch = await program.send(...expected.map((entry, i) => sale(`any-${i}`, entry?.[0] ?? {})))
    expect(batch.failures.map(({ index, code }: { index: number; code: string }) => [index, code]), `seed ${SEED}`).toEqual(expected.flatMap((entry, i) => (entry === null ? [] : [[i, entry[1]]])))
    expect(batch.processed).toBe(expected.filter((entry) => entry === null).length)
    await program.expectLaws()
  })
})
