import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceImport } from '../../src/domain/imports/advance-import.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await createTestApi()
  await api.post('/brand', { name: 'BetTest', externalId: 'bet', landingPageUrl: 'https://bet.example' })
})
afterAll(() => api.close())

const upload = (content: Buffer, more: object = {}) => api.post('/import', { kind: 'customers', content: content.toString('base64'), ...more })
const HEADING = 'externalId,registrationDate,externalBrandId,username'
const ROW = '2026-10-01T10:00:00Z,bet'

test.each([
  ['Latin-1', Buffer.from(`${HEADING}\np1,${ROW},Zo\xeb\n`, 'latin1'), 'not_utf8'],
  ['half a character at the end', Buffer.concat([Buffer.from(`${HEADING}\np1,${ROW},x`), Buffer.from([0xc3])]), 'not_utf8'],
  ['600 columns', Buffer.from(`${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n1\n`), 'too_many_columns'],
  ['10,000 columns', Buffer.from(`${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')}\n`), 'too_many_columns'],
  ['a column twice', Buffer.from('externalId,externalId\n1,2\n'), 'repeated_column'],
  ['blanks only', Buffer.from('\n\n\n'), 'file_empty'],
  ['a heading that never ends', Buffer.from(`"${'a'.repeat(900_000)}`), 'record_too_long'],
])('%s: refused at once, naming what is wrong', async (_, content, code) => {
  const { status, body } = await upload(content)
  expect([status, body.errors]).toMatchObject([400, [{ path: 'content', code }]])
})

test.each([
  ['UTF-8 with a mark', Buffer.from(`\ufeff${HEADING}\np-mark,${ROW},Zoë\n`), {}],
  ['UTF-16', Buffer.from(`\ufeff${HEADING}\np-16,${ROW},Zoë\n`, 'utf16le'), {}],
  ['UTF-16 without a mark', Buffer.from(`${HEADING}\np-16b,${ROW},Zoë\n`, 'utf16le'), {}],
  ['big-endian UTF-16', Buffer.from(`\ufeff${HEADING}\np-be,${ROW},Zoë\n`, 'utf16le').swap16(), {}],
  ['Latin-1 on somebody’s word', Buffer.from(`${HEADING}\np-latin,${ROW},Zo\xeb\n`, 'latin1'), { encoding: 'windows-1252' }],
])('%s is read as what it is', async (_, content, more) => {
  const { body } = await upload(content, more)
  const preview = (await api.get(`/import/${body.id}/preview`)).body
  expect([preview.heading[0], preview.rows[0].values.username]).toEqual(['externalId', 'Zoë'])
})

test('a quote that is never closed: nothing of the file is taken in', async () => {
  const good = Array.from({ length: 1_100 }, (_, i) => `p${i},${ROW},x\n`).join('')
  const { body } = await upload(Buffer.from(`${HEADING}\n${good}q,${ROW},"${'x'.repeat(700_000)}`))
  expect(body.status).toBe('ready')
  expect((await api.get(`/import/${body.id}/preview`)).body).toMatchObject({ numLookedAt: 1_000, isWholeFile: false })
  await api.post(`/import/${body.id}/start`)
  while (await advanceImport(api.context, api.program.programId));
  expect((await api.get(`/import/${body.id}`)).body).toMatchObject({ status: 'failed', numRows: 0, error: { code: 'record_too_long' } })
  expect((await api.get('/customer')).body.items).toEqual([])
})

const NASTY = ['\0', 'a\0b', '\ud83d', '\u202e', '__proto__', '=cmd|x', "'=1", '<script>alert(1)</script>', '9'.repeat(300), '"', '\\N', 'NULL', '', '\u00a0', '١']

test('what no field can hold fails its own row and no other', async () => {
  const rows = NASTY.flatMap((text, i) => [`n${i},${ROW},"${text.replaceAll('"', '""')}"`, `${text.includes('"') ? 'q' : text},${ROW},x${i}`])
  const { body } = await upload(Buffer.from(`${HEADING}\n${rows.join('\n')}\nlast,${ROW},x\n`))
  await api.post(`/import/${body.id}/start`)
  while (await advanceImport(api.context, api.program.programId));
  const done = (await api.get(`/import/${body.id}`)).body
  expect(done).toMatchObject({ status: 'done' })
  expect(done.numImported + done.numDuplicates + done.numFailed).toBe(done.numRows)
  expect((await api.get('/customer?externalId=last')).body.items).toHaveLength(1)
  const script = (await api.get(`/customer?externalId=${encodeURIComponent('<script>alert(1)</script>')}`)).body.items
  expect(script).toHaveLength(1)
})

test('JSON in a cell: numbers, depth and names as anywhere', async () => {
  const cells = ['[{"name":"fee","amount":1e400}]', '{"__proto__":{"a":1}}', '[['.repeat(5_000), '[{"name":"\\ud800","amount":1}]', '[{"name":"fee","amount":1.5}]']
  const rows = cells.map((cell, i) => `t${i},2026-10-01T10:00:00Z,p1,bet,1,"${cell.replaceAll('"', '""')}"`)
  const content = Buffer.from(`externalId,transactionDate,externalCustomerId,externalBrandId,saleAmount,deductions\n${rows.join('\n')}\n`).toString('base64')
  const { body } = await api.post('/import', { kind: 'transactions', content })
  const preview = (await api.get(`/import/${body.id}/preview`)).body
  expect([preview.numReady, preview.refused.map(({ key }: { key: string }) => key)]).toEqual([1, ['t0', 't1', 't2', 't3']])
})

test('more than a part holds, and what is no base64', async () => {
  expect((await api.post('/import', { kind: 'customers', content: 'A'.repeat(10_000_000) })).status).toBe(400)
  expect((await api.post('/import', { kind: 'customers', content: 'a,b\n' })).status).toBe(400)
  expect((await api.post('/import', { kind: 'customers', content: 'YQ==', parts: 17 })).status).toBe(400)
})
