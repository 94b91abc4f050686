import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeAttributions } from '../../src/domain/customers/complete-attributions.ts'
import { completeOverlookedAttributions } from '../../src/domain/customers/complete-overlooked-attributions.ts'
import type { Registration, RegistrationResult } from '../../src/domain/customers/registration.ts'
import { registerBatch, RegistrationQueue, settled } from '../../src/domain/customers/registration-queue.ts'
import { truncateRegisterAddresses } from '../../src/domain/customers/truncate-register-addresses.ts'
import { updateCustomer } from '../../src/domain/customers/update-customer.ts'
import { newId } from '../../src/domain/ids.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { followLink, forgedKey, makeProgram, mintClick, NOW, type ProgramFixture, registration, storeClick } from './program-fixture.ts'

let context: TestContext
let program: ProgramFixture
beforeAll(async () => {
  context = await createTestContext({ now: NOW })
  program = await makeProgram(context)
})
afterAll(() => context.close())

async function register(registrations: readonly Registration[], of = program): Promise<RegistrationResult[]> {
  const requests = registrations.map((sent) => ({ registration: sent, waitsForClick: false, whenExisting: 'update' as const }))
  return (await registerBatch(context, of.programId, requests)).map(settled)
}

/** "created anna", "existing organic: click_expired", "failed brand_unknown". */
function account(result: RegistrationResult | undefined): string {
  if (result === undefined || result.outcome === 'failed') return `failed ${result?.code}`
  const { tracking } = result.customer
  return `${result.outcome} ${tracking.frozen.affiliateName}${tracking.reason === null ? '' : `: ${tracking.reason}`}`
}

async function touchesOf(externalId: string, of = program): Promise<string[]> {
  const rows = await context.db.inProgram(of.programId, (tx) => tx.sql<{ account: string }>({
    text: `select t.outcome || ' ' || t.carrier || ' ' || coalesce(a.name, '-') || ' ' || t.reason as account
             from touch t join customer c on c.program_id = t.program_id and c.id = t.customer_id
             left join affiliate a on a.program_id = t.program_id and a.id = t.affiliate_id
            where t.program_id = $1 and c.external_id = $2 order by t.id`,
    values: [of.programId, externalId],
  }))
  return rows.map((row) => row.account)
}

test('a click brings its affiliate the customer, with a frozen copy of the tracking', async () => {
  const clickKey = await followLink(context, program, program.anna, 10, { customParameter: 'aff-click-1', referringUrl: 'https://blog.example/' })
  const [result] = await register([registration('c-1', { clickKey, username: 'joe' })])
  expect(account(result)).toBe('created anna')
  if (result?.outcome !== 'created') throw new Error('not created')
  expect(result.customer.tracking).toMatchObject({
    carrier: 'click_key', customParameter: 'aff-click-1', referringUrl: 'https://blog.example/', trackerId: program.anna.trackerId,
    frozen: { affiliateName: 'anna', trackerName: 'anna tracker', brandName: 'Bettest', productName: null },
  })
  const [again] = await register([registration('c-1')])
  if (again?.outcome !== 'existing') throw new Error('not existing')
  expect(again.customer).toEqual(result.customer)
  expect(await touchesOf('c-1')).toEqual(['won click_key anna last_click'])
})

test('what is not a click that counts makes the customer organic, and the reason is kept', async () => {
  const foreign = await makeProgram(context)
  const sent = {
    none: null,
    forged: forgedKey(),
    garbage: 'hello',
    foreign: await followLink(context, foreign, foreign.anna, 1),
    expired: await followLink(context, program, program.anna, 30 * 24 * 60),
    robot: await followLink(context, program, program.anna, 1, { flags: ['bot'] }),
    prefetch: await followLink(context, program, program.anna, 1, { flags: ['prefetch'] }),
  }
  const results = await register(Object.entries(sent).map(([name, clickKey]) => registration(`organic-${name}`, { clickKey })))
  expect(results.map(account)).toEqual([
    'created Organic Tracking: click_required', 'created Organic Tracking: click_invalid', 'created Organic Tracking: click_invalid',
    'created Organic Tracking: click_foreign', 'created Organic Tracking: click_expired', 'created Organic Tracking: bot',
    'created Organic Tracking: prefetch',
  ])
  expect(await touchesOf('organic-none')).toEqual([])
  expect(await touchesOf('organic-forged')).toEqual(['lost click_key - click_invalid'])
  expect(await touchesOf('organic-expired')).toEqual(['lost click_key anna click_expired'])
})

