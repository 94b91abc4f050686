import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { invoiceBlocks } from '../../src/domain/invoices/invoice-blocks.ts'
import { matchInvoice } from '../../src/domain/invoices/match-invoice.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { InvoiceDesk } from './invoice-desk.ts'

const PDF = Buffer.from('%PDF-1.7\nnot much of one\n').toString('base64')

let finance: InvoiceDesk
let other: { apiKey: string }
const people: Record<string, Uuid> = {}
const statements: Record<string, Uuid> = {}

const PROFILES: Readonly<Record<string, object>> = {
  anna: {}, bob: {}, carl: {}, dora: { invoicing: 'self_billed' }, emil: { taxId: null, vatRate: '0' }, fritz: {},
}

beforeAll(async () => {
  finance = await InvoiceDesk.open('2026-10-09T12:00:00Z')
  other = await finance.api.addProgram('Other')
  await finance.entity()
  for (const [name, profile] of Object.entries(PROFILES)) {
    const id = await finance.desk.affiliate(name)
    people[name] = id
    expect((await finance.profile(id, { invoicing: 'uploaded', withholdingRate: '0', ...profile })).status).toBe(201)
    await finance.adjust(id, name === 'fritz' ? -100 : 100)
  }
  await finance.desk.clock('2026-11-03T09:00:00Z')
  await finance.desk.close('2026-10')
  for (const [name, id] of Object.entries(people)) statements[name] = (await finance.desk.statement(id, '2026-10')).id
})
afterAll(() => finance.api.close())

const person = (name: string): Uuid => people[name] ?? ''
const upload = (name: string, fields: object = {}) => finance.upload(person(name), statements[name] ?? '', fields)
const decide = (id: Uuid, what: 'acceptance' | 'rejection', reason = 'agreed by e-mail') => finance.api.post(`/affiliate-invoice/${id}/${what}`, { reason })

async function blocks(): Promise<Record<string, string>> {
  const { programId } = finance.api.program
  const found = await finance.api.context.db.inProgram(programId, (tx) => invoiceBlocks(tx, programId, Object.values(people)))
  return Object.fromEntries(Object.entries(people).flatMap(([name, id]) => (found.has(id) ? [[name, found.get(id) ?? '']] : [])))
}

test.each`
  net      | vat     | total    | currency | differences
  ${100n}  | ${19n}  | ${119n}  | ${'EUR'} | ${[]}
  ${101n}  | ${18n}  | ${119n}  | ${'EUR'} | ${['net', 'vat']}
  ${100n}  | ${19n}  | ${118n}  | ${'EUR'} | ${['total', 'sum']}
  ${100n}  | ${0n}   | ${100n}  | ${'EUR'} | ${['vat', 'total']}
  ${99n}   | ${19n}  | ${118n}  | ${'EUR'} | ${['net', 'total']}
  ${100n}  | ${19n}  | ${119n}  | ${'USD'} | ${['currency']}
  ${100n}  | ${19n}  | ${120n}  | ${'USD'} | ${['currency', 'sum']}
`('an invoice of $net and $vat, $total $currency differs from 100 and 19 EUR in $differences', ({ net, vat, total, currency, differences }) => {
  expect(matchInvoice({ netMinor: net, vatMinor: vat, totalMinor: total, currency }, { netMinor: 100n, vatMinor: 19n, currency: 'EUR' })).toEqual(differences)
})

