import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { advanceImport } from '../../src/domain/imports/advance-import.ts'
import { forgetImports } from '../../src/domain/imports/forget-imports.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await createTestApi()
  await api.post('/brand', { name: 'BetTest', externalId: 'bet', landingPageUrl: 'https://bet.example' })
  await api.post('/affiliate', { name: 'northlight', externalId: 'aff-1' })
})
afterAll(() => api.close())

const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64')

async function upload(kind: string, content: string | Buffer, more: object = {}) {
  return api.post('/import', { kind, content: base64(content), ...more })
}

/** Does all that workers would do. */
async function work(): Promise<void> {
  for (let step = 0; step < 1_000; step += 1) {
    if (await advanceImport(api.context, api.program.programId)) continue
    await catchUp(api.context, api.program.programId)
    if (!(await advanceImport(api.context, api.program.programId))) return
  }
}

async function run(kind: string, content: string | Buffer, start: object = {}) {
  const { body } = await upload(kind, content)
  expect((await api.post(`/import/${body.id}/start`, start)).status).toBe(202)
  await work()
  return (await api.get(`/import/${body.id}`)).body
}

const CUSTOMERS = `Player ID;signed up;brand;Affiliate;theirs
p1;2026-10-01T10:00:00Z;bet;aff-1;x

p2;2026-10-01T10:00:00Z;bet;nobody;x
p3;01/10/2026;bet;aff-1;x
"p4
x";2026-10-01T10:00:00Z;bet;;x
p5;2026-10-01T10:00:00Z
`

describe('a file is looked at before it is taken in', () => {
  test('delimiter and columns are proposed, rows read, lines counted as an editor does, what is wrong named by field', async () => {
    const { body, status } = await upload('customers', CUSTOMERS)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'ready', delimiter: ';', encoding: 'utf-8', heading: ['Player ID', 'signed up', 'brand', 'Affiliate', 'theirs'] })
    const preview = (await api.get(`/import/${body.id}/preview`)).body
    expect(preview).toMatchObject({
      isProposed: true, ignoredColumns: ['theirs'], numLookedAt: 5, numReady: 3, numRefused: 2, isWholeFile: true,
      mapping: { externalId: 'Player ID', registrationDate: 'signed up', externalBrandId: 'brand', affiliateExternalId: 'Affiliate', country: null },
    })
    expect(preview.rows.map(({ line }: { line: number }) => line)).toEqual([2, 4, 5, 6, 8])
    expect(preview.rows[0].values).toEqual({ externalId: 'p1', registrationDate: '2026-10-01T10:00:00Z', externalBrandId: 'bet', affiliateExternalId: 'aff-1' })
    expect(preview.refused).toMatchObject([{ line: 5, key: 'p3', errors: [{ path: 'registrationDate', code: 'invalid_date' }] }, { line: 8, code: 'wrong_number_of_cells' }])
  })

  test('another mapping or delimiter is tried without being kept; one that fits no field or column is refused', async () => {
    const { body: { id } } = await upload('customers', CUSTOMERS)
    const previewOf = (mapping: object) => api.get(`/import/${id}/preview?mapping=${encodeURIComponent(JSON.stringify(mapping))}`)
    expect((await previewOf({ externalId: 'brand', registrationDate: 'signed up', externalBrandId: 'brand' })).body.rows[0].key).toBe('bet')
    expect((await previewOf({ externalId: null })).body).toMatchObject({ numReady: 0 })
    for (const [mapping, code] of [[{ colour: 'brand' }, 'unknown_field'], [{ externalId: 'nope' }, 'unknown_column']] as const) {
      expect((await previewOf(mapping)).body.errors).toMatchObject([{ path: 'mapping', code }])
    }
    expect((await api.get(`/import/${id}/preview?mapping=7`)).status).toBe(400)
    expect((await api.get(`/import/${id}/preview?delimiter=,`)).body.heading).toHaveLength(1)
    const refused = await api.post(`/import/${id}/start`, { mapping: { externalId: null } })
    expect([refused.status, refused.body.errors.map(({ path }: { path: string }) => path)]).toEqual([400, ['mapping.externalId', 'mapping.registrationDate']])
    expect((await api.get(`/import/${id}`)).body.status).toBe('ready')
  })
})

