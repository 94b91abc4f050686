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
]
