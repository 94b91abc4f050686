export const RECONCILIATION_FORMATS = ['csv', 'pain.002', 'camt', 'cnab240'] as const
export type ReconciliationFormat = (typeof RECONCILIATION_FORMATS)[number]

/** What a bank says of a payout. accepted: it will pay. settled: it has. failed: it will not. returned: it has, and the money came back. */
export const TOLD = ['accepted', 'settled', 'failed', 'returned'] as const
export type Told = (typeof TOLD)[number]

/** One statement of a bank about one payment, as a file has it. */
export interface BankResult {
  /** Where it stands: `line 3`, `entry 2`. */
  readonly place: string
  readonly endToEndId: string
  readonly told: Told
  /** Null: the file does not say. */
  readonly amount: BankAmount | null
  /** What the bank calls it; null: it does not say. */
  readonly externalId: string | null
  readonly reason: string | null
}

export interface BankAmount {
  readonly minor: bigint
  readonly currency: string
}

/** A place in a file that cannot be read, and why. */
export interface UnreadableResult {
  readonly place: string
  readonly code: UnreadableCode
  readonly message: string
}

export type UnreadableCode = 'malformed_line' | 'id_missing' | 'amount_invalid' | 'status_unknown' | 'whole_file'

/** An entry that is about something else: what others paid in, what is not booked yet. */
export interface ForeignResult {
  readonly place: string
  readonly isForeign: true
}

export type FileEntry = BankResult | UnreadableResult | ForeignResult

const LONGEST_ID = 255
const LONGEST_REASON = 500

/** An id as banks write it: one line, not empty, not longer than ours may be. Null for any other. */
export function idText(text: string | null | undefined): string | null {
  const id = text?.trim() ?? ''
  return id === '' || id.length > LONGEST_ID || /\p{Cc}|\p{Cs}/u.test(id) ? null : id
}

/** What a bank writes in words, in one line and not longer than we keep. */
export function reasonText(...parts: readonly (string | null | undefined)[]): string | null {
  const text = parts.flatMap((part) => part?.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim() || []).join(': ')
  return text === '' ? null : text.slice(0, LONGEST_REASON)
}
