import { stringify } from 'csv-stringify/sync'
import { inertCell } from '../../inert-cell.ts'
import { minorToFixedText } from '../../money/amounts.ts'
import type { RailDetails, RailFile, RailFileInput, RailPayout } from './rail-file.ts'

export const CSV_COLUMNS = ['payoutId', 'endToEndId', 'amount', 'currency', 'holderName', 'method', 'accountType', 'account', 'bic', 'taxId', 'reference'] as const

/** Every payout, whatever its method: one line each (RFC 4180, UTF-8), texts inert in spreadsheets. Columns: docs/payout-rails.md. */
export function buildCsvFile({ messageId, payouts }: RailFileInput): RailFile {
  const text = payouts.length === 0 ? '' : stringify([CSV_COLUMNS, ...payouts.map(rowOf)], { record_delimiter: 'windows' })
  return { fileName: `payouts-${messageId}.csv`, contentType: 'text/csv; charset=utf-8', bytes: Buffer.from(text), refused: [] }
}

function rowOf({ payoutId, endToEndId, amountMinor, currency, holderName, details, reference }: RailPayout): string[] {
  const { accountType, account, bic, taxId } = accountOf(details)
  return [
    payoutId, endToEndId, minorToFixedText(amountMinor, currency), currency,
    ...[holderName, details.kind, accountType, account, bic, taxId, reference].map(inertCell),
  ]
}

interface Account {
  readonly accountType: string
  readonly account: string
  readonly bic: string
  readonly taxId: string
}

function accountOf(details: RailDetails): Account {
  const nothing = { bic: '', taxId: '' }
  switch (details.kind) {
    case 'bank':
      return { ...nothing, accountType: 'iban', account: details.iban, bic: details.bic ?? '' }
    case 'pix':
      return { ...nothing, accountType: details.keyType, account: details.key, taxId: details.taxId ?? '' }
    case 'paypal':
    case 'wise':
      return { ...nothing, accountType: 'email', account: details.email }
    case 'crypto':
      return { ...nothing, accountType: details.network, account: details.address }
    case 'other':
      return { ...nothing, accountType: 'text', account: details.instructions }
  }
}
