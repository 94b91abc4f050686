import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listEvents } from '../../src/domain/events/list-events.ts'
import { truncateEventAddresses } from '../../src/domain/events/truncate-event-addresses.ts'
import { processTransactions } from '../../src/domain/transactions/process-transactions.ts'
import { discardFailure, listFailures, retryFailure } from '../../src/domain/transactions/transaction-failures.ts'
import { NOW, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { Campaign, conversion, pageView, told } from './event-fixture.ts'

let context: TestContext

beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const TEN_PERCENT = [{ type: 'percent_of_sale', rate: '10' }]
let programs = 0

async function open(components: unknown[] = TEN_PERCENT, settings: Parameters<typeof Campaign.open>[1] = {}): Promise<Campaign> {
  const campaign = await Campaign.open(context, settings)
  await campaign.books.defaultPlan(components)
  return campaign
}

/** A code of its own: codes are unique over all programs. */
function code(name: string): string {
  programs += 1
  return `${name}${programs}`
}

describe('a conversion', () => {
  test('becomes a pending sale of its affiliate whose commission is computed and waits for approval', async () => {
    const campaign = await open()
    const ana = code('ANA')
    const affiliate = await campaign.affiliate(ana)
    expect(await campaign.send(conversion('o-1', ana.toLowerCase()))).toEqual(['converted'])
    expect(await campaign.books.lines()).toMatchObject([{ affiliateId: affiliate, externalId: 'o-1', amount: '10', kind: 'computed', initialStatus: 'pending' }])
    expect(await campaign.sql('select type, status, sale, is_verified, integration_type from transaction where program_id = $1')).toEqual([
      { type: 'sale', status: 'pending', sale: 100_000_000n, is_verified: true, integration_type: 'api' },
    ])
    expect(await campaign.books.balance(affiliate)).toEqual({ pending: '10', payable: '0' })
    await campaign.books.approve('o-1')
    await campaign.books.mature()
    expect(await campaign.books.balance(affiliate)).toEqual({ pending: '0', payable: '10' })
    expect(await campaign.offences()).toEqual([])
  })

  test('waits for approval at any brand, with its commission computed', async () => {
    for (const settings of [{ autoApprove: true }, { autoApprove: false, approvalStage: 'transaction' }]) {
      const campaign = await open(TEN_PERCENT, settings)
      const ana = code('ANA')
      await campaign.affiliate(ana)
      await campaign.send(conversion('o-1', ana))
      expect(await campaign.books.lines()).toMatchObject([{ amount: '10', initialStatus: 'pending' }])
    }
  })

  test('of a browser is unverified; that of a gateway or a person says where it came from', async () => {
    const campaign = await open()
    const ana = code('ANA')
    await campaign.affiliate(ana)
    await campaign.record([conversion('o-1', ana)], { kind: 'sdk', isVerified: false, actor: 'sdk' })
    await campaign.record([conversion('o-2', ana)], { kind: 'gateway' })
    await campaign.record([conversion('o-3', ana)], { kind: 'manual' })
    await campaign.books.process()
    expect(await campaign.sql('select external_id, is_verified, integration_type, created_by from transaction where program_id = $1 order by external_id')).toEqual([
      { external_id: 'o-1', is_verified: false, integration_type: 'sdk', created_by: 'sdk' },
      { external_id: 'o-2', is_verified: true, integration_type: 'gateway', created_by: 'key:test' },
      { external_id: 'o-3', is_verified: true, integration_type: 'manual', created_by: 'key:test' },
    ])
  })

  test('may name its affiliate by id, if it is one of this program, not erased, and not the organic one', async () => {
    const campaign = await open()
    const affiliateId = await campaign.books.affiliate()
    const erased = await campaign.books.affiliate()
    await campaign.sql('update affiliate set erased_at = $3 where program_id = $1 and id = $2', erased, NOW)
    const other = await (await open()).books.affiliate()
    const named = (orderId: string, id: string) => conversion(orderId, '', { referralCode: null, affiliateId: id, customerId: `c-${orderId}` })
    expect(await campaign.send(named('o-1', affiliateId), named('o-2', campaign.books.organicId), named('o-3', other), named('o-4', erased))).toEqual([
      'converted', 'unattributed affiliate_unknown', 'unattributed affiliate_unknown', 'unattributed affiliate_unknown',
    ])
    expect(await campaign.send(conversion('o-5', '', { referralCode: null }))).toEqual(['unattributed affiliate_unknown'])
    expect(await campaign.books.earned()).toEqual(['o-1 10'])
    expect(await campaign.sql('select carrier, affiliate_id from attribution where program_id = $1')).toEqual([{ carrier: 'manual', affiliate_id: affiliateId }])
  })

  test('counts for an affiliate without a tracker, who gets one', async () => {
    const campaign = await open()
    const ana = code('ANA')
    const affiliate = await campaign.affiliate(ana)
    await campaign.sql('delete from tracker where program_id = $1 and affiliate_id = $2', affiliate)
    expect(await campaign.send(conversion('o-1', ana))).toEqual(['converted'])
    expect(await campaign.books.earned()).toEqual(['o-1 10'])
  })

  test('without an order id is one each time', async () => {
    const campaign = await open()
    const ana = code('ANA')
    await campaign.affiliate(ana)
    expect(await campaign.send(conversion('', ana, { orderId: null }), conversion('', ana, { orderId: null }))).toEqual(['converted', 'converted'])
    expect(await campaign.books.earned()).toEqual(['null 10', 'null 10'])
  })

  test('has the product that its name is the external id of, if there is one', async () => {
    const campaign = await open()
    const ana = code('ANA')
    await campaign.affiliate(ana)
    await campaign.sql(
      `insert into product (program_id, id, brand_id, name, external_id, created_at, updated_at) values ($1, $2, $2, 'Annual', 'annual', now(), now())`, campaign.books.brandId,
    )
    await campaign.send(conversion('o-1', ana, { product: 'annual' }), conversion('o-2', ana, { product: 'Something else' }))
    expect(await campaign.sql('select external_product_id, product_id is not null as known from transaction where program_id = $1 order by external_id')).toEqual([
      { external_product_id: 'annual', known: true }, { external_product_id: 'Something else', known: false },
    ])
  })
})

describe('the customer of a conversion', () => {
  test('is registered by the first one, for its affiliate, by id or else by e-mail address', async () => {
    const campaign = await open()
    const ana = code('ANA')
    const affiliate = await campaign.affiliate(ana)
    const [first, second, third] = await campaign.record([
      conversion('o-1', ana, { customerId: 'c-1', customerEmail: 'x@y.example', customerName: 'Rui' }),
      conversion('o-2', ana, { customerEmail: 'Bia@Cliente.example' }),
      conversion('o-3', ana, { customerEmail: 'bia@cliente.example' }),
    ])
    await campaign.books.process()
    const brandId = campaign.books.brandId
    expect([first?.registered, second?.registered, third?.registered]).toEqual([{ brandId, externalId: 'c-1' }, { brandId, externalId: 'bia@cliente.example' }, null])
    expect(await campaign.sql(
      `select c.external_id, c.username, c.registered_at, a.affiliate_id, a.carrier from customer c join attribution a on a.program_id = $1 and a.customer_id = c.id
        where c.program_id = $1 order by c.external_id`,
    )).toEqual([
      { external_id: 'bia@cliente.example', username: null, registered_at: new Date(NOW), affiliate_id: affiliate, carrier: 'referral_code' },
      { external_id: 'c-1', username: 'Rui', registered_at: new Date(NOW), affiliate_id: affiliate, carrier: 'referral_code' },
    ])
    expect(await campaign.sql(
      'select count(*)::int as sales from transaction where program_id = $1 and customer_id is not null group by customer_id order by 1',
    )).toEqual([{ sales: 1 }, { sales: 2 }])
  })

  test('is registered also where a program refuses customers whom nobody sent', async () => {
    const campaign = await open()
    await context.db.shared((tx) => tx.sql({ text: `update program set organic_tracking = 'reject' where id = $1`, values: [campaign.books.programId] }))
    const affiliateId = await campaign.books.affiliate()
    await campaign.send(conversion('o-1', '', { referralCode: null, affiliateId, customerId: 'c-1' }))
    expect(await campaign.sql('select external_customer_id, customer_id is not null as known from transaction where program_id = $1')).toEqual([{ external_customer_id: 'c-1', known: true }])
  })

  test('stays with its affiliate when another one’s conversion comes: that belongs to the other, by its own plan', async () => {
    const campaign = await open()
    const [ana, bia] = [code('ANA'), code('BIA')]
    const [first, second] = [await campaign.affiliate(ana), await campaign.affiliate(bia)]
    const plan = await campaign.books.plan([{ type: 'percent_of_sale', rate: '30' }])
    await campaign.sql(
      `insert into plan_assignment (program_id, id, plan_id, affiliate_id, effective_from, created_by, created_at, updated_at) values ($1, $2, $3, $4, '2026-11-10', 'test', '2026-11-10', '2026-11-10')`,
      plan, plan, second,
    )
    await campaign.books.customer('c-1', first)
    await campaign.send(conversion('o-1', ana, { customerId: 'c-1' }), conversion('o-2', bia, { customerId: 'c-1' }))
    expect((await campaign.books.lines()).map(({ affiliateId, externalId, amount }) => [affiliateId, externalId, amount])).toEqual([[first, 'o-1', '10'], [second, 'o-2', '30']])
    expect(await campaign.sql('select affiliate_id from attribution where program_id = $1')).toEqual([{ affiliate_id: first }])
    expect(await campaign.offences()).toEqual([])
  })

  test('whom a page registers is held, yet counts for the conversions of pages; the merchant’s own conversion confirms it and decides whose it is', async () => {
    const campaign = await open([{ type: 'percent_of_sale', rate: '10', recurring: { count: 1 } }])
    const [ana, bia] = [code('ANA'), code('BIA')]
    const [first, second] = [await campaign.affiliate(ana), await campaign.affiliate(bia)]
    const page = { kind: 'sdk', isVerified: false, actor: 'sdk' } as const
    const at = (minute: number) => ({ customerId: 'c-1', occurredAt: new Date(Date.parse(NOW) + minute * 60_000) })
    await campaign.record([conversion('o-1', ana, at(1))], page)
    await campaign.record([conversion('o-2', ana, at(2))], page)
    await campaign.books.process()
    const customer = () => campaign.sql(
      'select c.is_verified, a.affiliate_id from customer c join attribution a on a.program_id = $1 and a.customer_id = c.id where c.program_id = $1',
    )
    expect(await customer()).toEqual([{ is_verified: false, affiliate_id: first }])
    expect(await campaign.books.earned()).toEqual(['o-1 10'])
    await campaign.send(conversion('o-3', bia, at(3)))
    expect(await customer()).toEqual([{ is_verified: true, affiliate_id: second }])
    await campaign.record([conversion('o-4', ana, at(4))], page)
    await campaign.books.process()
    expect(await customer()).toEqual([{ is_verified: true, affiliate_id: second }])
    expect(await campaign.sql('select external_id, customer_id is not null as known from transaction where program_id = $1 order by 1')).toHaveLength(4)
    expect(await campaign.books.earned()).toEqual(['o-1 10'])
    expect(await campaign.offences()).toEqual([])
  })

  test('makes a refund come off the affiliate of the conversion', async () => {
    const campaign = await open()
    const [ana, bia] = [code('ANA'), code('BIA')]
    const [first, second] = [await campaign.affiliate(ana), await campaign.affiliate(bia)]
    await campaign.books.customer('c-1', first)
    await campaign.send(conversion('o-1', bia, { customerId: 'c-1' }))
    await campaign.books.send({ type: 'refund', relatedExternalId: 'o-1', externalCustomerId: 'c-1', saleAmount: 40, transactionDate: NOW, externalId: 'r-1' })
    expect([await campaign.books.total(first), await campaign.books.total(second)]).toEqual([0n, 600n])
    expect(await campaign.offences()).toEqual([])
  })
})

describe('a rule for a customer’s first sales', () => {
  const FIRST_ONLY = [{ type: 'percent_of_sale', rate: '10', recurring: { count: 1 } }]

  test('counts each customer by itself, and conversions without a customer not at all', async () => {
    const campaign = await open(FIRST_ONLY)
    const ana = code('ANA')
    await campaign.affiliate(ana)
    const buys = (orderId: string, customerEmail: string | null, minute: number) => conversion(orderId, ana, { customerEmail, occurredAt: new Date(Date.parse(NOW) + minute * 60_000) })
    await campaign.send(buys('o-1', 'a@x.example', 1), buys('o-2', 'A@x.example', 2), buys('o-3', 'b@x.example', 3), buys('o-4', null, 4), buys('o-5', null, 5))
    expect((await campaign.books.earned()).sort()).toEqual(['o-1 10', 'o-3 10', 'o-4 10', 'o-5 10'])
    expect(await campaign.offences()).toEqual([])
  })

  test('counts all sales of the customer under the plan, whoever of its affiliates brought them', async () => {
    const campaign = await open(FIRST_ONLY)
    const [ana, bia] = [code('ANA'), code('BIA')]
    const [first, second] = [await campaign.affiliate(ana), await campaign.affiliate(bia)]
    const buys = (orderId: string, who: string, minute: number) => conversion(orderId, who, { customerId: 'c-1', occurredAt: new Date(Date.parse(NOW) + minute * 60_000) })
    await campaign.send(buys('o-2', bia, 2))
    await campaign.send(buys('o-3', ana, 3))
    expect([await campaign.books.total(first), await campaign.books.total(second)]).toEqual([0n, 1_000n])
    // An earlier one comes to light: it takes the place of the other affiliate's.
    await campaign.send(buys('o-1', ana, 1))
    expect([await campaign.books.total(first), await campaign.books.total(second)]).toEqual([1_000n, 0n])
    expect(await campaign.offences()).toEqual([])
  })

  test('counts under each plan by itself where the affiliates have different ones', async () => {
    const campaign = await open(FIRST_ONLY)
    const [ana, bia] = [code('ANA'), code('BIA')]
    const [first, second] = [await campaign.affiliate(ana), await campaign.affiliate(bia)]
    const plan = await campaign.books.plan([{ type: 'percent_of_sale', rate: '30', recurring: { count: 1 } }])
    await campaign.sql(
      `insert into plan_assignment (program_id, id, plan_id, affiliate_id, effective_from, created_by, created_at, updated_at) values ($1, $2, $3, $4, '2026-11-10', 'test', '2026-11-10', '2026-11-10')`,
      plan, plan, second,
    )
    await campaign.send(conversion('o-1', ana, { customerId: 'c-1' }))
    await campaign.send(conversion('o-2', bia, { customerId: 'c-1' }))
    expect([await campaign.books.total(first), await campaign.books.total(second)]).toEqual([1_000n, 3_000n])
    expect(await campaign.offences()).toEqual([])
  })
})

describe('an order id', () => {
  test('is taken when the conversion is acknowledged, before anything is processed', async () => {
    const campaign = await open()
    const ana = code('ANA')
    await campaign.affiliate(ana)
    await campaign.record([conversion('o-1', ana)])
    await campaign.books.accept([{ type: 'sale', externalId: 'o-1', affiliateId: campaign.books.organicId, saleAmount: 5, transactionDate: NOW }])
    expect((await campaign.record([conversion('o-1', ana)])).map(told)).toEqual(['duplicate'])
    await campaign.books.process()
    expect(await campaign.books.earned()).toEqual(['o-1 10'])
    expect(await campaign.offences()).toEqual([])
  })

  test('stays the conversion’s when the step that processes it fails, and its items are tried one by one', async () => {
    const campaign = await open()
    const ana = code('ANA')
    await campaign.affiliate(ana)
    await campaign.record([conversion('o-1', ana), conversion('poison', ana), conversion('o-3', ana)])
    await campaign.sql(`update transaction_batch set payload = replace(payload, '"externalId":"poison"', '"externalId":"poison","note":"\\u0000"') where program_id = $1`)
    await processTransactions(context, campaign.books.programId)
    // Set apart, not tried yet: all of them hold their ids.
    expect((await campaign.record([conversion('o-1', ana), conversion('poison', ana)])).map(told)).toEqual(['duplicate', 'duplicate'])
    await campaign.books.process()
    expect((await campaign.books.earned()).sort()).toEqual(['o-1 10', 'o-3 10'])
    // It could not be processed even by itself, so its id is free.
    expect(await campaign.send(conversion('o-1', ana), conversion('poison', ana))).toEqual(['duplicate', 'converted'])
    expect((await campaign.books.earned()).sort()).toEqual(['o-1 10', 'o-3 10', 'poison 10'])
    expect(await campaign.offences()).toEqual([])
  })

  test('is free again when the conversion fails, for another one or for a retry of the first', async () => {
    const campaign = await open()
    const ana = code('ANA')
    await campaign.affiliate(ana)
    const { programId, brandId } = campaign.books
    await campaign.record([conversion('o-1', ana), conversion('o-2', ana), conversion('o-3', ana)])
    await campaign.sql(`update brand set status = 'archived' where program_id = $1 and id = $2`, brandId)
    await campaign.books.process()
    await campaign.sql(`update brand set status = 'active' where program_id = $1 and id = $2`, brandId)
    const failures = await context.db.inProgram(programId, (tx) => listFailures(tx, programId, 'failed', null, 10))
    expect(failures.map(({ externalId, code: reason }) => `${externalId} ${reason}`).sort()).toEqual(['o-1 brand_unknown', 'o-2 brand_unknown', 'o-3 brand_unknown'])
    expect(await campaign.sql('select count(*)::int as held from transaction_key where program_id = $1')).toEqual([{ held: 0 }])
    const idOf = (orderId: string) => failures.find(({ externalId }) => externalId === orderId)?.id ?? ''

    // Whichever comes first has it: the conversion sent again, or the retry.
    expect(await campaign.send(conversion('o-1', ana))).toEqual(['converted'])
    await context.db.inProgram(programId, (tx) => retryFailure(tx, context.clock, programId, idOf('o-1')))
    await campaign.books.process()
    await context.db.inProgram(programId, (tx) => retryFailure(tx, context.clock, programId, idOf('o-2')))
    await campaign.books.process()
    expect(await campaign.send(conversion('o-2', ana))).toEqual(['duplicate'])
    await context.db.inProgram(programId, (tx) => discardFailure(tx, context.clock, programId, idOf('o-3')))
    expect(await campaign.send(conversion('o-3', ana))).toEqual(['converted'])
    expect((await campaign.books.earned()).sort()).toEqual(['o-1 10', 'o-2 10', 'o-3 10'])
    expect(await context.db.inProgram(programId, (tx) => listFailures(tx, programId, 'failed', null, 10))).toEqual([])
    expect(await campaign.offences()).toEqual([])
  })
})

describe('the conversions of a month', () => {
  async function limited(plan: string, left: number): Promise<{ campaign: Campaign; ana: string }> {
    const campaign = await open(TEN_PERCENT, { billingPlan: plan })
    const ana = code('ANA')
    await campaign.affiliate(ana)
    const limit = plan === 'starter' ? 500 : 5_000
    const full = Array.from({ length: limit - left }, (_, index) => conversion(`full-${index}`, ana))
    for (let start = 0; start < full.length; start += 1_000) await campaign.record(full.slice(start, start + 1_000))
    return { campaign, ana }
  }

  test.each`
    plan         | limit
    ${'starter'} | ${500}
    ${'pro'}     | ${5_000}
  `('are limited to $limit by the plan $plan', async ({ plan, limit }) => {
    const { campaign, ana } = await limited(plan, 2)
    const text = (used: number) => `Conversion limit exceeded: Monthly conversion limit reached for ${plan} plan. Current: ${used}/${limit}`
    await expect(campaign.record([conversion('a', ana), conversion('b', ana), conversion('c', ana)])).rejects.toThrow(text(limit - 2))
    expect(await campaign.sql('select id from event where program_id = $1 and order_id = $2', 'a')).toEqual([])
    // What does not count does not count.
    expect((await campaign.record([conversion('a', ana), conversion('a', ana), conversion('full-0', ana), conversion('b', 'NOBODY'), pageView(ana)])).map(told)).toEqual([
      'converted', 'duplicate', 'duplicate', 'unattributed affiliate_unknown', 'recorded',
    ])
    expect((await campaign.record([conversion('b', ana)])).map(told)).toEqual(['converted'])
    await expect(campaign.record([conversion('c', ana)])).rejects.toThrow(text(limit))
    expect((await campaign.record([conversion('b', ana), pageView(ana)])).map(told)).toEqual(['duplicate', 'recorded'])
  })

  test('begin anew with the month of the program’s time zone', async () => {
    const { campaign, ana } = await limited('starter', 0)
    try {
      // Malta is an hour ahead of UTC.
      context.clock.set('2026-11-30T22:59:59.999Z')
      await expect(campaign.record([conversion('c', ana)])).rejects.toThrow('500/500')
      context.clock.set('2026-11-30T23:00:00.000Z')
      expect((await campaign.record([conversion('c', ana)])).map(told)).toEqual(['converted'])
    } finally {
      context.clock.set(NOW)
    }
  })
})

test('an address is shortened to its network after a month', async () => {
  const campaign = await open()
  const ana = code('ANA')
  await campaign.affiliate(ana)
  await campaign.record([pageView(ana, { ip: '203.0.113.77' }), pageView(ana, { ip: '2001:db8:1:2:3:4:5:6' }), pageView(ana)])
  const { programId } = campaign.books
  const truncate = (before: Date) => context.db.inProgram(programId, (tx) => truncateEventAddresses(tx, { programId, before, limit: 10 }))
  expect(await truncate(new Date(Date.now() - 60_000))).toBe(0)
  expect(await truncate(new Date(Date.now() + 60_000))).toBe(2)
  expect(await truncate(new Date(Date.now() + 60_000))).toBe(0)
  const events = await context.db.inProgram(programId, (tx) => listEvents(tx, { programId, afterId: null, limit: 10 }))
  expect(events.map(({ ip }) => ip)).toEqual([null, '2001:db8:1::/48', '203.0.113.0/24'])
})
