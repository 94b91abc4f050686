import type { Tx } from '../../db/database.ts'
import { NIL_UUID } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { convertForPayout } from '../rates/convert-for-payout.ts'
import { type Finding, type Law, sqlLaw } from './verify-law.ts'

const ENDED = `('failed', 'returned', 'cancelled')`

/** Laws of payouts (docs/payouts.md): nobody is paid twice, and every payout's money is where its state says. */
export const PAYOUT_LAWS: readonly Law[] = [
  sqlLaw(
    'payout_lines',
    'a commission line is in at most one payout that is not ended, its affiliate’s own; ended payouts have let all of theirs go',
    `select count(*) as checked,
            min('commission ' || l.commission_id) filter (
              where p.id is null or c.id is null or c.affiliate_id <> p.affiliate_id or c.kind = 'zero' or l.sequence <> p.sequence or c.sequence > l.sequence
                 or l.is_released <> (p.status in ${ENDED}) or l.live > 1) as offender
       from (select *, count(*) filter (where not is_released) over (partition by commission_id) as live from payout_line where program_id = $1) l
       left join payout p on p.program_id = $1 and p.id = l.payout_id
       left join commission c on c.program_id = $1 and c.id = l.commission_id`,
  ),
  sqlLaw(
    'payout_transfers',
    'every payout’s money was set aside once, paid once if it is settled, and given back once, exchange included, if it ended; no other transfer is about one',
    `with posted as (
       select t.cause_id, t.kind, count(*) as transfers, min(t.amount_minor) as least, max(t.amount_minor) as most, min(t.sequence) as sequence,
              bool_and(t.currency = p.paid_currency) as is_paid_currency,
              bool_and(case t.kind
                when 'payout_reserved' then (d.kind, d.owner_id, c.kind, c.owner_id, t.idempotency_key) = ('affiliate_payable', p.affiliate_id, 'payout_in_transit', p.affiliate_id, 'payout-reserve:' || p.id)
                when 'payout_settled' then (d.kind, d.owner_id, c.kind, c.owner_id, t.idempotency_key) = ('payout_in_transit', p.affiliate_id, 'bank', '${NIL_UUID}', 'payout-settle:' || p.id)
                when 'payout_unsettled' then (d.kind, d.owner_id, c.kind, c.owner_id, t.idempotency_key) = ('bank', '${NIL_UUID}', 'payout_in_transit', p.affiliate_id, 'payout-unsettle:' || p.id)
                when 'payout_released' then (d.kind, d.owner_id, c.kind, c.owner_id, t.idempotency_key) = ('payout_in_transit', p.affiliate_id, 'affiliate_payable', p.affiliate_id, 'payout-release:' || p.id)
                when 'currency_exchanged' then (t.currency, t.amount_minor, d.kind, d.owner_id, c.kind, c.owner_id) in (
                  (p.currency, p.amount_minor, 'affiliate_payable', p.affiliate_id, 'exchange', '${NIL_UUID}'), (p.paid_currency, p.paid_amount_minor, 'exchange', '${NIL_UUID}', 'affiliate_payable', p.affiliate_id))
                when 'currency_exchange_reversed' then (t.currency, t.amount_minor, d.kind, d.owner_id, c.kind, c.owner_id) in (
                  (p.currency, p.amount_minor, 'exchange', '${NIL_UUID}', 'affiliate_payable', p.affiliate_id), (p.paid_currency, p.paid_amount_minor, 'affiliate_payable', p.affiliate_id, 'exchange', '${NIL_UUID}'))
                else false end) as is_right
         from ledger_transfer t
         join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
         join ledger_account c on c.program_id = $1 and c.id = t.credit_account_id
         left join payout p on p.program_id = $1 and p.id = t.cause_id
        where t.program_id = $1 and (t.cause_type = 'payout' or t.kind like 'payout\\_%' or t.kind like 'currency\\_exchange%') group by t.cause_id, t.kind),
     expected as (
       select p.id as cause_id, e.kind, e.transfers, p.paid_amount_minor as amount, p.sequence
         from payout p
         cross join lateral (values ('payout_reserved', 1), ('payout_settled', case when p.status in ('settled', 'returned') then 1 end),
           ('payout_unsettled', case p.status when 'returned' then 1 end), ('payout_released', case when p.status in ${ENDED} then 1 end),
           ('currency_exchanged', case when p.paid_currency <> p.currency then 2 end),
           ('currency_exchange_reversed', case when p.paid_currency <> p.currency and p.status in ${ENDED} then 2 end)) e (kind, transfers)
        where p.program_id = $1 and e.transfers is not null)
     select count(*) as checked,
            min('payout ' || coalesce(e.cause_id, t.cause_id)) filter (
              where e.cause_id is null or t.cause_id is null or t.transfers <> e.transfers or t.is_right is not true
                 or (e.kind = 'payout_reserved' and t.sequence <> e.sequence)
                 or (e.transfers = 1 and (t.least <> e.amount or not t.is_paid_currency)) or (e.transfers = 2 and t.is_paid_currency)) as offender
       from expected e full join posted t on t.cause_id = e.cause_id and t.kind = e.kind`,
  ),
  sqlLaw(
    'payouts_in_transit',
    'what is on its way to each affiliate is what its payouts say that are neither paid nor ended',
    `with expected as (
       select affiliate_id, paid_currency as currency, sum(paid_amount_minor) as amount from payout
        where program_id = $1 and status in ('draft', 'approved', 'instructed') group by 1, 2),
     booked as (
       select owner_id as affiliate_id, currency, credits - debits as amount from ledger_account where program_id = $1 and kind = 'payout_in_transit')
     select count(*) as checked,
            min('affiliate ' || coalesce(e.affiliate_id, b.affiliate_id)) filter (where coalesce(e.amount, 0) <> coalesce(b.amount, 0)) as offender
       from expected e full join booked b on b.affiliate_id = e.affiliate_id and b.currency = e.currency`,
  ),
  sqlLaw(
    'payouts_covered',
    'when a payout was made, all that was set aside or paid was no more than what was payable by then',
    `with reserved as (
       select distinct debit_account_id as account_id from ledger_transfer where program_id = $1 and kind in ('payout_reserved', 'currency_exchanged')),
     steps as (
       select m.account_id, m.sequence, sum(m.amount) as amount, bool_or(m.is_reservation) as is_reservation
         from (select t.debit_account_id as account_id, t.sequence, -t.amount_minor as amount, t.kind in ('payout_reserved', 'currency_exchanged') as is_reservation
                 from ledger_transfer t where t.program_id = $1 and t.debit_account_id in (select account_id from reserved)
               union all
               select t.credit_account_id, t.sequence, t.amount_minor, false from ledger_transfer t
                where t.program_id = $1 and t.credit_account_id in (select account_id from reserved)) m
        group by 1, 2),
     balances as (select account_id, is_reservation, sum(amount) over (partition by account_id order by sequence) as balance from steps)
     select count(*) as checked, min('affiliate ' || a.owner_id) filter (where b.balance < 0) as offender
       from balances b join ledger_account a on a.program_id = $1 and a.id = b.account_id and a.kind = 'affiliate_payable' where b.is_reservation`,
  ),
  sqlLaw(
    'payout_approvals',
    'whatever was sent was approved, where the program asked for two people by another than who prepared it; at most one instruction is about a payout',
    `with approvals as (
       select subject_id, min(actor) as actor, count(*) as approvals, bool_or(details ->> 'payoutApproval' = 'two_people') as is_two_people
         from audit_entry where program_id = $1 and action = 'payout_run.approved' group by subject_id)
     select count(*) as checked,
            min('payout ' || p.id) filter (
              where (p.status not in ('draft', 'cancelled') and (r.approved_at is null or a.subject_id is null or a.approvals > 1 or a.actor <> r.approved_by))
                 or (a.is_two_people and r.approved_by = r.prepared_by)
                 or (p.status in ('instructed', 'settled', 'failed', 'returned')) <> (i.payout_id is not null) or i.idempotency_key <> p.end_to_end_id) as offender
       from payout p
       join payout_run r on r.program_id = $1 and r.id = p.run_id
       left join approvals a on a.subject_id = p.run_id
       left join payout_instruction i on i.program_id = $1 and i.payout_id = p.id
      where p.program_id = $1`,
  ),
  { law: 'payout_rates', claim: 'every payout in another currency is its amount at the rate it names, rounded once', check: checkRates },
]

interface RatedPayout {
  readonly id: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly paidCurrency: string
  readonly paidAmountMinor: bigint
  readonly ratePpb: bigint
}

async function checkRates(tx: Tx, program: Program): Promise<Finding> {
  const payouts = await tx.sql<RatedPayout>({
    text: `select id, currency, amount_minor as "amountMinor", paid_currency as "paidCurrency", paid_amount_minor as "paidAmountMinor", fx_rate_ppb as "ratePpb"
             from payout where program_id = $1 and fx_rate_ppb is not null order by id`,
    values: [program.id],
  })
  const wrong = payouts.find(({ currency, amountMinor, paidCurrency, paidAmountMinor, ratePpb }) => convertForPayout(amountMinor, currency, paidCurrency, ratePpb) !== paidAmountMinor)
  return { checked: BigInt(payouts.length), offender: wrong === undefined ? null : `payout ${wrong.id}` }
}
