import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { arrived, cookiesOf, openShop, type Shop } from './support/shop.ts'

const CONVERSION = `affiliatus.trackConversion({ order_id: 'A-1', order_value: 10 })`
const QUIET = '{ autoPageView: false }'

let shop: Shop
beforeAll(async () => { shop = await openShop() })
afterAll(() => shop?.close())
afterEach(async () => {
  expect(shop.errors).toEqual([])
  await shop.reset()
})

const orders = (): string[] => shop.recorder.events.map(({ properties }) => properties.order_id)
const QUEUE = `localStorage['aff_queue_campaign-1']`
const waiting = `JSON.parse(${QUEUE} ?? '[]').length`

describe('what cannot be sent waits', () => {
  test('without a network, until it is back', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
    await page.context().setOffline(true)
    expect(await page.evaluate(CONVERSION)).toBe(false)
    expect(await page.evaluate(waiting)).toBe(1)
    await page.context().setOffline(false)
    await arrived(shop, 2)
    await expect.poll(() => page.evaluate(waiting)).toBe(0)
  })

  test('for a later page, which says when it happened', async () => {
    shop.site.head = shop.snippet(QUIET)
    shop.recorder.answer = () => 'cut'
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(CONVERSION)).toBe(false)
    // Some minutes pass: the moment that was noted is moved back.
    await page.evaluate(`${QUEUE} = ${QUEUE}.replace(/"madeAt":(\\d+)/, (_, at) => '"madeAt":' + (at - 300000))`)
    shop.recorder.answer = () => 200
    await page.goto(`${shop.site.origin}/later`)
    const [event] = await arrived(shop, 1)
    expect(event.properties).toMatchObject({ order_id: 'A-1', url: `${shop.site.origin}/` })
    expect(Date.now() - Date.parse(event.properties.timestamp)).toBeGreaterThan(290_000)
    expect(Date.now() - Date.parse(event.properties.timestamp)).toBeLessThan(360_000)
  })

  test.each([500, 503, 429])('while the server answers %i, and is tried again by itself', async (status) => {
    shop.site.head = shop.snippet(QUIET)
    let requests = 0
    shop.recorder.answer = () => ((requests += 1) === 1 ? status : 200)
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(CONVERSION)).toBe(false)
    await arrived(shop, 1)
    expect(requests).toBe(2)
  })

  test('not for ever: a week, and a hundred at most, of which conversions stay longest', async () => {
    shop.site.head = shop.snippet(QUIET)
    shop.recorder.answer = () => 'cut'
    const page = await shop.visit('/?ref=NORTH1')
    const left = await page.evaluate(`(async () => {
      for (let i = 0; i < 110; i += 1) void affiliatus.trackLead({ email: i + '@b.example' })
      await ${CONVERSION}
      const all = JSON.parse(${QUEUE})
      ${QUEUE} = JSON.stringify(all.map((entry) => ({ ...entry, madeAt: entry.body.event_type === 'lead' ? entry.madeAt - 8 * 86400000 : entry.madeAt })))
      void affiliatus.trackLead({ email: 'new@b.example' })
      return [all.length, all.filter((entry) => entry.body.event_type === 'conversion').length, JSON.parse(${QUEUE}).length]
    })()`)
    expect(left).toEqual([100, 1, 2])
  })

  test('in one page only: what another has under way it leaves alone', async () => {
    shop.site.head = shop.snippet(QUIET)
    const page = await shop.visit('/?ref=NORTH1')
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    await page.context().route(`${shop.recorder.origin}/v1/**`, async (route) => {
      await held
      await route.continue()
    }, { times: 1 })
    const sent = page.evaluate(CONVERSION)
    await expect.poll(() => page.evaluate(waiting)).toBe(1)
    const other = await shop.visit('/other', { visitor: page.context() })
    expect(await other.evaluate(`affiliatus.trackLead({})`)).toBe(true)
    release()
    expect(await sent).toBe(true)
    expect(shop.recorder.events.map(({ event_type: kind }) => kind).sort()).toEqual(['conversion', 'lead'])
  })
})

