import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CampaignClient } from './campaign-fixture.ts'

let campaign: CampaignClient
beforeAll(async () => {
  campaign = await CampaignClient.open()
  await campaign.affiliate('JOAO2024')
})
afterAll(() => campaign.api.close())

const TYPE = 'event_type must be one of the following values: conversion, lead, page_view'
const VALUE = 'order_value must be a positive number'
const LONG = 'x'.repeat(256)
const tooLong = (field: string) => `${field} must be shorter than or equal to 255 characters`
const raw = (text: string) => JSON.rawJSON(text)

/** A conversion with some of its fields changed: those of properties by their own names. */
function changed(field: string, value: unknown): Record<string, unknown> {
  const event: Record<string, unknown> = { ...campaign.conversion('JOAO2024', 'o-1') }
  const isTop = ['event_type', 'campaign_id', 'affiliate_id', 'session_id', 'properties', 'device_info'].includes(field)
  if (isTop) event[field] = value
  else event['properties'] = { order_id: 'o-1', order_value: 1, [field]: value }
  return event
}

describe('a wrong field is refused in the words that clients know', () => {
  test.each`
    field               | value                          | message
    ${'event_type'}     | ${undefined}                   | ${TYPE}
    ${'event_type'}     | ${null}                        | ${TYPE}
    ${'event_type'}     | ${'sale'}                      | ${TYPE}
    ${'event_type'}     | ${'Conversion'}                | ${TYPE}
    ${'event_type'}     | ${5}                           | ${TYPE}
    ${'event_type'}     | ${['conversion']}              | ${TYPE}
    ${'campaign_id'}    | ${undefined}                   | ${'campaign_id is required'}
    ${'campaign_id'}    | ${''}                          | ${'campaign_id is required'}
    ${'campaign_id'}    | ${'  '}                        | ${'campaign_id is required'}
    ${'campaign_id'}    | ${7}                           | ${'campaign_id is required'}
    ${'campaign_id'}    | ${{}}                          | ${'campaign_id is required'}
    ${'campaign_id'}    | ${LONG}                        | ${tooLong('campaign_id')}
    ${'affiliate_id'}   | ${undefined}                   | ${'affiliate_id is required'}
    ${'affiliate_id'}   | ${null}                        | ${'affiliate_id is required'}
    ${'affiliate_id'}   | ${''}                          | ${'affiliate_id is required'}
    ${'affiliate_id'}   | ${raw('1e400')}                | ${'affiliate_id is required'}
    ${'affiliate_id'}   | ${LONG}                        | ${tooLong('affiliate_id')}
    ${'session_id'}     | ${5}                           | ${'session_id must be a string'}
    ${'session_id'}     | ${LONG}                        | ${tooLong('session_id')}
    ${'device_info'}    | ${'curl'}                      | ${'device_info must be an object'}
    ${'device_info'}    | ${[]}                          | ${'device_info must be an object'}
    ${'order_id'}       | ${undefined}                   | ${'order_id is required'}
    ${'order_id'}       | ${null}                        | ${'order_id is required'}
    ${'order_id'}       | ${''}                          | ${'order_id is required'}
    ${'order_id'}       | ${' '}                         | ${'order_id is required'}
    ${'order_id'}       | ${1001}                        | ${'order_id is required'}
    ${'order_id'}       | ${LONG}                        | ${tooLong('order_id')}
    ${'order_value'}    | ${undefined}                   | ${VALUE}
    ${'order_value'}    | ${null}                        | ${VALUE}
    ${'order_value'}    | ${0}                           | ${VALUE}
    ${'order_value'}    | ${-0}                          | ${VALUE}
    ${'order_value'}    | ${-50}                         | ${VALUE}
    ${'order_value'}    | ${'100'}                       | ${VALUE}
    ${'order_value'}    | ${'NaN'}                       | ${VALUE}
    ${'order_value'}    | ${true}                        | ${VALUE}
    ${'order_value'}    | ${[100]}                       | ${VALUE}
    ${'order_value'}    | ${1e13}                        | ${VALUE}
    ${'order_value'}    | ${raw('1e400')}                | ${VALUE}
    ${'order_value'}    | ${raw('-1e400')}               | ${VALUE}
    ${'order_value'}    | ${raw('99999999999999999999')} | ${VALUE}
    ${'order_value'}    | ${1e-7}                        | ${VALUE}
    ${'customer_id'}    | ${true}                        | ${'customer_id must be a string'}
    ${'customer_id'}    | ${1.5}                         | ${'customer_id must be a string'}
    ${'customer_id'}    | ${raw('99999999999999999999')} | ${'customer_id must be a string'}
    ${'customer_id'}    | ${LONG}                        | ${tooLong('customer_id')}
    ${'customer_email'} | ${5}                           | ${'customer_email must be a string'}
    ${'customer_email'} | ${LONG}                        | ${tooLong('customer_email')}
    ${'customer_name'}  | ${{}}                          | ${'customer_name must be a string'}
    ${'customer_name'}  | ${LONG}                        | ${tooLong('customer_name')}
    ${'product'}        | ${['a']}                       | ${'product must be a string'}
    ${'product'}        | ${LONG}                        | ${tooLong('product')}
    ${'currency'}       | ${5}                           | ${'currency must be a string'}
    ${'currency'}       | ${'R$'}                        | ${'currency must be a valid ISO4217 currency code'}
    ${'currency'}       | ${'ABC'}                       | ${'currency must be a valid ISO4217 currency code'}
    ${'timestamp'}      | ${'yesterday'}                 | ${'timestamp must be a valid ISO 8601 date string'}
    ${'timestamp'}      | ${'2026-11-15'}                | ${'timestamp must be a valid ISO 8601 date string'}
    ${'timestamp'}      | ${'2026-02-30T00:00:00Z'}      | ${'timestamp must be a valid ISO 8601 date string'}
    ${'timestamp'}      | ${1794744000000}               | ${'timestamp must be a valid ISO 8601 date string'}
    ${'timestamp'}      | ${{}}                          | ${'timestamp must be a valid ISO 8601 date string'}
    ${'timestamp'}      | ${'2100-12-31T00:00:00Z'}      | ${'timestamp must not be more than 24 hours ahead'}
  `('$field $value', async ({ field, value, message }) => {
    const { status, body } = await campaign.post([changed(field, value)])
    expect([status, body]).toEqual([400, { statusCode: 400, message: [message], error: 'Bad Request' }])
    const two = await campaign.post([campaign.conversion('JOAO2024', 'o-2'), changed(field, value)])
    expect([two.status, two.body.message]).toEqual([400, [`events.1.${message}`]])
  })

  test.each([undefined, null, '', 'x', 5, true, [], {}])('events of the wrong type: %j', async (value) => {
    for (const body of [{ events: { value } }, { events: 'x' }, { event: [] }, value, []]) {
      const answer = await campaign.api.post('//v1/events', JSON.stringify(body) ?? '')
      expect([answer.status, answer.body.message]).toEqual([400, ['events must be an array']])
    }
  })

  test.each([null, 'x', 5, [], [[]]])('an event that is none: %j', async (value) => {
    expect((await campaign.post([value])).body.message).toEqual(['each value in nested property events must be either object or array'])
  })

  test('properties of the wrong type, and none where they are needed', async () => {
    expect((await campaign.post([changed('properties', 'x')])).body.message).toEqual(['properties must be an object', 'order_id is required', VALUE])
    expect((await campaign.post([changed('properties', undefined)])).body.message).toEqual(['order_id is required', VALUE])
  })

  test('all at once, in the order of the fields, and not more than a hundred', async () => {
    expect((await campaign.post([{ event_type: 'conversion' }])).body.message).toEqual(['campaign_id is required', 'affiliate_id is required', 'order_id is required', VALUE])
    expect((await campaign.post([{}])).body.message).toEqual([TYPE, 'campaign_id is required', 'affiliate_id is required'])
    expect((await campaign.post(Array.from({ length: 1_000 }, () => ({})))).body.message).toHaveLength(100)
  })

  test('more events than a call may have', async () => {
    const many = Array.from({ length: 1_001 }, () => campaign.event('page_view', 'JOAO2024'))
    expect((await campaign.post(many)).body.message).toEqual(['events must contain no more than 1000 elements'])
    expect((await campaign.post(many.slice(1))).status).toBe(200)
  })

  test('a body over 1 MiB', async () => {
    const big = campaign.event('page_view', 'JOAO2024', { text: 'x'.repeat(1024 * 1024) })
    expect((await campaign.post([big])).body).toMatchObject({ statusCode: 413, error: 'Payload Too Large' })
  })
})

