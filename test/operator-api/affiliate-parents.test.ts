import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

const NOW = '2026-11-21T12:00:00.000Z'
const JANUARY = '2026-01-01T00:00:00.000Z'
const MARCH = '2026-03-01T00:00:00.000Z'
const JUNE = '2026-06-01T00:00:00.000Z'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: NOW })
})
afterAll(() => api.close())

const make = async (fields: object = {}): Promise<Uuid> => (await api.post('/affiliate', { name: 'affiliate', ...fields })).body.id
const parentsOf = async (id: Uuid) => (await api.get(`/affiliate/${id}/parent`)).body.items.map(({ parentAffiliateId, from, until }: { parentAffiliateId: Uuid | null; from: string; until: string | null }) => [parentAffiliateId, from, until])
const recruitsOf = async (id: Uuid, query = '') => (await api.get(`/affiliate/${id}/recruit${query}`)).body.items
const move = (id: Uuid, parentAffiliateId: Uuid | null, parentFrom?: string) => api.patch(`/affiliate/${id}`, { parentAffiliateId, ...(parentFrom === undefined ? {} : { parentFrom }) })
const marked = () => api.context.db.inProgram(api.program.programId, async (tx) => (await tx.sql<{ id: Uuid }>({ text: 'select distinct affiliate_id as id from reckoning_mark order by 1' })).map(({ id }) => id))
const forgetMarks = () => api.context.db.inProgram(api.program.programId, (tx) => tx.sql({ text: 'delete from reckoning_mark' }))

describe('parents', () => {
  test("a parent holds from now on, by the program's clock, unless a date is sent", async () => {
    const [first, second] = [await make(), await make()]
    const recruit = await make({ parentAffiliateId: first })
    expect(await parentsOf(recruit)).toEqual([[first, NOW, null]])
    const early = await make({ parentAffiliateId: first, parentFrom: JANUARY })
    expect(await parentsOf(early)).toEqual([[first, JANUARY, null]])
    const answer = await move(early, second, JUNE)
    expect([answer.status, answer.body.parentAffiliateId]).toEqual([200, second])
    expect(await parentsOf(early)).toEqual([[second, JUNE, null], [first, JANUARY, JUNE]])
  })

  test('in a test program now is what its test clock says', async () => {
    const { apiKey: key } = await api.addProgram('Frozen', true)
    const now = '2027-02-01T00:00:00.000Z'
    expect((await api.post('/program/test-clock', { now }, { key })).status).toBe(200)
    const { body: parent } = await api.post('/affiliate', { name: 'parent' }, { key })
    const { body: recruit } = await api.post('/affiliate', { name: 'recruit', parentAffiliateId: parent.id, parentFrom: now }, { key })
    expect((await api.get(`/affiliate/${recruit.id}/parent`, { key })).body.items).toMatchObject([{ parentAffiliateId: parent.id, from: now, until: null }])
    expect((await api.patch(`/affiliate/${recruit.id}`, { parentAffiliateId: null, parentFrom: '2027-02-01T00:00:00.001Z' }, { key })).status).toBe(400)
  })

  test('an earlier date changes the past: whoever was parent from then on was not', async () => {
    const [first, second, third] = [await make(), await make(), await make()]
    const recruit = await make({ parentAffiliateId: first, parentFrom: JANUARY })
    await move(recruit, second, JUNE)
    await move(recruit, third, MARCH)
    expect(await parentsOf(recruit)).toEqual([[third, MARCH, null], [first, JANUARY, MARCH]])
    await move(recruit, null, JANUARY)
    expect(await parentsOf(recruit)).toEqual([[null, JANUARY, null]])
    expect((await api.get(`/affiliate/${recruit}`)).body.parentAffiliateId).toBeNull()
  })

  test('a list names parents and whoever decided', async () => {
    const parent = await make({ name: 'Northlight' })
    const recruit = await make({ parentAffiliateId: parent })
    const [term] = (await api.get(`/affiliate/${recruit}/parent`)).body.items
    expect(term).toMatchObject({ parentName: 'Northlight', changedTs: NOW, until: null })
    expect(term.changedBy).toMatch(/^key:/)
  })

  test('what changes nothing leaves nothing', async () => {
    const parent = await make()
    const recruit = await make({ parentAffiliateId: parent, parentFrom: MARCH })
    await move(recruit, parent)
    await move(recruit, parent, JUNE)
    await api.patch(`/affiliate/${recruit}`, { name: 'renamed' })
    expect(await parentsOf(recruit)).toEqual([[parent, MARCH, null]])
    await move(recruit, parent, JANUARY)
    expect(await parentsOf(recruit)).toEqual([[parent, JANUARY, null]])
  })

  test('a date ahead, without a parent, or that is none is refused, and names its field', async () => {
    const [parent, recruit] = [await make(), await make()]
    for (const [body, code] of [
      [{ parentAffiliateId: parent, parentFrom: '2026-11-21T12:00:00.001Z' }, 'in_the_future'],
      [{ parentFrom: MARCH }, 'required'],
      [{ parentAffiliateId: parent, parentFrom: '2026-03-01' }, 'invalid_date'],
    ] as const) {
      const { status, body: answer } = await api.patch(`/affiliate/${recruit}`, body)
      expect([status, answer.errors[0].path, answer.errors[0].code]).toEqual([400, 'parentFrom', code])
    }
    expect(await parentsOf(recruit)).toEqual([])
    expect((await move(recruit, parent, NOW)).status).toBe(200)
  })

  test('a parent can be changed a hundred times', async () => {
    const [first, second] = [await make(), await make()]
    const recruit = await make()
    await api.context.db.inProgram(api.program.programId, (tx) =>
      tx.sql({
        text: `insert into affiliate_parent (program_id, affiliate_id, number, parent_id, effective_from, created_by, created_at)
               select $1, $2, n, $3, '2026-01-01'::timestamptz + n * interval '1 day', 'test', now() from generate_series(1, 99) n`,
        values: [api.program.programId, recruit, first],
      }),
    )
    expect((await move(recruit, second)).status).toBe(200)
    const { status, body } = await move(recruit, first)
    expect([status, body.code, body.errors[0].path]).toEqual([422, 'too_many', 'parentAffiliateId'])
    expect(await parentsOf(recruit)).toHaveLength(100)
  })

  test('whoever has or had a share of the affiliate is reckoned again', async () => {
    const [grandparent, old, young] = [await make(), await make(), await make()]
    await move(old, grandparent, JANUARY)
    const recruit = await make({ parentAffiliateId: old, parentFrom: JANUARY })
    await forgetMarks()
    await move(recruit, young, MARCH)
    expect(await marked()).toEqual([grandparent, old, young].sort())
    await forgetMarks()
    await api.patch(`/affiliate/${recruit}`, { name: 'renamed' })
    expect(await marked()).toEqual([])
  })
})

