import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { arrived, CAMPAIGN, cookiesOf, openShop, type Shop } from './support/shop.ts'

const KEY = 'Abcdefghijklmnopqrst01'

let shop: Shop
beforeAll(async () => { shop = await openShop() })
afterAll(() => shop?.close())
afterEach(async () => {
  expect(shop.errors).toEqual([])
  await shop.reset()
})

const kinds = (): string[] => shop.recorder.events.map(({ event_type: kind }) => kind)
const urls = (): string[] => shop.recorder.events.map(({ properties }) => properties.url.replace(shop.site.origin, ''))

describe('what a page reports', () => {
  test('a lead and a conversion arrive with everything the page said, and with its address', async () => {
    const page = await shop.visit('/thanks?ref=NORTH1')
    expect(await page.evaluate(`Promise.all([
      affiliatus.trackLead({ email: 'maria@buyer.example', lead_type: 'trial' }),
      affiliatus.trackConversion({ order_id: 'A-1', order_value: 99.9, product: 'Plan', customer_email: 'maria@buyer.example', nested: { any: [1] } }),
    ])`)).toEqual([true, true])
    const url = `${shop.site.origin}/thanks`
    expect(shop.recorder.events.slice(1)).toMatchObject([
      { event_type: 'lead', campaign_id: CAMPAIGN, affiliate_id: 'NORTH1', properties: { email: 'maria@buyer.example', lead_type: 'trial', url } },
      { event_type: 'conversion', properties: { order_id: 'A-1', order_value: 99.9, product: 'Plan', nested: { any: [1] }, url } },
    ])
  })

  test('numbers that a template wrote as text, and ids it wrote as numbers, are read as what they are', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(`affiliatus.trackConversion({ order_id: 1001, order_value: '49.90', url: 'https://shop.example/own' })`)).toBe(true)
    expect(shop.recorder.events.at(-1).properties).toEqual({ order_id: '1001', order_value: 49.9, url: 'https://shop.example/own' })
  })

  test('a name without end is cut, not refused with its order', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`affiliatus.trackConversion({ order_id: 'A-1', order_value: 10, product: 12, customer_name: 'x' + '\ud83d\ude00'.repeat(200) })`)
    expect(shop.recorder.events.at(-1).properties).toMatchObject({ product: '12', customer_name: `x${'😀'.repeat(127)}` })
  })

  test.each([
    '', '{}', '{ order_id: "1" }', '{ order_value: 5 }', '{ order_id: "", order_value: 5 }', '{ order_id: " ", order_value: 5 }', '{ order_id: null, order_value: 5 }',
    '{ order_id: "1", order_value: 0 }', '{ order_id: "1", order_value: -5 }', '{ order_id: "1", order_value: "R$ 5,00" }', '{ order_id: "1", order_value: Infinity }', '{ order_id: "1", order_value: NaN }',
  ])('trackConversion(%s) is no conversion: it would spoil the events that travel with it', async (given) => {
    shop.site.head = shop.snippet('{ autoPageView: false }')
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(`affiliatus.trackConversion(${given})`)).toBe(false)
    expect(await page.evaluate('localStorage.length')).toBe(0)
    expect(shop.recorder.requests).toEqual([])
  })

  test('half characters and NULs, which no server takes, are replaced; backslashes stay', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`affiliatus.trackLead({ cut: 'caf\\u00e9 \\ud83d', nul: 'a\\0b', whole: '\\ud83d\\ude00', slash: 'C:\\\\ud83d\\\\u0000' })`)
    expect(shop.recorder.events.at(-1).properties).toMatchObject({ cut: 'café \ufffd', nul: 'a\ufffdb', whole: '😀', slash: 'C:\\ud83d\\u0000' })
  })

  test('what the page changes after the call has no effect', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`(() => { const order = { order_id: 'A-1', order_value: 10 }; const sent = affiliatus.trackConversion(order); order.order_value = 99; return sent })()`)
    expect(shop.recorder.events.at(-1).properties.order_value).toBe(10)
  })

  test('a page’s calls travel in one request', async () => {
    shop.site.head = `<script src="${shop.recorder.scriptUrl}"></script>
      <script>affiliatus.init('${CAMPAIGN}').trackLead({ email: 'a@b.example' }); affiliatus.trackConversion({ order_id: 'A-1', order_value: 10 })</script>`
    await shop.visit('/?ref=NORTH1')
    await arrived(shop, 3)
    expect(kinds()).toEqual(['page_view', 'lead', 'conversion'])
    expect(shop.recorder.requests).toHaveLength(1)
  })

  test('the same order, reported twice by a page, is sent once; reported by a reload, it is sent with the same id', async () => {
    shop.site.head = `${shop.snippet('{ autoPageView: false }')}<script>for (let i = 0; i < 2; i += 1) affiliatus.trackConversion({ order_id: 'A-1', order_value: 10 })</script>`
    const page = await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
    expect(await page.evaluate(`affiliatus.trackConversion({ order_id: 'A-1', order_value: 10 })`)).toBe(true)
    expect(shop.recorder.events).toHaveLength(1)
    await page.reload()
    const [first, second] = await arrived(shop, 2)
    expect(second.properties).toEqual(first.properties)
  })
})