describe('a page that goes away', () => {
  test('takes nothing with it that it has just reported', async () => {
    shop.site.head = shop.snippet(QUIET)
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`affiliatus.trackLead({ email: 'a@b.example' }); ${CONVERSION}; location.href = '/next'`)
    await arrived(shop, 2)
    expect(shop.recorder.requests).toHaveLength(1)
  })

  test('says where it was, although it hides that from everybody', async () => {
    shop.site.head = `<meta name="referrer" content="no-referrer">${shop.snippet(QUIET)}`
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`affiliatus.trackLead({}); location.href = '/next'`)
    await arrived(shop, 1)
    expect(shop.recorder.requests[0]?.origin).toBe(shop.site.origin)
  })

  test('hands over to a beacon where requests end with their page', async () => {
    shop.site.head = shop.snippet(QUIET)
    const page = await shop.visit('/?ref=NORTH1', { before: `delete Request.prototype.keepalive; const send = navigator.sendBeacon; navigator.sendBeacon = (url, body) => { localStorage.beacons = 1; return send.call(navigator, url, body) }` })
    await page.evaluate(`affiliatus.trackLead({ email: 'a@b.example' }); location.href = '/next'`)
    const [event] = await arrived(shop, 1)
    expect(event).toMatchObject({ event_type: 'lead', affiliate_id: 'NORTH1' })
    expect(shop.recorder.requests[0]).toMatchObject({ origin: shop.site.origin, contentType: 'text/plain;charset=UTF-8' })
    await page.waitForURL('**/next')
    expect(await page.evaluate('localStorage.beacons')).toBe('1')
  })

  test('keeps a conversion until the server has said that it has it, and nothing else', async () => {
    shop.site.head = shop.snippet(QUIET)
    const page = await shop.visit('/?ref=NORTH1', { before: `window.fetch = () => new Promise(() => undefined)` })
    await page.evaluate(`void affiliatus.trackLead({}); void ${CONVERSION}; dispatchEvent(new Event('pagehide'))`)
    expect(await page.evaluate(`JSON.parse(${QUEUE}).map((entry) => entry.body.event_type)`)).toEqual(['conversion'])
  })
})

describe('what the server does not take', () => {
  const isSpoilt = (body: { events: { properties: { spoilt?: boolean } }[] }): boolean => body.events.some(({ properties }) => properties.spoilt === true)
  const FIVE = `Promise.all([1, 2, 3, 4, 5].map((i) => affiliatus.trackConversion({ order_id: String(i), order_value: 10, spoilt: i === 2 })))`

  test('400: that event alone is given up', async () => {
    shop.site.head = shop.snippet(QUIET)
    shop.recorder.answer = (body) => (isSpoilt(body) ? 400 : 200)
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(FIVE)).toEqual([true, false, true, true, true])
    expect(orders().sort()).toEqual(['1', '3', '4', '5'])
    expect(await page.evaluate(waiting)).toBe(0)
  })

  test('403: that event alone waits for another day', async () => {
    shop.site.head = shop.snippet(QUIET)
    shop.recorder.answer = (body) => (isSpoilt(body) ? 403 : 200)
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(FIVE)).toEqual([true, false, true, true, true])
    expect(await page.evaluate(waiting)).toBe(1)
    const requests = shop.recorder.requests.length
    expect(await page.evaluate('affiliatus.trackLead()')).toBe(true)
    expect(shop.recorder.requests).toHaveLength(requests + 1)
  })

  test('500 for one event, again and again: the others get past it', async () => {
    shop.site.head = shop.snippet(QUIET)
    shop.recorder.answer = (body) => (isSpoilt(body) ? 500 : 200)
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(FIVE)
    await expect.poll(async () => {
      await page.evaluate(`dispatchEvent(new Event('online'))`)
      return orders().sort()
    }, { timeout: 5_000 }).toEqual(['1', '3', '4', '5'])
  })

  test('more than 50 at once: they come in requests of 50', async () => {
    shop.site.head = shop.snippet(QUIET)
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`Promise.all(Array.from({ length: 80 }, (_, i) => affiliatus.trackConversion({ order_id: String(i), order_value: 10 })))`)
    expect(shop.recorder.requests.map(({ body }) => body.events.length)).toEqual([50, 30])
  })
})

