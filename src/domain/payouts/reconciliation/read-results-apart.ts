import { Worker } from 'node:worker_threads'
import type { FileEntry, ReconciliationFormat } from './bank-result.ts'
import { malformedFile } from './malformed-file.ts'
import { readResults } from './read-results.ts'

/** What is read within a few milliseconds is read at once. */
const SMALL_CHARACTERS = 64 * 1024
const LONGEST_MS = 20_000
const MEMORY_MB = 512

/** What the thread is given, and what it answers. */
export interface ReadingOrder {
  readonly format: ReconciliationFormat
  readonly content: string
}

export type Reading = { readonly entries: readonly FileEntry[] } | { readonly message: string }

/**
 * What a bank's file says (readResults), in a thread of its own where it is large: megabytes of XML take seconds, and other requests do not wait
 * for them. Bounded in time and memory. Throws `invalid_request`.
 */
export async function readResultsApart(format: ReconciliationFormat, content: string): Promise<readonly FileEntry[]> {
  if (content.length <= SMALL_CHARACTERS) return readResults(format, content)
  const reading = await readInThread({ format, content })
  if ('message' in reading) throw malformedFile(reading.message)
  return reading.entries
}

async function readInThread(order: ReadingOrder): Promise<Reading> {
  const worker = new Worker(new URL('./read-results-thread.ts', import.meta.url), { workerData: order, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } })
  const tooMuch: Reading = { message: 'It takes too long to read.' }
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Reading>((resolve) => {
      timer = setTimeout(() => resolve(tooMuch), LONGEST_MS)
      worker.once('message', resolve)
      // Out of memory.
      worker.once('error', () => resolve(tooMuch))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