test('a program that rejects organic customers refuses them and stores nothing', async () => {
  const strict = await makeProgram(context, { organicTracking: 'reject' })
  const clickKey = await followLink(context, strict, strict.anna, 1)
  const results = await register([registration('a'), registration('b', { clickKey: forgedKey() }), registration('c', { clickKey })], strict)
  expect(results.map(account)).toEqual(['failed click_required', 'failed click_required', 'created anna'])
  expect(results[1]).toMatchObject({ message: expect.stringContaining('click_invalid') })
  const [row] = await context.db.inProgram(strict.programId, (tx) => tx.sql<{ count: bigint }>({
    text: 'select count(*) from customer where program_id = $1', values: [strict.programId],
  }))
  expect(row?.count).toBe(1n)
})

test('an unknown brand fails its own registration only; both names of a brand must agree', async () => {
  const results = await register([
    registration('brand-1', { externalBrandId: 'nobody' }),
    registration('brand-2', { brandId: program.brandId, externalBrandId: null }),
    registration('brand-3', { brandId: program.brandId, externalBrandId: 'othertest' }),
    registration('brand-4', { brandId: newId(), externalBrandId: null }),
    registration('brand-2', { externalBrandId: 'othertest' }),
  ])
  expect(results.map(account)).toEqual([
    'failed brand_unknown', 'created Organic Tracking: click_required', 'failed brand_unknown', 'failed brand_unknown',
    'created Organic Tracking: click_required',
  ])
})

test.each`
  model            | expected
  ${'last_click'}  | ${'created berta'}
  ${'first_click'} | ${'created anna'}
`('the visitor’s other clicks take part: $model → $expected', async ({ model, expected }) => {
  const own = await makeProgram(context, { model })
  const visitorId = newId()
  await followLink(context, own, own.anna, 31 * 24 * 60, { visitorId })
  await followLink(context, own, own.anna, 60, { visitorId })
  await followLink(context, own, own.anna, 5, { visitorId, flags: ['bot'] })
  await followLink(context, own, own.anna, 1)
  const sent = await followLink(context, own, own.berta, 30, { visitorId })
  const [result] = await register([registration('visitor', { clickKey: sent })], own)
  expect(account(result)).toBe(expected)
  expect(await touchesOf('visitor', own)).toEqual(
    model === 'last_click'
      ? ['won click_key berta last_click', 'lost click_key anna not_last_click']
      : ['won click_key anna first_click', 'lost click_key berta not_first_click'],
  )
})

test('a registered customer is never re-attributed: another click is a losing touch, once', async () => {
  const first = await followLink(context, program, program.anna, 20)
  const second = await followLink(context, program, program.berta, 10)
  await register([registration('kept', { clickKey: first })])
  for (const clickKey of [second, second, first, forgedKey(), forgedKey()]) {
    const [result] = await register([registration('kept', { clickKey })])
    expect(account(result)).toBe('existing anna')
  }
  expect(await touchesOf('kept')).toEqual([
    'won click_key anna last_click', 'lost click_key berta already_attributed', 'lost click_key - click_invalid',
  ])
})

test('a repeat updates username, country and exclusions if sent, and nothing else', async () => {
  await register([registration('repeat', { username: 'old', country: 'Malta', countryCode: 'MT', category: 'a', label: 'b', revShareExcluded: true })])
  context.clock.advanceMs(60_000)
  const [same] = await register([registration('repeat', { username: 'old', revShareExcluded: true })])
  const [changed] = await register([registration('repeat', { username: 'new', cpaExcluded: true, category: 'x', registeredAt: new Date(0) })])
  context.clock.set(NOW)
  if (same?.outcome !== 'existing' || changed?.outcome !== 'existing') throw new Error('not existing')
  expect(same.customer).toMatchObject({ username: 'old', updatedAt: NOW })
  expect(changed.customer).toMatchObject({
    username: 'new', country: 'Malta', countryCode: 'MT', category: 'a', label: 'b', revShareExcluded: true, cpaExcluded: true, registeredAt: NOW,
    updatedAt: new Date(NOW.getTime() + 60_000),
  })
})

