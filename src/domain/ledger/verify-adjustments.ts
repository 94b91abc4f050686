import { NIL_UUID } from '../ids.ts'
import { type Law, sqlLaw } from './verify-law.ts'

/** Laws of what people change by hand. */
export const ADJUSTMENT_LAWS: readonly Law[] = [
  sqlLaw(
    'adjustments',
    'every approved adjustment is posted once and in full, no other is, and above the limit its author did not approve it',
    `with posted as (
       select t.cause_id, t.amount_minor, t.currency, t.kind, t.idempotency_key, d.kind as from_kind, d.owner_id as from_owner, c.kind as to_kind, c.owner_id as to_owner
         from ledger_transfer t
         join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
         join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
        where t.program_id = $1 and (t.cause_type = 'adjustment' or t.kind in ('adjustment_credited', 'adjustment_debited'))),
     decided as (
       select a.id, a.affiliate_id, a.amount_minor, a.currency, coalesce(a.brand_id, '${NIL_UUID}') as expense_owner,
              coalesce(e.kind = 'approved', false) as is_approved, e.kind = 'approved' and e.actor = a.created_by as is_own, a.needs_second_person
         from adjustment a left join adjustment_event e on e.program_id = $1 and e.adjustment_id = a.id where a.program_id = $1)
     select count(*) as checked,
            min('adjustment ' || coalesce(a.id, p.cause_id)) filter (
              where a.id is null or (p.cause_id is not null) <> a.is_approved or (a.needs_second_person and a.is_own)
                 or p.idempotency_key <> 'adjustment:' || a.id or p.amount_minor <> abs(a.amount_minor) or p.currency <> a.currency
                 or case when a.amount_minor > 0
                      then (p.kind, p.from_kind, p.to_kind) <> ('adjustment_credited', 'adjustment_expense', 'affiliate_payable')
                        or p.from_owner <> a.expense_owner or p.to_owner <> a.affiliate_id
                      else (p.kind, p.from_kind, p.to_kind) <> ('adjustment_debited', 'affiliate_payable', 'adjustment_expense')
                        or p.from_owner <> a.affiliate_id or p.to_owner <> a.expense_owner end) as offender
       from decided a full join posted p on p.cause_id = a.id`,
  ),
  sqlLaw(
    'moved_transactions',
    'every transaction that moved has no effect and one successor, of another affiliate’s or tracker’s, with the same amounts and time',
    `with moved as (
       select id, applied_sequence, removed_sequence, brand_id, external_id, customer_id, type, occurred_at, affiliate_id, tracker_id, deposit, sale, withdrawal, wager, gross, net
         from transaction where program_id = $1 and status = 'moved'),
     successors as (
       select id, replaces_id, brand_id, external_id, customer_id, type, occurred_at, affiliate_id, tracker_id, deposit, sale, withdrawal, wager, gross, net,
              count(*) over (partition by replaces_id) as siblings
         from transaction where program_id = $1 and replaces_id is not null)
     select count(*) as checked,
            min('transaction ' || coalesce(m.id, s.id)) filter (
              where m.id is null or s.id is null or s.siblings > 1 or (m.applied_sequence is not null) <> (m.removed_sequence is not null)
                 or (s.affiliate_id, s.tracker_id) = (m.affiliate_id, m.tracker_id)
                 or (s.brand_id, s.external_id, s.customer_id, s.type, s.occurred_at, s.deposit, s.sale, s.withdrawal, s.wager, s.gross, s.net)
                    is distinct from (m.brand_id, m.external_id, m.customer_id, m.type, m.occurred_at, m.deposit, m.sale, m.withdrawal, m.wager, m.gross, m.net)) as offender
       from moved m full join successors s on s.replaces_id = m.id`,
  ),
]
