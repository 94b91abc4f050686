import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainSql, Statement, Tx } from '../../src/db/database.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { listAffiliates } from '../../src/domain/affiliates/list-affiliates.ts'
import { pageAffiliates } from '../../src/domain/affiliates/page-affiliates.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { AffiliateCalls } from './affiliate-calls.ts'

let api: TestApi
let campaign: AffiliateCalls
beforeAll(async () => {
  api = await createTestApi()
  campaign = new AffiliateCalls(api)
  await campaign.made({ email: 'silva@parceiro.example', name: 'João Silva', referralId: 'JSILVA' })
  await campaign.made({ email: 'oyvind@fjord.example', name: 'Øyvind', referralId: 'NORD77' })
  await campaign.made({ email: 'nameless@parceiro.example', referralId: 'SECRETO' })
  await campaign.made({ email: 'long@parceiro.example', name: 'A name that is longer than thirty-two characters, by far', referralId: 'LONGNAME' })
  await campaign.made({ email: 'long2@parceiro.example', name: 'A name that is longer than thirty-two characters, and ends otherwise', referralId: 'LONGNAME2' })
})
afterAll(() => api.close())

async function found(search: string): Promise<number[]> {
  const { body } = await campaign.list(`?search=${encodeURIComponent(search)}`)
  expect(body.total).toBe(body.affiliates.length)
  return body.affiliates.map(({ id }: { id: number }) => id)
}

describe('a search', () => {
  test.each`
    search                                                          | ids
    ${'joao'}                                                       | ${[1]}
    ${'JOÃO'}                                                       | ${[1]}
    ${'ão sil'}                                                     | ${[1]}
    ${'silva@'}                                                     | ${[1]}
    ${'jsil'}                                                       | ${[1]}
    ${'oyvind'}                                                     | ${[2]}
    ${'Fjord.Example'}                                              | ${[2]}
    ${'d7'}                                                         | ${[2]}
    ${'7'}                                                          | ${[2]}
    ${'secreto'}                                                    | ${[3]}
    ${'parceiro'}                                                   | ${[1, 3, 4, 5]}
    ${'name that is longer than thirty-two characters'}             | ${[4, 5]}
    ${'longer than thirty-two characters, by far'}                  | ${[4]}
    ${'thirty-two characters, and ends otherwise, or does it'}      | ${[]}
    ${'silva jsilva'}                                               | ${[]}
    ${'joaoo'}                                                      | ${[]}
    ${'%'}                                                          | ${[]}
    ${'_____'}                                                      | ${[]}
    ${"' or 1=1 --"}                                                | ${[]}
    ${'x'.repeat(4_000)}                                            | ${[]}
    ${'\u{10ffff}'}                                                 | ${[1, 2, 3, 4, 5]}
  `('for $search finds $ids', async ({ search, ids }) => {
    expect(await found(search)).toEqual(ids)
  })

  test('finds what somebody is called now, and not what they were called', async () => {
    const { id } = await campaign.made({ email: 'before@parceiro.example', name: 'Beforehand', referralId: 'BEFOREX' })
    await campaign.change(id, { email: 'after@parceiro.example', name: 'Afterwards', referralId: 'AFTERX' })
    expect([await found('afterwards'), await found('after@'), await found('afterx')]).toEqual([[id], [id], [id]])
    expect([await found('beforehand'), await found('before@'), await found('beforex')]).toEqual([[], [], []])
    await campaign.change(id, { name: null })
    expect(await found('afterwards')).toEqual([])
    await campaign.delete(id)
    expect(await found('afterx')).toEqual([])
  })

  test('finds nobody of another campaign', async () => {
    const other = await campaign.other('Searched')
    await other.made({ email: 'silva@parceiro.example', name: 'João Silva' })
    expect((await other.list('?search=joao')).body.total).toBe(1)
    expect(await found('joao')).toEqual([1])
  })

  test('of the operator API finds affiliates that either API made', async () => {
    const { body: made } = await api.post('/affiliate', { name: 'Núñez Media', email: 'hola@nunez.example' })
    const names = async (query: string) => (await api.get(`/affiliate?${query}`)).body.items.map(({ name }: { name: string }) => name)
    expect(await names('search=nunez')).toEqual(['Núñez Media'])
    expect(await names('search=parceiro&limit=2')).toEqual([expect.stringContaining('otherwise'), expect.stringContaining('by far')])
    expect(await names('search=%C3%BA')).toContain('Núñez Media')
    await api.delete(`/affiliate/${made.id}`)
    expect(await names('search=nunez')).toEqual([])
    expect(await names('search=nunez&status=archived')).toEqual(['Núñez Media'])
  })
})

