import type { Command } from 'commander'
import { addCallOfOne, addListVerb, ID } from './resources.ts'

/** `invoice list|show`: self-billed invoices and credit notes. */
export function addInvoice(root: Command): void {
  const invoice = root.command('invoice').description('self-billed invoices and credit notes')
  addListVerb(invoice, { noun: 'invoice', operation: 'listInvoices', columns: ['number', 'kind', 'affiliateId', 'period', 'currency', 'net', 'vat', 'gross', 'withheld', 'payable'] })
  addCallOfOne(invoice, { name: 'show', summary: 'show an invoice or a credit note', operation: 'getInvoice', example: `invoice show ${ID}` })
}
