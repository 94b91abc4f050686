import type { Phrase } from '../../commissions/components/clauses.ts'

/** What a printed invoice says. English, Portuguese of Brazil, Spanish. */
export const INVOICE_WORDS = {
  invoice: ['Invoice', 'Fatura', 'Factura'],
  creditNote: ['Credit note', 'Nota de crédito', 'Nota de crédito'],
  isTest: ['A test program: no real invoice.', 'Programa de teste: não é uma fatura real.', 'Programa de prueba: no es una factura real.'],
  selfBilled: [
    'Self-billing: issued by the customer in the name and on behalf of the supplier.',
    'Autofaturamento: emitida pelo cliente em nome e por conta do fornecedor.',
    'Facturación por el destinatario: expedida por el cliente en nombre y por cuenta del proveedor.',
  ],
  creditNoteNote: [
    'What came off in this period was more than what was earned. This note is about its own period and corrects no invoice of another one.',
    'Neste período, as deduções superaram os ganhos. Esta nota refere-se ao seu próprio período e não corrige faturas de outros.',
    'En este período se descontó más de lo que se ganó. Esta nota se refiere a su propio período y no corrige facturas de otros.',
  ],
  reverseCharge: [
    'Reverse charge: the customer accounts for the VAT.',
    'Autoliquidação (reverse charge): o imposto é devido pelo cliente.',
    'Inversión del sujeto pasivo (reverse charge): el IVA lo declara el cliente.',
  ],
  number: ['Number', 'Número', 'Número'],
  issuedOn: ['Issued on', 'Data de emissão', 'Fecha de expedición'],
  period: ['Services of', 'Serviços de', 'Servicios de'],
  statement: ['Statement', 'Extrato', 'Estado de cuenta'],
  supplier: ['Supplier', 'Fornecedor', 'Proveedor'],
  customer: ['Customer', 'Cliente', 'Cliente'],
  name: ['Name', 'Nome', 'Nombre'],
  address: ['Address', 'Endereço', 'Dirección'],
  country: ['Country', 'País', 'País'],
  taxId: ['Tax ID', 'Identificação fiscal', 'Identificación fiscal'],
  what: ['What', 'Descrição', 'Concepto'],
  amount: ['Amount', 'Valor', 'Importe'],
  service: ['Commissions for affiliate services', 'Comissões por serviços de afiliação', 'Comisiones por servicios de afiliación'],
  vat: ['VAT', 'Imposto sobre valor agregado', 'IVA'],
  gross: ['Total', 'Total', 'Total'],
  withheld: ['Tax withheld', 'Imposto retido', 'Impuesto retenido'],
  payable: ['To be paid', 'A pagar', 'A pagar'],
  hash: ['Hash of this document', 'Hash deste documento', 'Hash de este documento'],
  statementHash: ['Hash of the statement', 'Hash do extrato', 'Hash del estado de cuenta'],
  check: ['How to check this paper', 'Como verificar este documento', 'Cómo verificar este documento'],
} satisfies Readonly<Record<string, Phrase>>

export type InvoiceWord = keyof typeof INVOICE_WORDS
