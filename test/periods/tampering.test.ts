import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { ClosingDesk } from './closing-desk.ts'

let desk: ClosingDesk

beforeAll(async () => {
  desk = await ClosingDesk.open('2026-10-20T12:00:00Z')
  await desk.affiliate('anna')
  await desk.affiliate('bob')
  await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
  await desk.sale('bob', 50, '2026-10-07T10:00:00Z')
  await desk.clock('2026-12-02T12:00:00Z')
  await desk.close('2026-10')
  await desk.sale('anna', 10, '2026-11-07T10:00:00Z')
  await desk.close('2026-11')
})
afterAll(() => desk.api.close())

/** What somebody with all rights in the database does; undone afterwards. */
async function tamper(change: string, undo: string): Promise<string[]> {
  const asOwner = (text: string) => onConnection(desk.api.context.config.databaseUrl ?? '', async (client) => void (await client.query(text)))
  await asOwner(change)
  const found = await desk.offenders()
  await asOwner(undo)
  return found.map((offender) => offender.replace(/:.*/, ''))
}

describe('verify names what was changed behind the back of the application', () => {
  beforeEach(async () => {
    expect(await desk.offenders()).toEqual([])
  })

  test.each`
    what                                     | change                                                                                    | undo                                                                                       | law
    ${'an amount in a document'}             | ${`update statement set document = replace(document, '"10.00"', '"10.01"')`}              | ${`update statement set document = replace(document, '"10.01"', '"10.00"')`}               | ${'statements'}
    ${'a closing balance'}                   | ${`update statement set closing_payable_minor = closing_payable_minor + 1`}               | ${`update statement set closing_payable_minor = closing_payable_minor - 1`}                | ${'statements'}
    ${'when a transfer happened'}            | ${`update ledger_transfer set occurred_at = occurred_at + interval '1 hour'`}             | ${`update ledger_transfer set occurred_at = occurred_at - interval '1 hour'`}              | ${'statement_documents'}
    ${'the period of a transfer'}            | ${`update ledger_transfer set statement_period = '2026-12' where statement_period = '2026-11'`} | ${`update ledger_transfer set statement_period = '2026-11' where statement_period = '2026-12'`} | ${'closed_periods'}
    ${'the seal of a period'}                | ${`update period_seal set document = replace(document, 'T12:00', 'T12:01')`}              | ${`update period_seal set document = replace(document, 'T12:01', 'T12:00')`}               | ${'period_seals'}
    ${'the key that signed'}                 | ${`update signing_key set public_key = sha256(public_key)`}                               | ${null}                                                                                    | ${'period_seals'}
  `('$what', async ({ change, undo, law }) => {
    const restored = undo ?? (await keyBack())
    expect(await tamper(change, restored)).toContain(law)
  })

  async function keyBack(): Promise<string> {
    const [row] = await desk.api.context.db.inProgram(desk.api.program.programId, (tx) => tx.sql<{ key: string }>({ text: `select encode(public_key, 'hex') as key from signing_key` }))
    return `update signing_key set public_key = decode('${row?.key}', 'hex')`
  }

  test('the application itself has no right to change statements, lines or seals', async () => {
    for (const table of ['statement', 'statement_line', 'period_seal', 'outbox_event']) {
      const asApplication = (text: string) => desk.api.context.db.inProgram(desk.api.program.programId, (tx) => tx.sql({ text }))
      await expect(asApplication(`delete from ${table}`), table).rejects.toThrow(/permission denied/)
      await expect(asApplication(`update ${table} set program_id = program_id`), table).rejects.toThrow(/permission denied/)
    }
  })
})
