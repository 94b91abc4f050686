import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstallation, type Installation } from './run-command.ts'

let installation: Installation

beforeAll(async () => {
  installation = await createInstallation()
  await installation.call('setup', '--operator', 'Bet Ltd', '--program', 'BetTest', '--currency', 'EUR', '--time-zone', 'Europe/Malta', '--admin', 'ann@bet.example')
  await installation.call('affiliate', 'create', 'name=northlight', 'externalId=aff-1')
})
afterAll(() => installation.close())

const CUSTOMERS = `player_id,signed_up,externalBrandId,affiliateExternalId,theirs,username
p1,2026-10-01T10:00:00Z,default,aff-1,x,"'=joe"
p2,2026-10-01T10:00:00Z,default,nobody,x,ann
p3,01/10/2026,default,aff-1,x,bob
p4,2026-10-01T10:00:00Z,default,,x,"Two
lines"
p5,2026-10-01T10:00:00Z
`
const CUSTOMER_MAP = ['--map', 'externalId=player_id,registrationDate=signed_up']

describe('import customers', () => {
  test('good rows are stored, bad ones reported with their line, unknown columns named; exit code 1', async () => {
    const file = await installation.file('customers.csv', CUSTOMERS)
    const { exitCode, stdout } = await installation.run('import', 'customers', file, ...CUSTOMER_MAP, '--json')
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 1, imported: 2, duplicates: 0, failed: 3, ignoredColumns: ['theirs'],
      failures: [{ line: 3, externalId: 'p2', code: 'affiliate_unknown' }, { line: 4, externalId: 'p3' }, { line: 7, code: 'wrong_number_of_cells' }],
    })
  })

  test('the mended file can be imported again: what is there stays as it is', async () => {
    const file = await installation.file('mended.csv', CUSTOMERS.replace('nobody', 'aff-1').replace('01/10/2026', '2026-10-01T10:00:00Z').replace('p5,2026-10-01T10:00:00Z\n', ''))
    const { exitCode, stdout } = await installation.call('import', 'customers', file, ...CUSTOMER_MAP, '--json')
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 0, imported: 2, duplicates: 2, failed: 0 })
  })
})

const TRANSACTIONS = `id,type,date,externalCustomerId,externalBrandId,saleAmount,deductions
t1,sale,2026-10-02T10:00:00Z,p1,default,100,
t2,sale,2026-10-02T11:00:00Z,p1,default,"1,5",
,sale,2026-10-02T11:00:00Z,p1,default,50.25,
,sale,2026-10-02T11:00:00Z,p1,default,50.25,
t3,sale,2026-10-02T11:00:00Z,p9,default,50.25,
t4,sale,2026-10-02T11:00:00Z,p1,other,50.25,
`
const TRANSACTION_MAP = ['--map', 'externalId=id,transactionDate=date']

describe('import transactions', () => {
  test('rows are processed, wait for their customer or fail; two rows alike are two transactions', async () => {
    const file = await installation.file('transactions.csv', TRANSACTIONS)
    const { exitCode, stdout } = await installation.call('import', 'transactions', file, ...TRANSACTION_MAP, '--json')
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 1, imported: 3, duplicates: 0, waiting: 1, failed: 2,
      failures: [{ line: 3, externalId: 't2', code: 'invalid_number' }, { line: 7, externalId: 't4', code: 'brand_unknown' }],
    })
  })

  test('the same file again has no effect, with or without ids of its own', async () => {
    const again = await installation.json('import', 'transactions', `${installation.folder}/transactions.csv`, ...TRANSACTION_MAP)
    expect(again).toMatchObject({ imported: 0, duplicates: 4, failed: 2 })
    expect(await installation.json('verify')).toMatchObject({ ok: true })
  })

  test('what waited is processed when its customer is imported', async () => {
    const file = await installation.file('late.csv', 'externalId,registrationDate,externalBrandId,affiliateExternalId\np9,2026-10-01T10:00:00Z,default,aff-1\n')
    await installation.call('import', 'customers', file)
    const again = await installation.json('import', 'transactions', `${installation.folder}/transactions.csv`, ...TRANSACTION_MAP)
    expect(again).toMatchObject({ imported: 0, duplicates: 4, waiting: 0 })
  })
})

describe('files that are none', () => {
  test.each([
    ['not UTF-8', Buffer.from([0x65, 0x2c, 0x66, 0x0a, 0xff, 0xfe]), 'not_utf8'],
    ['a quote that is never closed', Buffer.from(`externalId,type\nx,"${'a'.repeat(300_000)}`), 'record_too_long'],
    ['too many columns', Buffer.from(`${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n1\n`), 'too_many_columns'],
    ['a column twice', Buffer.from('externalId,externalId\n1,2\n'), 'repeated_column'],
    ['nothing at all', Buffer.alloc(0), 'file_empty'],
  ])('%s: refused with one line', async (_, content, code) => {
    const { exitCode, stdout, stderr } = await installation.call('import', 'transactions', await installation.file('none.csv', content), '--json')
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 1, code })
    expect(stderr.split('\n')).toHaveLength(2)
  })

  test('a file or column that is not there', async () => {
    const missing = await installation.call('import', 'transactions', '/nowhere.csv')
    const unmapped = await installation.call('import', 'transactions', `${installation.folder}/transactions.csv`, '--map', 'externalId=nope')
    const unknown = await installation.call('import', 'transactions', `${installation.folder}/transactions.csv`, '--map', 'colour=id')
    expect([missing.exitCode, unmapped.exitCode, unknown.exitCode]).toEqual([1, 2, 2])
  })
})
