import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Database, REQUEST_LIMITS, WORKER_LIMITS } from '../../src/db/database.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { newId } from '../../src/domain/ids.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

function open(limits = REQUEST_LIMITS): Database {
  return new Database(database.appUrl, limits, () => undefined)
}

describe('every time limit is set', () => {
  test.each([
    ['requests', REQUEST_LIMITS],
    ['workers', WORKER_LIMITS],
  ])('for %s', async (_, limits) => {
    const db = open(limits)
    const [row] = await db.shared((tx) =>
      tx.sql<{ values: Record<string, string> }>({
        text: `select jsonb_object_agg(name, setting) as values from pg_settings
                where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`,
      }),
    )
    expect(row?.values).toEqual({
      statement_timeout: String(limits.statementTimeoutMs),
      lock_timeout: String(limits.lockTimeoutMs),
      idle_in_transaction_session_timeout: String(limits.statementTimeoutMs * 2),
    })
    await db.close()
  })

  test('together they keep a request below five seconds when the database is silent', () => {
    expect(REQUEST_LIMITS.connectTimeoutMs + REQUEST_LIMITS.statementTimeoutMs + 500).toBeLessThan(5_000)
  })

  test('a statement that runs too long is refused as unavailable, and its connection is not used again', async () => {
    const db = open({ ...REQUEST_LIMITS, connections: 1, statementTimeoutMs: 100 })
    const pid = () => db.shared((tx) => tx.sql<{ pid: number }>({ text: 'select pg_backend_pid() as pid' }))
    const [before] = await pid()
    await expect(db.shared((tx) => tx.sql({ text: 'select pg_sleep(1)' }))).rejects.toMatchObject({ code: 'database_unavailable' })
    expect((await pid())[0]?.pid).not.toBe(before?.pid)
    await db.close()
  })

  test('a deferred statement that fails is what the transaction failed for, not the one after it', async () => {
    const db = open({ ...REQUEST_LIMITS, connections: 1, statementTimeoutMs: 100 })
    const behind = (text: string) => db.shared(async (tx) => {
      tx.defer(tx.sql({ text }))
      return tx.sql({ text: 'select 1 as one' })
    })
    await expect(behind('select pg_sleep(1)')).rejects.toMatchObject({ code: 'database_unavailable' })
    await expect(behind('select 1 / 0')).rejects.toMatchObject({ code: '22012' })
    expect(await behind('select 2')).toEqual([{ one: 1 }])
    await db.close()
  })

  test('a burst waits its turn, although it takes longer than connecting may', async () => {
    const db = open({ ...REQUEST_LIMITS, connections: 2, connectTimeoutMs: 500 })
    await db.shared((tx) => tx.sql({ text: 'select 1' }))
    const turns = Array.from({ length: 24 }, () => db.shared((tx) => tx.sql({ text: 'select pg_sleep(0.05)' })))
    expect(await Promise.all(turns)).toHaveLength(24)
    await db.close()
  })

  test('who waits too long for a turn is refused as unavailable, and the next is served again', async () => {
    const db = open({ ...REQUEST_LIMITS, connections: 1, waitTimeoutMs: 200 })
    const sleep = (seconds: number) => db.shared((tx) => tx.sql({ text: `select pg_sleep(${seconds})` }))
    await sleep(0)
    const held = sleep(1)
    await expect(sleep(0)).rejects.toMatchObject({ code: 'database_unavailable' })
    await held
    expect(await sleep(0)).toHaveLength(1)
    await db.close()
  })

  test('a lock that is held too long is refused as unavailable', async () => {
    const db = open({ ...REQUEST_LIMITS, lockTimeoutMs: 50 })
    await onConnection(database.ownerUrl, async (owner) => {
      await owner.query('begin; lock table operator')
      await expect(db.shared((tx) => tx.sql({ text: 'select 1 from operator' }))).rejects.toMatchObject({ code: 'database_unavailable' })
    })
    await db.close()
  })
})

describe('a transaction', () => {
  test('is bound to its program while it runs, and the connection is not afterwards', async () => {
    const db = open({ ...REQUEST_LIMITS, connections: 1 })
    const programId = newId()
    const current = { text: "select nullif(current_setting('app.program_id', true), '') as id" }
    expect(await db.inProgram(programId, (tx) => tx.sql(current))).toEqual([{ id: programId }])
    expect(await db.shared((tx) => tx.sql(current))).toEqual([{ id: null }])
    await db.close()
  })

  test('leaves nothing when its work throws, and the connection stays in use', async () => {
    const db = open({ ...REQUEST_LIMITS, connections: 1 })
    const insert = { text: 'insert into operator (id, name, created_at, updated_at) values ($1, $2, now(), now())', values: [newId(), 'Undone'] }
    await expect(db.shared(async (tx) => { await tx.sql(insert); throw new Error('changed my mind') })).rejects.toThrow('changed my mind')
    expect(await db.shared((tx) => tx.sql({ text: "select 1 from operator where name = 'Undone'" }))).toEqual([])
    await db.close()
  })

  test('given up for another one is tried again, with the same outcome as one after the other', async () => {
    const db = open()
    await onConnection(database.ownerUrl, (owner) => owner.query('create table tally (id int primary key, n int); insert into tally values (1, 0), (2, 0); grant all on tally to fairshare_app'))
    const add = (first: number, second: number) => db.shared(async (tx) => {
      await tx.sql({ text: 'update tally set n = n + 1 where id = $1', values: [first] })
      await tx.sql({ text: 'select pg_sleep(0.05)' })
      await tx.sql({ text: 'update tally set n = n + 1 where id = $1', values: [second] })
    })
    // Locked in two orders: PostgreSQL lets one of each pair die of the deadlock.
    await Promise.all([add(1, 2), add(2, 1)])
    expect(await db.shared((tx) => tx.sql({ text: 'select n from tally order by id' }))).toEqual([{ n: 2 }, { n: 2 }])
    await db.close()
  })

  test('refuses a program id that is no id, before it reaches a statement', async () => {
    const db = open()
    await expect(db.inProgram("x'; drop table operator; --", async () => undefined)).rejects.toMatchObject({ code: 'impossible' })
    await db.close()
  })
})
