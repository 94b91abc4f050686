import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LegacyParameter } from '../../src/domain/tracking/legacy-link.ts'
import { addLegacyLinks, type NewLegacyLink } from '../../src/domain/tracking/add-legacy-links.ts'
import { removeLegacyLink } from '../../src/domain/tracking/remove-legacy-link.ts'
import { createApiServer } from '../../src/http/server.ts'
import { isOwnPath } from '../../src/redirect/own-path.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { type Answer, change, makeLink, makePlace, type Place, RedirectFixture, until } from './redirect-fixture.ts'

const HOST = { host: 'go.first.example' }
const OTHER_HOST = { host: 'go.second.example' }
const NOWHERE = 418

let context: TestContext
let place: Place
let other: Place
let redirect: RedirectFixture
let slug: string
let linkId: string
let otherLinkId: string

beforeAll(async () => {
  context = await createTestContext()
  place = await makePlace(context)
  other = await makePlace(context, 'https://second.example/?k=[ClickKey]')
  const link = await makeLink(context, place, { landingPageUrl: 'https://bettest.example/?btag=[ClickKey]&s=[S1]&c=[CustomParameter]', passThrough: true })
  slug = link.slug
  linkId = link.id
  otherLinkId = (await makeLink(context, other)).id
  await context.db.shared((tx) => tx.sql({
    text: 'insert into click_domain (host, program_id, verified_at) values ($1, $2, now()), ($3, $4, now())',
    values: [HOST.host, place.programId, OTHER_HOST.host, other.programId],
  }))
  redirect = await RedirectFixture.start(context)
})

afterAll(async () => {
  await redirect?.close()
  await context?.close()
})

async function add(where: Place, links: readonly NewLegacyLink[]): Promise<void> {
  await context.db.inProgram(where.programId, (tx) => addLegacyLinks(tx, { programId: where.programId, actor: 'test', now: new Date() }, links))
}

const keep = (parameter: LegacyParameter, value: string): Promise<void> => add(place, [{ parameter, value, trackingLinkId: linkId }])

async function followed(target: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answers: Answer[] = []
  // The notice of the new address takes a moment.
  await until(async () => {
    answers.unshift(await redirect.get(target, headers))
    return answers[0]?.status === 302
  })
  const [last] = answers
  if (last === undefined) throw new Error('nothing was asked')
  return last
}

