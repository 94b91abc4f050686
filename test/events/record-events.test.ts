import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { Campaign, conversion, pageView, told } from './event-fixture.ts'

let context: TestContext

beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const TEN_PERCENT = [{ type: 'percent_of_sale', rate: '10' }]

async function open(settings: Parameters<typeof Campaign.open>[1] = {}, components: unknown[] = TEN_PERCENT): Promise<Campaign> {
  const campaign = await Campaign.open(context, settings)
  await campaign.books.defaultPlan(components)
  return campaign
}

describe('a conversion', () => {
  test('becomes a pending sale of its affiliate whose commission is computed and waits for approval', async () => {
    const campaign = await open()
    const affiliate = await campaign.affiliate('PENDING1')
    expect(await campaign.send(conversion('o-1', 'pending1'))).toEqual(['converted'])
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

  test('whose order id was there already is a duplicate, in one call or another, whatever it says', async () => {
    const campaign = await open()
    await campaign.affiliate('DUP1')
    expect(await campaign.send(conversion('o-1', 'DUP1'), conversion('o-2', 'DUP1'), conversion('o-1', 'DUP1', { value: 5n }))).toEqual(['converted', 'converted', 'duplicate'])
    expect(await campaign.send(conversion('o-2', 'DUP1', { value: 7n }))).toEqual(['duplicate'])
    expect(await campaign.books.earned()).toEqual(['o-1 10', 'o-2 10'])
  })
})

test('a page view is kept and nothing else', async () => {
  const campaign = await open()
  await campaign.affiliate('VIEW1')
  expect((await campaign.record([pageView('VIEW1')])).map(told)).toEqual(['recorded'])
  expect(await campaign.sql('select kind, outcome, source from event where program_id = $1')).toEqual([{ kind: 'page_view', outcome: 'recorded', source: 'api' }])
})
