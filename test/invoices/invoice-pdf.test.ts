import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import type { InvoiceDocument } from '../../src/domain/invoices/invoice-document.ts'
import { drawInvoice } from '../../src/domain/invoices/pdf/draw-invoice.ts'

const DOCUMENT: InvoiceDocument = {
  format: 'fairshare-invoice/1', id: '019abc00-0000-7000-8000-000000000001', programId: '019abc00-0000-7000-8000-000000000002', isTest: false, kind: 'invoice', number: 'ACME-000042',
  issuedAt: '2026-11-02T23:30:00.000Z', issuedOn: '2026-11-03', period: { name: '2026-10', from: '2026-10-01', until: '2026-11-01', timeZone: 'Europe/Malta' },
  statement: { id: '019abc00-0000-7000-8000-000000000003', hash: 'ab'.repeat(32) },
  supplier: { affiliateId: '019abc00-0000-7000-8000-000000000004', name: 'Zoë Čapek Łódź', address: 'Große Straße 2\n10115 Berlin', country: 'DE', taxId: 'DE136695976' },
  customer: { legalEntityId: '019abc00-0000-7000-8000-000000000005', name: 'Acme Ltd', address: 'Republic Street 1\nValletta', country: 'MT', taxId: 'MT11679112' },
  currency: 'EUR', vatRate: '7.5', reverseCharge: false, withholdingRate: '15',
  totals: { net: '1234.56', vat: '92.59', gross: '1327.15', withheld: '185.18', payable: '1141.97' },
}
const HASH = 'cd'.repeat(32)

async function textOf(document: InvoiceDocument, language: 'en' | 'pt-BR' | 'es' = 'en'): Promise<string> {
  const pdf = await drawInvoice({ document, hash: HASH, logo: null }, language)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return text.replace(/\s+/g, ' ')
}

describe('a printed invoice', () => {
  test.each`
    language   | texts
    ${'en'}    | ${['Invoice ACME-000042', 'Nov 3, 2026', 'Oct 1, 2026 – Oct 31, 2026', 'Germany', 'Malta', '1,234.56', 'VAT 7.5 %', '92.59', '1,327.15', 'Tax withheld (15 %)', '185.18', '1,141.97', 'Self-billing']}
    ${'pt-BR'} | ${['Fatura ACME-000042', '3 de nov. de 2026', 'Alemanha', '1.234,56', '7,5 %', '92,59', '1.141,97', 'Autofaturamento']}
    ${'es'}    | ${['Factura ACME-000042', '3 nov 2026', 'Alemania', '1.234,56', 'IVA 7,5 %', '92,59', '1.141,97', 'Facturación por el destinatario']}
  `('says who, what and how much, in $language', async ({ language, texts }) => {
    const text = await textOf(DOCUMENT, language)
    for (const part of [...texts, 'Zoë Čapek Łódź', 'Große Straße 2', 'DE136695976', 'Acme Ltd', 'MT11679112', DOCUMENT.statement.id, HASH]) expect(text).toContain(part)
    expect(text).not.toMatch(/undefined|NaN|Reverse charge|test program/)
  })

  test('without VAT has no line of it; reverse charge is said', async () => {
    const text = await textOf({ ...DOCUMENT, vatRate: '0', reverseCharge: true, withholdingRate: '0', totals: { net: '100.00', vat: '0.00', gross: '100.00', withheld: '0.00', payable: '100.00' } })
    expect(text).toContain('Reverse charge: the customer accounts for the VAT.')
    expect(text).not.toMatch(/VAT 0|Tax withheld/)
  })

  test('that is a credit note is called one, and says that it corrects no other', async () => {
    const text = await textOf({ ...DOCUMENT, kind: 'credit_note', number: 'ACME-CN-000001', isTest: true, totals: { net: '-100.00', vat: '-7.50', gross: '-107.50', withheld: '-15.00', payable: '-92.50' } })
    for (const part of ['Credit note ACME-CN-000001', '−107.50', '−92.50', 'corrects no invoice of another one', 'no real invoice']) expect(text).toContain(part)
  })

  test('of somebody who was erased, or of a currency without cents, is printed, too', async () => {
    const supplier = { ...DOCUMENT.supplier, name: 'Erased affiliate', address: null, country: null, taxId: null }
    const text = await textOf({ ...DOCUMENT, supplier, currency: 'JPY', totals: { net: '12345', vat: '926', gross: '13271', withheld: '1852', payable: '11419' } })
    for (const part of ['Erased affiliate', '12,345', '11,419 JPY']) expect(text).toContain(part)
  })
})
