import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import { readStatementLines } from '../read-statement-lines.ts'
import { canonicalLine } from '../canonical-line.ts'
import { leafHash } from '../sealing/merkle.ts'
import type { StatementDocument, StatementLine } from '../statement-document.ts'
import { statementLineOf } from '../statement-line.ts'

const LINES_AT_ONCE = 10_000

/** Every line of a statement in its order, some thousands at a time. */
export async function* readLinesOf(tx: Tx, programId: Uuid, { affiliateId, period, currency }: StatementDocument): AsyncGenerator<StatementLine[]> {
  let after: { affiliateId: Uuid; transferId: Uuid } | undefined
  for (let isMore = true; isMore; ) {
    const range = { programId, periodName: period.name, firstAffiliateId: affiliateId, lastAffiliateId: affiliateId }
    const rows = await readStatementLines(tx, { ...range, after, limit: LINES_AT_ONCE })
    after = rows.at(-1)
    isMore = rows.length === LINES_AT_ONCE
    yield rows.map((row) => statementLineOf(row, currency))
  }
}

/** The leaf of a line in its statement's tree. */
export function lineLeaf(line: StatementLine): Buffer {
  return leafHash(canonicalLine(line))
}
