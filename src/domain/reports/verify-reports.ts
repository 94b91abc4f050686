import { NIL_UUID } from '../ids.ts'
import { type Law, sqlLaw } from '../ledger/verify-law.ts'
import { MOVED_LINES } from './count-ledger.ts'
import { firstIdSql } from './report-state.ts'

/** What is counted, up to where; no row where counting has not begun. */
const COUNTED = 'select * from report_state where program_id = $1'
const NONE = `'${NIL_UUID}'`

/**
 * Laws of the days: what is added up is what the facts say, up to where the counting is. Compared over all days, and by what tells facts apart;
 * which day a moment lies in is the calendar's to say.
 */
export const REPORT_LAWS: readonly Law[] = [
  sqlLaw(
    'report_balances',
    'what moved on the days of an affiliate’s account is what its transfers moved',
    `with s as (${COUNTED}),
     side as (
       select t.debit_account_id as account_id, t.kind, count(*) as transfers, -sum(t.amount_minor) as change from s join ledger_transfer t on t.program_id = $1 and t.sequence <= s.ledger_sequence group by 1, 2
       union all
       select t.credit_account_id, t.kind, count(*), sum(t.amount_minor) from s join ledger_transfer t on t.program_id = $1 and t.sequence <= s.ledger_sequence group by 1, 2),
     moved as (
       select a.owner_id, a.currency, a.kind as account, m.kind, sum(m.transfers) as transfers, sum(m.change) as change
         from side m join ledger_account a on a.program_id = $1 and a.id = m.account_id and a.kind in ('affiliate_pending', 'affiliate_payable', 'payout_in_transit')
        group by 1, 2, 3, 4),
     days as (
       select affiliate_id, currency, account, kind, sum(transfers) as transfers, sum(change_minor) as change from ledger_daily where program_id = $1 group by 1, 2, 3, 4)
     select count(*) as checked, min('affiliate ' || coalesce(m.owner_id, d.affiliate_id)) filter (
              where coalesce(m.transfers, 0) <> coalesce(d.transfers, 0) or coalesce(m.change, 0) <> coalesce(d.change, 0)) as offender
       from moved m full join days d on d.affiliate_id = m.owner_id and d.currency = m.currency and d.account = m.account and d.kind = m.kind`,
  ),
  sqlLaw(
    'report_commissions',
    'the commissions of all days are what the transfers of their lines moved, for each affiliate, brand and component',
    `with s as (${COUNTED}),
     lines as (
       select c.affiliate_id, coalesce(c.brand_id, ${NONE}) as brand_id, split_part(c.component, '.', 1) as component, c.currency,
              sum(m.lines) as lines, sum(m.pending) as pending, sum(m.payable) as payable, sum(m.rejected) as rejected
         from (${MOVED_LINES.replace('t.sequence > $2 and t.sequence <= $3', 't.sequence <= (select ledger_sequence from s)')}) m
         join commission c on c.program_id = $1 and c.id = m.cause_id group by 1, 2, 3, 4),
     days as (
       select affiliate_id, brand_id, component, currency, sum(lines) as lines, sum(pending_minor) as pending, sum(payable_minor) as payable, sum(rejected_minor) as rejected
         from commission_daily where program_id = $1 group by 1, 2, 3, 4)
     select count(*) as checked, min('affiliate ' || coalesce(l.affiliate_id, d.affiliate_id)) filter (
              where coalesce(l.lines, 0) <> coalesce(d.lines, 0) or coalesce(l.pending, 0) <> coalesce(d.pending, 0)
                 or coalesce(l.payable, 0) <> coalesce(d.payable, 0) or coalesce(l.rejected, 0) <> coalesce(d.rejected, 0)) as offender
       from lines l full join days d on d.affiliate_id = l.affiliate_id and d.brand_id = l.brand_id and d.component = l.component and d.currency = l.currency`,
  ),
  sqlLaw(
    'report_transactions',
    'the transactions of all days are those in effect, for each affiliate, brand, product, tracker and type',
    `with s as (${COUNTED} and transaction_scan is null),
     facts as (
       select t.affiliate_id, t.brand_id, coalesce(t.product_id, ${NONE}) as product_id, t.tracker_id, t.type, count(*) as transactions,
              sum(t.deposit) as deposit, sum(t.sale) as sale, sum(t.withdrawal) as withdrawal, sum(t.wager) as wager, sum(t.bonus) as bonus, sum(t.gross) as gross, sum(t.net) as net
         from s join transaction t on t.program_id = $1 and t.applied_sequence <= s.transaction_sequence
          and (t.removed_sequence is null or t.removed_sequence > s.transaction_sequence)
        group by 1, 2, 3, 4, 5),
     days as (
       select affiliate_id, brand_id, product_id, tracker_id, type, sum(transactions) as transactions, sum(deposit) as deposit, sum(sale) as sale,
              sum(withdrawal) as withdrawal, sum(wager) as wager, sum(bonus) as bonus, sum(gross) as gross, sum(net) as net
         from transaction_daily d where program_id = $1 and exists (select from s) group by 1, 2, 3, 4, 5)
     select count(*) as checked, min('affiliate ' || coalesce(f.affiliate_id, d.affiliate_id)) filter (
              where (coalesce(f.transactions, 0), coalesce(f.deposit, 0), coalesce(f.sale, 0), coalesce(f.withdrawal, 0), coalesce(f.wager, 0), coalesce(f.bonus, 0), coalesce(f.gross, 0), coalesce(f.net, 0))
                 <> (coalesce(d.transactions, 0), coalesce(d.deposit, 0), coalesce(d.sale, 0), coalesce(d.withdrawal, 0), coalesce(d.wager, 0), coalesce(d.bonus, 0), coalesce(d.gross, 0), coalesce(d.net, 0))) as offender
       from facts f full join days d on d.affiliate_id = f.affiliate_id and d.brand_id = f.brand_id and d.product_id = f.product_id and d.tracker_id = f.tracker_id and d.type = f.type`,
  ),
  sqlLaw(
    'report_clicks',
    'the clicks of all days are those that settled, but for those that are marked to be counted again',
    `with s as (${COUNTED} and not exists (select from report_mark where program_id = $1 and clicks_at is not null)),
     facts as (
       select c.affiliate_id, c.brand_id, c.tracker_id, upper(coalesce(c.country, '')) as country, count(*) as clicks, count(*) filter (where c.is_valid) as valid
         from s join click c on c.program_id = $1 and c.occurred_at < s.clicks_until group by 1, 2, 3, 4),
     days as (
       select affiliate_id, brand_id, tracker_id, country, sum(clicks) as clicks, sum(valid_clicks) as valid from click_daily
        where program_id = $1 and not is_tail and exists (select from s) group by 1, 2, 3, 4)
     select count(*) as checked, min('affiliate ' || coalesce(f.affiliate_id, d.affiliate_id)) filter (
              where coalesce(f.clicks, 0) <> coalesce(d.clicks, 0) or coalesce(f.valid, 0) <> coalesce(d.valid, 0)) as offender
       from facts f full join days d on d.affiliate_id = f.affiliate_id and d.brand_id = f.brand_id and d.tracker_id = f.tracker_id and d.country = f.country`,
  ),
  sqlLaw(
    'report_customers',
    'the registrations, first deposits and qualifications of all days are those of the customers, each counted once',
    `with m as (
       select day, affiliate_id, brand_id, count(*) filter (where kind = 'registration') as registrations, count(*) filter (where kind = 'first_deposit') as first_deposits,
              coalesce(sum(amount), 0) as amount, count(*) filter (where kind = 'qualification') as qualified
         from customer_milestone where program_id = $1 group by 1, 2, 3),
     d as (
       select day, affiliate_id, brand_id, sum(registrations) as registrations, sum(first_deposits) as first_deposits, sum(first_deposit_amount) as amount, sum(qualified) as qualified
         from customer_daily where program_id = $1 group by 1, 2, 3)
     select count(*) as checked, min('day ' || coalesce(m.day, d.day)) filter (
              where coalesce(m.registrations, 0) <> coalesce(d.registrations, 0) or coalesce(m.first_deposits, 0) <> coalesce(d.first_deposits, 0)
                 or coalesce(m.amount, 0) <> coalesce(d.amount, 0) or coalesce(m.qualified, 0) <> coalesce(d.qualified, 0)) as offender
       from m full join d on d.day = m.day and d.affiliate_id = m.affiliate_id and d.brand_id = m.brand_id`,
  ),
  sqlLaw(
    'report_milestones',
    'every customer that was looked at has its milestones, and nobody else has any',
    // Whoever changed since the last look is looked at next; only where nothing waits can the two be compared.
    `with s as (${COUNTED} and customer_scan is null and transaction_scan is null and not exists (select from report_mark where program_id = $1)
        and ledger_sequence = (select sequence from program_book where program_id = $1) and transaction_sequence = ledger_sequence),
     facts as (
       select c.id, true as registered, x.first_deposit_at is not null as deposited, x.cpa_qualified_at is not null as qualified
         from s join customer c on c.program_id = $1 and c.is_verified and c.id < ${firstIdSql('s.customers_since')}
         left join customer_total x on x.program_id = $1 and x.customer_id = c.id),
     stored as (
       select customer_id as id, bool_or(kind = 'registration') as registered, bool_or(kind = 'first_deposit') as deposited, bool_or(kind = 'qualification') as qualified
         from customer_milestone where program_id = $1 and exists (select from s) group by 1)
     select count(f.id) as checked, min('customer ' || f.id) filter (
              where f.registered is distinct from m.registered or f.deposited is distinct from m.deposited or f.qualified is distinct from m.qualified) as offender
       from facts f left join stored m on m.id = f.id`,
  ),
]
