import { readdir, readFile, writeFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import { DOSE } from '../support/dose.ts'
import { createEmbeddedInstallation, createInstallation, createPlainInstallation, type Installation } from './run-command.ts'

// One small demo serves all of these: it takes three seconds, and has everything in it.
let installation: Installation
let first: { readonly commissions: object; readonly balances: Record<string, number>; readonly transactions: Record<string, number> }

beforeAll(async () => {
  installation = await createInstallation()
  first = JSON.parse((await installation.run('demo', '--seed', '7', '--json')).stdout)
}, 120_000)
afterAll(() => installation.close())

describe('demo', () => {
  test('has everything in it: lines of every kind, what waits, what failed, what was rejected', () => {
    expect(first).toMatchObject({
      made: { brands: 3, affiliates: 20, clicks: 4_000, customers: 300, transactions: expect.closeTo(3_000, -2) },
      transactions: { pending: expect.any(Number), rejected: expect.any(Number), failed: expect.any(Number), waiting: expect.any(Number) },
      commissions: { cpa: expect.anything(), revenue_share: expect.anything(), percent_of_sale: expect.anything(), none: expect.anything() },
      balances: { affiliate_payable: expect.any(Number), affiliate_pending: expect.any(Number) },
    })
  })

  test('is counted when it is made: whoever looks at once, sees all of it', async () => {
    const counted = 'select (select sum(clicks)::int from click_daily) as clicks, (select count(*)::int from report_mark) as marks'
    expect((await onConnection(installation.environment['DATABASE_URL'] ?? '', (client) => client.query(counted))).rows).toEqual([{ clicks: 4_000, marks: 0 }])
  })

  test.skipIf(DOSE === 'small')('the same seed gives the same commissions', async () => {
    const same = await installation.json('demo', '--seed', '7', '--program', 'Demo again')
    expect(totals(same)).toEqual(totals(first))
  }, 120_000)

  test('a program that exists is not touched', async () => {
    expect((await installation.call('demo')).exitCode).toBe(1)
  })
})

function totals({ commissions, balances, transactions }: typeof first): object {
  // What has become payable, and so what was paid, depends on the minute.
  const { commission_expense: expense, affiliate_payable: payable = 0, affiliate_pending: pending = 0, payout_in_transit: inTransit = 0, settlement_bank: paid = 0 } = balances
  return { commissions, transactions, expense, owed: Math.round((payable + pending + inTransit + paid) * 100) }
}

test('verify proves the demo, one line per law with the count checked', async () => {
  const { exitCode, stdout } = await installation.call('verify', '--program', 'Demo')
  expect(exitCode).toBe(0)
  expect(stdout.split('\n').filter((line) => /^ok +\w+ +[\d,]+ checked/.test(line)).length).toBeGreaterThan(5)
  expect(stdout).not.toContain('BROKEN')
})

test('explain --verify computes every line anew, and names the first that comes to another amount', async () => {
  const { exitCode, stdout } = await installation.call('explain', '--verify', '--program', 'Demo')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^ok +explanations +[1-9][\d,]+ checked/)
  expect((await installation.call('explain')).exitCode).toBe(1)
  const [line] = (await onConnection(installation.environment['DATABASE_URL'] ?? '', (client) => client.query<{ id: string }>(`update commission set amount_minor = amount_minor + 1 where id = (select id from commission where kind = 'computed' limit 1) returning id`))).rows
  const broken = await installation.call('explain', '--verify', '--program', 'Demo', '--json')
  await onConnection(installation.environment['DATABASE_URL'] ?? '', (client) => client.query('update commission set amount_minor = amount_minor - 1 where id = $1', [line?.id]))
  expect({ exitCode: broken.exitCode, answer: JSON.parse(broken.stdout) }).toMatchObject({ exitCode: 1, answer: { ok: false, laws: [{ law: 'explanations', offender: expect.stringContaining(line?.id ?? '') }, { law: 'award_leaves' }, { law: 'awards' }] } })
})

test('story tells a customer of the demo, in the language asked for', async () => {
  const [customer] = (await onConnection(installation.environment['DATABASE_URL'] ?? '', (client) => client.query<{ external_id: string }>(`select c.external_id from customer c join commission l on l.customer_id = c.id and l.amount_minor > 0 join program p on p.id = c.program_id and p.name = 'Demo' limit 1`))).rows
  const { exitCode, stdout } = await installation.call('story', customer?.external_id ?? '', '--program', 'Demo', '--words', 'pt-BR')
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/Recebido em .*O afiliado .* trouxe o cliente/s) })
  expect((await installation.call('story', 'no such name', '--program', 'Demo')).exitCode).toBe(1)
})

