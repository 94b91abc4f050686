import { z } from 'zod'
import type { ReportQuestion } from '../../../domain/reports/report-definition.ts'
import type { ReportPosition } from '../../../domain/reports/run-report.ts'
import { badCursor, readCursorText, writeCursor } from '../../plumbing/cursor.ts'

const VALUE = z.string().max(100).regex(/^[\w.-]*$/)
const position = z.tuple([VALUE, z.array(VALUE).max(10)])

/** Where a page of a report begins. Throws `invalid_request` for what we never issued for this report. */
export function readReportCursor(cursor: string | undefined, { dimensions, sort }: ReportQuestion): ReportPosition | null {
  if (cursor === undefined) return null
  const parsed = position.safeParse(jsonOf(readCursorText(cursor)))
  if (!parsed.success || parsed.data[1].length !== dimensions.length) throw badCursor()
  const [value, places] = parsed.data
  const time = dimensions.some((dimension) => dimension === 'day' || dimension === 'week' || dimension === 'month')
  const isText = sort === null ? time : dimensions.some((dimension) => dimension === sort.by)
  if (!isText && !/^-?\d{1,40}$/.test(value)) throw badCursor()
  return { sort: value, dimensions: places }
}

export function writeReportCursor({ sort, dimensions }: ReportPosition): string {
  return writeCursor(JSON.stringify([sort, dimensions]))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
