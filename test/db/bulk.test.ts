import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BulkRows, columns } from '../../src/db/bulk.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

let context: TestContext
beforeAll(async () => {
  context = await createTestContext()
})
afterAll(() => context.close())

const row = fc.record({
  uuid: fc.option(fc.uuid()),
  text: fc.option(fc.string({ unit: 'binary', maxLength: 600 }).map((text) => text.replaceAll('\0', '').toWellFormed())),
  int: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  bigint: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  numeric: fc.option(fc.oneof(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: -20_000n, max: 20_000n }))),
  boolean: fc.option(fc.boolean()),
  instant: fc.option(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })),
})

test('every value of every type comes back as it was sent, in binary', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (sent) => {
      const rows = new BulkRows(columns('uuid uuid, text text, int int, bigint bigint, numeric numeric, boolean boolean, instant timestamptz'))
      for (const one of sent) rows.add(one.uuid, one.text, one.int, one.bigint, one.numeric, one.boolean, one.instant)
      const received = await context.db.shared((tx) => tx.sql({ text: `select * from ${rows.unnest('r')}`, values: rows.parameters() }))
      expect(received).toEqual(sent)
    }),
    { numRuns: 60 },
  )
})

test('whatever columns are the same in all rows, the rows are inserted as they are', async () => {
  const few = fc.record({ id: fc.constantFrom(null, 1, 2), text: fc.constantFrom(null, '', 'a'), json: fc.constantFrom(null, '{}'), at: fc.constantFrom(null, new Date(0)) })
  await fc.assert(
    fc.asyncProperty(fc.array(few, { minLength: 1, maxLength: 4 }), async (sent) => {
      const rows = new BulkRows(columns('id int, text text, json text jsonb, at timestamptz'))
      for (const { id, text, json, at } of sent) rows.add(id, text, json, at)
      const received = await context.db.shared(async (tx) => {
        await tx.sql({ text: 'create temporary table bulk_rows (place serial, id int, text text, json jsonb, at timestamptz) on commit drop' })
        await rows.insertInto(tx, 'bulk_rows')
        return tx.sql({ text: 'select id, text, json::text as json, at from bulk_rows order by place' })
      })
      expect(received).toEqual(sent)
    }),
    { numRuns: 60 },
  )
})

test('a value that travels as text is cast to the type of its column', async () => {
  const rows = new BulkRows(columns('list text bigint[], object text jsonb'))
  rows.add('{1,2}', '{"a": "b"}')
  const [received] = await context.db.shared((tx) => tx.sql({ text: `select r.list::bigint[] as list, r.object::jsonb as object from ${rows.unnest('r')}`, values: rows.parameters() }))
  expect(received).toEqual({ list: [1n, 2n], object: { a: 'b' } })
})
