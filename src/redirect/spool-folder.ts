import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isUuid, type Uuid } from '../domain/ids.ts'

const LOCK_FILE = 'owner.json'
export const RESERVE_FILE = 'reserve'
const SEGMENT_SUFFIX = '.segment'
const TORN_SUFFIX = '.torn'
const SEGMENT_DIGITS = 10
export const HEARTBEAT_MS = 5_000
/** An owner that we cannot look at (a shared volume) is believed dead when it has not touched its lock for so long. */
const SILENT_MS = 60_000

interface Owner {
  readonly pid: number
  /** Among whom its process id means something: host, boot and process namespace. Containers share the first two. */
  readonly place: string
  /** When the process was started, as the system counts it: a process id is soon used again. Empty where the system does not say. */
  readonly startedAt: string
}

/** The folder of one process's spool: `<root>/<spool id>/` with its lock, its segments and its reserve. */
export interface SpoolFolder {
  readonly id: Uuid
  readonly path: string
}

/** Makes the folder of a new spool, owned by this process. Every start makes one; what former processes left is adopted by the drain. */
export function createSpoolFolder(root: string): SpoolFolder {
  const id = randomUUID()
  const folder = { id, path: path.join(root, id) }
  mkdirSync(folder.path, { recursive: true, mode: 0o700 })
  const owner: Owner = { pid: process.pid, place: placeOfProcesses(), startedAt: startOf(process.pid) }
  writeFileSync(path.join(folder.path, LOCK_FILE), JSON.stringify(owner), { mode: 0o600 })
  return folder
}

/** Gives a spool up: whoever drains may finish and remove it. */
export function releaseSpoolFolder(folder: SpoolFolder): void {
  writeFileSync(path.join(folder.path, LOCK_FILE), JSON.stringify({ released: true }))
}

/** Says that the owner lives. */
export function touchSpoolFolder(folder: SpoolFolder): void {
  const now = new Date()
  utimesSync(path.join(folder.path, LOCK_FILE), now, now)
}

/** Every spool below the root. */
export function listSpoolFolders(root: string): SpoolFolder[] {
  if (!existsSync(root)) return []
  return readdirSync(root).filter(isUuid).sort().map((id) => ({ id, path: path.join(root, id) }))
}

/** Whether the process that wrote this spool is gone for good. */
export function isAbandoned(folder: SpoolFolder, ownId: Uuid | undefined): boolean {
  if (folder.id === ownId) return false
  try {
    const file = path.join(folder.path, LOCK_FILE)
    const owner: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (!isOwner(owner)) return true
    if (owner.place === placeOfProcesses()) return isGone(owner)
    return Date.now() - statSync(file).mtimeMs > SILENT_MS
  } catch {
    // No lock, or half a lock: the process died while it made the folder, or the folder is being made right now.
    return ageMs(folder.path) > HEARTBEAT_MS
  }
}

/** Takes over the reserve of an abandoned spool, which costs nothing, instead of writing a new one. */
export function inheritReserve(root: string, heir: SpoolFolder, bytes: number): boolean {
  for (const folder of listSpoolFolders(root)) {
    const reserve = path.join(folder.path, RESERVE_FILE)
    if (folder.id === heir.id || !existsSync(reserve) || statSync(reserve).size !== bytes || !isAbandoned(folder, heir.id)) continue
    renameSync(reserve, path.join(heir.path, RESERVE_FILE))
    return true
  }
  return false
}

/** Segments present, in order. */
export function listSegments(folder: SpoolFolder): number[] {
  return readdirSync(folder.path)
    .filter((name) => name.endsWith(SEGMENT_SUFFIX))
    .map((name) => Number(name.slice(0, -SEGMENT_SUFFIX.length)))
    .sort((a, b) => a - b)
}

export function segmentFile(folder: SpoolFolder, segment: number): string {
  return path.join(folder.path, String(segment).padStart(SEGMENT_DIGITS, '0') + SEGMENT_SUFFIX)
}

/** Where bytes go that are no clicks: kept for a person to look at. */
export function tornFile(root: string, folder: SpoolFolder, segment: number, offset: number): string {
  return path.join(root, `${folder.id}-${segment}-${offset}${TORN_SUFFIX}`)
}

export async function removeSpoolFolder(folder: SpoolFolder): Promise<void> {
  await rm(folder.path, { recursive: true, force: true, maxRetries: 3 })
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false
  return 'pid' in value && typeof value.pid === 'number' && 'place' in value && 'startedAt' in value
}

function isGone(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'EPERM')
  }
  return owner.startedAt !== startOf(owner.pid)
}

function placeOfProcesses(): string {
  const boot = textOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const namespace = textOr('', () => readlinkSync('/proc/self/ns/pid'))
  return [os.hostname(), boot, namespace].join(' ')
}

function textOr(otherwise: string, read: () => string): string {
  try {
    return read()
  } catch {
    return otherwise
  }
}

const STAT_FIELDS_BEFORE_START = 19

/** The start time of a process in clock ticks since boot (Linux); elsewhere the process id has to do. */
function startOf(pid: number): string {
  const stat = textOr('', () => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // Counted from behind the name, which may hold blanks and brackets.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[STAT_FIELDS_BEFORE_START] ?? ''
}

function ageMs(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}