describe('an invoice that an affiliate sends', () => {
  test('is awaited once its statement is sealed, where something was earned', async () => {
    expect(await blocks()).toEqual({ anna: 'invoice_missing', bob: 'invoice_missing', carl: 'invoice_missing', emil: 'invoice_missing' })
    expect((await finance.invoices()).map(({ affiliateId }: { affiliateId: Uuid }) => affiliateId)).toEqual([person('dora')])
  })

  test('is matched when it is the statement to the cent', async () => {
    const { status, body } = await upload('anna', { fileName: 'invoice.pdf', content: PDF })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'matched', differences: [], net: 100, vat: 19, total: 119, currency: 'EUR', expected: { net: 100, vat: 19, total: 119, currency: 'EUR' }, issuedOn: '2026-11-02', fileName: 'invoice.pdf',
      hasContent: true, decidedBy: null,
    })
    expect((await finance.api.get(`/affiliate-invoice/${body.id}`)).body).toEqual({ ...body, affiliateName: 'anna' })
    const file = await finance.api.get(`/affiliate-invoice/${body.id}/file`)
    expect([file.status, file.headers['content-type'], file.headers['content-disposition'], Buffer.from(file.text).toString('base64')]).toEqual([200, 'application/pdf', `attachment; filename="invoice-${body.id}.pdf"`, PDF])
    expect((await blocks())['anna']).toBeUndefined()
  })

  test('that differs waits for a person, who may accept it with a reason', async () => {
    const { body } = await upload('bob', { number: 'B 1', net: 100.01, total: 119.01 })
    expect(body).toMatchObject({ status: 'mismatch', differences: ['net', 'total'], hasContent: false })
    expect((await finance.api.get(`/affiliate-invoice/${body.id}/file`)).status).toBe(404)
    expect((await blocks())['bob']).toBe('invoice_mismatch')
    expect((await finance.api.post(`/affiliate-invoice/${body.id}/acceptance`, {})).status).toBe(400)
    const accepted = await decide(body.id, 'acceptance', 'one cent')
    expect(accepted).toMatchObject({ status: 201, body: { status: 'accepted', decisionReason: 'one cent', decidedAt: '2026-11-03T09:00:00.000Z', differences: ['net', 'total'] } })
    expect((await blocks())['bob']).toBeUndefined()
    expect((await decide(body.id, 'rejection')).body.code).toBe('state_conflict')
    expect((await decide(body.id, 'acceptance')).body.code).toBe('state_conflict')
  })

  test('keeps payouts back until it fits: a run says so of everybody whom it leaves out', async () => {
    const reasons = async () => {
      const { items } = (await finance.api.get('/payout-run/preview')).body
      return Object.fromEntries(items.map(({ affiliateId, reason }: { affiliateId: Uuid; reason: string | null }) => [Object.keys(people).find((name) => people[name] === affiliateId), reason]))
    }
    expect(await reasons()).toMatchObject({ anna: 'method_missing', bob: 'method_missing', carl: 'invoice_missing', dora: 'method_missing', emil: 'invoice_missing' })
    const { body } = await upload('carl', { number: 'C-0', vat: 18, total: 118 })
    expect(await reasons()).toMatchObject({ carl: 'invoice_mismatch' })
    const run = await finance.api.post('/payout-run', {})
    const { items } = (await finance.api.get(`/payout-run/${run.body.id}/left-out`)).body
    expect(items.filter(({ affiliateId }: { affiliateId: Uuid }) => [person('carl'), person('emil')].includes(affiliateId)).map(({ reason }: { reason: string }) => reason).sort()).toEqual(['invoice_mismatch', 'invoice_missing'])
    await decide(body.id, 'rejection')
  })

  test('that is rejected makes room for another, also of the same number', async () => {
    const { body } = await upload('carl', { number: 'C-1', vat: 0, total: 100 })
    expect((await upload('carl', { number: 'C-2' })).body).toMatchObject({ code: 'already_exists', errors: [{ path: 'statementId' }] })
    expect((await decide(body.id, 'rejection', 'no VAT')).body).toMatchObject({ status: 'rejected', decisionReason: 'no VAT' })
    expect((await blocks())['carl']).toBe('invoice_missing')
    const again = await upload('carl', { number: 'c 1' })
    expect(again.body.status).toBe('matched')
    // A matched one may be rejected: what it is of may be wrong.
    expect((await decide(again.body.id, 'acceptance')).body.code).toBe('state_conflict')
    expect((await decide(again.body.id, 'rejection')).status).toBe(201)
    expect((await upload('carl', { number: 'C-3' })).body.status).toBe('matched')
  })

  test('has a number that no other of the affiliate has, however it is typed', async () => {
    expect((await upload('emil', { number: '2026/17', vat: 0, total: 100 })).body.status).toBe('matched')
    await finance.adjust(person('emil'), 100)
    await finance.adjust(person('anna'), 100)
    await finance.desk.clock('2026-12-03T09:00:00Z')
    await finance.desk.close('2026-11')
    expect(await blocks()).toEqual({ anna: 'invoice_missing', emil: 'invoice_missing' })
    const november = async (name: string, fields: object) => finance.upload(person(name), (await finance.desk.statement(person(name), '2026-11')).id, { vat: 0, total: 100, ...fields })
    for (const number of ['2026/17', '2026 17', '2026-17', ' 202617']) {
      expect((await november('emil', { number })).body).toMatchObject({ code: 'already_exists', errors: [{ path: 'number' }] })
    }
    expect((await november('emil', { number: '2026/18' })).status).toBe(201)
    expect((await november('anna', { number: '2026/18', vat: 19, total: 119 })).status).toBe(201)
    expect(await blocks()).toEqual({})
  })

  test('is one, of ten at the same time', async () => {
    await finance.adjust(person('anna'), 10)
    await finance.desk.clock('2027-01-03T09:00:00Z')
    await finance.desk.close('2026-12')
    const { id } = await finance.desk.statement(person('anna'), '2026-12')
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => finance.upload(person('anna'), id, { number: `A-${n}`, net: 10, vat: 1.9, total: 11.9 })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
    const made = answers.find(({ status }) => status === 201)?.body
    const decisions = await Promise.all(Array.from({ length: 10 }, () => decide(made.id, 'rejection')))
    expect(decisions.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
    expect((await blocks())['anna']).toBe('invoice_missing')
  })

  test('is no longer awaited of who sends none any more, nor for what was sealed before', async () => {
    await finance.profile(person('anna'), { invoicing: 'none' })
    expect(await blocks()).toEqual({})
    await finance.profile(person('dora'), { invoicing: 'uploaded' })
    expect(await blocks()).toEqual({})
  })

  test.each`
    what                                    | name       | fields                                                                       | status | code
    ${'a statement that is self-billed'}    | ${'dora'}  | ${{}}                                                                        | ${409} | ${'state_conflict'}
    ${'a statement below zero'}             | ${'fritz'} | ${{}}                                                                        | ${409} | ${'state_conflict'}
    ${'no statement'}                       | ${'bob'}   | ${{ statementId: '019abc00-0000-7000-8000-000000000001' }}                   | ${422} | ${'statement_unknown'}
    ${'no affiliate'}                       | ${'bob'}   | ${{ affiliateId: '019abc00-0000-7000-8000-000000000001' }}                   | ${422} | ${'affiliate_unknown'}
    ${'an amount finer than a cent'}        | ${'bob'}   | ${{ net: 100.001 }}                                                          | ${400} | ${'invalid_request'}
    ${'an amount below zero'}               | ${'bob'}   | ${{ net: -100 }}                                                             | ${400} | ${'invalid_request'}
    ${'a day that there is not'}            | ${'bob'}   | ${{ issuedOn: '2026-02-30' }}                                                | ${400} | ${'invalid_request'}
    ${'a file that is no PDF'}              | ${'bob'}   | ${{ content: Buffer.from('MZ').toString('base64') }}                         | ${400} | ${'invalid_request'}
    ${'a file that is no base64'}           | ${'bob'}   | ${{ content: '%PDF-1.7' }}                                                   | ${400} | ${'invalid_request'}
    ${'a file of more than 5 MiB'}          | ${'bob'}   | ${{ content: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(5 * 1024 * 1024)]).toString('base64') }} | ${400} | ${'invalid_request'}
  `('is refused for $what', async ({ name, fields, status, code }) => {
    expect(await upload(name, { number: 'X', ...fields })).toMatchObject({ status, body: { code } })
  })

  test("is not taken for another affiliate's statement, nor seen by other programs", async () => {
    expect((await finance.upload(person('bob'), statements['anna'] ?? '', { number: 'Z' })).body.code).toBe('statement_unknown')
    const { items } = (await finance.api.get('/affiliate-invoice?status=accepted')).body
    expect(items).toHaveLength(1)
    expect((await finance.api.get(`/affiliate-invoice/${items[0].id}`, { key: other.apiKey })).status).toBe(404)
    expect((await finance.api.get('/affiliate-invoice', { key: other.apiKey })).body.items).toEqual([])
    expect((await finance.api.post(`/affiliate-invoice/${items[0].id}/rejection`, { reason: 'x' }, { key: other.apiKey })).status).toBe(404)
  })

  test('keeps the laws; one that was altered is found', async () => {
    const broken = async () => (await verifyBooks(finance.api.context.db, finance.api.program.programId, ['affiliate_invoices'])).laws
    expect(await broken()).toMatchObject([{ checked: 10n, offender: null }])
    const [{ id }] = (await finance.api.get('/affiliate-invoice?status=accepted')).body.items
    const alter = (differences: string) => onConnection(finance.api.context.database.ownerUrl, (client) => client.query('update affiliate_invoice set differences = $2 where id = $1', [id, differences]))
    await alter('{}')
    expect(await broken()).toMatchObject([{ offender: expect.stringContaining(`affiliate_invoice ${id}`) }])
    await alter('{net,total}')
  })

  test('leaves its coming and its decision in the audit, without the file, and in the outbox', async () => {
    const [{ id }] = (await finance.api.get('/affiliate-invoice?status=accepted')).body.items
    const { items } = (await finance.api.get(`/audit?subjectId=${id}`)).body
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['affiliate_invoice.accepted', 'affiliate_invoice.uploaded'])
    const events = await finance.api.context.db.inProgram(finance.api.program.programId, (tx) => tx.sql<{ kind: string }>({ text: `select kind from outbox_event where subject_id = '${id}' order by id` }))
    expect(events.map(({ kind }) => kind)).toEqual(['invoice.uploaded', 'invoice.accepted'])
    const all = await finance.api.context.db.inProgram(finance.api.program.programId, (tx) => tx.sql<{ details: string }>({ text: `select details::text from audit_entry where action = 'affiliate_invoice.uploaded'` }))
    expect(all.filter(({ details }) => details.includes(PDF) || details.includes('invoice.pdf'))).toEqual([])
  })
})
