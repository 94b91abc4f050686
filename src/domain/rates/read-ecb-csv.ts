import { parse } from 'csv-parse/sync'
import { type EcbDay, EcbFile, notEcb } from './ecb-file.ts'

/** Characters of a line: some hundred currencies. */
const LINE_CHARACTERS_MAX = 4_096
const NO_RATE = 'N/A'
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/**
 * The days of `eurofxref.csv` (`20 November 2026`) or `eurofxref-hist.csv` (`2026-11-20`). Lines end with a comma there, so that one that was
 * cut off has a cell too few. Throws `invalid_request` for anything else.
 */
export function readEcbCsv(content: string): EcbDay[] {
  const [heading = [], ...lines] = parsed(content)
  const [first, ...currencies] = heading
  if (first !== 'Date') throw notEcb('its heading does not begin with "Date".')
  const days = new EcbFile()
  const seen = new Set<string>()
  for (const [text = '', ...cells] of lines) {
    const day = isoDay(text)
    if (seen.has(day)) throw notEcb(`${day} is there twice.`)
    seen.add(day)
    cells.forEach((cell, i) => {
      const currency = currencies[i] ?? ''
      // The comma at the end of a line.
      if (currency === '' && cell === '') return
      if (cell !== NO_RATE) days.add(day, currency, cell)
    })
  }
  return days.days()
}

function parsed(content: string): string[][] {
  try {
    return parse(content, { bom: true, trim: true, skip_empty_lines: true, max_record_size: LINE_CHARACTERS_MAX })
  } catch {
    throw notEcb('its lines have different numbers of cells, or it is no CSV.')
  }
}

function isoDay(text: string): string {
  const match = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text)
  if (match === null) return text
  const [, day = '', month = '', year = ''] = match
  return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}