test('since when a customer is excluded from CPA: from its registration, or from when it was said; said again it stays, taken away it is gone', async () => {
  const since = async (externalId: string) => {
    const [row] = await context.db.inProgram(program.programId, (tx) => tx.sql<{ since: Date | null; excluded: boolean }>({
      text: 'select cpa_excluded_at as since, cpa_excluded as excluded from customer where program_id = $1 and external_id = $2', values: [program.programId, externalId],
    }))
    return row
  }
  const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
  await register([registration('born-excluded', { cpaExcluded: true })])
  const [result] = await register([registration('excluded-later')])
  if (result?.outcome !== 'created') throw new Error('not created')
  const author = (minutes: number) => ({ programId: program.programId, actor: 'user:test', now: later(minutes) })
  const change = (minutes: number, cpaExcluded: boolean) => context.db.inProgram(program.programId, (tx) => updateCustomer(tx, author(minutes), result.customer.id, { cpaExcluded }))

  context.clock.advanceMs(60_000)
  await register([registration('born-excluded', { cpaExcluded: true, username: 'again' }), registration('excluded-later', { cpaExcluded: true })])
  context.clock.set(NOW)
  expect([await since('born-excluded'), await since('excluded-later')]).toEqual([{ since: null, excluded: true }, { since: later(1), excluded: true }])
  await change(2, true)
  expect(await since('excluded-later')).toEqual({ since: later(1), excluded: true })
  await change(3, false)
  expect(await since('excluded-later')).toEqual({ since: null, excluded: false })
  await change(4, true)
  expect(await since('excluded-later')).toEqual({ since: later(4), excluded: true })
})

test('the same name several times in one batch is one customer, made by the first that is not refused', async () => {
  const strict = await makeProgram(context, { organicTracking: 'reject' })
  const [one, two] = [await followLink(context, strict, strict.anna, 2), await followLink(context, strict, strict.berta, 1)]
  const results = await register([
    registration('twin'), registration('twin', { clickKey: one }), registration('twin', { clickKey: two, username: 'late' }), registration('twin', { clickKey: two }),
  ], strict)
  expect(results.map(account)).toEqual(['failed click_required', 'created anna', 'existing anna', 'existing anna'])
  expect(results[3]).toMatchObject({ customer: { username: 'late' } })
  expect(await touchesOf('twin', strict)).toEqual(['won click_key anna last_click', 'lost click_key berta already_attributed'])
})

test('a referral code attributes, in any case; a click is stronger; an unknown code or coupon is a lost touch', async () => {
  await context.db.shared((tx) => tx.sql({
    text: 'insert into referral_code (code, program_id, affiliate_id) values ($1, $2, $3)', values: ['BERTA1', program.programId, program.berta.affiliateId],
  }))
  const clickKey = await followLink(context, program, program.anna, 2)
  const results = await register([
    registration('code', { referralCode: ' berta1 ' }), registration('code-and-click', { referralCode: 'BERTA1', clickKey }),
    registration('codes-unknown', { referralCode: 'NOBODY', couponCode: 'SUMMER' }),
  ])
  expect(results.map(account)).toEqual(['created berta', 'created anna', 'created Organic Tracking: coupon_unknown'])
  expect(results[0]).toMatchObject({ customer: { tracking: { carrier: 'referral_code', touchedAt: null, trackerId: program.berta.trackerId } } })
  expect(await touchesOf('code-and-click')).toEqual(['won click_key anna last_click', 'lost referral_code berta lower_precedence'])
  expect(await touchesOf('codes-unknown')).toEqual(['lost coupon - coupon_unknown', 'lost referral_code - referral_code_unknown'])
})

test('a coupon attributes: before a click unless the program says otherwise, not right after another affiliate’s click', async () => {
  const of = await makeProgram(context)
  const set = (column: string, value: number | boolean) => context.db.inProgram(of.programId, (tx) => tx.count({ text: `update program set ${column} = $2 where id = $1`, values: [of.programId, value] }))
  await context.db.inProgram(of.programId, (tx) => tx.sql({
    text: "insert into coupon (program_id, id, code, affiliate_id, created_at, updated_at) values ($1, $2, 'BERTA10', $3, $4, $4)", values: [of.programId, newId(), of.berta.affiliateId, NOW],
  }))
  const withClick = async (externalId: string) => registration(externalId, { couponCode: ' berta10', clickKey: await followLink(context, of, of.anna, 5) })
  const results = await register([registration('coupon', { couponCode: 'Berta10' }), await withClick('coupon-first')], of)
  await set('attribution_coupon_beats_click', false)
  results.push(...(await register([await withClick('click-first'), registration('coupon-alone', { couponCode: 'BERTA10', referralCode: 'NOBODY' })], of)))
  await set('attribution_coupon_beats_click', true)
  await set('attribution_stand_down_minutes', 10)
  results.push(...(await register([await withClick('stood-down')], of)))
  expect(results.map(account)).toEqual(['created berta', 'created berta', 'created anna', 'created berta', 'created anna'])
  expect(results[0]).toMatchObject({ customer: { tracking: { carrier: 'coupon', touchedAt: null, trackerId: of.berta.trackerId } } })
  expect(await touchesOf('coupon-first', of)).toEqual(['won coupon berta coupon', 'lost click_key anna lower_precedence'])
  expect(await touchesOf('click-first', of)).toEqual(['won click_key anna last_click', 'lost coupon berta lower_precedence'])
  expect(await touchesOf('stood-down', of)).toEqual(['won click_key anna last_click', 'lost coupon berta stood_down'])
})

