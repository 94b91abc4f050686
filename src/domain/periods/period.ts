import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type PeriodKindChange, type StatementCalendar, type StatementPeriod, statementCalendar } from '../time/statement-periods.ts'

/** open → calculating → review → sealed; never back. */
export type PeriodStatus = 'open' | 'calculating' | 'review' | 'sealed'

/** A period of a program with what has become of it. */
export interface ListedPeriod extends StatementPeriod {
  readonly status: PeriodStatus
  readonly requestedBy: string | null
  readonly requestedAt: Date | null
  /** From when on nothing was added to it; null: something still may be. */
  readonly cutAt: Date | null
  readonly cutSequence: bigint | null
  readonly calculatedAt: Date | null
  readonly sealedBy: string | null
  readonly sealedAt: Date | null
}

/** How far a program's periods have got. */
export interface PeriodState {
  readonly calendar: StatementCalendar
  /** The first moment of the earliest open period; null: none was closed yet. */
  readonly openFrom: Date | null
  /** The earliest moment of all that was posted; null: nothing was. */
  readonly firstMoment: Date | null
  /** How kinds follow each other. */
  readonly kinds: readonly PeriodKindChange[]
}

/** Without a lock; closing reads it anew with the book held. */
export async function readPeriodState(tx: Tx, programId: Uuid): Promise<PeriodState> {
  const [row] = await tx.sql<{ open_from: Date | null; first_moment: Date | null; period_kinds: readonly PeriodKindChange[]; time_zone: string }>({
    name: 'period-state',
    text: 'select b.open_from, b.first_moment, b.period_kinds, p.time_zone from program_book b join program p on p.id = b.program_id where b.program_id = $1',
    values: [programId],
  })
  if (row === undefined) throw new DomainError('not_found')
  return { calendar: statementCalendar(row.time_zone, row.period_kinds), openFrom: row.open_from, firstMoment: row.first_moment, kinds: row.period_kinds }
}

/** The period that has to be closed before any later one: the earliest open one. */
export function nextToClose({ calendar, openFrom, firstMoment }: PeriodState, now: Date): StatementPeriod {
  return calendar.at(openFrom ?? firstMoment ?? now)
}

/** Throws `not_found` for what is no period of the program, or one that begins after `now`. */
export async function readPeriod(tx: Tx, programId: Uuid, name: string, now: Date): Promise<ListedPeriod> {
  const [row] = await readRows(tx, programId, name)
  if (row !== undefined) return row
  const { calendar } = await readPeriodState(tx, programId)
  const period = calendar.named(name)
  if (period === null || period.startsAt > now) throw new DomainError('not_found')
  return openPeriod(period)
}

/** All periods from the first that something was posted in up to the one that `now` is in, newest first; older than `before`, at most `limit`. */
export async function listPeriods(tx: Tx, programId: Uuid, now: Date, { before, limit }: { readonly before: string | null; readonly limit: number }): Promise<ListedPeriod[]> {
  const state = await readPeriodState(tx, programId)
  const closed = await readRows(tx, programId)
  const open: ListedPeriod[] = []
  for (let period = nextToClose(state, now); period.startsAt <= now; period = state.calendar.after(period)) {
    // Being closed, and not cut yet.
    if (!closed.some(({ name }) => name === period.name)) open.push(openPeriod(period))
  }
  const all = [...open.reverse(), ...closed]
  const from = before === null ? 0 : all.findIndex(({ name }) => name === before) + 1
  return all.slice(from, from + limit)
}

function openPeriod(period: StatementPeriod): ListedPeriod {
  return { ...period, status: 'open', requestedBy: null, requestedAt: null, cutAt: null, cutSequence: null, calculatedAt: null, sealedBy: null, sealedAt: null }
}

/** Those that are being closed or are closed, newest first. */
async function readRows(tx: Tx, programId: Uuid, name?: string): Promise<ListedPeriod[]> {
  const rows = await tx.sql<Omit<ListedPeriod, 'firstDay' | 'endDay'> & { readonly time_zone: string; readonly period_kinds: readonly PeriodKindChange[] }>({
    name: name === undefined ? 'periods' : 'period',
    text: `select d.name, d.kind, d.starts_at as "startsAt", d.ends_at as "endsAt", d.status, d.requested_by as "requestedBy", d.requested_at as "requestedAt",
                  d.cut_at as "cutAt", d.cut_sequence as "cutSequence", d.calculated_at as "calculatedAt", d.sealed_by as "sealedBy", d.sealed_at as "sealedAt",
                  p.time_zone, b.period_kinds
             from period d join program p on p.id = d.program_id join program_book b on b.program_id = d.program_id
            where d.program_id = $1 ${name === undefined ? '' : 'and d.name = $2'} order by d.ends_at desc`,
    values: name === undefined ? [programId] : [programId, name],
  })
  return rows.map(({ time_zone, period_kinds, ...row }) => {
    const { firstDay, endDay } = statementCalendar(time_zone, period_kinds).at(row.startsAt)
    return { ...row, firstDay, endDay }
  })
}
