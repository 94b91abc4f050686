import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { arrived, CAMPAIGN, cookiesOf, openShop, type Shop } from './support/shop.ts'

const KEY = 'Abcdefghijklmnopqrst01'
const OTHER_KEY = 'Zbcdefghijklmnopqrst02'

let shop: Shop
beforeAll(async () => { shop = await openShop() })
afterAll(() => shop?.close())
afterEach(async () => {
  expect(shop.errors).toEqual([])
  await shop.reset()
})

test('a visitor with ?ref= is remembered in a first-party cookie, and the page view is reported', async () => {
  const page = await shop.visit('/pricing?ref=NORTH1&token=secret#top')
  const [event] = await arrived(shop, 1)
  expect(event).toEqual({
    event_type: 'page_view',
    campaign_id: CAMPAIGN,
    affiliate_id: 'NORTH1',
    session_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    properties: { url: `${shop.site.origin}/pricing`, title: 'A shop', referrer: '' },
    device_info: { user_agent: expect.stringContaining('Chrome'), language: 'en-US', screen_width: 1280, screen_height: 720 },
  })
  expect(shop.recorder.requests[0]).toMatchObject({ path: '/v1/sdk/events', origin: shop.site.origin, contentType: 'text/plain;charset=UTF-8' })
  const { aff_ref: ref, aff_sid: session, ...others } = await cookiesOf(page)
  expect(others).toEqual({})
  expect(ref).toMatchObject({ value: 'NORTH1', path: '/', sameSite: 'Lax', secure: false, httpOnly: false })
  expect(daysUntil(ref?.expires)).toBeCloseTo(30, 1)
  expect(session?.value).toBe(event.session_id)
  expect(daysUntil(session?.expires)).toBeCloseTo(1 / 48, 2)
})

test.each(['?via=NORTH1', '?aff=NORTH1', '?via=&aff=NORTH1', '?ref=https%3A%2F%2Fnews.example&via=NORTH1', '?ref=%20NORTH1%20', '#/pricing?ref=NORTH1'])(
  'an affiliate is found in %s',
  async (query) => {
    const page = await shop.visit(`/${query}`)
    expect(await page.evaluate('affiliatus.referralCode()')).toBe('NORTH1')
    expect((await cookiesOf(page))['aff_ref']?.value).toBe('NORTH1')
  },
)

test.each(['', '?ref=', '?reference=NORTH1', '?ref=%3Cscript%3E', '?ref=a;b', `?ref=${'A'.repeat(101)}`])('with "%s" nobody sent the visitor: nothing is kept and nothing is sent', async (query) => {
  const page = await shop.visit(`/${query}`)
  const answers = await page.evaluate(`Promise.all([affiliatus.trackPageView(), affiliatus.trackLead({ email: 'a@b.example' }), affiliatus.trackConversion({ order_id: '1', order_value: 5 })])`)
  expect(answers).toEqual([false, false, false])
  expect(await page.evaluate('[affiliatus.referralCode(), affiliatus.clickKey(), localStorage.length]')).toEqual([null, null, 0])
  expect(await cookiesOf(page)).toEqual({})
  expect(shop.recorder.requests).toEqual([])
})

test('a later visit without ?ref= is still the affiliate’s, in the same session', async () => {
  const page = await shop.visit('/?ref=NORTH1')
  await arrived(shop, 1)
  await page.goto(`${shop.site.origin}/cart`)
  const [first, second] = await arrived(shop, 2)
  expect(second).toMatchObject({ affiliate_id: 'NORTH1', session_id: first.session_id, properties: { url: `${shop.site.origin}/cart` } })
})

