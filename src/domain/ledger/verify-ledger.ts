import { REJECTED_AFTER_PAYMENT } from '../commissions/take-back-paid-lines.ts'
import { NIL_UUID } from '../ids.ts'
import { type Law, sqlLaw } from './verify-law.ts'

/** Transfers that book a line itself; the others move or take back what was booked. */
const ACCRUALS = `('commission_accrued', 'commission_reversed', 'commission_clawed_back')`
/** What moves between payable and the world: payouts, their exchange, taxes. Laws of their own say that these are right. */
const PAYING = `('payout_reserved', 'payout_released', 'currency_exchanged', 'currency_exchange_reversed', 'statement_vat', 'statement_vat_reversed', 'tax_withheld', 'tax_withheld_reversed')`

/** Laws of the accounts and transfers alone. */
export const LEDGER_LAWS: readonly Law[] = [
  sqlLaw(
    'account_totals',
    'every account’s totals equal its transfers',
    `with moved as (
       select debit_account_id, credit_account_id, sum(amount_minor) as amount from ledger_transfer where program_id = $1 group by 1, 2),
     sums as (
       select account_id, sum(debits) as debits, sum(credits) as credits
         from (select debit_account_id as account_id, amount as debits, 0 as credits from moved
               union all select credit_account_id, 0, amount from moved) m group by account_id),
     accounts as (select id, debits, credits from ledger_account where program_id = $1)
     select count(*) as checked,
            min('ledger_account ' || coalesce(a.id, s.account_id)) filter (
              where a.id is null or a.debits <> coalesce(s.debits, 0) or a.credits <> coalesce(s.credits, 0)) as offender
       from accounts a full join sums s on s.account_id = a.id`,
  ),
  sqlLaw(
    'debits_equal_credits',
    'the sum of debits equals the sum of credits in each currency',
    `select count(*) as checked, min('currency ' || currency) filter (where debits <> credits) as offender
       from (select currency, sum(debits) as debits, sum(credits) as credits from ledger_account where program_id = $1 group by currency) sums`,
  ),
  sqlLaw(
    'transfer_accounts',
    'every transfer is between two accounts of its own currency',
    `select count(*) as checked, min('ledger_transfer ' || t.id) filter (
              where d.id is null or c.id is null or d.currency <> t.currency or c.currency <> t.currency) as offender
       from ledger_transfer t
       left join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
       left join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
      where t.program_id = $1`,
  ),
  // The text is that of sealedText (post-transfers.ts), put together where the rows are: a seal covers the transfers of its step in the order of their ids.
  sqlLaw(
    'seals',
    'every step’s seal is the hash of the seal before it and of the step’s transfers',
    `with steps as (
       select sequence, count(*) as transfers,
              string_agg(id || ' ' || debit_account_id || ' ' || credit_account_id || ' ' || amount_minor || ' ' || currency || ' ' || idempotency_key || E'\\n',
                         '' order by id) as sealed
         from ledger_transfer where program_id = $1 group by sequence),
     seals as (
       select sequence, transfers, previous_seal, seal, lag(seal) over (order by sequence) as last, lead(sequence) over (order by sequence) as next
         from ledger_seal where program_id = $1),
     book as (select seal from program_book where program_id = $1)
     select count(*) as checked,
            (array_agg('step ' || coalesce(s.sequence, t.sequence) order by coalesce(s.sequence, t.sequence)) filter (
              where s.sequence is null or t.sequence is null or s.transfers <> t.transfers
                 or s.previous_seal <> coalesce(s.last, decode(repeat('00', 32), 'hex'))
                 or s.seal <> sha256(s.previous_seal || convert_to(t.sealed, 'UTF8'))
                 or (s.next is null and s.seal <> (select seal from book))))[1] as offender
       from seals s full join steps t on t.sequence = s.sequence`,
  ),
  sqlLaw(
    'accruals',
    'every commission line with an amount has exactly its accrual, and every accrual its line',
    `with booked as (
       select t.id, t.cause_id, t.amount_minor, t.currency, t.kind, t.idempotency_key, t.sequence, d.kind as from_kind, d.owner_id as from_owner, c.kind as to_kind, c.owner_id as to_owner
         from ledger_transfer t
         join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
         join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
        where t.program_id = $1 and t.kind in ${ACCRUALS}),
     lines as (
       select id, sequence, affiliate_id, amount_minor, currency, case kind when 'carryover' then 'carryover_expense' else 'commission_expense' end as expense,
              case kind when 'carryover' then '${NIL_UUID}' else coalesce(brand_id, '${NIL_UUID}') end as owner_id
         from commission where program_id = $1 and kind <> 'zero')
     select count(*) as checked,
            min(case when l.id is null then 'ledger_transfer ' || b.id else 'commission ' || l.id end) filter (
              where l.id is null or b.id is null or b.idempotency_key <> 'accrual:' || l.id or b.amount_minor <> abs(l.amount_minor)
                 or b.currency <> l.currency or b.sequence <> l.sequence
                 or case when l.amount_minor > 0
                      then (b.kind, b.from_kind, b.to_kind) <> ('commission_accrued', l.expense, 'affiliate_pending')
                        or b.from_owner <> l.owner_id or b.to_owner <> l.affiliate_id
                      else (b.kind, b.from_kind, b.to_kind) not in (('commission_reversed', 'affiliate_pending', l.expense),
                                                                    ('commission_clawed_back', 'affiliate_payable', l.expense))
                        or b.from_owner <> l.affiliate_id or b.to_owner <> l.owner_id end) as offender
       from lines l full join booked b on b.cause_id = l.id`,
  ),
  sqlLaw(
    'one_state',
    'a commission line is in one state: rejected with its transaction and given back once, taken back once where a payout had it, or neither',
    `with events as (
       select commission_id, bool_or(kind = 'approved') as approved, bool_or(kind = 'rejected') as rejected
         from commission_event where program_id = $1 group by commission_id),
     removed as (select id, removed_sequence from transaction where program_id = $1 and removed_sequence is not null),
     given_back as (
       select cause_id, count(*) as transfers, sum(amount_minor) as amount from ledger_transfer
        where program_id = $1 and kind = 'commission_rejected' group by cause_id),
     in_payout as (
       select l.commission_id from payout_line l join commission c on c.program_id = $1 and c.id = l.commission_id join removed t on t.id = c.transaction_id
        where l.program_id = $1 and l.sequence < t.removed_sequence and (l.released_sequence is null or l.released_sequence > t.removed_sequence)),
     taken_back as (
       select reverses_id, count(*) as lines, sum(amount_minor) as amount, min(sequence) as sequence from commission
        where program_id = $1 and kind = 'reversal' and reason = '${REJECTED_AFTER_PAYMENT}' group by reverses_id)
     select count(*) as checked,
            min('commission ' || coalesce(c.id, e.commission_id, g.cause_id, b.reverses_id)) filter (
              where c.id is null or (e.approved and c.initial_status = 'approved')
                 or coalesce(e.rejected, false) <> (c.is_ended and i.commission_id is null) or (b.reverses_id is not null) <> (c.is_ended and i.commission_id is not null)
                 or coalesce(e.rejected, false) <> (g.cause_id is not null)
                 or g.transfers > 1 or g.amount <> abs(c.amount_minor)
                 or b.lines > 1 or b.amount <> -c.amount_minor or b.sequence <> c.removed_sequence) as offender
       from (select c.id, c.amount_minor, c.initial_status, t.removed_sequence, c.kind <> 'zero' and coalesce(c.sequence < t.removed_sequence, false) as is_ended
               from commission c left join removed t on t.id = c.transaction_id where c.program_id = $1) c
       left join in_payout i on i.commission_id = c.id
       full join events e on e.commission_id = c.id
       full join given_back g on g.cause_id = coalesce(c.id, e.commission_id)
       full join taken_back b on b.reverses_id = coalesce(c.id, e.commission_id, g.cause_id)`,
  ),
  sqlLaw(
    'maturity',
    'positive approved lines that are due, and no others, have matured, once and in full; nothing matures after it was rejected',
    `with matured as (
       select cause_id, count(*) as transfers, sum(amount_minor) as amount, min(sequence) as sequence from ledger_transfer
        where program_id = $1 and kind = 'commission_matured' group by cause_id),
     rejected as (select cause_id, min(sequence) as sequence from ledger_transfer where program_id = $1 and kind = 'commission_rejected' group by cause_id),
     events as (
       select commission_id, bool_or(kind = 'approved') as approved from commission_event where program_id = $1 group by commission_id),
     book as (select matured_until from program_book where program_id = $1)
     select count(*) as checked,
            min('commission ' || coalesce(c.id, m.cause_id)) filter (
              where c.id is null or m.transfers > 1 or m.amount <> c.amount_minor
                 or case when r.cause_id is not null then m.sequence >= r.sequence
                      else (m.cause_id is not null) <> (
                        c.payable_from <= (select matured_until from book) and (c.initial_status = 'approved' or coalesce(e.approved, false))) end) as offender
       from (select id, amount_minor, payable_from, initial_status from commission where program_id = $1 and amount_minor > 0) c
       left join events e on e.commission_id = c.id
       left join rejected r on r.cause_id = c.id
       full join matured m on m.cause_id = c.id`,
  ),
  sqlLaw(
    'affiliate_balances',
    'each affiliate’s pending and payable balances are what its lines, adjustments, taxes and payouts say, and payable evened out no more than negative lines took',
    `with rejected as (select commission_id from commission_event where program_id = $1 and kind = 'rejected'),
     moved as (
       select cause_id from ledger_transfer where program_id = $1 and kind in ('commission_matured', 'commission_clawed_back')),
     lines as (
       select c.affiliate_id, c.currency, sum(c.amount_minor) as owed, sum(c.amount_minor) filter (where m.cause_id is null) as waiting,
              -sum(c.amount_minor) filter (where m.cause_id is null and c.amount_minor < 0) as taken
         from commission c left join rejected r on r.commission_id = c.id left join moved m on m.cause_id = c.id
        where c.program_id = $1 and c.kind <> 'zero' and r.commission_id is null group by 1, 2),
     shortfalls as (
       select cause_id as affiliate_id, currency, sum(case when kind = 'negative_matured' then amount_minor else -amount_minor end) as amount
         from ledger_transfer where program_id = $1 and kind in ('negative_matured', 'shortfall_returned') group by 1, 2),
     balances as (
       select owner_id as affiliate_id, currency, sum(credits - debits) as owed, sum(credits - debits) filter (where kind = 'affiliate_pending') as pending
         from ledger_account where program_id = $1 and kind in ('affiliate_pending', 'affiliate_payable') group by 1, 2),
     adjusted as (
       select a.affiliate_id, a.currency, sum(a.amount_minor) as amount
         from adjustment a join adjustment_event e on e.program_id = $1 and e.adjustment_id = a.id and e.kind = 'approved'
        where a.program_id = $1 group by 1, 2),
     paying as materialized (select debit_account_id, credit_account_id, currency, amount_minor from ledger_transfer where program_id = $1 and kind in ${PAYING}),
     moved_out as (
       select x.affiliate_id, x.currency, sum(x.amount) as amount
         from (select d.owner_id as affiliate_id, t.currency, -t.amount_minor as amount from paying t
                 join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id and d.kind = 'affiliate_payable'
               union all
               select c.owner_id, t.currency, t.amount_minor from paying t
                 join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id and c.kind = 'affiliate_payable') x
        group by 1, 2)
     select count(*) as checked,
            min('affiliate ' || coalesce(b.affiliate_id, l.affiliate_id)) filter (
              where coalesce(b.owed, 0) <> coalesce(l.owed, 0) + coalesce(a.amount, 0) + coalesce(o.amount, 0) or coalesce(b.pending, 0) <> coalesce(l.waiting, 0) + coalesce(s.amount, 0)
                 or coalesce(s.amount, 0) not between 0 and coalesce(l.taken, 0)) as offender
       from balances b full join lines l on l.affiliate_id = b.affiliate_id and l.currency = b.currency
       left join adjusted a on a.affiliate_id = coalesce(b.affiliate_id, l.affiliate_id) and a.currency = coalesce(b.currency, l.currency)
       left join moved_out o on o.affiliate_id = b.affiliate_id and o.currency = b.currency
       left join shortfalls s on s.affiliate_id = coalesce(b.affiliate_id, l.affiliate_id) and s.currency = coalesce(b.currency, l.currency)`,
  ),
]