describe('the index', () => {
  const PROGRAMS = 2
  const AFFILIATES = 1_000
  let programId: string
  beforeAll(async () => {
    for (let i = 0; i < PROGRAMS; i += 1) {
      const { program } = await campaign.other(`Indexed${i}`)
      programId = program.programId
      await onConnection(api.context.database.ownerUrl, async (client) => {
        await client.query(
          `insert into affiliate (program_id, id, number, name, email, currency, search_text, created_at, updated_at)
           select $1, gen_random_uuid(), i, md5(i::text), md5(i::text) || '@x.example', 'EUR', md5(i::text) || E'\\n' || md5(i::text) || '@x.example', now(), now()
             from generate_series(1, $2::int) i`,
          [programId, AFFILIATES],
        )
        await client.query(
          `insert into affiliate_search (program_id, suffix, affiliate_id)
           select distinct program_id, substr(line, start, 32), id
             from affiliate cross join regexp_split_to_table(search_text, E'\\n') line cross join generate_series(1, length(line) - 2) start where program_id = $1`,
          [programId],
        )
        await client.query('analyze affiliate, affiliate_search')
      })
    }
  })

  /** The plan of what `work` reads, by the application's role in the program. */
  async function planOf(work: (tx: Tx) => Promise<unknown>): Promise<string> {
    const plans: string[] = []
    await api.context.db.inProgram(programId, async (tx) => {
      const explain = async ({ text, values }: PlainSql): Promise<never[]> => {
        const rows = await tx.sql<{ 'QUERY PLAN': string }>({ text: `explain (costs off) ${text}`, values: values ?? [] })
        plans.push(...rows.map((row) => row['QUERY PLAN']))
        return []
      }
      const all = ({ compile }: Statement<unknown>): Promise<never[]> => explain({ text: compile().sql, values: compile().parameters })
      await work(Object.assign(Object.create(tx), { sql: explain, all: (statement: Statement<unknown>) => all({ compile: () => statement.compile() }) }))
    })
    return plans.join('\n')
  }

  const SEARCHED = /Index Only Scan using affiliate_search_pkey on affiliate_search\s+Index Cond: \(\(program_id = [^)]*\) AND \(suffix >= [^)]*\) AND \(suffix < [^)]*\)\)/

  test('is what a page of the campaign API is found with, under row-level security', async () => {
    const statuses = ['active', 'inactive'] as const
    const plan = await planOf((tx) => pageAffiliates(tx, { programId, statuses, search: 'c4ca42', page: 1, limit: 50 }))
    expect(plan).toMatch(SEARCHED)
    expect(plan).not.toContain('Seq Scan on affiliate')
  })

  test('is what the list of the operator API is found with', async () => {
    const plan = await planOf((tx) => listAffiliates(tx, { programId, after: null, limit: 50, search: 'c4ca42' }))
    expect(plan).toMatch(SEARCHED)
    expect(plan).not.toContain('Seq Scan on affiliate')
  })

  test('finds the ones there are', async () => {
    const page = await api.context.db.inProgram(programId, (tx) => pageAffiliates(tx, { programId, statuses: ['active'], search: 'C4CA4', page: 1, limit: 50 }))
    expect(page.affiliates.map(({ number }) => number)).toEqual([1])
  })
})