describe('export', () => {
  test('--journal has every transfer once; its accounts come to the balances of the ledger', async () => {
    const file = `${installation.folder}/demo.journal`
    const { transfers } = await installation.json('export', '--journal', file, '--program', 'Demo')
    const journal = await readFile(file, 'utf8')
    const entries = [...journal.matchAll(/^\d{4}-\d\d-\d\d \* "\w+"\n(?: {2};.*\n)+ {2}(\S+) {2}(\d+\.\d\d) EUR\n {2}(\S+) {2}-(\d+\.\d\d) EUR\n/gm)]
    expect(entries).toHaveLength(transfers)
    const balances = new Map<string, bigint>()
    for (const [, debit = '', amount = '', credit = '', same] of entries) {
      expect(same).toBe(amount)
      balances.set(debit, (balances.get(debit) ?? 0n) + BigInt(amount.replace('.', '')))
      balances.set(credit, (balances.get(credit) ?? 0n) - BigInt(amount.replace('.', '')))
    }
    const sumOf = (prefix: string): number => Number([...balances].filter(([name]) => name.startsWith(prefix)).reduce((sum, [, amount]) => sum + amount, 0n)) / 100
    expect(sumOf('Expenses:Commission-expense:')).toBe(first.balances['commission_expense'])
    expect(-sumOf('Liabilities:Affiliate-payable:')).toBe(first.balances['affiliate_payable'])
    // Every account is opened before its first use, with a name that all three programs take.
    for (const name of balances.keys()) {
      expect(name).toMatch(/^(?:Assets|Expenses|Liabilities)(?::[A-Z][A-Za-z0-9-]*)+$/)
      expect(journal).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d open ${name}$`, 'm'))
    }
  })

  test('--all writes every table without secrets; formulas are inert, and read back exactly', async () => {
    const hostile = ['=1+1', "'=1", '+x', '-x', '@x', '\t=1', '＝1', ' =1', "'plain", 'a\nb,"c"']
    for (const [i, name] of hostile.entries()) await installation.call('affiliate', 'create', JSON.stringify({ name, externalId: `hostile-${i}` }), '--program', 'Demo')
    const folder = `${installation.folder}/tables`
    const { tables } = await installation.json('export', '--all', folder, '--program', 'Demo')
    expect(await readdir(folder)).toEqual(Object.keys(tables).map((table) => `${table}.csv`).sort())
    expect(Object.keys(tables)).not.toContain('api_key_lookup')
    const columns = await Promise.all(Object.keys(tables).map(async (table) => (await readFile(`${folder}/${table}.csv`, 'utf8')).split('\n', 1)[0]?.split(',') ?? []))
    expect(columns.flat().filter((name) => /^sealed_(?!by$|at$)|secrets|password(?!_changed_at$)/.test(name))).toEqual([])
    expect(columns.flat()).toContain('sealed_by')
    const rows: Record<string, string>[] = parse(await readFile(`${folder}/affiliate.csv`), { columns: true })
    const names = hostile.map((_, i) => rows.find((row) => row['external_id'] === `hostile-${i}`)?.['name'] ?? '')
    expect(names.filter((cell) => /^\s*[=+\-@\t＝]/.test(cell))).toEqual([])
    const { readInertCell } = await import('../../src/domain/inert-cell.ts')
    expect(names.map(readInertCell)).toEqual(hostile)
  })
})

describe('backup and restore', () => {
  test('a backup restored into an empty embedded database is the same, and verifies', async () => {
    const backup = `${installation.folder}/backup.tar.gz`
    const { rows } = await installation.json('backup', backup)
    expect((await installation.call('backup', backup)).exitCode).toBe(1)
    const other = await createEmbeddedInstallation()
    try {
      const { exitCode, stdout } = await other.run('restore', backup, '--json')
      expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 0, rows, verification: { ok: true } })
      await installation.call('export', '--journal', `${installation.folder}/before`, '--program', 'Demo')
      const exported = await other.run('export', '--journal', `${installation.folder}/after`, '--program', 'Demo')
      expect(exported.exitCode).toBe(0)
      expect(await readFile(`${installation.folder}/after`, 'utf8')).toBe(await readFile(`${installation.folder}/before`, 'utf8'))
      // Two at once on one embedded database: the first starts the server, the last one stops it.
      const both = await Promise.all([other.run('program', 'list'), other.run('doctor')])
      expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0])
      const again = await other.run('restore', backup, '--json')
      expect({ exitCode: again.exitCode, ...JSON.parse(again.stdout) }).toMatchObject({ exitCode: 1, code: 'database_not_empty' })
      // The numbers that the database gives go on: a program can be added.
      expect((await other.run('program', 'create', 'name=New', 'currency=EUR', 'timeZone=UTC')).exitCode).toBe(0)
    } finally {
      await other.close()
    }
  }, 120_000)

  test.skipIf(DOSE === 'small')('an owner whom row-level security binds can restore, and backs up every row', async () => {
    const plain = await createPlainInstallation()
    try {
      const { rows } = await plain.json('restore', `${installation.folder}/backup.tar.gz`)
      const saved = await plain.json('backup', `${plain.folder}/again.tar.gz`)
      const { tables } = await installation.json('backup', `${installation.folder}/compare.tar.gz`)
      // Restoring is in the audit of each of the two programs; so is that payouts are frozen, which the outbox tells too.
      expect(saved.rows).toBe(rows + 6)
      expect({ ...saved.tables, audit_entry: 0, outbox_event: 0 }).toEqual({ ...tables, audit_entry: 0, outbox_event: 0 })
    } finally {
      await plain.close()
    }
  }, 120_000)

  test('a database that came back by other means is told so: its payouts are frozen', async () => {
    const frozen = () => onConnection(installation.environment['DATABASE_URL'] ?? '', async (client) => (await client.query<{ reason: string }>('select payouts_frozen_reason as reason from program where payouts_frozen_at is not null')).rows)
    const { exitCode, stdout } = await installation.call('restored', 'yesterday', '--json')
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 1, code: 'invalid_request' })
    expect(await frozen()).toEqual([])
    const { programs } = await installation.json('restored', '2026-11-21T04:00:00Z')
    expect(await frozen()).toEqual(Array.from({ length: programs }, () => ({ reason: 'restored from a backup of 2026-11-21T04:00:00.000Z' })))
  })

  test.each([
    ['cut off', (tar: Buffer) => gzipSync(tar).subarray(0, 5_000)],
    ['with one altered digit', (tar: Buffer) => gzipSync(alterDigit(tar))],
    ['without its manifest', (tar: Buffer) => gzipSync(Buffer.concat([tar.subarray(0, tar.lastIndexOf('manifest.json')), Buffer.alloc(1_024)]))],
    ['of something else', () => Buffer.from('not an archive')],
  ])('an archive %s is refused before anything is touched', async (_, damage) => {
    const file = `${installation.folder}/damaged.tar.gz`
    await writeFile(file, damage(gunzipSync(await readFile(`${installation.folder}/backup.tar.gz`))))
    const { exitCode, stdout } = await installation.call('restore', file, '--json')
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 1, code: 'archive_damaged' })
  })
})

// Last, because it damages the books.
test('verify ends with exit code 1 and names the first offender when an amount was altered behind our back', async () => {
  const ownerUrl = installation.environment['DATABASE_URL'] ?? ''
  await onConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from ledger_transfer order by id limit 1')
    await client.query('update ledger_transfer set amount_minor = amount_minor + 1 where id = $1', [rows[0]?.id])
  })
  const { exitCode, stdout } = await installation.run('verify', '--json')
  const { ok, laws } = JSON.parse(stdout)
  expect({ exitCode, ok }).toEqual({ exitCode: 1, ok: false })
  expect(laws.filter((law: { ok: boolean }) => !law.ok).map(({ law, offender }: { law: string; offender: string }) => [law, offender])).toContainEqual(['account_totals', expect.any(String)])
  expect((await installation.call('verify')).stdout).toMatch(/^BROKEN +account_totals[^\n]+\n +first offender: .+$/m)
})

function alterDigit(tar: Buffer): Buffer {
  const altered = Buffer.from(tar)
  const place = altered.indexOf('percent_of_sale') - 2
  altered.writeUInt8((altered[place] ?? 0) ^ 1, place)
  return altered
}
