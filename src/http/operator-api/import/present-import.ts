import { z } from 'zod'
import type { ImportLine } from '../../../domain/imports/import-lines.ts'
import { LINE_OUTCOMES } from '../../../domain/imports/import-lines.ts'
import { IMPORT_KINDS } from '../../../domain/imports/kinds/import-kind.ts'
import { type ImportPreview, ROWS_LOOKED_AT, ROWS_SHOWN } from '../../../domain/imports/preview-import.ts'
import { IMPORT_STATUSES, type StoredImport } from '../../../domain/imports/stored-import.ts'
import { TEXT_ENCODINGS } from '../../../domain/imports/file/text-encoding.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

const mapping = z.record(z.string(), z.string().nullable())

export const importAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    kind: z.enum(IMPORT_KINDS),
    fileName: z.string().nullable(),
    status: z.enum(IMPORT_STATUSES).meta({
      description: 'uploading: parts are missing. ready: look at the preview and start it. reading, taking, settling: a worker is at it. failed: the file cannot be read, nothing was taken in.',
    }),
    bytes: z.int(),
    parts: z.int(),
    encoding: z.enum(TEXT_ENCODINGS).nullable(),
    delimiter: z.string(),
    heading: z.array(z.string()).nullable(),
    mapping: mapping.nullable(),
    numRows: z.int().meta({ description: 'Rows known so far.' }),
    numImported: z.int(),
    numDuplicates: z.int().meta({ description: 'What they tell is there already, and stays as it is.' }),
    numWaiting: z.int().meta({ description: 'Accepted, and waiting for their customer or their original.' }),
    numFailed: z.int(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    createdBy: z.string(),
    startedBy: z.string().nullable(),
    startedTs: answeredInstant.nullable(),
    finishedTs: answeredInstant.nullable(),
  })
  .meta({ id: 'Import' })

export function presentImport(stored: StoredImport): object {
  const { id, kind, fileName, status, bytes, parts, encoding, delimiter, heading, mapping: mapped, errorCode, errorMessage, createdBy, startedBy } = stored
  return {
    id, createdTs: stored.createdAt, kind, fileName, status, bytes: Number(bytes), parts, encoding, delimiter, heading, mapping: mapped,
    numRows: stored.rows, numImported: stored.imported, numDuplicates: stored.duplicates, numWaiting: stored.waiting, numFailed: stored.failed,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
    createdBy, startedBy, startedTs: stored.startedAt, finishedTs: stored.finishedAt,
  }
}

const fieldError = z.strictObject({ path: z.string(), code: z.string(), message: z.string() })
const refusedRow = z.strictObject({ line: z.int(), key: z.string().nullable(), code: z.string(), message: z.string(), errors: z.array(fieldError) })

export const previewAnswer = z
  .strictObject({
    kind: z.enum(IMPORT_KINDS),
    fields: z.array(z.strictObject({ name: z.string(), type: z.enum(['text', 'number', 'flag', 'json']), isRequired: z.boolean() })).meta({ description: 'What rows of the kind can say.' }),
    heading: z.array(z.string()),
    delimiter: z.string(),
    encoding: z.enum(TEXT_ENCODINGS).nullable(),
    mapping: mapping.meta({ description: 'The one that was asked about, or the proposal.' }),
    isProposed: z.boolean(),
    ignoredColumns: z.array(z.string()),
    numLookedAt: z.int().meta({ description: `The first rows of the file, at most ${ROWS_LOOKED_AT}.` }),
    numReady: z.int(),
    numRefused: z.int(),
    isWholeFile: z.boolean(),
    rows: z.array(z.strictObject({ line: z.int(), key: z.string().nullable(), values: z.record(z.string(), z.unknown()).nullable(), errors: z.array(fieldError) })).meta({ description: `The first ${ROWS_SHOWN}, as they would be read.` }),
    refused: z.array(refusedRow).meta({ description: 'The first that could not be taken in.' }),
  })
  .meta({ id: 'ImportPreview' })

export function presentPreview({ stored, fields, heading, delimiter, mapping: mapped, isProposed, ignoredColumns, looked, rows, refused }: ImportPreview): object {
  return {
    kind: stored.kind,
    fields: fields.map(({ name, kind, isRequired }) => ({ name, type: kind, isRequired: isRequired === true })),
    heading, delimiter, encoding: stored.encoding, mapping: mapped, isProposed, ignoredColumns,
    numLookedAt: looked.rows, numReady: looked.ready, numRefused: looked.refused, isWholeFile: looked.isWhole,
    rows: rows.map((row) => ({ line: row.line, key: row.key, values: 'values' in row ? row.values : null, errors: 'values' in row ? [] : errorsOf(row) })),
    refused,
  }
}

/** A row that is to blame as a whole has one error without a field. */
function errorsOf({ code, message, errors }: ImportPreview['refused'][number]): readonly object[] {
  return errors.length === 0 ? [{ path: '', code, message }] : errors
}

export const lineAnswer = z
  .strictObject({
    line: z.int().meta({ description: 'As an editor counts; the heading is line 1.' }),
    key: z.string().nullable().meta({ description: "What the row is about, by the operator's own id of it." }),
    outcome: z.enum(LINE_OUTCOMES).nullable().meta({ description: 'Null: still to come. skipped: the import was cancelled before.' }),
    code: z.string().nullable(),
    message: z.string().nullable(),
  })
  .meta({ id: 'ImportLine' })

export function presentLine({ line, key, outcome, code, message }: ImportLine): object {
  return { line, key, outcome, code, message }
}
