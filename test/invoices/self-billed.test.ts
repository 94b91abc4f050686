import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onConnection } from '../../src/db/single-connection.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { InvoiceDesk } from './invoice-desk.ts'

let finance: InvoiceDesk
let entity: { id: Uuid }
const people: Record<string, Uuid> = {}

const PROFILES: Readonly<Record<string, object | null>> = {
  anna: {},
  bob: { legalName: 'Bob Ltd', reverseCharge: true, withholdingRate: '0' },
  carl: { legalName: 'Carl', taxId: null, withholdingRate: '0' },
  dora: null,
  emil: { legalName: 'Emil', invoicing: 'none' },
  fritz: { legalName: 'Fritz', withholdingRate: '0' },
}

beforeAll(async () => {
  finance = await InvoiceDesk.open('2026-10-09T12:00:00Z')
  entity = await finance.entity()
  for (const [name, profile] of Object.entries(PROFILES)) {
    const id = await finance.desk.affiliate(name)
    people[name] = id
    if (profile !== null) expect((await finance.profile(id, profile)).status).toBe(201)
    // 1,234.56 of a sale's tenth and of an adjustment.
    await finance.desk.sale(name, 10_000, '2026-10-06T10:00:00Z')
    await finance.adjust(id, name === 'fritz' ? -1_500 : 234.56)
  }
  await finance.desk.clock('2026-11-03T09:00:00Z')
  await finance.desk.close('2026-10')
})
afterAll(() => finance.api.close())

const person = (name: string): Uuid => people[name] ?? ''

async function invoiceOf(name: string, query = '') {
  const items = await finance.invoices(`&affiliateId=${person(name)}${query}`)
  expect(items.length).toBeLessThan(2)
  return items[0]
}

describe('when a period is sealed', () => {
  test.each`
    name       | net          | vat        | gross        | withheld  | payable
    ${'anna'}  | ${1_234.56}  | ${234.57}  | ${1_469.13}  | ${185.18} | ${1_283.95}
    ${'bob'}   | ${1_234.56}  | ${0}       | ${1_234.56}  | ${0}      | ${1_234.56}
    ${'carl'}  | ${1_234.56}  | ${0}       | ${1_234.56}  | ${0}      | ${1_234.56}
    ${'fritz'} | ${-500}      | ${-95}     | ${-595}      | ${0}      | ${-595}
  `('$name is invoiced $net, with VAT of $vat, and is to be paid $payable', async ({ name, ...amounts }) => {
    const statement = await finance.desk.statement(person(name), '2026-10')
    expect(await invoiceOf(name)).toMatchObject({ ...amounts, currency: 'EUR', period: '2026-10', statementId: statement.id, legalEntityId: entity.id, issuedAt: '2026-11-03T09:00:00.000Z' })
    expect(statement.closing.total).toBe(amounts.payable)
    expect(statement.tax).toEqual({ vat: amounts.vat, withheld: amounts.withheld === 0 ? 0 : -amounts.withheld })
  })

  test('who has no tax profile, or one without invoices, has neither invoice; withheld and VAT are of who has a profile', async () => {
    expect(await invoiceOf('dora')).toBeUndefined()
    expect(await invoiceOf('emil')).toBeUndefined()
    expect((await finance.desk.statement(person('dora'), '2026-10')).closing.total).toBe(1_234.56)
    expect((await finance.desk.statement(person('emil'), '2026-10')).closing.total).toBe(1_283.95)
  })

  test('invoices and credit notes are numbered by themselves, in the order of their affiliates', async () => {
    const numbers = (await finance.invoices()).map(({ number }: { number: string }) => number).sort()
    expect(numbers).toEqual(['ACME-000001', 'ACME-000002', 'ACME-000003', 'ACME-CN-000001'])
    expect(await invoiceOf('fritz')).toMatchObject({ kind: 'credit_note', number: 'ACME-CN-000001' })
    expect((await finance.api.get(`/legal-entity/${entity.id}`)).body).toMatchObject({ nextInvoiceNumber: 4, nextCreditNoteNumber: 2, hasIssued: true })
  })

  test('the VAT and what is withheld are in the ledger, each with its statement as the cause', async () => {
    const { id } = await finance.desk.statement(person('anna'), '2026-10')
    const { items } = (await finance.api.get(`/ledger/transfer?causeId=${id}`)).body
    expect(items.map(({ kind, amount }: { kind: string; amount: number }) => [kind, amount]).sort()).toEqual([['statement_vat', 234.57], ['tax_withheld', 185.18]])
    const note = await finance.desk.statement(person('fritz'), '2026-10')
    expect((await finance.api.get(`/ledger/transfer?causeId=${note.id}`)).body.items).toMatchObject([{ kind: 'statement_vat_reversed', amount: 95 }])
  })

  test('the document has the hash that is kept, and both parties as they are called then', async () => {
    const { id, hash, number } = await invoiceOf('anna')
    const { body } = await finance.api.get(`/invoice/${id}/document`)
    expect(createHash('sha256').update(body.document).digest('hex')).toBe(hash)
    expect(body.hash).toBe(hash)
    const statement = await finance.desk.statement(person('anna'), '2026-10')
    expect(JSON.parse(body.document)).toEqual({
      format: 'fairshare-invoice/1', id, programId: finance.api.program.programId, isTest: true, kind: 'invoice', number, issuedAt: '2026-11-03T09:00:00.000Z', issuedOn: '2026-11-03',
      period: { name: '2026-10', from: '2026-10-01', until: '2026-11-01', timeZone: 'Europe/Malta' }, statement: { id: statement.id, hash: statement.hash },
      supplier: { affiliateId: person('anna'), name: 'Anna Borg', address: 'Triq il-Kbira 2\nSliema', country: 'DE', taxId: 'DE136695976' },
      customer: { legalEntityId: entity.id, name: 'Acme Ltd', address: 'Republic Street 1\nValletta', country: 'MT', taxId: 'MT11679112' },
      currency: 'EUR', vatRate: '19', reverseCharge: false, withholdingRate: '15',
      totals: { net: '1234.56', vat: '234.57', gross: '1469.13', withheld: '185.18', payable: '1283.95' },
    })
  })

  test('reverse charge stands in the document, with no VAT and no rate of it', async () => {
    const { id } = await invoiceOf('bob')
    const document = JSON.parse((await finance.api.get(`/invoice/${id}/document`)).body.document)
    expect(document).toMatchObject({ reverseCharge: true, vatRate: '0', totals: { net: '1234.56', vat: '0.00', gross: '1234.56' } })
  })

  test('it is printed', async () => {
    const { id } = await invoiceOf('anna')
    const { status, headers, text } = await finance.api.get(`/invoice/${id}/pdf?language=pt-BR`)
    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([200, 'application/pdf', expect.stringMatching(/^attachment; filename="ACME-00000\d\.pdf"$/)])
    expect(text).toMatch(/^%PDF-/)
    expect((await finance.api.get(`/invoice/${id}/pdf?language=fr`)).status).toBe(400)
  })

  test('it is told: one event for each invoice', async () => {
    const rows = await finance.api.context.db.inProgram(finance.api.program.programId, (tx) => tx.sql({ text: `select payload from outbox_event where kind = 'invoice.issued' and affiliate_id = '${person('anna')}'` }))
    expect(rows).toMatchObject([{ payload: { kind: 'invoice', total: '1469.13', currency: 'EUR' } }])
  })

  test('the laws hold, and issuing again changes nothing', async () => {
    const before = await finance.invoices()
    await finance.invoice('2026-10')
    expect(await finance.invoices()).toEqual(before)
    expect(await finance.desk.offenders()).toEqual([])
  })
})

