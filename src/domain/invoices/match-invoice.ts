/** What an invoice and a statement can differ in. */
export const DIFFERENCES = ['currency', 'net', 'vat', 'total', 'sum'] as const
export type Difference = (typeof DIFFERENCES)[number]

export interface InvoicedAmounts {
  readonly currency: string
  readonly netMinor: bigint
  readonly vatMinor: bigint
}

/**
 * What an affiliate's invoice differs in from its statement, to the minor unit; nothing: it is matched. `sum`: its own net and VAT do not come
 * to its total. Amounts of another currency are not compared.
 */
export function matchInvoice(invoice: InvoicedAmounts & { readonly totalMinor: bigint }, statement: InvoicedAmounts): Difference[] {
  const differences: Difference[] = []
  if (invoice.currency !== statement.currency) differences.push('currency')
  else {
    if (invoice.netMinor !== statement.netMinor) differences.push('net')
    if (invoice.vatMinor !== statement.vatMinor) differences.push('vat')
    if (invoice.totalMinor !== statement.netMinor + statement.vatMinor) differences.push('total')
  }
  if (invoice.netMinor + invoice.vatMinor !== invoice.totalMinor) differences.push('sum')
  return differences
}
