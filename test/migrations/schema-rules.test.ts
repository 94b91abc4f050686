import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

// Small tables that are unique over all programs; in a distributed database they are copied to every node.
const REFERENCE_TABLES = [
  'operator', 'program', 'operator_user', 'sign_in_token', 'session', 'api_key_lookup', 'tracking_link_slug', 'click_domain', 'referral_code',
  'spool_position', 'rate_window', 'schema_migration', 'portal_slug', 'portal_host', 'affiliate_api_key_lookup', 'operator_user_program', 'operator_recovery_code', 'passkey', 'passkey_challenge', 'invitation',
  'password_reset', 'operator_address_change', 'sign_in_failure', 'known_device', 'mail',
]

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

function rows<Row extends pg.QueryResultRow>(text: string, ...values: unknown[]): Promise<Row[]> {
  return onConnection(database.ownerUrl, async (client) => (await client.query<Row>(text, values)).rows)
}

const TENANT_TABLES = `select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> all($1)`

describe('the schema can be distributed by program', () => {
  test('every tenant table has a program_id that is never null', async () => {
    const without = await rows(
      `select relname from (${TENANT_TABLES}) t
        where not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'program_id' and a.attnotnull)`,
      REFERENCE_TABLES,
    )
    expect(without).toEqual([])
  })

  test('program_id leads every primary key, unique constraint, unique index and foreign key of a tenant table', async () => {
    const indexes = await rows(
      `select c.relname as index from (${TENANT_TABLES}) t join pg_index i on i.indrelid = t.oid join pg_class c on c.oid = i.indexrelid
        where i.indisunique and (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) is distinct from 'program_id'`,
      REFERENCE_TABLES,
    )
    const foreignKeys = await rows(
      `select k.conname as key from (${TENANT_TABLES}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        where (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = k.conkey[1]) <> 'program_id'`,
      REFERENCE_TABLES,
    )
    expect([...indexes, ...foreignKeys]).toEqual([])
  })

  test('every tenant table has a primary key', async () => {
    const without = await rows(
      `select relname from (${TENANT_TABLES}) t where not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')`,
      REFERENCE_TABLES,
    )
    expect(without).toEqual([])
  })

  test('foreign keys of tenant tables lead to tenant tables of the same program, or to the program itself', async () => {
    const strays = await rows(
      `select k.conname from (${TENANT_TABLES}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        join pg_class c on c.oid = k.confrelid where c.relname = any($1) and c.relname <> 'program'`,
      REFERENCE_TABLES,
    )
    expect(strays).toEqual([])
  })

  test('there are no triggers and no rules', async () => {
    expect(await rows('select tgname from pg_trigger where not tgisinternal')).toEqual([])
    expect(await rows("select rulename from pg_rules where schemaname = 'public'")).toEqual([])
  })
})

describe('row-level security', () => {
  test('is enabled, forced and bound to the program on every tenant table and every partition', async () => {
    const open = await rows(
      `select relname from (${TENANT_TABLES}) t where not exists (
         select from pg_class c join pg_policy p on p.polrelid = c.oid
          where c.oid = t.oid and c.relrowsecurity and c.relforcerowsecurity and p.polcmd = '*' and p.polpermissive
            and pg_get_expr(p.polqual, p.polrelid) like '%program_id = %app.program_id%')`,
      REFERENCE_TABLES,
    )
    expect(open).toEqual([])
  })

  test('has one policy per table, so that no second one opens it', async () => {
    expect(await rows('select polrelid::regclass from pg_policy group by 1 having count(*) > 1')).toEqual([])
  })

  test('covers the monthly partitions made at the start', async () => {
    const partitions = await rows("select relname from pg_class where relispartition and relkind = 'r' and relname ~ '_\\d{4}_\\d{2}$'")
    expect(partitions.length).toBe(9)
  })

  test('binds the application: its login is no superuser, no owner and cannot switch it off', async () => {
    const [role] = await onConnection(database.appUrl, async (client) => {
      const { rows: found } = await client.query('select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user')
      await expect(client.query('alter table customer disable row level security')).rejects.toMatchObject({ code: '42501' })
      await expect(client.query('create table mine (id int)')).rejects.toMatchObject({ code: '42501' })
      return found
    })
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
  })
})