describe('afterwards', () => {
  test('another rate, name or entity counts from the next period on; what was issued stays as it is', async () => {
    const before = await finance.api.get(`/invoice/${(await invoiceOf('anna')).id}/document`)
    await finance.profile(person('anna'), { legalName: 'Anna Borg-Vella', vatRate: '18', withholdingRate: '0' })
    await finance.api.patch(`/legal-entity/${entity.id}`, { name: 'Acme Holding Ltd' })
    await finance.adjust(person('anna'), 100)
    await finance.desk.clock('2026-12-02T09:00:00Z')
    await finance.desk.close('2026-11')
    const november = await invoiceOf('anna', '&period=2026-11')
    expect(november).toMatchObject({ number: 'ACME-000004', net: 100, vat: 18, withheld: 0 })
    const { customer, supplier } = JSON.parse((await finance.api.get(`/invoice/${november.id}/document`)).body.document)
    expect([supplier.name, customer.name]).toEqual(['Anna Borg-Vella', 'Acme Holding Ltd'])
    expect((await finance.api.get(`/invoice/${(await invoiceOf('anna', '&period=2026-10')).id}/document`)).text).toBe(before.text)
    // Who has a statement, because of a balance, and earned nothing.
    expect(await invoiceOf('bob', '&period=2026-11')).toBeUndefined()
    expect(await finance.desk.offenders()).toEqual([])
  })

  test('a name put right during the review is right on the invoice; a rate changed then is not', async () => {
    await finance.adjust(person('carl'), 50)
    await finance.adjust(person('anna'), 50)
    await finance.desk.clock('2027-01-02T09:00:00Z')
    expect((await finance.api.post('/period/2026-12/close')).status).toBe(202)
    await finance.desk.work()
    await finance.desk.clock('2027-01-03T09:00:00Z')
    await finance.profile(person('carl'), { legalName: 'Carl the Great', taxId: null, withholdingRate: '0' })
    await finance.profile(person('anna'), { legalName: 'Anna Vella', vatRate: '25', withholdingRate: '0' })
    expect((await finance.api.post('/period/2026-12/seal')).status).toBe(200)
    const documentOf = async (name: string) => JSON.parse((await finance.api.get(`/invoice/${(await invoiceOf(name, '&period=2026-12')).id}/document`)).body.document)
    expect(await documentOf('carl')).toMatchObject({ supplier: { name: 'Carl the Great' } })
    expect(await documentOf('anna')).toMatchObject({ supplier: { name: 'Anna Borg-Vella' }, vatRate: '18', totals: { vat: '9.00' } })
    expect(await finance.desk.offenders()).toEqual([])
  })
})

