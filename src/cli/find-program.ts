import type { Command } from 'commander'
import type { Database } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'
import { Refusal } from './refusal.ts'

/** The program that a command works in. */
export interface NamedProgram {
  readonly id: Uuid
  readonly number: number
  readonly operatorId: Uuid
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly isTest: boolean
}

export interface ProgramOption {
  readonly program?: string
}

/** Adds `--program`, which is needed only where there are several. */
export function takesProgram(verb: Command): Command {
  return verb.option('--program <name or id>', 'the program, where there are several')
}

/** The program of a name or id; without one the only program there is. */
export async function findProgram(db: Database, named: string | undefined): Promise<NamedProgram> {
  const programs = await listPrograms(db)
  const found = named === undefined ? programs : programs.filter(({ id, name }) => id === named || name === named)
  const [program, another] = found
  if (program === undefined) throw new Refusal('not_found', named === undefined ? 'There is no program yet; "fairshare setup" makes one.' : `There is no program "${named}".`)
  if (another === undefined) return program
  const names = found.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw new Refusal('program_ambiguous', `There are several programs; say which with --program: ${names}`)
}

/** All programs, the oldest first. */
export function listPrograms(db: Database): Promise<NamedProgram[]> {
  return db.shared((tx) =>
    tx.sql<NamedProgram>({
      text: `select id, number, operator_id as "operatorId", name, currency, time_zone as "timeZone", is_test as "isTest" from program order by id`,
    }),
  )
}
