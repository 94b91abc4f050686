import type { FileEntry, ReconciliationFormat } from './bank-result.ts'
import { malformedFile } from './malformed-file.ts'
import { readCamt } from './read-camt.ts'
import { readCnab240 } from './read-cnab240.ts'
import { readCsvResults } from './read-csv-results.ts'
import { readPain002 } from './read-pain002.ts'

const ENTRIES_MAX = 20_000

const READERS: Readonly<Record<ReconciliationFormat, (content: string) => FileEntry[]>> = {
  csv: readCsvResults, 'pain.002': readPain002, camt: readCamt, cnab240: readCnab240,
}

/** What a bank's file says, entry by entry. Throws `invalid_request` when it is not of the format, or too long. */
export function readResults(format: ReconciliationFormat, content: string): FileEntry[] {
  const entries = READERS[format](content)
  if (entries.length > ENTRIES_MAX) throw malformedFile(`At most ${ENTRIES_MAX} entries.`)
  return entries
}