describe('a hostile page gets no exception, and what can be done is done', () => {
  const CALLS = `(async () => {
    const circle = {}; circle.self = circle
    const trap = { get order_id() { throw new Error('trap') } }
    for (const given of [circle, trap, 10n, { big: 10n }, Symbol('s'), null, 'text', () => 1, new Proxy({}, { ownKeys() { throw new Error('trap') } })]) {
      for (const method of ['trackPageView', 'trackLead', 'trackConversion', 'registerCustomer', 'trackTransaction', 'init', 'setConsent', 'push']) await affiliatus[method](given, given)
    }
    affiliatus.push(['nothing']); affiliatus.push(['constructor']); affiliatus.push(); affiliatus.push([])
    affiliatus.setConsent(true)
    return await affiliatus.trackLead({ email: 'a@b.example' })
  })()`

  test.each`
    case                                        | before
    ${'nothing is wrong'}                       | ${''}
    ${'storage throws'}                         | ${`Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })`}
    ${'storage is full'}                        | ${`Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }`}
    ${'storage only pretends'}                  | ${`Storage.prototype.setItem = () => undefined`}
    ${'storage holds rubbish'}                  | ${`localStorage['aff_queue_campaign-1'] = '[{"id"'`}
    ${'storage holds entries without sense'}    | ${`localStorage['aff_queue_campaign-1'] = '[null, 5, {"id":1}, {"id":"x","to":"events","body":null,"madeAt":9e15,"leasedUntil":9e15}]'`}
    ${'cookies throw'}                          | ${`Object.defineProperty(document, 'cookie', { get() { throw new DOMException('no') }, set() { throw new DOMException('no') } })`}
    ${'cookies are refused'}                    | ${`Object.defineProperty(document, 'cookie', { get: () => '', set: () => undefined })`}
    ${'a cookie cannot be decoded'}             | ${`document.cookie = 'aff_sid=%E0%A4%A; path=/'`}
    ${'there is no crypto'}                     | ${`Object.defineProperty(window, 'crypto', { value: undefined })`}
    ${'history cannot be changed'}              | ${`Object.freeze(history); Object.freeze(History.prototype)`}
    ${'listening throws'}                       | ${`document.addEventListener = () => { throw new Error('no') }`}
    ${'the console throws'}                     | ${`console.warn = () => { throw new Error('no') }`}
  `('$case', async ({ before }) => {
    shop.site.head = shop.snippet('{ debug: true }')
    const page = await shop.visit('/?ref=NORTH1', { before })
    expect(await page.evaluate(CALLS)).toBe(true)
    expect(shop.recorder.events.at(-1)).toMatchObject({ event_type: 'lead', affiliate_id: 'NORTH1', session_id: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  test.each`
    case                        | before
    ${'fetch is missing'}       | ${'delete window.fetch'}
    ${'fetch throws'}           | ${`window.fetch = () => { throw new Error('no') }`}
    ${'fetch answers nothing'}  | ${'window.fetch = () => undefined'}
    ${'requests are blocked'}   | ${`window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))`}
  `('$case: events wait', async ({ before }) => {
    shop.site.head = shop.snippet('{ autoPageView: false, debug: true }')
    const page = await shop.visit('/?ref=NORTH1', { before })
    expect(await page.evaluate(CONVERSION)).toBe(false)
    expect(await page.evaluate(waiting)).toBe(1)
    expect((await cookiesOf(page))['aff_ref']?.value).toBe('NORTH1')
  })

  test('a frame that may keep nothing and belongs to nobody', async () => {
    const inner = `<script src='${shop.recorder.scriptUrl}'></script><script>affiliatus.init('campaign-1'); affiliatus.trackLead({}).then((sent) => parent.postMessage(sent, '*'))</script>`
    shop.site.head = `<script>window.said = new Promise((resolve) => addEventListener('message', (event) => resolve(event.data)))</script>`
    const page = await shop.visit('/')
    expect(await page.evaluate(`(() => { const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts'; frame.srcdoc = ${JSON.stringify(inner)}; document.body.append(frame); return said })()`)).toBe(false)
  })
})
