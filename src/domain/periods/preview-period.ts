import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import type { Program } from '../programs/read-program.ts'
import type { Section } from '../statements/statement-document.ts'
import { sectionOf } from '../statements/statement-line.ts'
import { addDays } from '../time/periods.ts'
import type { StatementCalendar } from '../time/statement-periods.ts'
import { POSTED_AHEAD_DAYS } from './cut-period.ts'
import { type ListedPeriod, readPeriodState } from './period.ts'

/** What deserves a look before a period is closed or sealed. */
export type WarningCode = 'negative_balance' | 'payout_method_missing' | 'unusual_amount' | 'unapproved_transactions' | 'unprocessed_transactions'

export interface PreviewWarning {
  readonly code: WarningCode
  readonly count: number
  /** The first of them, where it is about affiliates. */
  readonly affiliateIds: readonly Uuid[]
}

/** What the statements of a period come to, or would if it were closed now. Minor units; what is owed counts as positive. */
export interface PeriodPreview {
  readonly period: ListedPeriod
  readonly currency: string
  readonly affiliates: number
  readonly openingMinor: bigint
  readonly sections: Readonly<Record<Section, bigint>>
  readonly closingMinor: bigint
  /** Of the closing balance, what is payable and not negative: the most that can be paid. */
  readonly payableMinor: bigint
  readonly warnings: readonly PreviewWarning[]
}

/** Affiliates that a warning names. */
const MOST_NAMED = 100
/** An amount is unusual when it is so many times what the affiliate earned on average by its last statements, … */
const UNUSUAL_FACTOR = 3n
/** … of at most so many statements. */
const STATEMENTS_COMPARED = 3
const EVENTS_AHEAD_DAYS = 1

const EARNED: ReadonlySet<Section> = new Set(['commission', 'carryover', 'adjustment'])

interface AffiliateBalance {
  readonly affiliateId: Uuid
  readonly closing: bigint
  readonly payable: bigint
  readonly earned: bigint
  readonly opening: bigint
  readonly usual: bigint | null
  readonly hasMethod: boolean
}

/**
 * What a period comes to, with warnings. Of one that is open: as of now, nothing is written. What is posted in later periods already is
 * left out. Taxes are added by closing.
 */
export async function previewPeriod(tx: Tx, programId: Uuid, period: ListedPeriod, now: Date): Promise<PeriodPreview> {
  const program = await ownProgram(tx, programId)
  const { calendar } = await readPeriodState(tx, programId)
  const movements = await readMovements(tx, program, period, namesAfter(calendar, period, now))
  const balances = balancesOf(await readStandings(tx, program, period.startsAt), movements)
  const sections: Record<Section, bigint> = { commission: 0n, carryover: 0n, adjustment: 0n, vat: 0n, withheld: 0n, payout: 0n }
  for (const movement of movements) if (movement.isInPeriod && movement.kind !== 'inner') sections[sectionOf(movement)] += movement.amount
  const sum = (of: (balance: AffiliateBalance) => bigint) => balances.reduce((total, balance) => total + of(balance), 0n)
  return {
    period,
    currency: program.currency,
    affiliates: balances.length,
    openingMinor: sum(({ opening }) => opening),
    sections,
    closingMinor: sum(({ closing }) => closing),
    payableMinor: sum(({ payable }) => (payable > 0n ? payable : 0n)),
    warnings: [...warningsOf(balances), ...(await readWaiting(tx, program, period))],
  }
}

interface Movement {
  readonly affiliateId: Uuid
  readonly kind: string
  readonly lineKind: string | null
  /** In the period; otherwise in a later one. */
  readonly isInPeriod: boolean
  readonly amount: bigint
  readonly payableAmount: bigint
}

/** What stands in the period and in later ones, by affiliate and kind. What moves between pending and payable is of the kind `inner`. */
function readMovements(tx: Tx, program: Program, period: ListedPeriod, later: readonly string[]): Promise<Movement[]> {
  return tx.sql<Movement>({
    text: `with account as materialized (
             select id, owner_id, kind from ledger_account where program_id = $1 and kind in ('affiliate_pending', 'affiliate_payable') and currency = $2),
           moved as (
             select coalesce(d.owner_id, c.owner_id) as affiliate_id, t.kind, l.id is not null as is_carryover, d.id is not null and c.id is not null as is_inner,
                    coalesce(t.statement_period, t.period::text) as stands_in,
                    case when d.id is null then t.amount_minor when c.id is null then -t.amount_minor else 0 end as amount,
                    case when c.kind = 'affiliate_payable' then t.amount_minor else 0 end - case when d.kind = 'affiliate_payable' then t.amount_minor else 0 end as payable
               from ledger_transfer t
               left join account d on d.id = t.debit_account_id
               left join account c on c.id = t.credit_account_id
               left join commission l on t.cause_type = 'commission' and l.program_id = $1 and l.id = t.cause_id and l.kind = 'carryover'
              where t.program_id = $1 and (d.id is not null or c.id is not null) and coalesce(t.statement_period, t.period::text) = any($6::text[])
                and t.sequence > (select coalesce(min(sequence) - 1, 0) from ledger_seal where program_id = $1 and recorded_at >= $4::timestamptz - make_interval(days => $5)))
           select affiliate_id as "affiliateId", case when is_inner then 'inner' else kind end as kind, case when is_carryover then 'carryover' end as "lineKind",
                  stands_in = $3 as "isInPeriod", sum(amount)::bigint as amount, sum(payable)::bigint as "payableAmount"
             from moved group by 1, 2, 3, 4`,
    values: [program.id, program.currency, period.name, period.startsAt, POSTED_AHEAD_DAYS, [period.name, ...later]],
  })
}

