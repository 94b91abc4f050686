import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { decodeText } from './file/text-encoding.ts'
import type { Mapping } from './import-field.ts'
import { KIND_OF } from './kinds/import-kinds.ts'
import { matchColumns, proposeMapping } from './match-columns.ts'
import { readBytes, readImport, readPart, readRememberedMapping, type StoredImport } from './stored-import.ts'
import { asInvalid, readHeading } from './upload-import.ts'

/**
 * Hands a file to the worker, to be read by a mapping or, without one, by what we propose. Throws `not_found`, `state_conflict` and `invalid_request` (mapping, delimiter).
 */
export async function startImport(
  tx: Tx, author: Author, id: Uuid, asked: { readonly mapping?: Mapping | undefined, readonly delimiter?: string | undefined },
): Promise<StoredImport> {
  const { programId, actor, now } = author
  const stored = await readImport(tx, programId, id, true)
  if (stored.status !== 'ready' || stored.encoding === null) throw new DomainError('state_conflict', { message: `The import is ${stored.status}.` })
  const { encoding } = stored
  const delimiter = asked.delimiter ?? stored.delimiter
  const { fields } = KIND_OF[stored.kind]
  try {
    const heading = await readHeading(decodeText(readBytes((number) => readPart(tx, programId, id, number), stored.parts), encoding), delimiter)
    const mapping = asked.mapping ?? proposeMapping(heading, fields, await readRememberedMapping(tx, programId, stored.kind))
    requireColumns(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name), matchColumns(heading, fields, mapping).columnOf)
    await tx.sql({
      text: `update data_import set status = 'reading', delimiter = $3, heading = $4, mapping = $5, started_by = $6, started_at = $7 where program_id = $1 and id = $2`,
      values: [programId, id, delimiter, heading, JSON.stringify(mapping), actor, now],
    })
  } catch (error) {
    throw asInvalid(error)
  }
  await recordAudit(tx, { programId, actor, now, action: 'import.started', subjectType: 'import', subjectId: id, details: { kind: stored.kind } })
  return readImport(tx, programId, id)
}

function requireColumns(required: readonly string[], columnOf: ReadonlyMap<string, string>): void {
  const missing = required.filter((field) => !columnOf.has(field))
  if (missing.length === 0) return
  const message = 'No column holds this field, which every row needs.'
  throw new DomainError('invalid_request', { errors: missing.map((field) => ({ path: `mapping.${field}`, code: 'required', message })) })
}

/** Ends an import: rows that were taken in stay, the others are skipped. Throws `not_found` and `state_conflict` (it has ended). */
export async function cancelImport(tx: Tx, author: Author, id: Uuid): Promise<StoredImport> {
  const { programId, actor, now } = author
  const stored = await readImport(tx, programId, id, true)
  if (['done', 'failed', 'cancelled'].includes(stored.status)) throw new DomainError('state_conflict', { message: `The import is ${stored.status}.` })
  if (stored.status === 'settling') throw new DomainError('state_conflict', { message: 'All rows have been taken in.' })
  await tx.sql({
    text: `update data_import_row set outcome = 'skipped', values = null where program_id = $1 and import_id = $2 and outcome is null and batch_id is null`, values: [programId, id],
  })
  // Transactions that were accepted are processed whatever becomes of the import.
  const accepted = await tx.sql({ text: 'select from data_import_row where program_id = $1 and import_id = $2 and outcome is null limit 1', values: [programId, id] })
  await tx.sql({
    text: `update data_import set status = $3, finished_at = $4 where program_id = $1 and id = $2`,
    values: accepted.length > 0 ? [programId, id, 'settling', null] : [programId, id, 'cancelled', now],
  })
  await tx.sql({ text: 'delete from data_import_part where program_id = $1 and import_id = $2', values: [programId, id] })
  await recordAudit(tx, { programId, actor, now, action: 'import.cancelled', subjectType: 'import', subjectId: id, details: { kind: stored.kind } })
  return readImport(tx, programId, id)
}
