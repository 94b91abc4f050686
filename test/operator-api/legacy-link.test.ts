import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { createTestApi, type TestAnswer, type TestApi } from './support/test-api.ts'

let api: TestApi
let trackingLinkId: string
let otherLinkId: string

beforeAll(async () => {
  api = await createTestApi()
  const { body: brand } = await api.post('/brand', { name: 'BetTest', landingPageUrl: 'https://bettest.example' })
  const { body: affiliate } = await api.post('/affiliate', { name: 'anna' })
  const { body: tracker } = await api.post('/tracker', { affiliateId: affiliate.id, name: 'blog' })
  const link = async (): Promise<string> => (await api.post('/tracking-link', { trackerId: tracker.id, brandId: brand.id })).body.id
  trackingLinkId = await link()
  otherLinkId = await link()
})
afterAll(() => api.close())

const add = (parameter: string, value: string, link = trackingLinkId): Promise<TestAnswer> => api.post('/legacy-link', { parameter, value, trackingLinkId: link })

describe('an address of a former platform', () => {
  test('is read back, listed, found by its value, and gone when it is given up', async () => {
    const { status, body } = await add('btag', 'a_1b_2')
    expect(status).toBe(201)
    expect(body).toMatchObject({ parameter: 'btag', value: 'a_1b_2', trackingLinkId })
    expect((await api.get(`/legacy-link/${body.id}`)).body).toEqual(body)
    expect((await api.get('/legacy-link?parameter=btag&value=a_1b_2')).body.items).toEqual([body])
    expect((await api.delete(`/legacy-link/${body.id}`)).status).toBe(204)
    expect((await api.get(`/legacy-link/${body.id}`)).status).toBe(404)
    expect((await api.delete(`/legacy-link/${body.id}`)).status).toBe(404)
    expect((await add('btag', 'a_1b_2', otherLinkId)).status).toBe(201)
  })

  test('stands for one link, whatever is sent later', async () => {
    await add('stag', '4711')
    for (const link of [trackingLinkId, otherLinkId]) {
      expect(await add('stag', '4711', link)).toMatchObject({ status: 409, body: { code: 'already_exists', errors: [{ path: 'value' }] } })
    }
    expect((await add('a_aid', '4711', otherLinkId)).status).toBe(201)
    expect((await api.get('/legacy-link?value=4711')).body.items.map((item: { parameter: string }) => item.parameter)).toEqual(['a_aid', 'stag'])
  })

  test('may be that of another program too', async () => {
    const other = await api.addProgram('Other')
    const key = other.apiKey
    const { body: brand } = await api.post('/brand', { name: 'B', landingPageUrl: 'https://b.example' }, { key })
    const { body: affiliate } = await api.post('/affiliate', { name: 'b' }, { key })
    const { body: tracker } = await api.post('/tracker', { affiliateId: affiliate.id, name: 'b' }, { key })
    const { body: link } = await api.post('/tracking-link', { trackerId: tracker.id, brandId: brand.id }, { key })
    await add('btag', 'shared')
    expect((await api.post('/legacy-link', { parameter: 'btag', value: 'shared', trackingLinkId: link.id }, { key })).status).toBe(201)
  })

  test('needs a link of the program', async () => {
    expect(await add('btag', 'no-link', newId())).toMatchObject({ status: 422, body: { code: 'tracking_link_unknown' } })
  })

  test('as a path is kept decoded and without its last slash', async () => {
    const { body } = await add('path', '/visit/gr%C3%BCn/')
    expect(body.value).toBe('/visit/grün')
    expect((await add('path', '/visit/grün')).status).toBe(409)
  })

  test.each`
    wrong                         | parameter  | value
    ${'an unknown parameter'}     | ${'clid'}  | ${'1'}
    ${'an empty value'}           | ${'btag'}  | ${''}
    ${'blanks'}                   | ${'btag'}  | ${'  '}
    ${'a value too long'}         | ${'btag'}  | ${'x'.repeat(501)}
    ${'NUL'}                      | ${'btag'}  | ${'a\0'}
    ${'half a surrogate pair'}    | ${'btag'}  | ${'\ud800'}
    ${'a star in the middle'}     | ${'btag'}  | ${'a_*b'}
    ${'a star without underscore'} | ${'btag'} | ${'a*'}
    ${'nothing before the star'}  | ${'btag'}  | ${'_*'}
    ${'a path without a slash'}   | ${'path'}  | ${'visit'}
    ${'the path of all paths'}    | ${'path'}  | ${'/'}
    ${'a path with a query'}      | ${'path'}  | ${'/a?b=1'}
    ${'a whole address'}          | ${'path'}  | ${'https://old.example/a'}
    ${'NUL in a path'}            | ${'path'}  | ${'/a%00'}
    ${'a star in a path'}         | ${'path'}  | ${'/a_*'}
  `('$wrong is refused', async ({ parameter, value }) => {
    expect((await add(parameter, value)).status).toBe(400)
  })
})

