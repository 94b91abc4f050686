import fs from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'

/** The calls by which a spool touches the disk. Tests put failing ones in their place. */
export interface SpoolFiles {
  /** Opens a file for writing at positions; `isNew`: it must not exist yet. */
  open(file: string, isNew: boolean): number
  /** One write; answers the bytes written, which may be fewer than asked for. */
  write(fd: number, buffer: Buffer, offset: number, length: number, position: number): number
  truncate(fd: number, length: number): void
  rename(from: string, to: string): void
  remove(file: string): void
  close(fd: number): void
  sync(fd: number, done: (error: Error | null) => void): void
  syncNow(fd: number): void
  /** Makes the names of new files in a folder as durable as the files. */
  syncFolder(folder: string): void
  /** Bytes that an ordinary process may still write. */
  freeBytes(folder: string): Promise<number>
  /** Writes a file of zeros and moves it into its place when it is complete and on disk. */
  preallocate(file: string, bytes: number): Promise<void>
}

const ZEROS = Buffer.alloc(1024 * 1024)

export const diskFiles: SpoolFiles = {
  open: (file, isNew) => fs.openSync(file, isNew ? 'wx' : 'r+', 0o600),
  write: (fd, buffer, offset, length, position) => fs.writeSync(fd, buffer, offset, length, position),
  truncate: (fd, length) => fs.ftruncateSync(fd, length),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.rmSync(file, { force: true }),
  close: (fd) => fs.closeSync(fd),
  sync: (fd, done) => fs.fdatasync(fd, done),
  syncNow: (fd) => fs.fdatasyncSync(fd),
  syncFolder,
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
  preallocate,
}

function syncFolder(folder: string): void {
  fs.open(folder, 'r', (failed, fd) => {
    if (failed) return
    // Not every system can sync a folder; where it can, a power cut does not lose a new segment's name.
    fs.fsync(fd, () => fs.close(fd, () => undefined))
  })
}

async function preallocate(file: string, bytes: number): Promise<void> {
  const partial = `${file}.partial`
  try {
    const handle = await open(partial, 'w', 0o600)
    try {
      for (let written = 0; written < bytes; written += ZEROS.length) {
        await handle.writeFile(ZEROS.subarray(0, Math.min(ZEROS.length, bytes - written)))
      }
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
