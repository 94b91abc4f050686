import { type Law, sqlLaw } from './verify-law.ts'

const TAKES_BACK = `('refund', 'chargeback')`
const IN_EFFECT = 'applied_sequence is not null and removed_sequence is null'
const IN_EFFECT_T = 't.applied_sequence is not null and t.removed_sequence is null'

/** Laws between transactions, their lines and what was summed up from them. */
export const TRANSACTION_LAWS: readonly Law[] = [
  sqlLaw(
    'effects',
    'every transaction that took effect left at least one line, and every line that is no award belongs to one that had',
    `with lines as (select transaction_id, min(sequence) as first from commission where program_id = $1 and transaction_id is not null group by transaction_id)
     select count(*) as checked,
            min('transaction ' || coalesce(t.id, l.transaction_id)) filter (
              where t.id is null or (t.applied_sequence is not null) <> (l.transaction_id is not null) or l.first < t.applied_sequence) as offender
       from (select id, applied_sequence from transaction where program_id = $1) t
       full join lines l on l.transaction_id = t.id`,
  ),
  sqlLaw(
    'transaction_keys',
    'every external id is held by the transaction that came with it, unless that is a claim nobody has approved',
    `with held as (select brand_id, external_id, transaction_id from transaction_key where program_id = $1 and transaction_id is not null),
     named as (select id, brand_id, external_id from transaction where program_id = $1 and external_id is not null and status <> 'moved'
         and (is_verified or applied_sequence is not null))
     select count(*) as checked,
            min('transaction ' || coalesce(h.transaction_id, n.id)) filter (
              where n.id is null or h.transaction_id is null or n.brand_id <> h.brand_id or n.external_id <> h.external_id) as offender
       from held h full join named n on n.id = h.transaction_id`,
  ),
  sqlLaw(
    'refunds',
    'refunds never take back more than was paid',
    `with refunds as (
       select related_transaction_id as id, sum(sale) as sale, sum(deposit) as deposit, sum(gross) as gross, sum(net) as net from transaction
        where program_id = $1 and related_transaction_id is not null and ${IN_EFFECT} group by 1)
     select count(*) as checked,
            min('transaction ' || r.id) filter (
              where t.id is null or t.sale + r.sale < least(t.sale, 0) or t.deposit + r.deposit < least(t.deposit, 0)
                 or abs(t.gross + r.gross) > abs(t.gross) or abs(t.net + r.net) > abs(t.net)) as offender
       from refunds r left join transaction t on t.program_id = $1 and t.id = r.id`,
  ),
  sqlLaw(
    'reversals',
    'reversals never take back more than the line they are about earned',
    // Without those whose refund was rejected: pending ones are rejected with it, paid ones are given back by a line.
    `with reversals as (
       select c.reverses_id as id, sum(c.amount_minor) as amount
         from commission c left join commission_event e on e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected'
         left join commission b on b.program_id = $1 and b.reverses_id = c.id
        where c.program_id = $1 and c.kind = 'reversal' and c.metric_before is not null and e.id is null and b.id is null group by 1)
     select count(*) as checked,
            min('commission ' || r.id) filter (
              where c.id is null or (c.amount_minor > 0 and r.amount not between -c.amount_minor and 0)
                 or (c.amount_minor < 0 and r.amount not between 0 and -c.amount_minor)) as offender
       from reversals r left join commission c on c.program_id = $1 and c.id = r.id`,
  ),
  sqlLaw(
    'customer_totals',
    'each customer’s totals are those of its transactions and lines',
    // First by time among all, then by external id among those of that time: sorting every transaction by text takes longer than all the rest.
    `with sums as materialized (
       select customer_id, sum(deposit) as deposits, sum(net) as revenue,
              count(*) filter (where deposit > 0 and type not in ${TAKES_BACK}) as deposit_count,
              min(occurred_at) filter (where deposit > 0 and type not in ${TAKES_BACK}) as deposit_at,
              min(occurred_at) filter (where net <> 0 and related_transaction_id is null) as revenue_at
         from transaction where program_id = $1 and customer_id is not null and ${IN_EFFECT} group by 1),
     deposits as (
       select distinct on (t.customer_id) t.customer_id, t.id, t.occurred_at, coalesce(t.external_id, t.id::text) as external_id, t.deposit
         from sums s join transaction t on t.program_id = $1 and t.customer_id = s.customer_id and t.occurred_at = s.deposit_at
        where ${IN_EFFECT_T} and t.deposit > 0 and t.type not in ${TAKES_BACK} and (select exists (select from sums where deposit_at is not null))
        order by t.customer_id, coalesce(t.external_id, t.id::text) collate "C"),
     revenues as (
       select distinct on (t.customer_id) t.customer_id, t.occurred_at, coalesce(t.external_id, t.id::text) as external_id, t.net
         from sums s join transaction t on t.program_id = $1 and t.customer_id = s.customer_id and t.occurred_at = s.revenue_at
        where ${IN_EFFECT_T} and t.net <> 0 and t.related_transaction_id is null and (select exists (select from sums where revenue_at is not null))
        order by t.customer_id, coalesce(t.external_id, t.id::text) collate "C"),
     amounts as (
       select c.customer_id, c.component, sum(c.amount_minor) as amount
         from commission c left join commission_event e on e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected'
        where c.program_id = $1 and c.customer_id is not null and c.kind <> 'zero' and e.id is null group by 1, 2),
     lines as (
       select customer_id,
              sum(amount) filter (where component like 'revenue\\_share%' or component like 'percent\\_of\\_sale%') as rev_share,
              sum(amount) filter (where component like 'cpa%' or component like 'cpl%') as cpa,
              sum(amount) filter (where component not like 'revenue\\_share%' and component not like 'percent\\_of\\_sale%' and component not like 'cpa%' and component not like 'cpl%') as fixed
         from amounts group by 1),
     totals as (select * from customer_total where program_id = $1)
     select count(*) as checked,
            min('customer_total of customer ' || customer_id) filter (
              where coalesce(t.deposits, 0) <> coalesce(s.deposits, 0) or coalesce(t.deposit_count, 0) <> coalesce(s.deposit_count, 0)
                 or coalesce(t.revenue, 0) <> coalesce(s.revenue, 0)
                 or (t.first_deposit_transaction_id, t.first_deposit_at, t.first_deposit_external_id, t.first_deposit_amount) is distinct from (d.id, d.occurred_at, d.external_id, d.deposit)
                 or (t.first_revenue_at, t.first_revenue_external_id, t.first_revenue_amount) is distinct from (r.occurred_at, r.external_id, r.net)
                 or coalesce(t.rev_share_minor, 0) <> coalesce(l.rev_share, 0) or coalesce(t.cpa_minor, 0) <> coalesce(l.cpa, 0)
                 or coalesce(t.fixed_minor, 0) <> coalesce(l.fixed, 0)) as offender
       from totals t full join sums s using (customer_id) left join deposits d using (customer_id) left join revenues r using (customer_id)
       full join lines l using (customer_id)`,
  ),
]