describe('registrations for the operator API', () => {
  const sent = (): unknown[] => shop.recorder.requests.map(({ path, body }) => [path, body])

  test('a customer is registered with the click that brought them, a transaction with its amount', async () => {
    shop.site.head = shop.snippet(`{ autoPageView: false, brandId: 'bettest' }`)
    const page = await shop.visit(`/?clickKey=${KEY}&ref=NORTH1`)
    expect(await page.evaluate(`affiliatus.registerCustomer({ external_customer_id: 'p-1', country: 'MT' })`)).toBe(true)
    expect(await page.evaluate(`affiliatus.trackTransaction({ external_customer_id: 'p-1', external_id: 't-1', type: 'deposit', amount: '25.50' })`)).toBe(true)
    expect(sent()).toEqual([
      ['/v1/sdk/customers', { campaign_id: CAMPAIGN, brand_id: 'bettest', click_key: KEY, affiliate_id: 'NORTH1', external_customer_id: 'p-1', country: 'MT' }],
      ['/v1/sdk/transactions', { campaign_id: CAMPAIGN, brand_id: 'bettest', external_customer_id: 'p-1', external_id: 't-1', type: 'deposit', amount: 25.5 }],
    ])
  })

  test('customers whom nobody sent are registered too; a transaction is a sale unless it says otherwise', async () => {
    const page = await shop.visit('/')
    await page.evaluate(`Promise.all([affiliatus.registerCustomer({ external_customer_id: 'p-1' }), affiliatus.trackTransaction({ external_customer_id: 'p-1', external_id: 't-1', amount: 10 })])`)
    expect(sent()).toEqual([
      ['/v1/sdk/customers', { campaign_id: CAMPAIGN, click_key: null, affiliate_id: null, external_customer_id: 'p-1' }],
      ['/v1/sdk/transactions', { campaign_id: CAMPAIGN, external_customer_id: 'p-1', external_id: 't-1', type: 'sale', amount: 10 }],
    ])
    expect(await cookiesOf(page)).toEqual({})
  })

  test('each is sent once by a page, and not without consent', async () => {
    const page = await shop.visit('/')
    const register = `affiliatus.registerCustomer({ external_customer_id: 'p-1' })`
    expect(await page.evaluate(`Promise.all([${register}, ${register}])`)).toEqual([true, true])
    expect(await page.evaluate(register)).toBe(true)
    expect(sent()).toHaveLength(1)
    expect(await page.evaluate(`affiliatus.setConsent(false); affiliatus.registerCustomer({ external_customer_id: 'p-2' })`)).toBe(false)
    expect(sent()).toHaveLength(1)
  })
})