describe('an address of a former platform', () => {
  test.each`
    parameter  | value             | target
    ${'btag'}  | ${'a_1b_2'}       | ${'/?btag=a_1b_2'}
    ${'stag'}  | ${'4711'}         | ${'/any/page.php?x=1&stag=4711'}
    ${'a_aid'} | ${'Straße & Co'}  | ${'/?a_aid=Stra%C3%9Fe+%26%20Co'}
    ${'btag'}  | ${'upper'}        | ${'/Landing?BTag=upper'}
    ${'path'}  | ${'/visit/anna'}  | ${'/visit/anna/'}
    ${'path'}  | ${'/grün'}        | ${'/gr%C3%BCn?lang=en'}
    ${'path'}  | ${'/c/old-slug'}  | ${'/c/old-slug'}
    ${'path'}  | ${'/aff.aspx'}    | ${'/aff.aspx?id=1'}
  `('$target leads where its link leads, on the click domain and on our own host', async ({ parameter, value, target }) => {
    await keep(parameter, value)
    for (const headers of [HOST, {}]) {
      const answer = await followed(target, headers)
      const key = context.clickKeys.read(new URL(answer.location).searchParams.get('btag') ?? '')
      expect(key).toMatchObject({ programNumber: place.number, isBlocked: false })
    }
  })

  test('brings what the visitor has along, and not the old name of the affiliate', async () => {
    await keep('btag', 'with-parameters')
    const answer = await followed('/?s1=news&btag=with-parameters&clickid=abc&gclid=7', HOST)
    const { searchParams } = new URL(answer.location)
    expect(Object.fromEntries([...searchParams].filter(([name]) => name !== 'btag'))).toEqual({ s: 'news', c: 'abc', gclid: '7' })
    const click = (await redirect.clicks(place)).find((row) => row.custom_parameter === 'abc')
    expect(click).toMatchObject({ tracking_link_id: linkId, sub_ids: { s1: 'news' }, is_valid: true })
  })

  test.each`
    value                    | query                             | label
    ${'a_9b_8c_*'}           | ${'btag=a_9b_8c_summer%20sale'}   | ${'summer sale'}
    ${'a_9b_8c_*'}           | ${'btag=a_9b_8c_'}                | ${''}
    ${'a_9b_8c_*'}           | ${'btag=a_9b_8c_x_y_z'}           | ${'x_y_z'}
    ${'a_9b_8c_*'}           | ${'clickid=mine&btag=a_9b_8c_x'}  | ${'mine'}
  `('with a label behind its last underscore hands it on as the click id: $query', async ({ value, query, label }) => {
    await keep('btag', value)
    const answer = await followed(`/?${query}`, HOST)
    expect(new URL(answer.location).searchParams.get('c')).toBe(label)
  })

  test('given as a whole goes before one that is given by its beginning', async () => {
    const second = await makeLink(context, place, { landingPageUrl: 'https://bettest.example/second' })
    await keep('stag', '55_*')
    await add(place, [{ parameter: 'stag', value: '55_1', trackingLinkId: second.id }])
    await followed('/?stag=55_2', HOST)
    await until(async () => (await redirect.get('/?stag=55_1', HOST)).location === 'https://bettest.example/second')
    expect((await redirect.get('/?stag=55', HOST)).status).toBe(404)
  })

  test('is not followed any more when it is given up', async () => {
    await keep('path', '/gone')
    await followed('/gone', HOST)
    const { programId } = place
    await context.db.inProgram(programId, async (tx) => {
      const [row] = await tx.sql<{ id: string }>({ text: `select id from legacy_link where program_id = $1 and value = '/gone'`, values: [programId] })
      await removeLegacyLink(tx, { programId, actor: 'test', now: new Date() }, row?.id ?? '')
    })
    await until(async () => (await redirect.get('/gone', HOST)).status === 404)
    expect((await redirect.get('/gone')).status).toBe(NOWHERE)
  })

  test('answers as its link does when that is not active', async () => {
    const quiet = await makeLink(context, place)
    await add(place, [{ parameter: 'path', value: '/quiet', trackingLinkId: quiet.id }])
    await followed('/quiet', HOST)
    await change(context, place, (tx) => tx.sql({ text: `update tracking_link set status = 'archived' where program_id = $1 and id = $2`, values: [place.programId, quiet.id] }))
    await until(async () => (await redirect.get('/quiet', HOST)).status === 404)
    expect((await redirect.get('/quiet', HOST)).body).toContain('This link is not active')
  })

  test('never takes the place of a link of ours', async () => {
    const ours = await makeLink(context, place, { slug: 'our-own', landingPageUrl: 'https://bettest.example/ours' })
    await keep('path', '/our-own')
    await keep('path', `/c/${ours.slug}`)
    await keep('btag', 'beside')
    await followed('/?btag=beside', HOST)
    for (const target of ['/our-own', '/c/our-own', '/c/our-own?btag=beside']) expect((await redirect.get(target, HOST)).location).toBe('https://bettest.example/ours')
    expect((await redirect.get('/c/our-own')).location).toBe('https://bettest.example/ours')
  })

  test('of a program is nothing on the click domain of another', async () => {
    await keep('btag', 'only-first')
    await followed('/?btag=only-first', HOST)
    expect((await redirect.get('/?btag=only-first', OTHER_HOST)).status).toBe(404)
    const foreign = await makeLink(context, other)
    await keep('path', `/c/${foreign.slug}`)
    expect((await followed(`/c/${foreign.slug}`, HOST)).location).toMatch(/^https:\/\/bettest/)
    expect((await redirect.get(`/c/${foreign.slug}`)).location).toMatch(/^https:\/\/second/)
  })

  test('that two programs have leads to each on its own domain, and nowhere on our host', async () => {
    await keep('a_aid', 'both')
    await followed('/?a_aid=both')
    await add(other, [{ parameter: 'a_aid', value: 'both', trackingLinkId: otherLinkId }])
    expect((await followed('/?a_aid=both', OTHER_HOST)).location).toMatch(/^https:\/\/second/)
    expect((await redirect.get('/?a_aid=both', HOST)).location).toMatch(/^https:\/\/bettest/)
    expect((await redirect.get('/?a_aid=both')).status).toBe(NOWHERE)
  })

  test('is known to a process that starts later, thousands of them too', async () => {
    const links = Array.from({ length: 5_000 }, (_, i) => ({ parameter: 'stag' as const, value: `many-${i}`, trackingLinkId: linkId }))
    await add(place, links)
    const later = await RedirectFixture.start(context)
    for (const i of [0, 1_999, 2_000, 4_999]) expect((await later.get(`/?stag=many-${i}`)).status).toBe(302)
    expect((await later.get('/?stag=many-5000')).status).toBe(NOWHERE)
    await later.close()
  })

  test('refuses other methods, and HEAD is answered but blocked', async () => {
    await keep('btag', 'methods')
    await followed('/?btag=methods')
    expect((await redirect.get('/?btag=methods', {}, 'POST')).status).toBe(405)
    const head = await redirect.get('/?btag=methods', {}, 'HEAD')
    expect(context.clickKeys.read(new URL(head.location).searchParams.get('btag') ?? '')?.isBlocked).toBe(true)
  })
})

