import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { listSegments, listSpoolFolders, segmentFile } from '../redirect/spool-folder.ts'

export interface SpoolCount {
  readonly spools: number
  /** Of segments that are still there, drained up to somewhere. */
  readonly bytes: number
  /** Files that the drain has put aside. */
  readonly unreadable: readonly string[]
}

/** What lies in the spool folder. */
export function countSpool(root: string): SpoolCount {
  const folders = listSpoolFolders(root)
  const sizes = folders.flatMap((folder) => listSegments(folder).map((segment) => sizeOf(segmentFile(folder, segment))))
  const unreadable = existsSync(root) ? readdirSync(root).filter((name) => /\.(torn|unread|jsonl)$/.test(name)) : []
  return { spools: folders.length, bytes: sizes.reduce((sum, size) => sum + size, 0), unreadable: unreadable.map((name) => path.join(root, name)) }
}

/** A drain that runs beside us may have removed it meanwhile. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