describe('rows are taken in by a worker', () => {
  test('each by itself; the outcome of every line can be read, also as CSV that no spreadsheet runs; the mapping is remembered', async () => {
    const done = await run('customers', CUSTOMERS.replace('p4', '=p4'))
    expect(done).toMatchObject({ status: 'done', numRows: 5, numImported: 2, numDuplicates: 0, numFailed: 3 })
    const { body: lines } = await api.get(`/import/${done.id}/line?limit=3`)
    expect(lines.items.map(({ line, outcome, code }: Record<string, unknown>) => [line, outcome, code])).toEqual([[2, 'imported', null], [4, 'failed', 'affiliate_unknown'], [5, 'failed', 'invalid_date']])
    expect((await api.get(`/import/${done.id}/line?limit=3&cursor=${lines.nextCursor}`)).body.items).toHaveLength(2)
    const csv = await api.get(`/import/${done.id}/lines.csv?outcome=imported`)
    expect(csv.text).toBe('line,key,outcome,code,message\r\n2,p1,imported,,\r\n6,"\'=p4\nx",imported,,\r\n')
    expect((await api.get('/customer?externalId=p1')).body.items[0]).toMatchObject({ externalId: 'p1' })
    const { body: next } = await upload('customers', 'signed up,other,Player ID\n')
    expect((await api.get(`/import/${next.id}/preview`)).body.mapping).toMatchObject({ registrationDate: 'signed up', externalId: 'Player ID' })
  })

  test('transactions wait, fail and count once; the same file again changes nothing', async () => {
    const file = `id,type,date,externalCustomerId,externalBrandId,saleAmount
t1,sale,2026-10-02T10:00:00Z,p1,bet,100
t1,sale,2026-10-02T10:00:00Z,p1,bet,100
t2,sale,2026-10-02T11:00:00Z,p1,bet,"1,5"
,sale,2026-10-02T11:00:00Z,p1,bet,50.25
,sale,2026-10-02T11:00:00Z,p1,bet,50.25
t3,sale,2026-10-02T11:00:00Z,late,bet,50.25
t4,sale,2026-10-02T11:00:00Z,p1,other,50.25
`
    const first = await run('transactions', file)
    expect(first).toMatchObject({ status: 'done', numRows: 7, numImported: 3, numDuplicates: 1, numWaiting: 1, numFailed: 2 })
    const outcomes = (await api.get(`/import/${first.id}/line`)).body.items.map(({ outcome }: { outcome: string }) => outcome)
    expect(outcomes).toEqual(['imported', 'duplicate', 'failed', 'imported', 'imported', 'waiting', 'failed'])
    expect(await run('transactions', file)).toMatchObject({ numImported: 0, numDuplicates: 5, numWaiting: 0, numFailed: 2 })
    expect((await run('customers', 'externalId,registrationDate,externalBrandId\nlate,2026-10-01T10:00:00Z,bet\n')).numImported).toBe(1)
    expect((await api.get('/transaction?limit=500')).body.items).toHaveLength(4)
  })

  test('affiliates, coupons and legacy links, by the names that the operator has for things; again: duplicates', async () => {
    const affiliates = 'name,externalId,email,parentExternalId,country\nsouth,aff-2,s@south.example,aff-1,MT\nsouth2,aff-3,s@south.example,,\nwest,aff-4,,nobody,\nnameless,,,,\n'
    expect(await run('affiliates', affiliates)).toMatchObject({ numImported: 1, numFailed: 3 })
    expect(await run('affiliates', affiliates)).toMatchObject({ numImported: 0, numDuplicates: 1, numFailed: 3 })
    const coupons = 'code,affiliateExternalId\nSOUTH10,aff-2\nsouth10,aff-1\nX,aff-9\n'
    expect(await run('coupons', coupons)).toMatchObject({ numImported: 1, numFailed: 2 })
    expect(await run('coupons', coupons)).toMatchObject({ numDuplicates: 1, numFailed: 2 })
    const { body: [affiliate] } = { body: (await api.get('/affiliate?externalId=aff-2')).body.items }
    const tracker = (await api.post('/tracker', { affiliateId: affiliate.id, name: 'old' })).body
    const brand = (await api.get('/brand')).body.items[0]
    const link = (await api.post('/tracking-link', { trackerId: tracker.id, brandId: brand.id })).body
    const links = `parameter,value,trackingLinkId\nbtag,a_1,${link.id}\npath,/visit/1,${link.id}\npath,none,${link.id}\nbtag,a_2,019abc00-0000-7000-8000-000000000003\n`
    expect(await run('legacy_links', links)).toMatchObject({ numImported: 2, numFailed: 2 })
    expect(await run('legacy_links', links)).toMatchObject({ numImported: 0, numDuplicates: 2, numFailed: 2 })
  })

  test('a file in parts, cut within a character and a row', async () => {
    const bytes = Buffer.from('externalId,registrationDate,externalBrandId,username\nq1,2026-10-01T10:00:00Z,bet,Zoë\nq2,2026-10-01T10:00:00Z,bet,x\n')
    const cut = bytes.indexOf(0xc3) + 1
    const { body } = await upload('customers', bytes.subarray(0, cut), { parts: 2 })
    expect(body).toMatchObject({ status: 'uploading', heading: null })
    expect((await api.post(`/import/${body.id}/start`)).status).toBe(409)
    const part = { number: 2, content: base64(bytes.subarray(cut)) }
    expect((await api.post(`/import/${body.id}/part`, part)).body).toMatchObject({ status: 'ready', bytes: bytes.length })
    expect((await api.post(`/import/${body.id}/part`, part)).status).toBe(201)
    expect((await api.post(`/import/${body.id}/part`, { number: 2, content: base64('other') })).status).toBe(409)
    await api.post(`/import/${body.id}/start`)
    await work()
    expect((await api.get(`/import/${body.id}`)).body).toMatchObject({ status: 'done', numImported: 2 })
    expect((await api.get('/customer?externalId=q1')).body.items[0].username).toBe('Zoë')
  })

  test('cancelled: what was taken in stays, the rest is skipped', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `k${i},2026-10-01T10:00:00Z,bet`)
    const { body } = await upload('customers', `externalId,registrationDate,externalBrandId\n${rows.join('\n')}\n`)
    await api.post(`/import/${body.id}/start`)
    for (const _ of ['read', 'take']) await advanceImport(api.context, api.program.programId)
    expect((await api.post(`/import/${body.id}/cancellation`)).body).toMatchObject({ status: 'cancelled', numImported: 500, numRows: 600 })
    await work()
    expect((await api.get(`/import/${body.id}/line?outcome=skipped&limit=500`)).body.items).toHaveLength(100)
    expect((await api.post(`/import/${body.id}/cancellation`)).status).toBe(409)
  })

  test('what each is allowed for a kind is what its calls are', async () => {
    const key = (await api.post('/api-key', { name: 'clerk', permissions: { customers: 'write' } })).body.key
    expect((await api.post('/import', { kind: 'affiliates', content: base64('name\n') }, { key })).status).toBe(403)
    expect((await api.post('/import', { kind: 'customers', content: base64('externalId\n') }, { key })).status).toBe(201)
    const kinds = new Set((await api.get('/import?limit=500', { key })).body.items.map(({ kind }: { kind: string }) => kind))
    expect([...kinds]).toEqual(['customers'])
  })

  test('lines are forgotten after a month, files that nobody started after a week', async () => {
    const { db } = api.context
    const count = async (table: string) => (await db.inProgram(api.program.programId, (tx) => tx.sql({ text: `select from ${table}` }))).length
    const later = new Date(Date.now() + 31 * 86_400_000)
    for (let round = 0; round < 20; round += 1) await db.inProgram(api.program.programId, (tx) => forgetImports(tx, api.program.programId, later, 2_000))
    expect([await count('data_import_row'), await count('data_import_part')]).toEqual([0, 0])
    expect((await api.get('/import?status=done')).body.items.length).toBeGreaterThan(0)
  })
})
