import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../src/db/migrate.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { searchTextOf, suffixesOf } from '../../src/domain/affiliates/search-text.ts'
import { newId } from '../../src/domain/ids.ts'
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts'

const NAMES = [
  'João Silva', 'JOÃO  SILVA ', 'Jo\u0303ao', 'Øyvind Łódź', 'Straße ÆSIR', 'İstanbul ıçı', 'ΟΔΥΣΣΕΥΣ Ὀδυσσεύς', 'Ёлка ЙОГА', '\uff2a\uff4f\uff41\uff4f', 'ﬁne ½ ™',
  'नमस्ते', '서울 팀', 'مُحَمَّد', '日本\u3000語', 'x'.repeat(80), 'tab\tand\nline', '👩‍👩‍👧 family', 'ẞ groß', 'Ǆ ǅ', '',
]

const programId = newId()
let database: TestDatabase
beforeAll(async () => {
  database = await createEmptyDatabase()
  await onConnection(database.ownerUrl, applyFoundation)
  await onConnection(database.ownerUrl, fillFoundation)
  await migrate({ ownerUrl: database.ownerUrl, secret: 'test', now: new Date() })
})
afterAll(() => database.drop())

/** As the version before did: it knew the first migration only. */
async function applyFoundation(client: pg.Client): Promise<void> {
  const [foundation] = await readMigrations()
  if (foundation === undefined) throw new Error('no migrations')
  await client.query('create table schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null)')
  await client.query(foundation.text)
  await client.query('insert into schema_migration values ($1, $2, now())', [foundation.name, foundation.checksum])
}

async function fillFoundation(client: pg.Client): Promise<void> {
  const operatorId = newId()
  await client.query("insert into operator (id, name, created_at, updated_at) values ($1, 'Operator', now(), now())", [operatorId])
  await client.query(
    `insert into program (id, operator_id, name, currency, time_zone, created_at, updated_at) values ($1, $2, 'First', 'EUR', 'UTC', now(), now())`,
    [programId, operatorId],
  )
  await client.query(`select set_config('app.program_id', $1, false)`, [programId])
  for (const [i, name] of NAMES.entries()) {
    await client.query(
      `insert into affiliate (program_id, id, name, email, email_folded, referral_code, currency, is_organic, created_at, updated_at)
       values ($1, $2, $3, $4::text, lower($4), $5, 'EUR', $6, now(), now())`,
      [programId, newId(), name, i % 2 === 0 ? `Team+${i}@Example.COM` : null, i % 3 === 0 ? `CODE_${i}` : null, name === ''],
    )
  }
  await client.query(
    `insert into audit_entry (program_id, id, actor, action, subject_type, details, recorded_at) values
       ($1, gen_random_uuid(), 'cli', 'affiliate.created', 'affiliate', '{"name": "Anna", "email": "anna@example.com", "status": "active"}', now()),
       ($1, gen_random_uuid(), 'cli', 'brand.created', 'brand', '{"name": "BetTest"}', now())`,
    [programId],
  )
}

async function rows<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  return onConnection(database.ownerUrl, async (client) => (await client.query<Row>(text)).rows)
}

test('affiliates of before are numbered in the order they were made, the organic one is 0', async () => {
  const numbered = await rows<{ number: number; is_organic: boolean }>('select number, is_organic from affiliate order by id')
  expect(numbered.map(({ number }) => number)).toEqual(NAMES.map((name, i) => (name === '' ? 0 : i + 1)))
})

test('affiliates of before are found like new ones', async () => {
  const affiliates = await rows<{ name: string; email: string | null; referralCode: string | null; search_text: string | null; suffixes: string[] }>(
    `select name, email, referral_code as "referralCode", search_text,
            (select array_agg(suffix) from affiliate_search s where s.affiliate_id = a.id) as suffixes from affiliate a where not is_organic order by id`,
  )
  expect(affiliates).toHaveLength(NAMES.length - 1)
  for (const { search_text, suffixes, ...fields } of affiliates) {
    const expected = searchTextOf({ name: fields.name, email: fields.email, referralCode: fields.referralCode })
    expect(search_text).toBe(expected)
    expect([...suffixes].sort()).toEqual(suffixesOf(expected).sort())
  }
})

test('the audit of affiliates says which personal values were given, not what they were', async () => {
  const details = await rows<{ details: object }>('select details from audit_entry order by subject_type')
  expect(details.map((row) => row.details)).toEqual([{ status: 'active', personal: ['email', 'name'] }, { name: 'BetTest' }])
})
