import type { Uuid } from '../../ids.ts'
import type { PeriodSealDocument, StatementDocument, StatementLine } from '../statement-document.ts'

export const STATEMENT_FILE_FORMAT = 'fairshare-statement-file/1'
export const LINE_PROOF_FORMAT = 'fairshare-line-proof/1'

/** Hashes, keys and signatures are lower-case hex. */
export type Hex = string

/** Everything that somebody needs to check a statement without asking anybody. Format: docs/statements.md. */
export interface StatementFile extends SealedStatement {
  readonly format: typeof STATEMENT_FILE_FORMAT
  readonly lines: readonly FiledLine[]
}

/** One line of a statement, and what proves that it stands there, without the others. */
export interface LineProof extends SealedStatement {
  readonly format: typeof LINE_PROOF_FORMAT
  readonly line: FiledLine
  /** From the line's leaf to `statement.lines.root`. */
  readonly lineInclusion: Inclusion
}

/** A statement and its way to a signature. */
export interface SealedStatement {
  readonly statement: StatementDocument
  /** From the statement's hash to `seal.document.statements.root`. */
  readonly inclusion: Inclusion
  readonly seal: { readonly document: PeriodSealDocument; readonly keyId: Uuid; readonly signature: Hex }
  /** The key that signed, and those before it that signed one another. */
  readonly keys: readonly FiledKey[]
}

export interface FiledLine {
  readonly leaf: Hex
  readonly line: StatementLine
}

export interface Inclusion {
  /** From 0. */
  readonly index: number
  readonly path: readonly Hex[]
}

export interface FiledKey {
  readonly id: Uuid
  readonly publicKey: Hex
  /** The signature of the key before it over this one (`keyDocument`). */
  readonly endorsement: { readonly keyId: Uuid; readonly signature: Hex } | null
}
