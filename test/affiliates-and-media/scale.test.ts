import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import type { PlainSql, Statement, Tx } from '../../src/db/database.ts'
import { type AffiliateFilter, listAffiliates } from '../../src/domain/affiliates/list-affiliates.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { dose } from '../support/dose.ts'

const AFFILIATES = dose({ small: 10_000, short: 100_000, long: 100_000 })

let api: TestApi
let programId: string
beforeAll(async () => {
  api = await createTestApi()
  programId = api.program.programId
  await onConnection(api.context.database.ownerUrl, async (client) => {
    await client.query("select set_config('app.program_id', $1, false)", [programId])
    await client.query(
      `insert into affiliate (program_id, id, number, name, sort_name, search_text, is_named, status, country, currency, created_at, updated_at)
       select $1, gen_random_uuid(), n, md5(n::text), md5(n::text), md5(n::text), true, case when n % 1000 = 0 then 'pending' else 'active' end, 'MT', 'EUR', now(), now()
         from generate_series(1, $2::int) n`,
      [programId, AFFILIATES],
    )
    await client.query('analyze affiliate')
  })
}, 60_000)
afterAll(() => api.close())

describe(`a page among ${AFFILIATES.toLocaleString('en')} affiliates, under row-level security`, () => {
  test.each([
    { what: 'the newest', filter: {}, index: 'affiliate_pkey' },
    { what: 'by name', filter: { sort: 'name' }, index: 'affiliate_sort_name' },
    { what: 'by name, backwards, further on', filter: { sort: '-name', after: { id: '01a20000-0000-7000-8000-000000000000', key: '8' } }, index: 'affiliate_sort_name' },
    { what: 'of a rare state', filter: { status: 'pending' }, index: 'affiliate_status' },
  ] as const)('$what is read from an index, not from all of them', async ({ filter, index }) => {
    const plan = await planOf({ programId, after: null, limit: 51, ...filter })
    expect(plan).toMatch(new RegExp(`Index (?:Only )?Scan (?:Backward )?using ${index}`))
    expect(plan).not.toMatch(/Seq Scan on affiliate|Sort Key/)
  })

  test('goes on where the last one ended, in whatever order, without a repeat', async () => {
    for (const sort of ['name', '-balance'] as const) {
      const first = await page({ sort, limit: 100 })
      const last = first.at(-1)
      if (last === undefined) throw new Error('nothing listed')
      const second = await page({ sort, limit: 100, after: last.position })
      expect(new Set([...first, ...second].map(({ affiliate }) => affiliate.id)).size).toBe(200)
    }
  })
})

function page(filter: Partial<AffiliateFilter>) {
  return api.context.db.inProgram(programId, (tx) => listAffiliates(tx, { programId, after: null, limit: 100, ...filter }))
}

/** The plan of what finds a page, by the application's role in the program. */
async function planOf(filter: AffiliateFilter): Promise<string> {
  const plans: string[] = []
  await api.context.db.inProgram(programId, async (tx) => {
    const sql = async ({ text, values }: PlainSql): Promise<never[]> => {
      const rows = await tx.sql<{ 'QUERY PLAN': string }>({ text: `explain (costs off) ${text}`, values: values ?? [] })
      plans.push(...rows.map((row) => row['QUERY PLAN']))
      return []
    }
    await listAffiliates(Object.assign(Object.create(tx) as Tx, { sql, all: async (_: Statement<unknown>) => [] }), filter)
  })
  return plans.join('\n')
}