test.each`
  model            | expected
  ${'last_click'}  | ${'SOUTH2'}
  ${'first_click'} | ${'NORTH1'}
`('of two affiliates $model keeps $expected, and its click', async ({ model, expected }) => {
  shop.site.head = shop.snippet(`{ attributionModel: '${model}' }`)
  const page = await shop.visit(`/?ref=NORTH1&clickKey=${KEY}`)
  await page.goto(`${shop.site.origin}/?ref=SOUTH2&clickKey=${OTHER_KEY}`)
  const { aff_ref: ref, fs_click: click } = await cookiesOf(page)
  expect([ref?.value, click?.value]).toEqual([expected, model === 'last_click' ? OTHER_KEY : KEY])
  await page.evaluate('affiliatus.trackLead()')
  expect(shop.recorder.events.at(-1)).toMatchObject({ event_type: 'lead', affiliate_id: expected })
})

test('a cookie lasts as long as the page says', async () => {
  shop.site.head = shop.snippet('{ cookieDuration: 7 }')
  const page = await shop.visit(`/?ref=NORTH1&clickKey=${KEY}`)
  const { aff_ref: ref, fs_click: click } = await cookiesOf(page)
  expect(daysUntil(ref?.expires)).toBeCloseTo(7, 1)
  expect(daysUntil(click?.expires)).toBeCloseTo(7, 1)
})

test.each`
  host                       | domain
  ${'www.shop.example'}      | ${'.shop.example'}
  ${'a.b.shop.example'}      | ${'.shop.example'}
  ${'www.shop.co.uk'}        | ${'.shop.co.uk'}
  ${'localhost'}             | ${'localhost'}
  ${'127.0.0.1'}             | ${'127.0.0.1'}
`('a cookie of $host is for $domain, and none is left of looking for that', async ({ host, domain }) => {
  const page = await shop.visit('/?ref=NORTH1', { origin: `http://${host}:${shop.site.port}` })
  expect((await page.context().cookies()).map((cookie) => [cookie.name, cookie.domain]).sort()).toEqual([['aff_ref', domain], ['aff_sid', domain]])
})

test('one of the host alone, left by another script, does not stand before ours', async () => {
  const visitor = await shop.browser.newContext()
  await visitor.addCookies([{ name: 'aff_ref', value: 'OLD', domain: 'www.shop.example', path: '/' }])
  const page = await shop.visit('/?ref=NORTH1', { visitor, origin: `http://www.shop.example:${shop.site.port}` })
  expect(await page.evaluate('affiliatus.referralCode()')).toBe('NORTH1')
  expect((await page.context().cookies()).filter(({ name }) => name === 'aff_ref')).toHaveLength(1)
})

test('on https cookies are for https only', async () => {
  const visitor = await shop.browser.newContext()
  await visitor.route('https://www.shop.example/**', (route) => route.fulfill({ contentType: 'text/html', body: shop.snippet() }))
  await visitor.route(`${shop.recorder.origin}/**`, (route) => route.fulfill({ path: 'web/sdk/affiliatus.min.js' }))
  const page = await shop.visit('/?ref=NORTH1', { visitor, origin: 'https://www.shop.example' })
  expect((await cookiesOf(page))['aff_ref']).toMatchObject({ value: 'NORTH1', domain: '.shop.example', secure: true, sameSite: 'Lax' })
})

test('the click key of the parameter that the brand chose is kept and given to the page', async () => {
  shop.site.head = shop.snippet(`{ clickParameter: 'btag' }`)
  const page = await shop.visit(`/?btag=${KEY}&clickKey=${OTHER_KEY}`)
  expect(await page.evaluate('affiliatus.clickKey()')).toBe(KEY)
  expect((await cookiesOf(page))['fs_click']).toMatchObject({ value: KEY, sameSite: 'Lax', path: '/' })
  await page.goto(`${shop.site.origin}/registration?btag=no-key`)
  expect(await page.evaluate('affiliatus.clickKey()')).toBe(KEY)
})

test('a cookie that is none of ours counts as absent', async () => {
  const page = await shop.visit('/', { before: `document.cookie = 'aff_ref=<b>; path=/'; document.cookie = 'fs_click=short; path=/'` })
  expect(await page.evaluate('[affiliatus.referralCode(), affiliatus.clickKey()]')).toEqual([null, null])
})

function daysUntil(seconds: number | undefined): number {
  return ((seconds ?? 0) - Date.now() / 1000) / 86_400
}
