import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { createApiKey } from '../access/create-api-key.ts'
import { ALL_PERMISSIONS } from '../access/permissions.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { createProgram, type NewProgram } from './create-program.ts'
import { type ProgramSettings, readProgramSettings } from './program-settings.ts'

export interface AddedProgram {
  readonly settings: ProgramSettings
  /** A key of the new program with all permissions: shown now and never again. */
  readonly apiKey: string
}

/**
 * Adds a program to the author's operator, ready to work, with a first key. Told in the audit of both programs.
 * Throws `already_exists` (name).
 */
export async function addProgram(tx: Tx, clock: Clock, author: Author, input: NewProgram): Promise<AddedProgram> {
  await refuseTakenName(tx, input)
  const programId: Uuid = newId()
  await recordAudit(tx, { ...author, action: 'program.added', subjectType: 'program', subjectId: programId, details: input })
  const inNew = await tx.enterProgram(programId)
  const newAuthor = { ...author, programId }
  await createProgram(inNew, clock, newAuthor, input)
  const { secret } = await createApiKey(inNew, newAuthor, ALL_PERMISSIONS, { name: 'First key', permissions: ALL_PERMISSIONS })
  const settings = await readProgramSettings(inNew, programId, author.now)
  await inNew.enterProgram(author.programId)
  return { settings, apiKey: secret }
}

// The operator's row is locked, so that of two at once the second sees the first. Asked before the insert, because a refused insert
// would use up one of the 65,535 program numbers.
async function refuseTakenName(tx: Tx, { operatorId, name }: NewProgram): Promise<void> {
  await tx.sql({ text: 'select id from operator where id = $1 for no key update', values: [operatorId] })
  const taken = await tx.first(build.selectFrom('program').select('id').where('operator_id', '=', operatorId).where('name', '=', name))
  if (taken === undefined) return
  throw new DomainError('already_exists', { errors: [{ path: 'name', code: 'already_exists', message: 'The operator has a program of this name.' }] })
}