/** The names of the periods after one, up to the one that the last event that is taken now can be in. */
function namesAfter(calendar: StatementCalendar, period: ListedPeriod, now: Date): string[] {
  const names: string[] = []
  const last = addDays(now, EVENTS_AHEAD_DAYS)
  for (let next = calendar.after(period); next.startsAt <= last; next = calendar.after(next)) names.push(next.name)
  return names
}

interface Standing {
  readonly affiliateId: Uuid
  readonly owed: bigint
  readonly payable: bigint
  readonly usual: bigint | null
  readonly hasMethod: boolean
}

/** What every affiliate is owed now, with what there is to compare it with: what it earned in the periods `before`. */
function readStandings(tx: Tx, program: Program, before: Date): Promise<Standing[]> {
  return tx.sql<Standing>({
    text: `select a.owner_id as "affiliateId", sum(a.credits - a.debits)::bigint as owed,
                  sum(case when a.kind = 'affiliate_payable' then a.credits - a.debits else 0 end)::bigint as payable,
                  (select avg(b.net_minor)::bigint
                     from (select s.net_minor from statement s join period p on p.program_id = $1 and p.name = s.period_name
                            where s.program_id = $1 and s.affiliate_id = a.owner_id and p.ends_at <= $3 order by p.ends_at desc limit ${STATEMENTS_COMPARED}) b) as usual,
                  exists (select from payout_method m where m.program_id = $1 and m.affiliate_id = a.owner_id and m.archived_at is null) as "hasMethod"
             from ledger_account a where a.program_id = $1 and a.kind in ('affiliate_pending', 'affiliate_payable') and a.currency = $2 group by a.owner_id order by a.owner_id`,
    values: [program.id, program.currency, before],
  })
}

/** The balances at the end of the period: what is owed now, less what stands in later periods. Affiliates with neither balance nor movement are left out. */
function balancesOf(standings: readonly Standing[], movements: readonly Movement[]): AffiliateBalance[] {
  const own = Map.groupBy(movements, ({ affiliateId }) => affiliateId)
  return standings.flatMap(({ affiliateId, owed, payable, ...rest }) => {
    const moved = own.get(affiliateId) ?? []
    const sum = (some: readonly Movement[], of: 'amount' | 'payableAmount') => some.reduce((total, movement) => total + movement[of], 0n)
    const [inPeriod, later] = [moved.filter(({ isInPeriod }) => isInPeriod), moved.filter(({ isInPeriod }) => !isInPeriod)]
    const closing = { total: owed - sum(later, 'amount'), payable: payable - sum(later, 'payableAmount') }
    const opening = { total: closing.total - sum(inPeriod, 'amount'), payable: closing.payable - sum(inPeriod, 'payableAmount') }
    if (opening.total === 0n && opening.payable === 0n && inPeriod.length === 0) return []
    const earned = sum(inPeriod.filter((movement) => movement.kind !== 'inner' && EARNED.has(sectionOf(movement))), 'amount')
    return [{ affiliateId, opening: opening.total, closing: closing.total, payable: closing.payable, earned, ...rest }]
  })
}

function warningsOf(balances: readonly AffiliateBalance[]): PreviewWarning[] {
  const warn = (code: WarningCode, isMeant: (balance: AffiliateBalance) => boolean): PreviewWarning[] => {
    const meant = balances.filter(isMeant).map(({ affiliateId }) => affiliateId)
    return meant.length === 0 ? [] : [{ code, count: meant.length, affiliateIds: meant.slice(0, MOST_NAMED) }]
  }
  return [
    ...warn('negative_balance', ({ closing }) => closing < 0n),
    ...warn('payout_method_missing', ({ payable, hasMethod }) => payable > 0n && !hasMethod),
    ...warn('unusual_amount', ({ earned, usual }) => usual !== null && usual > 0n && earned > usual * UNUSUAL_FACTOR),
  ]
}

/** Transactions that nobody has decided about, and such as could not be processed. */
async function readWaiting(tx: Tx, program: Program, period: ListedPeriod): Promise<PreviewWarning[]> {
  const [row] = await tx.sql<{ unapproved: number; unprocessed: number }>({
    text: `select (select count(*) from transaction where program_id = $1 and status = 'pending' and effective_at < $2)::int as unapproved,
                  (select count(*) from transaction_exception where program_id = $1 and state in ('waiting', 'failed'))::int
                    + (select coalesce(sum(accepted), 0) from transaction_batch where program_id = $1 and processed_at is null)::int as unprocessed`,
    values: [program.id, period.endsAt],
  })
  const warn = (code: WarningCode, count: number) => (count === 0 ? [] : [{ code, count, affiliateIds: [] }])
  return [...warn('unapproved_transactions', row?.unapproved ?? 0), ...warn('unprocessed_transactions', row?.unprocessed ?? 0)]
}
