import type { Tx } from '../../db/database.ts'
import type { Program } from '../programs/read-program.ts'
import { overWholeTables } from './verify-pages.ts'

/** What checking a law found: how many things were looked at, and the first one that breaks it. */
export interface Finding {
  readonly checked: bigint
  /** What it is and its id: `commission 019abc…`; null when the law holds. */
  readonly offender: string | null
}

/** One law of the books: its name, the claim in words, and how to find out whether it holds. */
export interface Law {
  readonly law: string
  readonly claim: string
  readonly check: (tx: Tx, program: Program) => Promise<Finding>
}

/**
 * A law that one statement checks: it answers a single row with `checked` and `offender`. Its parameter is the program's id.
 */
export function sqlLaw(law: string, claim: string, text: string): Law {
  return {
    law,
    claim,
    check: async (tx, program) => {
      const [row] = await overWholeTables(tx, () => tx.sql<Finding>({ text, values: [program.id] }))
      return { checked: row?.checked ?? 0n, offender: row?.offender ?? null }
    },
  }
}
