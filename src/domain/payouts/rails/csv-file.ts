import { stringify } from 'csv-stringify/sync'
import { inertCell } from '../../inert-cell.ts'
import { minorToFixedText } from '../../money/amounts.ts'
import type { PayoutDetails } from '../../payout-methods/payout-details.ts'
import type { RailFile, RailFileInput, RailPayout } from './rail-file.ts'

const CSV_COLUMNS = ['payoutId', 'endToEndId', 'amount', 'currency', 'holderName', 'method', 'accountType', 'account', 'bank', 'country', 'taxId', 'reference']

/** Every payout, whatever its method: one line each (RFC 4180, UTF-8), texts inert in spreadsheets. Columns: docs/payout-rails.md. */
export function buildCsvFile({ messageId, payouts }: RailFileInput): RailFile {
  const text = payouts.length === 0 ? '' : stringify([CSV_COLUMNS, ...payouts.map(rowOf)], { record_delimiter: 'windows' })
  return { fileName: `payouts-${messageId}.csv`, contentType: 'text/csv; charset=utf-8', bytes: Buffer.from(text), refused: [] }
}

function rowOf({ payoutId, endToEndId, amountMinor, currency, holderName, details, reference }: RailPayout): string[] {
  const { type, account, bank = null, country = null, taxId = null } = accountOf(details)
  const texts = [holderName, details.kind, type, account, bank, country, taxId, reference]
  return [payoutId, endToEndId, minorToFixedText(amountMinor, currency), currency, ...texts.map((text) => inertCell(text ?? ''))]
}

interface Account {
  /** What kind of text the account is. */
  readonly type: string
  readonly account: string | null
  /** BIC, or what the country tells banks apart by. */
  readonly bank?: string | null
  readonly country?: string | null
  readonly taxId?: string | null
}

function accountOf(details: PayoutDetails): Account {
  switch (details.kind) {
    case 'bank':
      return details.iban === null
        ? { type: 'account', account: details.accountNumber, bank: details.bankCode, country: details.country }
        : { type: 'iban', account: details.iban, bank: details.bic, country: details.country }
    case 'pix':
      return { type: details.keyType, account: details.key, taxId: details.taxId }
    case 'paypal':
      return { type: 'email', account: details.email }
    case 'wise':
      return details.email === null ? { type: 'account', account: details.account } : { type: 'email', account: details.email }
    case 'crypto':
      return { type: details.network, account: details.address, bank: details.asset }
    case 'other':
      return { type: 'text', account: details.instructions }
  }
}