test('by hand: the affiliate and tracker of the operator’s own ids', async () => {
  const manual = (affiliateExternalId: string, trackerExternalId: string | null) => ({ manual: { affiliateExternalId, trackerExternalId } })
  const results = await register([
    registration('hand-1', manual('ext-anna', null)), registration('hand-2', manual('ext-berta', 'ext-berta-tracker')),
    registration('hand-3', manual('ext-anna', 'ext-berta-tracker')), registration('hand-4', manual('ext-nobody', null)),
  ])
  expect(results.map(account)).toEqual(['created anna', 'created berta', 'failed tracker_unknown', 'failed affiliate_unknown'])
})

test('a click whose row has not arrived is attributed from its key, and completed once when the row comes', async () => {
  const click = mintClick(program, program.anna, new Date(NOW.getTime() - 1000))
  const queue = new RegistrationQueue(context, () => undefined)
  const startedAt = performance.now()
  const result = await queue.register(program.programId, registration('early', { clickKey: click.text }))
  expect(performance.now() - startedAt).toBeGreaterThan(200)
  expect(account(result)).toBe('created anna')
  await storeClick(context, program, program.anna, click, { customParameter: 'late-id', referringUrl: 'https://late.example/' })
  const complete = () => context.db.inProgram(program.programId, (tx) => completeAttributions(tx, program.programId, [click.uuid, newId()]))
  expect([await complete(), await complete()]).toEqual([1, 0])
  const again = await queue.register(program.programId, registration('early', { clickKey: click.text }))
  expect(again).toMatchObject({ outcome: 'existing', customer: { tracking: { customParameter: 'late-id', referringUrl: 'https://late.example/' } } })
})

test('a click and its customer that were stored at the same moment find each other later', async () => {
  const click = mintClick(program, program.anna, new Date(NOW.getTime() - 3000))
  await register([registration('overlooked', { clickKey: click.text })])
  await storeClick(context, program, program.anna, click, { customParameter: 'found' })
  const complete = (since: Date) => context.db.inProgram(program.programId, (tx) => completeOverlookedAttributions(tx, program.programId, since))
  expect([await complete(new Date(NOW.getTime() + 1)), await complete(NOW)]).toEqual([0, 1])
  expect(await register([registration('overlooked')])).toMatchObject([{ customer: { tracking: { customParameter: 'found' } } }])
})

test('a registration that waits for its click gets the row that arrives meanwhile, and holds nobody up', async () => {
  const click = mintClick(program, program.anna, new Date(NOW.getTime() - 2000))
  const queue = new RegistrationQueue(context, () => undefined)
  const waiting = queue.register(program.programId, registration('patient', { clickKey: click.text }))
  expect(account(await queue.register(program.programId, registration('hasty')))).toBe('created Organic Tracking: click_required')
  await storeClick(context, program, program.anna, click, { customParameter: 'in-time' })
  expect(await waiting).toMatchObject({ outcome: 'created', customer: { tracking: { customParameter: 'in-time' } } })
})

test('a click up to 24 h after the registration counts when it was sent with it, and the skew is noted', async () => {
  const late = mintClick(program, program.anna, new Date(NOW.getTime() + 3_600_000))
  const [result] = await register([registration('skewed', { clickKey: late.text })])
  expect(account(result)).toBe('created anna: clock_skew')
})

test('addresses of old registrations are shortened to their network, once; what is no address is forgotten', async () => {
  const own = await makeProgram(context)
  const sent = { four: '203.0.113.7', six: '2001:db8:1:2::3', mapped: '::ffff:203.0.113.7', short: '198.51.100.0/24', text: 'unknown' }
  await register(Object.entries(sent).map(([name, registerIp]) => registration(name, { registerIp })), own)
  const truncate = (before: Date) => context.db.inProgram(own.programId, (tx) => truncateRegisterAddresses(tx, own.programId, before, 100))
  expect([await truncate(NOW), await truncate(new Date(NOW.getTime() + 1)), await truncate(new Date(NOW.getTime() + 1))]).toEqual([0, 4, 0])
  const results = await register(Object.keys(sent).map((name) => registration(name)), own)
  expect(results.map((result) => (result.outcome === 'existing' ? result.customer.registerIp : result.outcome))).toEqual([
    '203.0.113.0/24', '2001:db8:1::/48', '203.0.113.0/24', '198.51.100.0/24', null,
  ])
})