describe('how a page starts', () => {
  test('init answers the tracker; again for the same campaign it changes nothing', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(`tracker === affiliatus && affiliatus.init('${CAMPAIGN}', { autoPageView: false }) === tracker`)).toBe(true)
    await page.evaluate(`history.pushState({}, '', '/second')`)
    await arrived(shop, 2)
    expect(urls()).toEqual(['/', '/second'])
  })

  test('new Affiliatus makes a tracker of its own', async () => {
    shop.site.head = `<script src="${shop.recorder.scriptUrl}"></script><script>var own = new Affiliatus('campaign-2', { autoPageView: false })</script>`
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(`Promise.all([own.trackLead({ email: 'a@b.example' }), affiliatus.trackLead({})])`)).toEqual([true, false])
    expect(shop.recorder.events).toMatchObject([{ event_type: 'lead', campaign_id: 'campaign-2', affiliate_id: 'NORTH1' }])
  })

  test('calls that were noted before the script came are made in their order', async () => {
    shop.site.head = `<script>window.affiliatus = window.affiliatus || []
      affiliatus.push(['init', '${CAMPAIGN}']); affiliatus.push(['trackConversion', { order_id: 'A-1', order_value: 10 }])</script><script async src="${shop.recorder.scriptUrl}"></script>`
    const page = await shop.visit('/?ref=NORTH1')
    await arrived(shop, 2)
    expect(kinds()).toEqual(['page_view', 'conversion'])
    await page.evaluate(`affiliatus.push(['trackLead', { email: 'a@b.example' }])`)
    await arrived(shop, 3)
  })

  test('a script that is loaded twice goes on as it was', async () => {
    shop.site.head = `${shop.snippet()}<script src="${shop.recorder.scriptUrl}"></script><script>affiliatus.trackLead({})</script>`
    await shop.visit('/?ref=NORTH1')
    await arrived(shop, 2)
    expect(kinds()).toEqual(['page_view', 'lead'])
  })

  test('an element called affiliatus does not pass for noted calls', async () => {
    shop.site.head = `<a id="affiliatus"></a>${shop.snippet()}`
    await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
  })

  test('events go to the endpoint that the page names', async () => {
    shop.site.head = shop.snippet(`{ endpoint: '${shop.recorder.origin}/proxy/events' }`)
    await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
    expect(shop.recorder.requests[0]?.path).toBe('/proxy/events')
  })

  test.each(['affiliatus.init()', 'affiliatus.init("")', 'affiliatus.init(null, null)', 'affiliatus.init({})', 'new Affiliatus()'])('%s starts nothing', async (call) => {
    shop.site.head = `<script src="${shop.recorder.scriptUrl}"></script><script>${call}</script>`
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate('affiliatus.trackPageView()')).toBe(false)
    expect(await cookiesOf(page)).toEqual({})
  })

  test('a page that the browser loads ahead is a visit when somebody looks at it', async () => {
    const page = await shop.visit('/?ref=NORTH1', { before: `Object.defineProperty(document, 'prerendering', { configurable: true, get: () => !window.isShown })` })
    expect(await page.evaluate('affiliatus.trackLead()')).toBe(false)
    expect(await cookiesOf(page)).toEqual({})
    expect(shop.recorder.requests).toEqual([])
    await page.evaluate(`window.isShown = true; document.dispatchEvent(new Event('prerenderingchange'))`)
    await arrived(shop, 2)
    expect(kinds().sort()).toEqual(['lead', 'page_view'])
    expect((await cookiesOf(page))['aff_ref']?.value).toBe('NORTH1')
  })
})

describe('single-page apps', () => {
  test('every new address is a page view, with its title and the affiliate it names', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
    await page.evaluate(`history.pushState({}, '', '/plans'); document.title = 'Plans'`)
    await arrived(shop, 2)
    await page.evaluate(`history.replaceState({}, '', '/plans?page=2&ref=SOUTH2')`)
    await arrived(shop, 3)
    await page.goBack()
    await arrived(shop, 4)
    expect(urls()).toEqual(['/', '/plans', '/plans', '/'])
    expect(shop.recorder.events.map(({ affiliate_id: code }) => code)).toEqual(['NORTH1', 'NORTH1', 'SOUTH2', 'NORTH1'])
    expect(shop.recorder.events[1].properties.title).toBe('Plans')
  })

  test('an app that tidies who sent the visitor out of the address, scrolls to an anchor or stays where it is, shows no new page', async () => {
    const page = await shop.visit(`/shop?color=red&ref=NORTH1&clickKey=${KEY}`)
    await page.evaluate(`history.replaceState({}, '', '/shop?color=red'); location.hash = 'top'; history.replaceState({ scroll: 1 }, '')`)
    await page.evaluate(`history.pushState({}, '', '/end')`)
    await arrived(shop, 2)
    expect(urls()).toEqual(['/shop', '/end'])
  })

  test('an app that redirects at once does not lose who sent the visitor', async () => {
    shop.site.head = shop.snippet('{ autoPageView: false }')
    const page = await shop.visit('/')
    await page.evaluate(`history.pushState({}, '', '/?ref=NORTH1'); history.replaceState({}, '', '/home')`)
    expect(await page.evaluate('affiliatus.referralCode()')).toBe('NORTH1')
  })

  test('routes behind the # are pages', async () => {
    const page = await shop.visit('/?ref=NORTH1#/home')
    await arrived(shop, 1)
    await page.evaluate(`location.hash = '#/cart'`)
    await arrived(shop, 2)
  })

  test('without autoPageView only the page’s own calls are page views', async () => {
    shop.site.head = shop.snippet('{ autoPageView: false }')
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`history.pushState({}, '', '/second')`)
    await page.evaluate(`affiliatus.trackPageView({ section: 'own' })`)
    expect(shop.recorder.events).toMatchObject([{ event_type: 'page_view', properties: { section: 'own', url: `${shop.site.origin}/second` } }])
  })

  test('a page that the browser takes out of its cache as it was is seen again', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
    await arrived(shop, 2)
    expect(urls()).toEqual(['/', '/'])
  })

  test('history works as before, its errors too', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    expect(await page.evaluate(`(() => { history.pushState({ deep: 1 }, '', '/x'); try { history.pushState({}, '', 'https://elsewhere.example/') } catch (error) { return [history.state, location.pathname, error.name] } })()`))
      .toEqual([{ deep: 1 }, '/x', 'SecurityError'])
  })
})