describe('circles', () => {
  test('nobody is their own ancestor, at any moment', async () => {
    const first = await make()
    const second = await make({ parentAffiliateId: first, parentFrom: JANUARY })
    const third = await make({ parentAffiliateId: second, parentFrom: JANUARY })
    for (const [id, parent] of [[first, first], [first, second], [first, third]] as const) {
      const { status, body } = await move(id, parent, JUNE)
      expect([status, body.code, body.errors[0].path, body.errors[0].code]).toEqual([409, 'state_conflict', 'parentAffiliateId', 'own_ancestor'])
    }
  })

  test('a circle that would have been one in the past is refused, also where there would be none today', async () => {
    const [first, second] = [await make(), await make()]
    await move(second, first, JANUARY)
    await move(second, null, JUNE)
    // Today second has no parent; from March to June it had.
    expect((await move(first, second, MARCH)).status).toBe(409)
    expect((await move(first, second, JUNE)).status).toBe(200)
    expect(await parentsOf(first)).toEqual([[second, JUNE, null]])
  })

  test('a circle through somebody who comes in between later is refused', async () => {
    const [first, second, third] = [await make(), await make(), await make()]
    await move(third, second, JANUARY)
    await move(second, first, JUNE)
    expect((await move(first, third, MARCH)).body.code).toBe('state_conflict')
    // Before June nothing is above second, but a parent holds for good.
    expect((await move(first, third, JANUARY)).body.code).toBe('state_conflict')
  })

  test('a parent of before may become a recruit', async () => {
    const [first, second] = [await make(), await make()]
    await move(second, first, JANUARY)
    await move(second, null, MARCH)
    expect((await move(first, second, JUNE)).status).toBe(200)
    expect((await recruitsOf(first)).map(({ affiliateId, level }: { affiliateId: Uuid; level: number | null }) => [affiliateId, level])).toEqual([[second, null]])
  })

  test('two opposite changes at once: one is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await make(), await make()]
      const answers = await Promise.all([move(a, b, JANUARY), move(b, a, MARCH)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })

  test('ten around a circle at once: one is refused', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => make()))
    const answers = await Promise.all(ids.map((id, index) => move(id, ids[(index + 1) % 10] ?? null, MARCH)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 409])
  })
})

