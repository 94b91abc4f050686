import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../../src/domain/ids.ts'
import { verifyStatementFiles } from '../../../src/domain/statements/file/verify-statement-file.ts'
import { PayoutDesk } from '../../payouts/payout-desk.ts'
import { ClosingDesk } from '../../periods/closing-desk.ts'

let desk: ClosingDesk
let anna: Uuid
let october: Uuid
let november: Uuid

beforeAll(async () => {
  desk = await ClosingDesk.open('2026-10-09T12:00:00Z')
  anna = await desk.affiliate('anna')
  await desk.affiliate('bob')
  await desk.affiliate('cleo')
  await desk.sale('anna', 100, '2026-10-06T10:00:00Z')
  await desk.sale('anna', 33.33, '2026-10-07T10:00:00Z')
  await desk.sale('bob', 30, '2026-10-08T10:00:00Z')
  await desk.sale('cleo', 40, '2026-10-08T10:00:00Z')
  await desk.clock('2026-11-03T09:00:00Z')
  await desk.close('2026-10')
  await desk.sale('anna', 12.5, '2026-11-04T10:00:00Z')
  await desk.api.patch('/program', { adjustmentLimit: 100 })
  await desk.api.post('/adjustment', { affiliateId: anna, amount: 25, reason: 'Agreed' })
  october = (await desk.statement(anna, '2026-10')).id
})
afterAll(() => desk.api.close())

const get = async (path: string) => (await desk.api.get(path)).body

describe('a statement file', () => {
  test('is answered as an attachment and verifies without the server', async () => {
    const { status, headers, body } = await desk.api.get(`/statement/${october}/file`)
    expect(status).toBe(200)
    expect(headers['content-disposition']).toBe(`attachment; filename="statement-2026-10-${anna}.json"`)
    const { items: [key] } = await get('/signing-key')
    expect(verifyStatementFiles([body], { trustedKey: key.fingerprint })).toMatchObject({ ok: true, findings: [], files: [{ kind: 'statement', hash: (await desk.statement(anna, '2026-10')).hash, fingerprint: key.fingerprint }] })
    expect(body.lines).toHaveLength(2)
    expect(body.seal.document.statements.count).toBe(3)
  })

  test('with one cent changed names the line', async () => {
    const file = await get(`/statement/${october}/file`)
    const { transferId, amount } = file.lines[1].line
    file.lines[1].line.amount = `${amount.slice(0, -1)}${(Number(amount.at(-1)) + 1) % 10}`
    const [first] = verifyStatementFiles([file]).findings
    expect(first).toMatchObject({ severity: 'wrong', code: 'line_changed', lines: [{ position: 2, transferId }] })
  })

  test('waits until its period is sealed', async () => {
    await desk.clock('2026-12-03T09:00:00Z')
    await desk.api.post('/period/2026-11/close')
    await desk.work()
    november = (await desk.statement(anna, '2026-11')).id
    for (const path of ['file', `proof/${october}`]) {
      expect(await desk.api.get(`/statement/${november}/${path}`)).toMatchObject({ status: 409, body: { code: 'state_conflict', detail: 'The period 2026-11 is not sealed yet.' } })
    }
    expect((await desk.api.get(`/statement/${november}/pdf`)).status).toBe(200)
  })

  test('follows the one before, also over a change of the key', async () => {
    const { items: [first] } = await get('/signing-key')
    const rotated = await desk.api.post('/signing-key', { reason: 'Once a year' })
    expect(rotated).toMatchObject({ status: 201, body: { endorsedBy: first.id, retiredAt: null } })
    await desk.api.post('/period/2026-11/seal')
    const files = [await get(`/statement/${november}/file`), await get(`/statement/${october}/file`)]
    expect(verifyStatementFiles(files, { trustedKey: first.fingerprint })).toMatchObject({ ok: true, findings: [], files: [{ fingerprint: rotated.body.fingerprint }, { fingerprint: first.fingerprint }] })
    expect((await get('/signing-key')).items.map(({ id }: { id: Uuid }) => id)).toEqual([rotated.body.id, first.id])
    expect(verifyStatementFiles([files[0]], { trustedKey: first.fingerprint }).ok).toBe(true)
  })

  test('proves one line and tells nothing of the others', async () => {
    const { items: [, second] } = await get(`/statement/${october}/line`)
    const { status, body, text } = await desk.api.get(`/statement/${october}/proof/${second.id}`)
    expect(status).toBe(200)
    expect(verifyStatementFiles([body]).ok).toBe(true)
    expect(body.line.line.transferId).toBe(second.id)
    expect(text.match(/transferId/g)).toHaveLength(1)
    body.line.line.amount = '9999.00'
    expect(verifyStatementFiles([body]).findings[0]).toMatchObject({ code: 'line_changed', lines: [{ position: 2, transferId: second.id }] })
  })

  test('of another program, of no statement, and of a line that is on another one: there is none', async () => {
    const other = await desk.api.addProgram('Other')
    const { items: [line] } = await get(`/statement/${november}/line`)
    for (const path of [`${october}/file`, `${october}/pdf`, `${october}/proof/${line.id}`]) {
      expect((await desk.api.get(`/statement/${path}`, { key: other.apiKey })).status).toBe(404)
    }
    expect((await desk.api.get(`/statement/${october}/proof/${line.id}`)).status).toBe(404)
    expect((await desk.api.get(`/statement/${anna}/file`)).status).toBe(404)
  })

  test('the key is changed by those who may change settings only', async () => {
    const reader = await desk.api.post('/api-key', { name: 'books', permissions: { ledger: 'write' } })
    expect((await desk.api.post('/signing-key', { reason: 'no' }, { key: reader.body.key })).status).toBe(403)
    expect((await desk.api.get('/signing-key', { key: reader.body.key })).status).toBe(200)
  })
})

