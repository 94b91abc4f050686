import type { Tx } from '../../../db/database.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import { inclusionPath } from '../sealing/merkle.ts'
import type { StatementLine } from '../statement-document.ts'
import { lineLeaf, readLinesOf } from './read-lines-of.ts'
import { readSealedStatement } from './read-sealed-statement.ts'
import { LINE_PROOF_FORMAT, type LineProof } from './statement-file.ts'

/**
 * That a transfer stands on a statement, provable to somebody who is not shown its other lines. Throws `not_found` (no such statement, or no
 * such line on it), and `state_conflict` while its period is not sealed.
 */
export async function proveLine(tx: Tx, programId: Uuid, statementId: Uuid, transferId: Uuid): Promise<LineProof> {
  const sealed = await readSealedStatement(tx, programId, statementId)
  const leaves: Buffer[] = []
  let found: { readonly index: number; readonly line: StatementLine } | undefined
  for await (const chunk of readLinesOf(tx, programId, sealed.statement)) {
    for (const line of chunk) {
      if (line.transferId === transferId) found = { index: leaves.length, line }
      leaves.push(lineLeaf(line))
    }
  }
  if (found === undefined) throw new DomainError('not_found')
  const { index, line } = found
  const lineInclusion = { index, path: inclusionPath(leaves, index).map((hash) => hash.toString('hex')) }
  return { format: LINE_PROOF_FORMAT, ...sealed, line: { leaf: lineLeaf(line).toString('hex'), line }, lineInclusion }
}