describe('consent', () => {
  test('withdrawn, it removes every cookie and what waits, and nothing is sent; given again, tracking resumes', async () => {
    const page = await shop.visit(`/?ref=NORTH1&clickKey=${KEY}`)
    await arrived(shop, 1)
    shop.recorder.answer = () => 500
    await page.evaluate('affiliatus.trackLead()')
    await page.evaluate('affiliatus.setConsent(false)')
    shop.recorder.reset()
    expect(await cookiesOf(page)).toEqual({})
    expect(await page.evaluate('[localStorage.length, affiliatus.referralCode(), affiliatus.clickKey()]')).toEqual([0, null, null])
    await page.evaluate(`history.pushState({}, '', '/second')`)
    expect(await page.evaluate('affiliatus.trackLead()')).toBe(false)
    expect(shop.recorder.requests).toEqual([])
    await page.evaluate('affiliatus.setConsent(true)')
    await arrived(shop, 1)
    expect(shop.recorder.events).toMatchObject([{ event_type: 'page_view', affiliate_id: 'NORTH1', properties: { url: `${shop.site.origin}/second` } }])
    expect(Object.keys(await cookiesOf(page)).sort()).toEqual(['aff_ref', 'aff_sid', 'fs_click'])
  })

  test('refused before init, it lets no cookie come into being and removes those there are', async () => {
    const visitor = await shop.browser.newContext()
    await visitor.addCookies([{ name: 'aff_ref', value: 'OLD', domain: '127.0.0.1', path: '/' }])
    shop.site.head = `<script src="${shop.recorder.scriptUrl}"></script><script>affiliatus.setConsent(false); affiliatus.init('${CAMPAIGN}')</script>`
    const page = await shop.visit('/?ref=NORTH1', { visitor })
    expect(await page.evaluate('affiliatus.trackLead()')).toBe(false)
    expect(await cookiesOf(page)).toEqual({})
    expect(shop.recorder.requests).toEqual([])
  })

  test('still to be asked for, it holds everything back, and a yes makes up for it, although the app went on', async () => {
    shop.site.head = shop.snippet('{ consent: false }')
    const page = await shop.visit('/landing?ref=NORTH1')
    await page.evaluate(`affiliatus.trackConversion({ order_id: 'A-1', order_value: 10 })`)
    await page.evaluate(`history.pushState({}, '', '/second')`)
    expect(await cookiesOf(page)).toEqual({})
    expect(await page.evaluate('localStorage.length')).toBe(0)
    expect(shop.recorder.requests).toEqual([])
    await page.evaluate('affiliatus.setConsent(true)')
    await arrived(shop, 3)
    expect(shop.recorder.events.map(({ event_type: kind, affiliate_id: code }) => `${kind} ${code}`)).toEqual(['page_view NORTH1', 'conversion NORTH1', 'page_view NORTH1'])
    expect(urls()).toEqual(['/landing', '/landing', '/second'])
  })

  test('still to be asked for, it leaves the cookies of a visitor who agreed before', async () => {
    const page = await shop.visit('/?ref=NORTH1')
    await arrived(shop, 1)
    shop.site.head = shop.snippet('{ consent: false }')
    await page.goto(`${shop.site.origin}/cart`)
    expect((await cookiesOf(page))['aff_ref']?.value).toBe('NORTH1')
    await page.evaluate('affiliatus.setConsent(true)')
    const [, view] = await arrived(shop, 2)
    expect(view.affiliate_id).toBe('NORTH1')
  })

  test('still to be asked for, a no forgets what was held back', async () => {
    shop.site.head = shop.snippet('{ consent: false, autoPageView: false }')
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`affiliatus.trackLead({ email: 'a@b.example' }); affiliatus.setConsent(false); affiliatus.setConsent(true)`)
    expect(await page.evaluate(`affiliatus.trackConversion({ order_id: 'A-1', order_value: 10 })`)).toBe(true)
    expect(kinds()).toEqual(['conversion'])
  })

  test.each(['"true"', '1', 'undefined', '{}'])('setConsent(%s) is no consent', async (given) => {
    const page = await shop.visit('/?ref=NORTH1')
    await page.evaluate(`affiliatus.setConsent(${given})`)
    expect(await cookiesOf(page)).toEqual({})
  })
})
