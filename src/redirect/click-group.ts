import type { Uuid } from '../domain/ids.ts'
import { uuidOfBytes } from '../domain/tracking/click-key.ts'
import { CLICK_KEY_AT, PROGRAM_ID_AT } from './click-record.ts'

/** Clicks of one program in a piece of the spool: start and end of each record, alternating. */
export interface ClickGroup {
  readonly programId: Uuid
  readonly buffer: Buffer
  readonly ranges: readonly number[]
}

const UUID_BYTES = 16

/** Clicks by their program. */
export function groupByProgram(buffer: Buffer, ranges: readonly number[]): ClickGroup[] {
  const groups = new Map<Uuid, number[]>()
  let programId = ''
  let previous = -1
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const start = ranges[i] ?? 0
    // Most often the program is that of the click before, and its text need not be made.
    if (previous === -1 || !hasSameProgram(buffer, previous, start)) programId = uuidOfBytes(buffer, start + PROGRAM_ID_AT)
    previous = start
    const group = groups.get(programId)
    if (group === undefined) groups.set(programId, [start, ranges[i + 1] ?? 0])
    else group.push(start, ranges[i + 1] ?? 0)
  }
  return [...groups].map(([id, own]) => ({ programId: id, buffer, ranges: own }))
}

function hasSameProgram(buffer: Buffer, a: number, b: number): boolean {
  for (let i = PROGRAM_ID_AT; i < PROGRAM_ID_AT + UUID_BYTES; i += 1) if (buffer[a + i] !== buffer[b + i]) return false
  return true
}

/** The keys of the clicks of a group. */
export function clickKeysOf(group: ClickGroup): Uuid[] {
  const keys: Uuid[] = []
  for (let i = 0; i + 1 < group.ranges.length; i += 2) keys.push(uuidOfBytes(group.buffer, (group.ranges[i] ?? 0) + CLICK_KEY_AT))
  return keys
}
