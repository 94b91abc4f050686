/** The thread that large files of banks are read in. */
import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '../../errors.ts'
import { readResults } from './read-results.ts'
import type { Reading, ReadingOrder } from './read-results-apart.ts'

const { format, content }: ReadingOrder = workerData

function read(): Reading {
  try {
    return { entries: readResults(format, content) }
  } catch (error) {
    if (error instanceof DomainError) return { message: error.errors[0]?.message ?? error.message }
    throw error
  }
}

parentPort?.postMessage(read())