test.each`
  currency | net          | vatRate | withholdingRate | document
  ${'JPY'} | ${12_345}    | ${'10'} | ${'10.21'}      | ${{ net: '12345', vat: '1235', gross: '13580', withheld: '1260', payable: '12320' }}
  ${'KWD'} | ${-1234.567} | ${'5'}  | ${'5'}          | ${{ net: '-1234.567', vat: '-61.728', gross: '-1296.295', withheld: '-61.728', payable: '-1234.567' }}
`('in $currency, with its own digits, $net is invoiced and the laws hold', async ({ currency, net, vatRate, withholdingRate, document }) => {
  const { api } = finance
  const { programId, apiKey: key } = await api.addProgram(currency, true, currency)
  const post = async (path: string, body: object = {}) => (await api.post(path, body, { key })).body
  await post('/program/test-clock', { now: '2026-10-09T12:00:00Z' })
  await api.patch('/program', { adjustmentLimit: 1_000_000 }, { key })
  await post('/legal-entity', { name: 'Acme', address: 'Valletta', country: 'MT', prefix: 'A' })
  const { id: affiliateId } = await post('/affiliate', { name: 'Anna' })
  await post('/tax-profile', { affiliateId, legalName: 'Anna', address: 'x', country: 'JP', taxId: 'T1234567890123', vatRate, withholdingRate, invoicing: 'self_billed' })
  await post('/adjustment', { affiliateId, amount: net, reason: 'agreed' })
  await post('/program/test-clock', { now: '2026-11-03T12:00:00Z' })
  await post('/period/2026-10/close')
  await catchUp(api.context, programId)
  await post('/period/2026-10/seal')
  const [{ id }] = (await api.get('/invoice', { key })).body.items
  expect(JSON.parse((await api.get(`/invoice/${id}/document`, { key })).body.document).totals).toEqual(document)
  const { laws } = await verifyBooks(api.context.db, programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
})

test.each`
  what                            | statement                                                                                     | undo
  ${'a tax that was changed'}     | ${'update statement_tax set vat_minor = vat_minor + 1 where vat_minor > 0'}                    | ${'update statement_tax set vat_minor = vat_minor - 1 where vat_minor > 0'}
  ${'a base that was changed'}    | ${`update statement_tax set base_minor = base_minor + 1 where invoicing = 'none'`}             | ${`update statement_tax set base_minor = base_minor - 1 where invoicing = 'none'`}
  ${'a rate that was changed'}    | ${'update statement_tax set withholding_rate_ppm = 140000 where withholding_rate_ppm = 150000'} | ${'update statement_tax set withholding_rate_ppm = 150000 where withholding_rate_ppm = 140000'}
  ${'a transfer of a cent more'}  | ${`update ledger_transfer set amount_minor = amount_minor + 1 where kind = 'statement_vat'`}   | ${`update ledger_transfer set amount_minor = amount_minor - 1 where kind = 'statement_vat'`}
  ${'a transfer of another kind'} | ${`update ledger_transfer set kind = 'tax' where kind = 'tax_withheld'`}                       | ${`update ledger_transfer set kind = 'tax_withheld' where kind = 'tax'`}
  ${'who should have an invoice'} | ${`update statement_tax set invoicing = 'self_billed' where invoicing = 'none'`}               | ${`update statement_tax t set invoicing = 'none' where base_minor <> 0 and not exists (select from invoice i where i.statement_id = t.statement_id)`}
`('verify finds $what', async ({ statement, undo }) => {
  const { context, program } = finance.api
  const alter = (text: string) => onConnection(context.database.ownerUrl, (client) => client.query(text))
  const found = async () => (await verifyBooks(context.db, program.programId, ['statement_taxes'])).laws[0]?.offender ?? null
  await alter(statement)
  expect(await found()).toMatch(/^statement /)
  await alter(undo)
  expect(await found()).toBeNull()
})
