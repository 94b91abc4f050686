import { hash } from 'node:crypto'
import { acceptTransactions } from '../../transactions/accept-transactions.ts'
import { parseTransactions } from '../../transactions/parse-transactions.ts'
import type { TransactionItem } from '../../transactions/transaction-item.ts'
import type { FieldValues, ImportField } from '../import-field.ts'
import type { ImportKind } from './import-kind.ts'

const AMOUNTS = ['depositAmount', 'grossRevenue', 'wageredAmount', 'saleAmount', 'withdrawalAmount', 'bonusAmount', 'revShareCommission', 'cpaCommission', 'fixedCommission'] as const

const OTHER_NAMES: Readonly<Partial<Record<(typeof AMOUNTS)[number], readonly string[]>>> = {
  depositAmount: ['deposit', 'deposits'],
  grossRevenue: ['ggr', 'gross', 'grossgamingrevenue'],
  wageredAmount: ['wager', 'wagers', 'stake', 'stakes', 'turnover', 'bets'],
  saleAmount: ['sale', 'amount', 'total', 'ordertotal'],
  withdrawalAmount: ['withdrawal', 'withdrawals'],
  bonusAmount: ['bonus', 'bonuses'],
}

const FIELDS: readonly ImportField[] = [
  { name: 'externalId', kind: 'text', otherNames: ['transactionid', 'orderid', 'txid', 'id'] },
  { name: 'type', kind: 'text', otherNames: ['transactiontype', 'kind'] },
  { name: 'transactionDate', kind: 'text', isRequired: true, otherNames: ['date', 'datetime', 'timestamp', 'occurredat', 'createdat'] },
  { name: 'externalCustomerId', kind: 'text', otherNames: ['customerid', 'playerid', 'userid', 'customer', 'player'] },
  { name: 'externalBrandId', kind: 'text', otherNames: ['brand', 'brandcode', 'site'] },
  { name: 'brandId', kind: 'text' },
  { name: 'externalProductId', kind: 'text', otherNames: ['product', 'productid'] },
  { name: 'relatedExternalId', kind: 'text', otherNames: ['originalid', 'relatedid', 'refundof'] },
  { name: 'clickKey', kind: 'text', otherNames: ['clickid', 'btag'] },
  { name: 'affiliateId', kind: 'text' },
  ...AMOUNTS.map((name): ImportField => ({ name, kind: 'number', ...(OTHER_NAMES[name] === undefined ? {} : { otherNames: OTHER_NAMES[name] }) })),
  { name: 'currency', kind: 'text', otherNames: ['currencycode'] },
  { name: 'deductions', kind: 'json' },
  { name: 'country', kind: 'text' },
  { name: 'country_code', kind: 'text' },
  { name: 'category', kind: 'text' },
  { name: 'label', kind: 'text' },
  { name: 'note', kind: 'text', otherNames: ['comment', 'remark'] },
]

/** Transactions as `POST /transaction` takes them: accepted in batches, processed afterwards. Rows without an id get one from their content. */
export const transactionsKind: ImportKind = {
  name: 'transactions',
  module: 'transactions',
  rowsAtOnce: 2_000,
  fields: FIELDS,
  keyOf: ({ externalId }) => (typeof externalId === 'string' ? externalId : null),
  createNaming: nameByContent,
  check: (values) => void readTransaction(values),
  take: async (tx, { programId, actor, clock }, rows) => {
    const [batchId] = await acceptTransactions(tx, programId, [{ items: rows.map(readTransaction), integrationType: 'csv', createdBy: actor }], clock.now())
    return batchId === undefined ? { outcomes: [] } : { outcomes: [], batchId }
  },
}

function readTransaction(values: FieldValues): TransactionItem {
  const [item] = parseTransactions([values], () => '').items
  if (item === undefined) throw new Error('a row neither read nor refused')
  return item
}

/** Names for rows that have none: their content, and which one of that content it is. The same file again gives the same names. */
function nameByContent(): (values: FieldValues) => FieldValues {
  const met = new Map<string, number>()
  return (values) => {
    if (values['externalId'] !== undefined) return values
    const content = hash('sha256', JSON.stringify(values), 'hex').slice(0, 32)
    const ordinal = (met.get(content) ?? 0) + 1
    met.set(content, ordinal)
    return { ...values, externalId: `csv-${content}-${ordinal}` }
  }
}