describe('many addresses at once', () => {
  test('are independent: good ones are stored, the others told of, and again nothing changes', async () => {
    await add('btag', 'taken', otherLinkId)
    const items = [
      { parameter: 'btag', value: 'first', trackingLinkId },
      { parameter: 'btag', value: 'taken', trackingLinkId },
      { parameter: 'btag', value: 'stray', trackingLinkId: newId() },
      { parameter: 'btag', value: 'first', trackingLinkId },
      { parameter: 'btag', value: 'first', trackingLinkId: otherLinkId },
      { parameter: 'path', value: '/second/', trackingLinkId },
    ]
    const { status, body } = await api.post('/legacy-link/bulk', { items })
    expect(status).toBe(200)
    expect(body).toMatchObject({ numCreated: 2, numDuplicates: 1, numFailed: 3 })
    expect(body.failures.map(({ index, code }: { index: number, code: string }) => [index, code])).toEqual([[1, 'already_exists'], [2, 'tracking_link_unknown'], [4, 'already_exists']])
    expect((await api.post('/legacy-link/bulk', { items })).body).toMatchObject({ numCreated: 0, numDuplicates: 3, numFailed: 3 })
    expect((await api.get('/legacy-link?value=first')).body.items).toMatchObject([{ trackingLinkId }])
  })

  test('are up to 10,000, in two calls at the same time too', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => ({ parameter: 'a_aid', value: `affiliate-${i}`, trackingLinkId }))
    const answers = await Promise.all([api.post('/legacy-link/bulk', { items }), api.post('/legacy-link/bulk', { items: items.toReversed() })])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers.reduce((sum, { body }) => sum + body.numCreated, 0)).toBe(10_000)
    expect(answers.reduce((sum, { body }) => sum + body.numDuplicates, 0)).toBe(10_000)
    expect((await api.post('/legacy-link/bulk', { items: [...items, items[0]] })).status).toBe(400)
  })

  test('with one that is malformed are refused as a whole, naming it', async () => {
    const answer = await api.post('/legacy-link/bulk', { items: [{ parameter: 'btag', value: 'whole', trackingLinkId }, { parameter: 'path', value: 'x', trackingLinkId }] })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'items.1.value' }] } })
    expect((await api.get('/legacy-link?value=whole')).body.items).toEqual([])
  })

  test('are no more than a program may have', async () => {
    const { programId } = api.program
    for (let piece = 0; piece < 10; piece += 1) {
      await api.context.db.inProgram(programId, (tx) => tx.sql({
        text: `insert into legacy_link select $1, gen_random_uuid(), 'stag', 'full-' || $3::int || '-' || i, $2, now()
                 from generate_series(1, least(20000, 200000 - (select count(*) from legacy_link where program_id = $1))) i`,
        values: [programId, trackingLinkId, piece],
      }))
    }
    expect(await add('stag', 'one too many')).toMatchObject({ status: 422, body: { code: 'too_many' } })
    await api.context.db.inProgram(programId, (tx) => tx.sql({ text: `delete from legacy_link where program_id = $1 and value = 'full-0-1'`, values: [programId] }))
    expect((await add('stag', 'the last')).status).toBe(201)
  })
})
