import type { Database, Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { ACCEPTANCE_LAWS } from '../plans/verify-accepted-texts.ts'
import { REPORT_LAWS } from '../reports/verify-reports.ts'
import { ADJUSTMENT_LAWS } from './verify-adjustments.ts'
import { AWARD_LAWS } from './verify-awards.ts'
import { COMMISSION_LAWS } from './verify-commissions.ts'
import { DEDUCTION_LAWS } from './verify-deductions.ts'
import { INVOICE_LAWS } from './verify-invoices.ts'
import type { Finding, Law } from './verify-law.ts'
import { LEDGER_LAWS } from './verify-ledger.ts'
import { PAYOUT_LAWS } from './verify-payouts.ts'
import { SEAL_LAWS, STATEMENT_LAWS } from './verify-statements.ts'
import { TRANSACTION_LAWS } from './verify-transactions.ts'

/** What a law came to over the programs that were looked at. */
export interface VerifiedLaw {
  /** A stable name: `account_totals`. */
  readonly law: string
  /** What it says, in words. */
  readonly claim: string
  readonly checked: bigint
  /** The first thing that breaks it, with its program; null when the law holds. */
  readonly offender: string | null
}

export interface Verification {
  readonly laws: readonly VerifiedLaw[]
}

/** The laws in the order in which they are checked (docs/ledger.md, "Laws"). */
export const LAWS: readonly Law[] = [...LEDGER_LAWS, ...ADJUSTMENT_LAWS, ...ACCEPTANCE_LAWS, ...TRANSACTION_LAWS, ...DEDUCTION_LAWS, ...INVOICE_LAWS, ...PAYOUT_LAWS, ...STATEMENT_LAWS, ...COMMISSION_LAWS, ...AWARD_LAWS, ...SEAL_LAWS, ...REPORT_LAWS]
/** Laws that take longest come first, so that no connection is left alone with one at the end. */
const IN_TURN: readonly Law[] = [...SEAL_LAWS, ...COMMISSION_LAWS, ...AWARD_LAWS, ...LAWS].filter((law, index, all) => all.indexOf(law) === index)
/** Connections that see the same moment: PostgreSQL is busy with statements over whole tables beside rows that we work out here. */
const CONNECTIONS = 3

/**
 * Proves the books of one program, or of all of them: every law is worked out anew from the rows, each program as it was at one
 * moment. Reads everything and writes nothing; give it a database with the time limits of VERIFY_LIMITS and at least three connections.
 * `only`: the names of some laws. Throws `not_found` for an unknown program.
 */
export async function verifyBooks(db: Database, programId: Uuid | 'all', only: readonly string[] | 'all' = 'all'): Promise<Verification> {
  const programs = programId === 'all' ? await readProgramIds(db) : [programId]
  const isWanted = ({ law }: Law) => only === 'all' || only.includes(law)
  let laws: VerifiedLaw[] = LAWS.filter(isWanted).map(({ law, claim }) => ({ law, claim, checked: 0n, offender: null }))
  for (const id of programs) {
    const found = await db.snapshot(id, (tx) => verifyProgram(db, tx, id, isWanted))
    laws = laws.map((known, index) => add(known, found[index], id))
  }
  return { laws }
}

function add(known: VerifiedLaw, found: VerifiedLaw | undefined, programId: Uuid): VerifiedLaw {
  if (found === undefined) return known
  const offender = found.offender === null ? null : `${found.offender} (program ${programId})`
  return { ...known, checked: known.checked + found.checked, offender: known.offender ?? offender }
}

async function verifyProgram(db: Database, tx: Tx, programId: Uuid, isWanted: (law: Law) => boolean): Promise<VerifiedLaw[]> {
  const program: Program | undefined = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  const [row] = await tx.sql<{ moment: string }>({ text: 'select pg_export_snapshot() as moment' })
  const waiting = IN_TURN.filter(isWanted)
  const findings = new Map<Law, Finding>()
  const work = (own: Tx) => checkLaws(own, program, waiting, findings)
  const beside = Array.from({ length: CONNECTIONS - 1 }, () => db.snapshot(programId, work, row?.moment ?? ''))
  await Promise.all([work(tx), ...beside])
  return LAWS.filter(isWanted).map((law) => {
    const finding = findings.get(law)
    if (finding === undefined) throw new Error(`the law ${law.law} was not checked`)
    return { law: law.law, claim: law.claim, ...finding }
  })
}

/** Checks the laws that wait, one after the other, as long as there are any. */
async function checkLaws(tx: Tx, program: Program, waiting: Law[], findings: Map<Law, Finding>): Promise<void> {
  await tx.sql({ text: SETTINGS })
  for (let law = waiting.shift(); law !== undefined; law = waiting.shift()) findings.set(law, await law.check(tx, program))
}

// Room for hash joins over a whole program; compiling statements that run once costs more than it saves in all but the largest books, and the
// connections share the processors already.
const SETTINGS = `select set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`

async function readProgramIds(db: Database): Promise<Uuid[]> {
  const rows = await db.shared((tx) => tx.sql<{ id: Uuid }>({ text: 'select id from program order by id' }))
  return rows.map(({ id }) => id)
}
