import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../support/context.ts'
import { change, makeLink, makePlace, type Place, RedirectFixture, until } from './redirect-fixture.ts'

let context: TestContext
let place: Place
let redirect: RedirectFixture

beforeAll(async () => {
  context = await createTestContext()
  place = await makePlace(context)
  redirect = await RedirectFixture.start(context)
})

afterAll(async () => {
  await redirect?.close()
  await context?.close()
})

describe('a followed link', () => {
  test('answers 302 to the landing page with a click key that reads back', async () => {
    const link = await makeLink(context, place)
    const answer = await redirect.get(`/c/${link.slug}`)
    expect(answer.status).toBe(302)
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer-when-downgrade' })
    const url = new URL(answer.location)
    expect(url.origin).toBe('https://bettest.example')
    const key = context.clickKeys.read(url.searchParams.get('btag') ?? '')
    expect(key).toMatchObject({ programNumber: place.number, linkNumber: link.number, isBlocked: false })
  })

  test('stores the click with all it brought along', async () => {
    const link = await makeLink(context, place, { landingPageUrl: 'https://bettest.example/[Country]?k={click_id}&s=[S2]&c=[CustomParameter]' })
    const answer = await redirect.get(`/c/${link.slug}?s1=a%20%22b%22&s2=%F0%9F%98%80&s10=z&clickid=aff%2F1&utm_source=news&other=1`, {
      referer: 'https://blog.example/ä',
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
    })
    const clicks = await redirect.clicks(place)
    const click = clicks.find((row) => row.tracking_link_id === link.id)
    const keyText = new URL(answer.location).searchParams.get('k') ?? ''
    const key = context.clickKeys.read(keyText)
    expect(answer.location).toBe(`https://bettest.example/?k=${keyText}&s=%F0%9F%98%80&c=aff%2F1`)
    expect(click).toMatchObject({
      click_key: key?.uuid,
      occurred_at: key?.occurredAt,
      affiliate_id: place.affiliateId,
      tracker_id: place.trackerId,
      brand_id: place.brandId,
      flags: ['unique_24h', 'no_gesture'],
      is_valid: true,
      ip: '127.0.0.1',
      country: null,
      agent_family: 'Firefox',
      custom_parameter: 'aff/1',
      sub_ids: { s1: 'a "b"', s2: '😀', s10: 'z' },
      utm: { utm_source: 'news' },
    })
    expect(click?.visitor_id).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('passes other parameters through only when the link says so', async () => {
    const open = await makeLink(context, place, { passThrough: true })
    const closed = await makeLink(context, place)
    expect(new URL((await redirect.get(`/c/${open.slug}?gclid=1&btag=mine&s1=x`)).location).search).toMatch(/^\?btag=[0-9A-Za-z]{22}&gclid=1$/)
    expect(new URL((await redirect.get(`/c/${closed.slug}?gclid=1`)).location).search).toMatch(/^\?btag=[0-9A-Za-z]{22}$/)
  })

  test('goes deep only to hosts of the brand, else to its landing page', async () => {
    const link = await makeLink(context, place)
    const allowed = await redirect.get(`/c/${link.slug}?url=${encodeURIComponent('https://bettest.example/slots?x=1')}`)
    expect(allowed.location).toMatch(/^https:\/\/bettest\.example\/slots\?x=1&btag=[0-9A-Za-z]{22}$/)
    for (const url of ['https://evil.example/', '//evil.example', 'https://bettest.example@evil.example/', 'javascript:alert(1)']) {
      const refused = await redirect.get(`/c/${link.slug}?url=${encodeURIComponent(url)}`)
      expect(refused.location).toMatch(/^https:\/\/bettest\.example\/\?btag=/)
    }
  })

  test.each`
    what                | value
    ${'a line break'}   | ${'%0d%0aSet-Cookie:%20x=1'}
    ${'NUL'}            | ${'%00'}
    ${'a euro'}         | ${'%E2%82%AC'}
    ${'half a letter'}  | ${'%ED%A0%80'}
    ${'no escape'}      | ${'%zz'}
    ${'6,000 letters'}  | ${'x'.repeat(6_000)}
    ${'markup'}         | ${'%22%3E%3Cscript%3E'}
  `(
    'whatever $what does in a parameter, the answer is a redirect on the brand',
    async ({ value }) => {
      const link = await makeLink(context, place, { landingPageUrl: 'https://bettest.example/p?s=[S1]&k=[ClickKey]#[S1]', passThrough: true })
      const answer = await redirect.get(`/c/${link.slug}?s1=${value}&clickid=${value}&other=${value.slice(0, 1_000)}`)
      expect(answer.status).toBe(302)
      expect(answer.location).toMatch(/^[\x21-\x7e]+$/)
      expect(new URL(answer.location).host).toBe('bettest.example')
      expect(answer.headers['set-cookie']).toHaveLength(1)
    },
  )

  test('is the same for HEAD, but blocked', async () => {
    const link = await makeLink(context, place)
    const answer = await redirect.get(`/c/${link.slug}`, {}, 'HEAD')
    expect(answer.status).toBe(302)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(context.clickKeys.read(new URL(answer.location).searchParams.get('btag') ?? '')?.isBlocked).toBe(true)
    const click = (await redirect.clicks(place)).find((row) => row.tracking_link_id === link.id)
    expect(click).toMatchObject({ flags: ['head'], is_valid: false, visitor_id: null })
  })

  test('refuses other methods', async () => {
    const link = await makeLink(context, place)
    const answer = await redirect.get(`/c/${link.slug}`, {}, 'POST')
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD')
  })

  test('leaves every other path to whoever stands behind', async () => {
    for (const other of ['/', '/c', '/api/v1/customer', '/C/x', '*']) expect((await redirect.get(other)).status).toBe(418)
  })
})

describe('flags', () => {
  test.each`
    case                   | headers                                                     | flags               | isValid
    ${'a robot'}           | ${{ 'user-agent': 'Googlebot/2.1' }}                        | ${['bot']}          | ${false}
    ${'no agent'}          | ${{ 'user-agent': '' }}                                     | ${['bot']}          | ${false}
    ${'a prefetch'}        | ${{ 'sec-purpose': 'prefetch;prerender' }}                  | ${['prefetch']}     | ${false}
    ${'an image'}          | ${{ 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }} | ${['non_document']} | ${false}
    ${'an ordinary visit'} | ${{}}                                                       | ${['unique_24h']}   | ${true}
  `('$case is answered alike and flagged $flags', async ({ headers, flags, isValid }) => {
    const link = await makeLink(context, place)
    const answer = await redirect.get(`/c/${link.slug}`, headers)
    expect(answer.status).toBe(302)
    expect(context.clickKeys.read(new URL(answer.location).searchParams.get('btag') ?? '')?.isBlocked).toBe(!isValid)
    expect(answer.headers['set-cookie'] === undefined).toBe(!isValid)
    const click = (await redirect.clicks(place)).find((row) => row.tracking_link_id === link.id)
    expect(click).toMatchObject({ flags, is_valid: isValid })
  })

  test('a visitor is unique once in 24 hours and link, known by the cookie', async () => {
    const link = await makeLink(context, place)
    const other = await makeLink(context, place)
    const first = await redirect.get(`/c/${link.slug}`)
    const setCookie = first.headers['set-cookie']?.[0] ?? ''
    expect(setCookie).toMatch(/^fs_v=[0-9a-f]{32}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/)
    const cookie = `a=b; ${setCookie.split(';')[0]}; c=d`
    context.clock.advanceMs(1_000)
    const again = await redirect.get(`/c/${link.slug}`, { cookie })
    expect(again.headers['set-cookie']).toBeUndefined()
    await redirect.get(`/c/${other.slug}`, { cookie })
    context.clock.advanceMs(24 * 60 * 60_000)
    await redirect.get(`/c/${link.slug}`, { cookie })
    const clicks = await redirect.clicks(place)
    const uniqueOf = (id: string) => clicks.filter((row) => row.tracking_link_id === id).map((row) => row.flags.includes('unique_24h'))
    expect(uniqueOf(link.id)).toEqual([true, false, true])
    expect(uniqueOf(other.id)).toEqual([true])
    expect(new Set(clicks.filter((row) => row.tracking_link_id === link.id).map((row) => row.visitor_id)).size).toBe(1)
  })

  test('what one agent clicks too often within a minute is flagged as duplicate', async () => {
    const link = await makeLink(context, place)
    for (let i = 0; i < 12; i += 1) await redirect.get(`/c/${link.slug}`)
    const clicks = (await redirect.clicks(place)).filter((row) => row.tracking_link_id === link.id)
    expect(clicks.map((row) => row.flags.includes('duplicate')).filter(Boolean)).toHaveLength(2)
    expect(clicks.every((row) => row.is_valid)).toBe(true)
  })
})

describe('a link that is not active', () => {
  test.each`
    what           | statement
    ${'link'}      | ${`update tracking_link set status = 'inactive' where program_id = $1`}
    ${'tracker'}   | ${`update tracker set status = 'archived' where program_id = $1`}
    ${'affiliate'} | ${`update affiliate set status = 'suspended' where program_id = $1`}
    ${'brand'}     | ${`update brand set status = 'inactive' where program_id = $1`}
    ${'program'}   | ${`update program set status = 'paused' where id = $1`}
  `('because of its $what is a page that says so, soon after the change', async ({ statement }) => {
    const own = await makePlace(context)
    const link = await makeLink(context, own)
    expect((await redirect.get(`/c/${link.slug}`)).status).toBe(302)
    await change(context, own, (tx) => tx.sql({ text: statement, values: [own.programId] }))
    await until(async () => (await redirect.get(`/c/${link.slug}`)).status === 404)
    const answer = await redirect.get(`/c/${link.slug}`)
    expect(answer.body).toContain('This link is not active')
    expect(answer.body).toContain('href="https://bettest.example/sorry?a=1&amp;b=2"')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test.each(['nobody-has-this', '%', '%00', '..%2f..%2fetc', '<script>', 'x'.repeat(129), '', 'a/b', '__proto__', 'constructor'])(
    'nor known (%s) is the same page',
    async (slug) => {
      const answer = await redirect.get(`/c/${slug}`)
      expect(answer.status).toBe(404)
      expect(answer.body).toContain('This link is not active')
      expect(answer.body).not.toContain(slug === '' ? 'href' : slug)
    },
  )
})

describe('freshness', () => {
  test('a new link works at once, also right after its slug was asked for in vain', async () => {
    expect((await redirect.get('/c/fresh-slug')).status).toBe(404)
    await makeLink(context, place, { slug: 'fresh-slug' })
    await until(async () => (await redirect.get('/c/fresh-slug')).status === 302, 5_000)
  })

  test('a changed landing page shows when the change is announced', async () => {
    const own = await makePlace(context)
    const link = await makeLink(context, own)
    await redirect.get(`/c/${link.slug}`)
    await change(context, own, (tx) => tx.sql({ text: `update brand set landing_page_url = 'https://new.example/' where program_id = $1`, values: [own.programId] }))
    await until(async () => (await redirect.get(`/c/${link.slug}`)).location === 'https://new.example/')
  })

  test('a test program clicks at its own present', async () => {
    const own = await makePlace(context)
    const link = await makeLink(context, own)
    const present = new Date('2031-05-06T07:08:09.000Z')
    await change(context, own, (tx) => tx.sql({ text: 'update program set is_test = true, test_now = $2 where id = $1', values: [own.programId, present] }))
    await until(async () => {
      const { location } = await redirect.get(`/c/${link.slug}`)
      return context.clickKeys.read(new URL(location).searchParams.get('btag') ?? '')?.occurredAt.getTime() === present.getTime()
    })
  })
})

describe('a click domain', () => {
  test('serves its own program on every path, and nothing else', async () => {
    const own = await makePlace(context)
    const link = await makeLink(context, own)
    const foreign = await makeLink(context, place)
    await change(context, own, (tx) =>
      tx.sql({ text: `insert into click_domain (host, program_id, verified_at) values ('go.anna.example', $1, now())`, values: [own.programId] }),
    )
    await until(async () => (await redirect.get(`/${link.slug}`, { host: 'go.anna.example' })).status === 302)
    expect((await redirect.get(`/c/${link.slug}`, { host: 'GO.Anna.Example.:8080' })).status).toBe(302)
    expect((await redirect.get(`/c/${foreign.slug}`, { host: 'go.anna.example' })).status).toBe(404)
    expect((await redirect.get('/api/v1/customer', { host: 'go.anna.example' })).status).toBe(404)
    expect((await redirect.get(`/${link.slug}`, { host: 'other.example' })).status).toBe(418)
    expect((await redirect.get(`/c/${link.slug}`, { host: 'other.example' })).status).toBe(302)
  })
})
