import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'

/**
 * Where money can be. Owners: the brand of an expense (nobody of an adjustment's that names none), the affiliate of pending, payable and
 * what is on its way to it; nobody of the others.
 */
export type AccountKind =
  | 'commission_expense'
  | 'carryover_expense'
  | 'adjustment_expense'
  | 'affiliate_pending'
  | 'affiliate_payable'
  | 'payout_in_transit'
  | 'bank'
  | 'vat_receivable'
  | 'tax_withheld'
  | 'exchange'

export interface AccountKey {
  readonly kind: AccountKind
  readonly ownerId: Uuid
  readonly currency: string
}

export interface Account extends AccountKey {
  readonly id: Uuid
  readonly debits: bigint
  readonly credits: bigint
}

export function accountKeyText(key: AccountKey): string {
  return `${key.kind}:${key.ownerId}:${key.currency}`
}

/** The accounts of the keys, made where they are missing. Call with the book open: it is the lock. */
export async function ensureAccounts(tx: Tx, programId: Uuid, keys: Iterable<AccountKey>): Promise<Map<string, Account>> {
  const wanted = new Map([...keys].map((key) => [accountKeyText(key), key]))
  const found = await readAccounts(tx, programId, [...wanted.values()])
  const missing = [...wanted].filter(([text]) => !found.has(text)).map(([, key]) => key)
  if (missing.length > 0) {
    const rows = new BulkRows(columns('program_id uuid, id uuid, kind text, owner_id uuid, currency text'))
    for (const key of missing) {
      const account = { ...key, id: newId(), debits: 0n, credits: 0n }
      rows.add(programId, account.id, account.kind, account.ownerId, account.currency)
      found.set(accountKeyText(key), account)
    }
    await rows.insertInto(tx, 'ledger_account')
  }
  return found
}

async function readAccounts(tx: Tx, programId: Uuid, keys: readonly AccountKey[]): Promise<Map<string, Account>> {
  if (keys.length === 0) return new Map()
  const rows = new BulkRows(columns('kind text, owner_id uuid, currency text'))
  for (const key of keys) rows.add(key.kind, key.ownerId, key.currency)
  const accounts = await tx.sql<{ id: Uuid; kind: AccountKind; owner_id: Uuid; currency: string; debits: bigint; credits: bigint }>({
    name: 'read-accounts',
    text: `select a.id, a.kind, a.owner_id, a.currency, a.debits, a.credits
             from ${rows.unnest('k', 2)}
             join ledger_account a on a.program_id = $1 and a.owner_id = k.owner_id and a.kind = k.kind and a.currency = k.currency`,
    values: [programId, ...rows.parameters()],
  })
  return new Map(
    accounts.map((row) => {
      const account = { id: row.id, kind: row.kind, ownerId: row.owner_id, currency: row.currency, debits: row.debits, credits: row.credits }
      return [accountKeyText(account), account]
    }),
  )
}
