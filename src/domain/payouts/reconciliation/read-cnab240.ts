import { type FileEntry, idText, reasonText, type Told } from './bank-result.ts'
import { malformedFile } from './malformed-file.ts'

const COLUMNS = 240
const PAID = '00'
/** Taken in, changed, withdrawn: nothing is paid yet, and nothing has failed. */
const ACCEPTED = new Set(['BD', 'BE', 'BF'])
/** FEBRABAN's codes for what was not carried out: no funds, cancelled, wrong fields (A, B), lots (H, T) and PIX (P). */
const FAILED = /^(?:01|02|[ABHPT][A-Z0-9])$/

/**
 * A Brazilian bank's return file, CNAB 240: what became of each payment is in the occurrences of its segment A. Throws `invalid_request` for
 * what is no return file.
 */
export function readCnab240(content: string): FileEntry[] {
  const lines = content.split(/\r?\n/).map((line) => line.replace(/\u001a$/, ''))
  const header = lines[0] ?? ''
  if (header.length !== COLUMNS || at(header, 8, 8) !== '0' || at(header, 143, 143) !== '2') throw malformedFile('Expected a return file of 240 columns.')
  return lines.flatMap((line, index) => readLine(line, `line ${index + 1}`))
}

function readLine(line: string, place: string): FileEntry[] {
  if (line === '') return []
  if (line.length !== COLUMNS) return [{ place, code: 'malformed_line', message: `Expected ${COLUMNS} columns, found ${line.length}.` }]
  return at(line, 8, 8) === '3' && at(line, 14, 14) === 'A' ? [readSegmentA(line, place)] : []
}

function readSegmentA(line: string, place: string): FileEntry {
  const endToEndId = idText(at(line, 74, 93))
  if (endToEndId === null) return { place, code: 'id_missing', message: 'Expected our number of the payment in columns 74 to 93.' }
  const codes = Array.from({ length: 5 }, (_, index) => at(line, 231 + index * 2, 232 + index * 2).trim()).filter((code) => code !== '')
  const told = toldBy(codes)
  if (told === null) return { place, code: 'status_unknown', message: 'Expected occurrences of FEBRABAN that say one thing.' }
  const paid = at(line, 163, 177)
  const cents = /^0*$/.test(paid.trim()) ? at(line, 120, 134) : paid
  if (!/^\d{15}$/.test(cents)) return { place, code: 'amount_invalid', message: 'Expected an amount of 15 digits.' }
  return {
    place, endToEndId, told, amount: { minor: BigInt(cents), currency: 'BRL' }, externalId: idText(at(line, 135, 154)), reason: told === 'failed' ? reasonText(`CNAB ${codes.join(' ')}`) : null,
  }
}

/** A code that we do not know says nothing: taken for a failure, it would pay a second time. */
function toldBy(codes: readonly string[]): Told | null {
  const isPaid = codes.includes(PAID)
  const isAccepted = codes.some((code) => ACCEPTED.has(code))
  const isFailed = codes.some((code) => FAILED.test(code) && !ACCEPTED.has(code))
  if (isFailed) return isPaid || isAccepted ? null : 'failed'
  if (isPaid) return 'settled'
  return isAccepted ? 'accepted' : null
}

/** Columns as the layout counts them: from 1, both ends in. */
function at(line: string, from: number, to: number): string {
  return line.slice(from - 1, to)
}
