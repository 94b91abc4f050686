import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type PictureFault, type PictureType, PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX, readPicture } from './picture.ts'

export const LOGO_BYTES_MAX = 256 * 1024

export interface ProgramLogo {
  readonly content: Buffer
  readonly type: PictureType
}

const FAULTS: Readonly<Record<PictureFault, string>> = {
  not_a_picture: 'Expected a PNG or JPEG picture.',
  too_many_pixels: `Expected at most ${PICTURE_SIDE_MAX} pixels to a side and ${PICTURE_PIXELS_MAX} in all.`,
  unsupported_picture: 'Expected a PNG with at most 8 bits per channel and without interlacing.',
}

/** The picture at the head of a program's statements and invoices; null: its name stands there. */
export async function readProgramLogo(tx: Tx, programId: Uuid): Promise<ProgramLogo | null> {
  const [logo] = await tx.sql<ProgramLogo>({ name: 'program-logo', text: 'select content, content_type as type from program_logo where program_id = $1', values: [programId] })
  return logo ?? null
}

/**
 * Sets or (null) takes away a program's logo. It is kept as papers draw it (picture.ts); `canBeDrawn` is asked last. Throws
 * `invalid_request`. Audited.
 */
export async function changeProgramLogo(tx: Tx, { programId, actor, now }: Author, content: Buffer | null, canBeDrawn: (picture: Buffer) => Promise<boolean>): Promise<void> {
  if (content === null) {
    await tx.sql({ text: 'delete from program_logo where program_id = $1', values: [programId] })
    await recordAudit(tx, { programId, actor, now, action: 'program.logo_removed', subjectType: 'program', subjectId: programId })
    return
  }
  if (content.length > LOGO_BYTES_MAX) throw invalid('too_large', `Expected at most ${LOGO_BYTES_MAX} bytes.`)
  const picture = readPicture(content)
  if (typeof picture === 'string') throw invalid(picture, FAULTS[picture])
  if (!(await canBeDrawn(picture.content))) throw invalid('unsupported_picture', FAULTS.not_a_picture)
  const { type, width, height } = picture
  await tx.sql({
    text: `insert into program_logo (program_id, content, content_type, updated_at) values ($1, $2, $3, $4)
           on conflict (program_id) do update set content = excluded.content, content_type = excluded.content_type, updated_at = excluded.updated_at`,
    values: [programId, picture.content, type, now],
  })
  await recordAudit(tx, { programId, actor, now, action: 'program.logo_changed', subjectType: 'program', subjectId: programId, details: { type, width, height, bytes: content.length } })
}

function invalid(code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'content', code, message }] })
}