describe('what no field can hold is refused anywhere in a body, and told as 400', () => {
  test.each(['event_type', 'campaign_id', 'affiliate_id', 'session_id', 'order_id', 'customer_id', 'customer_email', 'customer_name', 'product', 'currency', 'timestamp', 'anything'])(
    '%s with NUL, half a surrogate pair, or twice',
    async (field) => {
      for (const value of ['a\0b', '\ud800', '\udc00']) {
        const { status, body } = await campaign.post([changed(field, value)])
        expect([status, body.statusCode, body.error]).toEqual([400, 400, 'Bad Request'])
      }
      const twice = JSON.stringify({ events: [changed(field, 'x')] }).replace(`"${field}":`, `"${field}":"y","${field}":`)
      expect((await campaign.api.post('//v1/events', twice)).status).toBe(400)
    },
  )

  test.each(['{"events":', '{"events":[NaN]}', '"x', '{"__proto__":{}}', `${'['.repeat(100_000)}`])('%.20s', async (body) => {
    expect((await campaign.api.post('//v1/events', body)).body).toMatchObject({ statusCode: 400, error: 'Bad Request' })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'])('as %s', async (type) => {
    const answer = await campaign.api.post('//v1/events', '{"events":[]}', { headers: { 'content-type': type } })
    expect(answer.body).toMatchObject({ statusCode: 415, error: 'Unsupported Media Type' })
  })
})

