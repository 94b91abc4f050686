import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type Program, readProgram } from './read-program.ts'

/** The program a transaction is bound to. It exists: a credential spoke for it. */
export async function ownProgram(tx: Tx, programId: Uuid): Promise<Program> {
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new Error('a credential without its program')
  return program
}
