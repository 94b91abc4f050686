import type { Uuid } from '../../ids.ts'

/** What a verifier looks at, in this order, and what it can find there. Words: finding-words.ts. */
export const CHECKS = {
  shape: ['not_readable'],
  lines: ['line_changed', 'line_misplaced', 'lines_count', 'lines_root', 'line_not_proven'],
  sums: ['sum_differs'],
  balance: ['balance_not_the_sum', 'closing_differs', 'closing_part_differs'],
  period: ['other_period', 'statement_not_sealed'],
  signature: ['signing_key_missing', 'signature_wrong'],
  key: ['endorsement_wrong', 'key_not_trusted', 'key_unconfirmed', 'key_changed'],
  chain: ['statement_twice', 'previous_differs', 'opening_differs', 'seal_previous_differs'],
} as const

export type Check = keyof typeof CHECKS
export type FindingCode = (typeof CHECKS)[Check][number]

/** Something that is not as it was sealed, or that only the reader can judge. */
export interface Finding {
  /** `wrong`: do not trust the file. `warning`: nothing speaks against it, but look. */
  readonly severity: 'wrong' | 'warning'
  readonly code: FindingCode
  /** Which of the files, from 0. */
  readonly file: number
  /** The lines that it is about: the one, or those of a group of which one must be wrong. */
  readonly lines: readonly NamedLine[]
  /** What its words are filled with. */
  readonly facts: Readonly<Record<string, string>>
}

export interface NamedLine {
  /** From 1, as in the file. */
  readonly position: number
  readonly transferId: Uuid
}

/** Collects what is found in one file. */
export class Findings {
  readonly found: Finding[] = []
  readonly #file: number

  constructor(file: number) {
    this.#file = file
  }

  wrong(code: FindingCode, facts: Finding['facts'] = {}, lines: readonly NamedLine[] = []): void {
    this.found.push({ severity: 'wrong', code, file: this.#file, lines, facts })
  }

  warn(code: FindingCode, facts: Finding['facts'] = {}): void {
    this.found.push({ severity: 'warning', code, file: this.#file, lines: [], facts })
  }
}