describe('what is ours stays ours', () => {
  test('whatever addresses a program names', async () => {
    for (const value of ['/api/v1/customer', '/docs', '/v1/events', '/healthz', '/sdk/affiliatus.min.js']) await keep('path', value)
    await keep('btag', 'x1')
    await followed('/?btag=x1')
    for (const target of ['/api/v1/customer', '/docs', '/docs/?btag=x1', '/v1/events', '/api/v1/customer?btag=x1', '/sdk/affiliatus.min.js']) {
      expect((await redirect.get(target)).status, target).toBe(NOWHERE)
    }
  })

  test('and the list of it knows every path that the API and the console answer', async () => {
    const app = createApiServer(context)
    const paths: string[] = []
    app.addHook('onRoute', ({ url }) => void paths.push(url))
    await app.ready()
    expect(paths.length).toBeGreaterThan(50)
    expect(paths.filter((path) => path !== '/' && !isOwnPath(path))).toEqual([])
    await app.close()
  })
})

test.each`
  what                      | target
  ${'no value'}             | ${'/?btag='}
  ${'no equals sign'}       | ${'/?btag&stag'}
  ${'a broken escape'}      | ${'/?btag=%zz%'}
  ${'NUL'}                  | ${'/?btag=%00'}
  ${'half a letter'}        | ${'/?stag=%ED%A0%80'}
  ${'very many parameters'} | ${`/?${'btag=x&'.repeat(900)}`}
  ${'very many underscores'} | ${`/?btag=${'_'.repeat(5_000)}`}
  ${'a prototype'}          | ${'/?btag=__proto__&stag=constructor'}
  ${'a strange path'}       | ${'/%00/..%2f/%ff'}
  ${'an own name as path'}  | ${'/constructor'}
`('an address with $what is none that we know', async ({ target }) => {
  await keep('btag', 'any')
  await followed('/?btag=any')
  expect((await redirect.get(target)).status).toBe(NOWHERE)
  expect((await redirect.get(target, HOST)).status).toBe(404)
})

test('the slug of the link goes on working beside it', async () => {
  expect((await redirect.get(`/c/${slug}`)).status).toBe(302)
  expect((await redirect.get(`/${slug}`, HOST)).status).toBe(302)
})
