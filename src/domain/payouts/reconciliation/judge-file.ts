import type { Uuid } from '../../ids.ts'
import type { PayoutStatus } from '../payout-states.ts'
import type { BankResult, FileEntry } from './bank-result.ts'
import { type DiscrepancyCode, type JudgedPayout, type Judgement, judgeResult } from './judge-result.ts'

/** A payout that a file names, as it is in our books. */
export interface NamedPayout {
  readonly id: Uuid
  readonly endToEndId: string
  readonly status: PayoutStatus
  readonly paidAmountMinor: bigint
  readonly paidCurrency: string
  readonly externalId: string | null
  readonly toldIds: readonly string[]
}

export const LINE_OUTCOMES = ['applied', 'unchanged', 'discrepancy', 'error', 'ignored'] as const
export type LineOutcome = (typeof LINE_OUTCOMES)[number]

/** What came of one entry of a file. */
export interface JudgedLine {
  readonly place: string
  readonly result: BankResult | null
  readonly payoutId: Uuid | null
  readonly outcome: LineOutcome
  readonly code: string | null
  readonly message: string | null
}

/** What a file does to our books, in this order: first what was paid, then what ended. */
export interface FileEffects {
  readonly lines: readonly JudgedLine[]
  readonly settled: readonly { readonly payoutId: Uuid; readonly externalId?: string }[]
  readonly ended: readonly { readonly payoutId: Uuid; readonly to: 'failed' | 'returned'; readonly reason: string }[]
}

/**
 * What the entries of a file come to, one after the other: a later one sees what an earlier one did. `owners` has the payouts that are known
 * by outside ids already. A statement of an account (`isStatement`) also has payments that are nobody's payouts.
 */
export function judgeFile(entries: readonly FileEntry[], payouts: readonly NamedPayout[], owners: ReadonlyMap<string, Uuid>, isStatement: boolean): FileEffects {
  const books = new Map(payouts.map((payout) => [payout.endToEndId, new PayoutInBooks(payout)]))
  const used = new Map(owners)
  const settled: FileEffects['settled'][number][] = []
  const ended: FileEffects['ended'][number][] = []
  const lines = entries.map((entry): JudgedLine => {
    if (!('told' in entry)) return lineOfOther(entry)
    const payout = books.get(entry.endToEndId)
    if (payout === undefined && isStatement) return { place: entry.place, result: null, payoutId: null, outcome: 'ignored', code: null, message: null }
    const judgement = payout === undefined ? judgeResult(entry, undefined) : judgeWithId(entry, payout, used)
    if (payout !== undefined) {
      if (judgement.action === 'settle' || judgement.action === 'pay_and_return') settled.push(payout.settle(entry, used))
      if (judgement.action === 'fail') ended.push(payout.end('failed', entry))
      if (judgement.action === 'return' || judgement.action === 'pay_and_return') ended.push(payout.end('returned', entry))
      if (judgement.action !== 'discrepancy') payout.note(entry)
    }
    return lineOf(entry, payout?.id ?? null, judgement)
  })
  return { lines, settled, ended }
}

class PayoutInBooks implements JudgedPayout {
  readonly id: Uuid
  readonly paidAmountMinor: bigint
  readonly paidCurrency: string
  readonly externalId: string | null
  readonly toldIds: Set<string>
  status: PayoutStatus

  constructor({ id, status, paidAmountMinor, paidCurrency, externalId, toldIds }: NamedPayout) {
    this.id = id
    this.status = status
    this.paidAmountMinor = paidAmountMinor
    this.paidCurrency = paidCurrency
    this.externalId = externalId
    this.toldIds = new Set(toldIds)
  }

  /** It keeps the outside id that it has. A bank that names none is given ours, which is in its own books, too. */
  settle(result: BankResult, used: Map<string, Uuid>): FileEffects['settled'][number] {
    this.status = 'settled'
    if (this.externalId !== null) return { payoutId: this.id }
    const externalId = result.externalId ?? result.endToEndId
    used.set(externalId, this.id)
    return { payoutId: this.id, externalId }
  }

  end(to: 'failed' | 'returned', { reason }: BankResult): FileEffects['ended'][number] {
    this.status = to
    return { payoutId: this.id, to, reason: reason ?? 'The bank gives no reason.' }
  }

  note({ told, externalId }: BankResult): void {
    if (told === 'settled' && externalId !== null) this.toldIds.add(externalId)
  }
}

/** One outside id is one payment: it cannot have paid two payouts. */
function judgeWithId(result: BankResult, payout: PayoutInBooks, used: ReadonlyMap<string, Uuid>): Judgement {
  const judgement = judgeResult(result, payout)
  const owner = result.externalId === null ? undefined : used.get(result.externalId)
  const pays = judgement.action === 'settle' || judgement.action === 'pay_and_return'
  if (!pays || payout.externalId !== null || owner === undefined || owner === payout.id) return judgement
  const code: DiscrepancyCode = 'external_id_in_use'
  return { action: 'discrepancy', code, message: 'Another payout has this outside id.' }
}

function lineOf(result: BankResult, payoutId: Uuid | null, judgement: Judgement): JudgedLine {
  const about = { place: result.place, result, payoutId }
  if (judgement.action === 'discrepancy') return { ...about, outcome: 'discrepancy', code: judgement.code, message: judgement.message }
  return { ...about, outcome: judgement.action === 'nothing' ? 'unchanged' : 'applied', code: null, message: null }
}

function lineOfOther(entry: Exclude<FileEntry, BankResult>): JudgedLine {
  const about = { place: entry.place, result: null, payoutId: null }
  if ('isForeign' in entry) return { ...about, outcome: 'ignored', code: null, message: null }
  return { ...about, outcome: 'error', code: entry.code, message: entry.message }
}
