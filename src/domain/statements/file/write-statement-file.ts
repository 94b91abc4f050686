import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import { lineLeaf, readLinesOf } from './read-lines-of.ts'
import { readSealedStatement } from './read-sealed-statement.ts'
import { type FiledLine, STATEMENT_FILE_FORMAT, type StatementFile } from './statement-file.ts'

/**
 * The file of a statement: all of its lines, and everything that checks them without asking us. Throws `not_found`, and `state_conflict`
 * while its period is not sealed.
 */
export async function writeStatementFile(tx: Tx, programId: Uuid, statementId: Uuid): Promise<StatementFile> {
  const sealed = await readSealedStatement(tx, programId, statementId)
  const lines: FiledLine[] = []
  for await (const chunk of readLinesOf(tx, programId, sealed.statement)) {
    for (const line of chunk) lines.push({ leaf: lineLeaf(line).toString('hex'), line })
  }
  return { format: STATEMENT_FILE_FORMAT, ...sealed, lines }
}
