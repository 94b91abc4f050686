/** What became of the lines of a file. */
export interface ImportOutcome {
  readonly imported: number
  readonly duplicates: number
  /** Accepted and waiting for their customer or their original. */
  readonly waiting: number
  readonly failed: number
  /** The first of those that failed. */
  readonly failures: readonly LineFailure[]
  /** Columns of the file that say nothing to us. */
  readonly ignoredColumns: readonly string[]
}

export interface LineFailure {
  /** As an editor counts, the heading is line 1. */
  readonly line: number
  readonly externalId: string | null
  readonly code: string
  readonly message: string
}

/** Failures named in an answer. */
export const FAILURES_NAMED_MAX = 1_000