describe('what is odd but no error is kept', () => {
  test.each`
    field               | value
    ${'session_id'}     | ${null}
    ${'session_id'}     | ${''}
    ${'device_info'}    | ${null}
    ${'device_info'}    | ${{ ip: 'somewhere', user_agent: 5, deep: { a: [] } }}
    ${'device_info'}    | ${{ ip: 'fe80::1%eth0' }}
    ${'device_info'}    | ${{ ip: '1.2.3.4, 5.6.7.8' }}
    ${'affiliate_id'}   | ${'İ😀/../%00'}
    ${'order_id'}       | ${'İ😀 {},"\\null'}
    ${'order_id'}       | ${'x'.repeat(255)}
    ${'order_value'}    | ${9_999_999_999_999.99}
    ${'order_value'}    | ${0.000001}
    ${'customer_id'}    | ${12345}
    ${'customer_id'}    | ${''}
    ${'customer_email'} | ${null}
    ${'customer_email'} | ${'not an address'}
    ${'customer_name'}  | ${'Zoë \u202e'}
    ${'product'}        | ${null}
    ${'currency'}       | ${''}
    ${'timestamp'}      | ${null}
    ${'timestamp'}      | ${'1970-01-01T00:00:00Z'}
    ${'quantity'}       | ${'two'}
    ${'anything'}       | ${{ length: 1e9, constructor: 1 }}
  `('$field $value', async ({ field, value }) => {
    const own = await campaign.fresh()
    const event = { ...changed(field, value), campaign_id: own.program.campaignId, ...(field === 'affiliate_id' ? {} : { affiliate_id: own.code }) }
    await own.send(event)
    expect(await own.outcomes()).toEqual([expect.stringMatching(field === 'affiliate_id' ? /unattributed affiliate_unknown$/ : / converted$/)])
    expect(await own.list('/transaction/failure')).toEqual([])
  })
})
