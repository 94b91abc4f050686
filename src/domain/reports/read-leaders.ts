import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { DayRange } from './report-days.ts'
import type { ReportQuestion } from './report-definition.ts'
import type { MeasureName } from './report-fields.ts'
import { readReportNames } from './report-names.ts'
import { type ReportRow, runReport } from './run-report.ts'

/** Who is shown of each. */
const LEADERS = 5

export interface Leaders {
  readonly question: ReportQuestion
  readonly rows: readonly ReportRow[]
  readonly names: ReadonlyMap<Uuid, string>
}

const MEASURES: readonly MeasureName[] = ['clicks', 'registrations', 'firstDeposits', 'revenue', 'commission']

/** The affiliates that earned most in a range of days, and the brands that brought most. */
export async function readLeaders(tx: Tx, programId: Uuid, range: DayRange): Promise<{ readonly affiliates: Leaders; readonly brands: Leaders }> {
  const read = async (dimension: 'affiliate' | 'brand', by: MeasureName): Promise<Leaders> => {
    const question: ReportQuestion = { dimensions: [dimension], measures: MEASURES, filters: {}, sort: { by, descending: true } }
    const rows = (dimension === 'affiliate' ? await readEarners(tx, { programId, range }, question) : undefined) ?? (await readFirst(tx, { programId, range }, question))
    return { question, rows, names: await readReportNames(tx, programId, [dimension], rows) }
  }
  return { affiliates: await read('affiliate', 'commission'), brands: await read('brand', 'revenue') }
}

interface Scope {
  readonly programId: Uuid
  readonly range: DayRange
}

/** What belongs to nobody leads nothing. */
async function readFirst(tx: Tx, scope: Scope, question: ReportQuestion): Promise<ReportRow[]> {
  const { rows } = await runReport(tx, scope, question, { after: null, limit: LEADERS + 1 })
  return rows.filter((row) => row.dimensions[0] !== null).slice(0, LEADERS)
}

/**
 * Who they are is told by commissions alone, the rest is then read of five affiliates and not of all: half the time with a million clicks. Undefined where
 * fewer have earned anything.
 */
async function readEarners(tx: Tx, scope: Scope, question: ReportQuestion): Promise<ReportRow[] | undefined> {
  const earners = await readFirst(tx, scope, { ...question, measures: ['commission'] })
  if (earners.length < LEADERS) return undefined
  return readFirst(tx, scope, { ...question, filters: { affiliateId: earners.flatMap((row) => row.dimensions[0] ?? []) } })
}
