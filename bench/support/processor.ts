import { readdirSync, readFileSync } from 'node:fs'

/**
 * Microseconds of processor that the children of a process have used, those that live: the server processes of a PostgreSQL. Says more than
 * rates where a machine does other work beside. Linux only; 0 elsewhere.
 */
export function processorOfChildren(parent: number): number {
  if (process.platform !== 'linux') return 0
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).reduce((sum, pid) => sum + (parentOf(pid) === parent ? usedBy(pid) : 0), 0)
}

const PARENT_FIELD = 1

function parentOf(pid: string): number {
  const stat = textOf(`/proc/${pid}/stat`)
  // Behind the name, which may hold anything.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[PARENT_FIELD])
}

/** Nanoseconds on the processor stand first. */
function usedBy(pid: string): number {
  return Number(textOf(`/proc/${pid}/schedstat`).split(' ')[0] ?? 0) / 1_000
}

/** Processes end while we look. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
