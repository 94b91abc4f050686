import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'

/** Only its owner may read what leaves the database. */
const PRIVATE = 0o600

/** Writes a file under another name and gives it its own when it is complete and on the disk: nobody meets half a file. */
export async function writeFileWhole<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  const handle = await open(partial, 'wx', PRIVATE)
  try {
    const result = await work(handle)
    await handle.sync()
    await handle.close()
    await rename(partial, file)
    return result
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(partial, { force: true })
    throw error
  }
}
