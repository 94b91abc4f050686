import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { explainCommission } from '../commissions/explain-commission.ts'
import { type CommissionFilter, type ListedCommission, listCommissions } from '../commissions/list-commissions.ts'
import type { Uuid } from '../ids.ts'
import { payoutOf, tell } from './story-words.ts'
import type { PayoutState, ToldLine } from './story.ts'

/** Of more lines of one transaction or customer than this only the newest are told. */
const LINES_MAX = 100

/** The lines of a transaction, or those of a customer that are about no transaction, oldest first, each with why it is so and where its money is. */
export async function tellLines(tx: Tx, programId: Uuid, filter: Pick<CommissionFilter, 'transactionId' | 'customerId'>): Promise<ToldLine[]> {
  const listed = await listCommissions(tx, programId, filter, null, LINES_MAX)
  const lines = filter.customerId === undefined ? listed : listed.filter(({ transactionId }) => transactionId === null)
  const matured = await readMatured(tx, programId, lines.map(({ id }) => id))
  const told: ToldLine[] = []
  for (const line of lines.toReversed()) told.push(await tellLine(tx, programId, line, matured.has(line.id)))
  return told
}

async function tellLine(tx: Tx, programId: Uuid, line: ListedCommission, isMatured: boolean): Promise<ToldLine> {
  const { id: commissionId, affiliateId, component, amountMinor, currency, status, reason, payableFrom } = line
  const payout = payoutStateOf(line, isMatured)
  const { words } = await explainCommission(tx, programId, commissionId)
  return { commissionId, affiliateId, component, amountMinor, currency, status, reason, payout, payableFrom, words: tell(words, payoutOf(payout, payableFrom)) }
}

function payoutStateOf({ amountMinor, status }: ListedCommission, isMatured: boolean): PayoutState {
  if (amountMinor === 0n) return 'none'
  if (status === 'rejected') return 'rejected'
  if (status === 'paid') return 'paid'
  if (status === 'reversed') return 'taken_back'
  if (status === 'pending') return 'waiting'
  if (amountMinor < 0n) return 'deducted'
  return isMatured ? 'payable' : 'held'
}

async function readMatured(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Set<Uuid>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.sql<{ cause_id: Uuid }>({
    name: 'story-matured',
    text: `select cause_id from ledger_transfer where program_id = $1 and cause_id = any($2::uuid[]) and kind = 'commission_matured'`,
    values: [programId, arrayLiteral(ids)],
  })
  return new Set(rows.map((row) => row.cause_id))
}
