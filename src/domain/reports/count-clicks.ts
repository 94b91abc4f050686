import { arrayLiteral, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import { daysBetween } from '../time/days.ts'
import { addToDays, type DayTable } from './add-to-days.ts'
import type { CountedProgram } from './count-ledger.ts'
import { SETTLED_MS } from './report-state.ts'

export const CLICK_DAYS: DayTable = {
  name: 'click_daily',
  key: columns('affiliate_id uuid, brand_id uuid, product_id uuid, tracker_id uuid, country text, is_tail boolean'),
  sums: ['clicks', 'unique_clicks', 'valid_clicks', 'flagged_clicks'],
}

/** Clicks of one turn, about, while those of the past are counted. */
const CLICKS_AT_ONCE = 100_000
/** Days that are counted anew in one turn. */
const DAYS_AT_ONCE = 10
const MARKS_AT_ONCE = 1_000

export interface ClickCount {
  readonly clicksUntil: Date
  readonly hasTail: boolean
}

/** Counts clicks: those that settled since for good, those after them anew, and once more the days into which some came late. */
export async function countClicks(tx: Tx, program: CountedProgram, from: ClickCount, now: Date): Promise<ClickCount> {
  const settled = new Date(Math.max(from.clicksUntil.getTime(), now.getTime() - SETTLED_MS))
  const clicksUntil = await endOfTurn(tx, program.id, from.clicksUntil, settled)
  await count(tx, program, from.clicksUntil, clicksUntil, false)
  if (from.hasTail) await tx.count({ name: 'drop-tail', text: 'delete from click_daily where program_id = $1 and is_tail', values: [program.id] })
  const hasTail = (await count(tx, program, clicksUntil, null, true)) > 0
  await countMarkedDays(tx, program, clicksUntil)
  return { clicksUntil, hasTail }
}

/** Where to stop this time. At least a millisecond on: a hundred thousand clicks of one instant are counted together. */
async function endOfTurn(tx: Tx, programId: Uuid, from: Date, settled: Date): Promise<Date> {
  const [row] = await tx.sql<{ at: Date }>({
    name: 'end-of-click-turn',
    text: `select occurred_at as at from click where program_id = $1 and occurred_at >= $2 and occurred_at < $3 order by occurred_at offset ${CLICKS_AT_ONCE} limit 1`,
    values: [programId, from, settled],
  })
  if (row === undefined) return settled
  return new Date(Math.min(settled.getTime(), Math.max(row.at.getTime(), from.getTime() + 1)))
}

type Counted = Readonly<Record<string, unknown>> & { readonly place: number }

/** Answers how many rows of days there were. */
async function count(tx: Tx, program: CountedProgram, from: Date, until: Date | null, isTail: boolean): Promise<number> {
  if (until !== null && until <= from) return 0
  const days = daysBetween(from, until ?? new Date(from.getTime() + TWO_DAYS_MS), program.time_zone)
  const counted = await tx.sql<Counted>({
    name: 'clicks-to-count',
    // Added up by link first: the flags of a click are looked at once, its link for each of its days.
    text: `select g.place, g.affiliate_id, g.brand_id, coalesce(l.product_id, '${NIL_UUID}') as product_id, g.tracker_id, g.country,
                  sum(g.clicks) as clicks, sum(g.unique_clicks) as unique_clicks, sum(g.valid_clicks) as valid_clicks, sum(g.flagged_clicks) as flagged_clicks
             from (select width_bucket(occurred_at, $4::timestamptz[]) as place, tracking_link_id, affiliate_id, brand_id, tracker_id, upper(coalesce(country, '')) as country,
                          count(*) as clicks, count(*) filter (where is_valid and 'unique_24h' = any(flags)) as unique_clicks,
                          count(*) filter (where is_valid) as valid_clicks, count(*) filter (where flags && ${FLAGGED}) as flagged_clicks
                     from click where program_id = $1 and occurred_at >= $2 and ($3::timestamptz is null or occurred_at < $3)
                    group by 1, 2, 3, 4, 5, 6) g
             left join tracking_link l on l.program_id = $1 and l.id = g.tracking_link_id
            group by 1, 2, 3, 4, 5, 6`,
    values: [program.id, from, until, arrayLiteral(days.map(({ startMs }) => new Date(startMs)))],
  })
  await addToDays(tx, program.id, CLICK_DAYS, counted.map((row) => ({ ...row, day: days[row.place - 1]?.day ?? '', is_tail: isTail })))
  return counted.length
}

/** What speaks against a click. That nobody was seen to touch the page is what mail programs look like, and unique is praise. */
const FLAGGED = `'{bot,prefetch,head,non_document,duplicate,datacenter}'::text[]`

async function countMarkedDays(tx: Tx, program: CountedProgram, clicksUntil: Date): Promise<void> {
  const marks = await tx.sql<{ id: Uuid; at: Date }>({
    name: 'marked-clicks',
    text: `select id, clicks_at as at from report_mark where program_id = $1 and clicks_at is not null order by id limit ${MARKS_AT_ONCE}`,
    values: [program.id],
  })
  const days = new Map<string, { from: Date; until: Date; marks: Uuid[] }>()
  for (const { id, at } of marks) {
    const [day, next] = daysBetween(at, new Date(at.getTime() + TWO_DAYS_MS), program.time_zone)
    if (day === undefined || next === undefined) continue
    const known = days.get(day.day)
    if (known !== undefined) known.marks.push(id)
    else if (days.size < DAYS_AT_ONCE) days.set(day.day, { from: new Date(day.startMs), until: new Date(next.startMs), marks: [id] })
  }
  for (const [day, { from, until }] of days) {
    await tx.count({ name: 'drop-click-day', text: 'delete from click_daily where program_id = $1 and day = $2 and not is_tail', values: [program.id, day] })
    await count(tx, program, from, until < clicksUntil ? until : clicksUntil, false)
  }
  await dropMarks(tx, program.id, [...days.values()].flatMap((day) => day.marks))
}

/** Longer than any day, so that the next one is among those found. */
const TWO_DAYS_MS = 2 * 86_400_000

/** Takes away marks that are answered. */
export async function dropMarks(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<void> {
  if (ids.length === 0) return
  await tx.count({ name: 'drop-marks', text: 'delete from report_mark where program_id = $1 and id = any($2::uuid[])', values: [programId, arrayLiteral(ids)] })
}
