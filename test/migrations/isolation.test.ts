import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { newId } from '../../src/domain/ids.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { fillTenantTables, tenantTables } from './tenant-rows.ts'

const APPEND_ONLY = [
  'ledger_transfer', 'ledger_seal', 'commission', 'commission_event', 'transaction_event', 'audit_entry', 'touch', 'deduction_set', 'commission_plan_version',
  'affiliate_parent',
]

const ours = newId()
const theirs = newId()
let database: TestDatabase
let tables: readonly string[]

beforeAll(async () => {
  database = await createTestDatabase()
  tables = await onConnection(database.ownerUrl, async (client) => {
    await fillTenantTables(client, ours)
    await fillTenantTables(client, theirs)
    return await tenantTables(client)
  })
})
afterAll(() => database.drop())

function asApplication<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return onConnection(database.appUrl, work)
}

/** The tables in which the application sees rows, and how many. Partitions it may not read count as empty. */
async function visibleRows(client: pg.Client, where = 'true'): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table} where ${where}`)
    const count = Number(rows[0]?.count)
    if (count > 0) counts[table] = count
  }
  return counts
}

describe('the second net: the application’s role', () => {
  test('sees no row of any tenant table without a program', async () => {
    expect(tables.length).toBeGreaterThan(30)
    expect(await asApplication((client) => visibleRows(client))).toEqual({})
  })

  test('sees no row after a transaction that had a program', async () => {
    const seen = await asApplication(async (client) => {
      await client.query(`begin; set local app.program_id = '${ours}'`)
      await client.query('select count(*) from customer')
      await client.query('commit')
      return await visibleRows(client)
    })
    expect(seen).toEqual({})
  })

  test('sees its own row in every tenant table, and none of another program', async () => {
    const [own, foreign] = await asApplication(async (client) => {
      await client.query(`set app.program_id = '${ours}'`)
      return [await visibleRows(client), await visibleRows(client, `program_id <> '${ours}'`)]
    })
    expect(Object.keys(own ?? {}).sort()).toEqual([...tables])
    expect(foreign).toEqual({})
  })

  test('cannot write a row of another program into any tenant table', async () => {
    const written: string[] = []
    await asApplication(async (client) => {
      await client.query(`set app.program_id = '${ours}'`)
      for (const table of tables) {
        const copy = `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('program_id', '${theirs}'))).* from ${table} t limit 1`
        const outcome = await client.query(copy).then(() => 'written', (error: { code: string }) => error.code)
        // insufficient_privilege, or a generated column that does not take the copied value: nothing written either way.
        if (outcome !== '42501' && outcome !== '428C9') written.push(`${table}: ${outcome}`)
      }
    })
    expect(written).toEqual([])
  })

  test.each(APPEND_ONLY)('may not change or delete a row of %s', async (table) => {
    await asApplication(async (client) => {
      await client.query(`set app.program_id = '${ours}'`)
      await expect(client.query(`update ${table} set program_id = program_id`)).rejects.toMatchObject({ code: '42501' })
      await expect(client.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' })
      await expect(client.query(`truncate ${table}`)).rejects.toMatchObject({ code: '42501' })
    })
  })

  test.each`
    table               | changeable        | fixed
    ${'ledger_account'} | ${'debits'}       | ${'currency'}
    ${'transaction'}    | ${'status'}       | ${'net'}
    ${'click'}          | ${'ip'}           | ${'affiliate_id'}
  `('may change $changeable of $table, but not $fixed, and not delete it', async ({ table, changeable, fixed }) => {
    await asApplication(async (client) => {
      await client.query(`set app.program_id = '${ours}'`)
      await client.query(`update ${table} set ${changeable} = ${changeable}`)
      await expect(client.query(`update ${table} set ${fixed} = ${fixed}`)).rejects.toMatchObject({ code: '42501' })
      await expect(client.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' })
    })
  })
})