describe('recruits', () => {
  test('a list has everybody below, at every level, with their times', async () => {
    const top = await make()
    const first = await make({ name: 'first', parentAffiliateId: top, parentFrom: JANUARY })
    const second = await make({ name: 'second', parentAffiliateId: first, parentFrom: MARCH })
    expect(await recruitsOf(top)).toEqual([
      { affiliateId: second, name: 'second', level: 2, joinedTs: MARCH, stays: [{ level: 2, parentAffiliateId: first, from: MARCH, until: null }] },
      { affiliateId: first, name: 'first', level: 1, joinedTs: JANUARY, stays: [{ level: 1, parentAffiliateId: top, from: JANUARY, until: null }] },
    ])
    await move(second, top, JUNE)
    expect((await recruitsOf(top))[0]).toEqual({
      affiliateId: second, name: 'second', level: 1, joinedTs: MARCH,
      stays: [{ level: 2, parentAffiliateId: first, from: MARCH, until: JUNE }, { level: 1, parentAffiliateId: top, from: JUNE, until: null }],
    })
    await move(first, null, JUNE)
    expect((await recruitsOf(top)).map(({ level, stays }: { level: number | null; stays: object[] }) => [level, stays.length])).toEqual([[1, 2], [null, 1]])
  })

  test('it goes as far down as is asked, ten levels at most', async () => {
    const top = await make()
    let parent = top
    for (let level = 1; level <= 12; level += 1) parent = await make({ parentAffiliateId: parent })
    expect(await recruitsOf(top, '?levels=1')).toHaveLength(1)
    expect(await recruitsOf(top, '?levels=3')).toHaveLength(3)
    expect(await recruitsOf(top)).toHaveLength(10)
    // The last of them, at the twelfth level, comes up to the first.
    await move(parent, top)
    expect((await recruitsOf(top, '?levels=1')).map(({ stays }: { stays: { level: number }[] }) => stays.map(({ level }) => level))).toEqual([[1], [1]])
    for (const levels of ['0', '11', 'x', '-1']) expect((await api.get(`/affiliate/${top}/recruit?levels=${levels}`)).status).toBe(400)
  })

  test('pages skip nothing and repeat nothing', async () => {
    const top = await make()
    const ids: Uuid[] = []
    for (let count = 0; count < 7; count += 1) ids.push(await make({ parentAffiliateId: top }))
    const seen: Uuid[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await api.get(`/affiliate/${top}/recruit?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ affiliateId }: { affiliateId: Uuid }) => affiliateId))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(ids.toReversed())
  })

  test('the recruits of somebody who is erased have no parent from then on, and keep the one they had', async () => {
    const parent = await make({ name: 'gone' })
    const recruit = await make({ parentAffiliateId: parent, parentFrom: MARCH })
    expect((await api.post(`/affiliate/${parent}/erasure`)).status).toBe(204)
    const { items } = (await api.get(`/affiliate/${recruit}/parent`)).body
    expect(items).toMatchObject([{ parentAffiliateId: null, from: NOW, until: null }, { parentAffiliateId: parent, parentName: null, from: MARCH, until: NOW }])
    expect((await api.get(`/affiliate/${parent}/recruit`)).status).toBe(404)
  })
})

describe('other programs', () => {
  test("another program's affiliate is no parent, and its lists are unknown", async () => {
    const { apiKey } = await api.addProgram('Foreign')
    const { body: foreign } = await api.post('/affiliate', { name: 'foreign' }, { key: apiKey })
    const own = await make()
    const absent = newId()
    for (const id of [foreign.id, absent]) {
      const { status, body } = await move(own, id, MARCH)
      expect([status, body.code, body.errors[0].path]).toEqual([422, 'affiliate_unknown', 'parentAffiliateId'])
      expect((await api.get(`/affiliate/${id}/parent`)).status).toBe(404)
      expect((await api.get(`/affiliate/${id}/recruit`)).status).toBe(404)
    }
  })
})
