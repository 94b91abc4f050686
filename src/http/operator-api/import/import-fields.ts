import { z } from 'zod'
import { isPermitted, type Permissions } from '../../../domain/access/permissions.ts'
import { DomainError } from '../../../domain/errors.ts'
import { TEXT_ENCODINGS } from '../../../domain/imports/file/text-encoding.ts'
import type { Mapping } from '../../../domain/imports/import-field.ts'
import { IMPORT_KINDS, type ImportKindName } from '../../../domain/imports/kinds/import-kind.ts'
import { KIND_OF } from '../../../domain/imports/kinds/import-kinds.ts'
import { PART_BYTES_MAX, PARTS_MAX } from '../../../domain/imports/upload-import.ts'
import { text } from '../../plumbing/fields.ts'

const LONGEST_FILE_NAME = 255
const LONGEST_CONTENT = Math.ceil(PART_BYTES_MAX / 3) * 4
const LONGEST_MAPPING = 32_000
const LONGEST_COLUMN = 1_000

export const kindField = z.enum(IMPORT_KINDS)

/** A part of a file as its bytes. */
const content = z
  .string()
  .min(1)
  .max(LONGEST_CONTENT)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, { error: 'Expected base64.' })
  .meta({ description: `Bytes of the file, at most ${PART_BYTES_MAX} of them, in base64.`, contentEncoding: 'base64' })
  .transform((base64) => Buffer.from(base64, 'base64'))
  .refine((bytes) => bytes.length > 0 && bytes.length <= PART_BYTES_MAX, { error: `At most ${PART_BYTES_MAX} bytes.` })

const partNumber = z.int().min(1).max(PARTS_MAX)

export const newImportBody = z
  .strictObject({
    kind: kindField.meta({ description: 'What the rows are. Takes the permission to write these.' }),
    fileName: text(LONGEST_FILE_NAME).nullish(),
    content: content.meta({ description: 'The file, or its first part.' }),
    parts: partNumber.optional().meta({ description: `How many parts the file has, at most ${PARTS_MAX}; cut it anywhere. Default: 1.` }),
    encoding: z.enum(TEXT_ENCODINGS).optional().meta({ description: 'Default: UTF-8, or UTF-16 where the file looks like it. Files in windows-1252 (Latin-1) are taken when you say so.' }),
  })
  .meta({ id: 'NewImport', examples: [{ kind: 'customers', fileName: 'players.csv', content: Buffer.from('externalId,registrationDate,externalBrandId\nplayer-1,2026-11-15T12:00:00.000Z,bettest\n').toString('base64') }] })

export const newPartBody = z
  .strictObject({ number: partNumber, content })
  .meta({ id: 'NewImportPart', examples: [{ number: 2, content: Buffer.from('player-2,2026-11-15T12:00:00.000Z,bettest\n').toString('base64') }] })

const delimiter = z.string().length(1).regex(/^[^"\r\n\0]$/, { error: 'Expected one character that is no quote and no line break.' }).meta({ description: 'What separates cells. Default: what the heading looks like.', examples: [';'] })

const mappingField = z
  .record(z.string().max(100), z.string().max(LONGEST_COLUMN).nullable())
  .meta({ description: 'Which column each field is read from; null: from none. Fields that are not named are read from the column of their name. Default: what the preview proposes.', examples: [{ externalId: 'player_id' }] })

export const startBody = z.strictObject({ mapping: mappingField.optional(), delimiter: delimiter.optional() }).optional().meta({ id: 'ImportStart', examples: [{ delimiter: ',' }] })

export const previewQuery = z.strictObject({
  mapping: z
    .string()
    .max(LONGEST_MAPPING)
    .transform(readMapping)
    .optional()
    .meta({ description: 'The mapping as JSON text: `{"externalId":"player_id"}`. Default: what we propose.', examples: ['{}'] }),
  delimiter: delimiter.optional(),
})

function readMapping(text: string, check: z.core.$RefinementCtx<string>): Mapping {
  const result = mappingField.safeParse(parsed(text))
  if (result.success) return result.data
  check.addIssue({ code: 'custom', message: 'Expected a JSON object of fields and columns.', params: { code: 'invalid_mapping' } })
  return z.NEVER
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The kinds that a caller may look at. */
export function readableKinds(permissions: Permissions): ImportKindName[] {
  return IMPORT_KINDS.filter((kind) => isPermitted(permissions, `${KIND_OF[kind].module}:read`))
}

/** Throws `permission_denied`: an import is as much as the calls that it stands for. */
export function requireKind(permissions: Permissions, kind: ImportKindName, access: 'read' | 'write'): void {
  if (!isPermitted(permissions, `${KIND_OF[kind].module}:${access}`)) throw new DomainError('permission_denied')
}
