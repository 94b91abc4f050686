import type { Database } from '../../db/database.ts'
import type { MediaAddress } from './media-address.ts'

/** A medium's file as it is served. */
export interface MediaFile {
  readonly content: Buffer
  readonly contentType: string
  readonly sha256: Buffer
}

/** The file under a public address; null: there is none, or it is archived. */
export function readMediaFile(db: Database, { programId, key }: MediaAddress): Promise<MediaFile | null> {
  return db.inProgram(programId, async (tx) => {
    const [file] = await tx.sql<MediaFile>({
      name: 'media-file',
      text: `select f.content, f.content_type as "contentType", f.sha256 from media m join media_file f on f.program_id = $1 and f.media_id = m.id
              where m.program_id = $1 and m.key = $2 and m.status <> 'archived'`,
      values: [programId, key],
    })
    return file ?? null
  })
}
