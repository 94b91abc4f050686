import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { createTestApi, type TestApi } from './support/test-api.ts'

const BRANDS = 400
const WRITERS = 10

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

async function allPages(path: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const { body }: { body: { items: { id?: string; clickKey?: string }[]; nextCursor: string | null } } = await api.get(cursor === null ? path : `${path}&cursor=${cursor}`)
    ids.push(...body.items.map(({ id, clickKey }) => id ?? clickKey ?? ''))
    cursor = body.nextCursor
  } while (cursor !== null)
  return ids
}

test('pages skip nothing and repeat nothing while others write', async () => {
  const { programId } = api.program
  await api.context.db.inProgram(programId, (tx) =>
    tx.sql({
      text: `insert into brand (program_id, id, name, landing_page_url, created_at, updated_at)
        select $1, id, 'Many', 'https://x.example', now(), now() from unnest($2::uuid[]) id`,
      values: [programId, Array.from({ length: BRANDS }, () => newId())],
    }),
  )
  const before = (await allPages('/brand?limit=500')).slice()
  let isReading = true
  const writers = Array.from({ length: WRITERS }, async () => {
    while (isReading) await api.post('/brand', { name: 'Late', landingPageUrl: 'https://x.example' })
  })
  const seen = await allPages('/brand?limit=7')
  isReading = false
  await Promise.all(writers)
  expect(new Set(seen).size).toBe(seen.length)
  expect(before.filter((id) => !seen.includes(id))).toEqual([])
})

test('clicks of one millisecond are told apart by their keys', async () => {
  const { programId } = api.program
  const link = newId()
  await api.context.db.inProgram(programId, (tx) =>
    tx.sql({
      text: `insert into click (program_id, occurred_at, click_key, tracking_link_id, affiliate_id, tracker_id, brand_id, is_valid, flags, sub_ids, recorded_at)
        select $1, '2026-11-21T10:00:00.123Z'::timestamptz + (n / 10) * interval '1 ms', gen_random_uuid(), $2, $2, $2, $2, true, '{unique_24h}', '{"s1":"a"}', now()
        from generate_series(1, 50) n`,
      values: [programId, link],
    }),
  )
  const seen = await allPages(`/click?limit=7&affiliateId=${link}`)
  expect(new Set(seen).size).toBe(50)
  const { items } = (await api.get(`/click?affiliateId=${link}&from=2026-11-21T10:00:00.128Z&to=2026-11-21T10:00:01Z`)).body
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ s1: 'a', s2: null, flags: ['unique_24h'], occurredAt: '2026-11-21T10:00:00.128Z', clickKey: expect.stringMatching(/^[0-9A-Za-z]{22}$/) })
})

test('a cursor of another list is refused', async () => {
  const { nextCursor } = (await api.get('/brand?limit=1')).body
  expect((await api.get(`/click?cursor=${nextCursor}`)).body.errors[0].path).toBe('cursor')
})