describe('files of a history', () => {
  test('with holds, refunds, adjustments and payouts that arrive and come back verify as a chain', async () => {
    const story = await ClosingDesk.open('2026-10-05T12:00:00Z', [{ type: 'percent_of_sale', rate: '10' }], 10)
    try {
      const { api: { context, program: { programId } } } = story
      const payouts = new PayoutDesk(context, programId)
      const dora = await story.affiliate('dora')
      await story.api.patch('/program', { adjustmentLimit: 100 })
      const early = await story.sale('dora', 2_000, '2026-10-02T10:00:00Z')
      await story.clock('2026-10-28T12:00:00Z')
      await story.sale('dora', 500, '2026-10-27T10:00:00Z')
      await story.clock('2026-11-02T12:00:00Z')
      await story.close('2026-10')
      await payouts.method(dora)
      const [paid] = await payouts.payOut([dora])
      await payouts.end(paid?.id ?? '', 'returned')
      await payouts.payOut([dora])
      await story.sale('dora', 300, '2026-11-01T10:00:00Z', { type: 'refund', relatedExternalId: early })
      await story.api.post('/adjustment', { affiliateId: dora, amount: -7.5, reason: 'Agreed' })
      await story.clock('2026-12-02T12:00:00Z')
      await story.close('2026-11')
      const files = await Promise.all(['2026-10', '2026-11'].map(async (period) => (await story.api.get(`/statement/${(await story.statement(dora, period)).id}/file`)).body))
      const { items: [key] } = (await story.api.get('/signing-key')).body
      expect(verifyStatementFiles(files, { trustedKey: key.fingerprint })).toMatchObject({ ok: true, findings: [] })
      const [first, second] = files.map(({ statement }) => statement)
      expect(first.closing).toEqual({ pending: '50.00', payable: '200.00', total: '250.00' })
      expect(second).toMatchObject({ payouts: { sent: '-400.00', returned: '200.00' }, adjustments: '-7.50', matured: '50.00', closing: { pending: '0.00', total: '12.50' } })
    } finally {
      await story.api.close()
    }
  })
})
