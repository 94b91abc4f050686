import type { Tx } from '../../db/database.ts'
import { shortName } from '../commissions/hide-names.ts'
import type { Uuid } from '../ids.ts'
import type { PortalScope } from './require-owner.ts'

export const CHANGE_KINDS = [
  'terms_version', 'plan_assigned', 'plan_accepted', 'customer_given', 'customer_taken', 'adjustment', 'conversion_rejected', 'commission_reversed', 'payout',
  'payout_method', 'payouts_blocked', 'payouts_unblocked', 'statement_sealed', 'invoice', 'tax_profile',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** Something that has changed for an affiliate without its doing, or that it may want to find again. */
export interface Change {
  /** Of what made the change; unique in the feed. */
  readonly id: Uuid
  readonly kind: ChangeKind
  readonly at: Date
  /** Of the plan, customer, payout … that it is about; null for a statement of a period that had nothing. */
  readonly subjectId: Uuid | null
  /** What it is called: a plan's name, a period, a customer's short name. */
  readonly subject: string | null
  /** What happened to it: `settled`, `created`, a version's number. */
  readonly detail: string | null
  /** Minor units of the program's currency. */
  readonly amountMinor: bigint | null
  /** As somebody said it. */
  readonly reason: string | null
}

export interface ChangeFilter {
  /** The plans that are the affiliate's. */
  readonly planIds: readonly Uuid[]
  readonly kind?: ChangeKind | undefined
  readonly afterId: Uuid | null
  readonly limit: number
}

/**
 * What changed for an affiliate, newest first. Every source is read from its newest row on and gives at most one page; ids are made in the
 * order of time, so the page is the newest of all of them.
 */
export async function listChanges(tx: Tx, { programId, affiliateId }: PortalScope, { planIds, kind, afterId, limit }: ChangeFilter): Promise<Change[]> {
  const rows: Row[] = []
  for (const source of SOURCES) {
    if (kind !== undefined && !source.kinds.includes(kind)) continue
    rows.push(...(await tx.sql<Row>({ name: `portal-changes-${source.kinds[0]}`, text: pageOf(source.text), values: [programId, affiliateId, afterId, limit, `{${planIds.join(',')}}`] })))
  }
  const wanted = kind === undefined ? rows : rows.filter((row) => row.kind === kind)
  return wanted.sort((a, b) => (a.id > b.id ? -1 : 1)).slice(0, limit).map(changeOf)
}

interface Row extends Change {
  readonly isCustomer: boolean
}

function changeOf({ isCustomer, ...row }: Row): Change {
  if (row.subjectId === null || row.subject !== null) return row
  return { ...row, subject: shortName(isCustomer ? 'customer' : 'transaction', row.subjectId) }
}

interface Source {
  readonly kinds: readonly [ChangeKind, ...ChangeKind[]]
  /** Rows with id, kind, at, "subjectId", subject, detail, "amountMinor" and reason; `x.id` is theirs. */
  readonly text: string
}

/** Every source is given the same values; a statement must name each of them. */
function pageOf(text: string): string {
  return `${text} and ($3::uuid is null or x.id < $3) and $2::uuid is not null and $5::uuid[] is not null order by x.id desc limit $4`
}

interface Shape {
  readonly kind: string
  readonly at?: string
  readonly subjectId: string
  readonly subject?: string
  readonly detail?: string
  readonly amount?: string
  readonly reason?: string
  readonly isCustomer?: boolean
}

/** The columns of a row; `x` is the table that its id is from. */
function select({ kind, at = 'x.recorded_at', subjectId, subject = 'null', detail = 'null', amount = 'null', reason = 'null', isCustomer = false }: Shape): string {
  return `select x.id, ${kind} as kind, ${at} as at, (${subjectId})::uuid as "subjectId", (${subject})::text as subject, (${detail})::text as detail, (${amount})::bigint as "amountMinor",
    (${reason})::text as reason, ${isCustomer} as "isCustomer"`
}

const OUTBOX_KIND = `case when x.kind like 'payout.%' then 'payout' when x.kind = 'payout_method.changed' then 'payout_method' when x.kind like 'invoice.%' then 'invoice'
    when x.kind = 'payout_block.set' then 'payouts_blocked' when x.kind = 'payout_block.lifted' then 'payouts_unblocked' else 'tax_profile' end`

// Subjects are text; cast the other way round PostgreSQL would read all payouts for every event.
const PAID = `case when x.kind like 'payout.%' then (select p.amount_minor from payout p where p.program_id = $1 and p.id = x.subject_id::uuid) end`

const SOURCES: readonly Source[] = [
  {
    kinds: ['terms_version'],
    text: `${select({ kind: "'terms_version'", at: 'x.created_at', subjectId: 'x.plan_id', subject: 'p.name', detail: 'x.version' })}
      from commission_plan_version x join commission_plan p on p.program_id = $1 and p.id = x.plan_id where x.program_id = $1 and x.plan_id = any($5::uuid[])`,
  },
  {
    kinds: ['plan_assigned'],
    text: `${select({ kind: "'plan_assigned'", at: 'x.created_at', subjectId: 'x.plan_id', subject: 'p.name' })}
      from plan_assignment x join commission_plan p on p.program_id = $1 and p.id = x.plan_id where x.program_id = $1 and x.affiliate_id = $2`,
  },
  {
    kinds: ['plan_accepted'],
    text: `${select({ kind: "'plan_accepted'", at: 'x.accepted_at', subjectId: 'x.plan_id', subject: 'p.name', detail: 'v.version' })}
      from plan_acceptance x join commission_plan p on p.program_id = $1 and p.id = x.plan_id join commission_plan_version v on v.program_id = $1 and v.id = x.plan_version_id
     where x.program_id = $1 and x.affiliate_id = $2`,
  },
  {
    kinds: ['customer_given'],
    text: `${select({ kind: "'customer_given'", subjectId: 'x.customer_id', reason: 'x.reason', detail: "case when x.effective_from is null then 'with_history' else 'from_date' end", isCustomer: true })}
      from customer_reattribution x where x.program_id = $1 and x.affiliate_id = $2`,
  },
  {
    kinds: ['customer_taken'],
    text: `${select({ kind: "'customer_taken'", subjectId: 'x.customer_id', reason: 'x.reason', detail: "case when x.effective_from is null then 'with_history' else 'from_date' end", isCustomer: true })}
      from customer_reattribution x where x.program_id = $1 and x.affiliate_id <> $2
       and $2 = coalesce((select b.affiliate_id from customer_reattribution b where b.program_id = $1 and b.customer_id = x.customer_id and b.id < x.id order by b.id desc limit 1),
         (select a.affiliate_id from attribution a where a.program_id = $1 and a.customer_id = x.customer_id))`,
  },
  {
    kinds: ['adjustment'],
    text: `${select({ kind: "'adjustment'", subjectId: 'x.id', subject: "''", amount: 'x.amount_minor', reason: 'x.reason', detail: 'x.relates_to_period', at: 'e.recorded_at' })}
      from adjustment x join adjustment_event e on e.program_id = $1 and e.adjustment_id = x.id and e.kind = 'approved' where x.program_id = $1 and x.affiliate_id = $2`,
  },
  {
    kinds: ['conversion_rejected'],
    text: `${select({ kind: "'conversion_rejected'", subjectId: 'x.transaction_id', reason: 'x.reason' })}
      from transaction t join transaction_event x on x.program_id = $1 and x.transaction_id = t.id and x.kind = 'rejected'
     where t.program_id = $1 and t.status = 'rejected' and t.affiliate_id = $2`,
  },
  {
    kinds: ['commission_reversed'],
    text: `${select({ kind: "'commission_reversed'", subjectId: 'x.id', subject: "''", amount: 'x.amount_minor', reason: 'x.reason', detail: 'x.component' })}
      from commission x where x.program_id = $1 and x.affiliate_id = $2 and x.kind = 'reversal'`,
  },
  {
    kinds: ['payout', 'payout_method', 'payouts_blocked', 'payouts_unblocked', 'invoice', 'tax_profile'],
    text: `${select({ kind: OUTBOX_KIND, subjectId: 'x.subject_id', subject: "''", detail: `case when x.kind = 'payout_method.changed' then x.payload ->> 'change' else split_part(x.kind, '.', 2) end`, amount: PAID })}
      from outbox_event x where x.program_id = $1 and x.affiliate_id = $2
       and (x.kind in ('payout.approved', 'payout.instructed', 'payout.settled', 'payout.failed', 'payout.returned', 'payout.cancelled', 'payout_method.changed', 'payout_block.set', 'payout_block.lifted', 'tax_profile.changed') or x.kind like 'invoice.%')`,
  },
  {
    kinds: ['statement_sealed'],
    text: `${select({ kind: "'statement_sealed'", subjectId: 's.id', subject: 's.period_name' })}
      from outbox_event x join statement s on s.program_id = $1 and s.affiliate_id = $2 and s.period_name = x.subject_id
     where x.program_id = $1 and x.affiliate_id is null and x.kind = 'period.sealed'`,
  },
]
