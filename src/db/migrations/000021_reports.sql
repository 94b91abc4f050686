-- Reports: what happened on each day of a program's calendar, counted once and added up from then on (docs/reports.md, decision 0035).
-- All of it follows from other tables and can be made anew: deleting a program's report_state and its daily rows has a worker count again.
-- Days are texts such as 2026-11-21. Where a fact has no product or affiliate the key holds the nil uuid, where it has no country it holds ''. The rules at the head of 000001 hold here too.

-- How far the counting is. Locked by whoever counts: one at a time.
create table report_state (
  program_id uuid primary key references program (id),
  -- Transfers of the steps up to this one are counted.
  ledger_sequence bigint not null,
  -- Transactions as the steps up to this one left them are counted.
  transaction_sequence bigint not null,
  -- Counting from the beginning: transactions up to this id are counted, as they were after scan_sequence. Null: done.
  transaction_scan uuid,
  scan_sequence bigint not null,
  -- No id of a later step is from before this instant.
  transactions_since timestamptz not null,
  -- Counting from the beginning: customers up to this id are looked at. Null: done.
  customer_scan uuid,
  -- Customers made before this instant have been looked at.
  customers_since timestamptz not null,
  -- Clicks before this instant are counted for good; those after it are counted anew each time, because some may still be on their way.
  clicks_until timestamptz not null,
  has_tail boolean not null default false,
  read_at timestamptz not null,
  as_of timestamptz not null
);

-- What changed behind the counting's back: clicks that came late (the hour they fell in), customers that were confirmed or corrected.
create table report_mark (
  program_id uuid not null,
  id uuid not null,
  clicks_at timestamptz,
  customer_id uuid,
  primary key (program_id, id),
  check ((clicks_at is null) <> (customer_id is null))
);

create table click_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  -- Of clicks since clicks_until.
  is_tail boolean not null,
  clicks bigint not null,
  unique_clicks bigint not null,
  valid_clicks bigint not null,
  flagged_clicks bigint not null,
  primary key (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, is_tail)
);
create index click_daily_affiliate on click_daily (program_id, affiliate_id, day);
create index click_daily_tail on click_daily (program_id) where is_tail;

-- The days on which a customer registered, deposited first and qualified, as they are counted: what a change has to take away again.
create table customer_milestone (
  program_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('registration', 'first_deposit', 'qualification')),
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  -- Of a first deposit: its amount in millionths.
  amount numeric(24) not null,
  primary key (program_id, customer_id, kind)
);
create index customer_milestone_day on customer_milestone (program_id, day);

create table customer_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  registrations bigint not null,
  first_deposits bigint not null,
  first_deposit_amount numeric(30) not null,
  qualified bigint not null,
  primary key (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country)
);
create index customer_daily_affiliate on customer_daily (program_id, affiliate_id, day);

-- Transactions in effect, amounts in millionths of the program's currency.
create table transaction_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  type text not null,
  transactions bigint not null,
  deposit numeric(30) not null,
  withdrawal numeric(30) not null,
  sale numeric(30) not null,
  wager numeric(30) not null,
  bonus numeric(30) not null,
  gross numeric(34) not null,
  net numeric(34) not null,
  primary key (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, type)
);
create index transaction_daily_affiliate on transaction_daily (program_id, affiliate_id, day);

-- Lines of commission by the day of what they are about, and where their money is: each amount moves as its transfers move it.
create table commission_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  tracker_id uuid not null,
  country text not null,
  component text not null,
  currency char(3) not null,
  lines bigint not null,
  pending_minor numeric(30) not null,
  payable_minor numeric(30) not null,
  rejected_minor numeric(30) not null,
  primary key (program_id, day, affiliate_id, brand_id, product_id, tracker_id, country, component, currency)
);
create index commission_daily_affiliate on commission_daily (program_id, affiliate_id, day);

-- What moved on the accounts of affiliates, by the day on which it was booked: credits less debits.
create table ledger_daily (
  program_id uuid not null,
  day text not null,
  affiliate_id uuid not null,
  currency char(3) not null,
  account text not null check (account in ('affiliate_pending', 'affiliate_payable', 'payout_in_transit')),
  kind text not null,
  transfers bigint not null,
  change_minor numeric(30) not null,
  primary key (program_id, day, affiliate_id, currency, account, kind)
);
create index ledger_daily_affiliate on ledger_daily (program_id, affiliate_id, day);

-- A report that somebody keeps, and who gets it by mail how often.
create table report (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  definition jsonb not null,
  schedule text check (schedule in ('daily', 'weekly', 'monthly')),
  recipient_ids uuid[] not null default '{}',
  -- Periods that had ended by then are not sent any more.
  scheduled_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  check ((schedule is null) = (scheduled_at is null)),
  check (schedule is null or cardinality(recipient_ids) > 0)
);
create index report_scheduled on report (program_id) where schedule is not null;

-- One row for each report and period that went out: whoever writes it sends it.
create table report_mailing (
  program_id uuid not null,
  report_id uuid not null,
  -- The first day of the period that was reported.
  period_day text not null,
  recipients integer not null,
  recorded_at timestamptz not null,
  primary key (program_id, report_id, period_day)
);

alter table report_state enable row level security;
alter table report_state force row level security;
create policy own_program on report_state using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on report_state to fairshare_app;
alter table report_mark enable row level security;
alter table report_mark force row level security;
create policy own_program on report_mark using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, delete on report_mark to fairshare_app;
alter table click_daily enable row level security;
alter table click_daily force row level security;
create policy own_program on click_daily using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on click_daily to fairshare_app;
alter table customer_milestone enable row level security;
alter table customer_milestone force row level security;
create policy own_program on customer_milestone using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on customer_milestone to fairshare_app;
alter table customer_daily enable row level security;
alter table customer_daily force row level security;
create policy own_program on customer_daily using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on customer_daily to fairshare_app;
alter table transaction_daily enable row level security;
alter table transaction_daily force row level security;
create policy own_program on transaction_daily using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on transaction_daily to fairshare_app;
alter table commission_daily enable row level security;
alter table commission_daily force row level security;
create policy own_program on commission_daily using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on commission_daily to fairshare_app;
alter table ledger_daily enable row level security;
alter table ledger_daily force row level security;
create policy own_program on ledger_daily using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on ledger_daily to fairshare_app;
alter table report enable row level security;
alter table report force row level security;
create policy own_program on report using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on report to fairshare_app;
alter table report_mailing enable row level security;
alter table report_mailing force row level security;
create policy own_program on report_mailing using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, delete on report_mailing to fairshare_app;
