-- Payouts: runs that are prepared, approved and sent, what each payout took and what became of it, and what keeps one from happening twice.
-- The rules at the head of 000001 hold here too: what is of record is only ever added to.

alter table program
  -- Since when a run is prepared at each end of payout_frequency; null: none is.
  add column automatic_payout_runs_since timestamptz,
  -- Who froze payouts. Lifting asks for somebody else.
  add column payouts_frozen_by text;

-- What is paid follows from payouts.
drop index commission_event_paid;
drop index ledger_transfer_settled;
drop index ledger_transfer_unsettled;

-- ───────────────────────────── runs ─────────────────────────────

-- preparing: affiliates are looked at in steps, in the order of their ids, up to prepared_until. empty: nobody could be paid.
create table payout_run (
  program_id uuid not null references program (id),
  id uuid not null,
  status text not null check (status in ('preparing', 'draft', 'empty', 'approved', 'instructed', 'cancelled')),
  cause text not null check (cause in ('user', 'schedule')),
  -- The first day after what it is for, in the program's time zone: one run of the schedule for each.
  scheduled_for text check (scheduled_for ~ '^\d{4}-\d{2}-\d{2}$'),
  -- A sealed period: at most what stood payable on its statements.
  through_period text,
  -- Null: everybody.
  affiliate_ids uuid[],
  -- Null: payouts in every currency.
  paid_currency char(3),
  prepared_until uuid,
  prepared_by text not null,
  prepared_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  cancelled_by text,
  cancelled_at timestamptz,
  cancellation_reason text,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, scheduled_for),
  foreign key (program_id, through_period) references period (program_id, name),
  check ((cause = 'schedule') = (scheduled_for is not null)),
  check ((status = 'cancelled') = (cancelled_at is not null)),
  check (status not in ('approved', 'instructed') or approved_at is not null)
);
create index payout_run_preparing on payout_run (program_id, id) where status = 'preparing';

-- Who was looked at and is not paid by a run, and why.
create table payout_left_out (
  program_id uuid not null,
  run_id uuid not null,
  affiliate_id uuid not null,
  reason text not null check (reason in ('nothing_payable', 'negative_balance', 'in_flight', 'below_minimum', 'method_missing', 'method_held',
    'blocked', 'suspended', 'erased', 'invoice_missing', 'invoice_mismatch', 'rate_missing', 'rate_stale', 'amount_out_of_range')),
  -- What could be paid but for the reason; below zero: what is owed to the program. In the program's currency.
  amount_minor bigint not null,
  -- Below the minimum: how much is missing, in that currency.
  missing_minor bigint check (missing_minor > 0),
  missing_currency char(3),
  -- Held: until when.
  held_until timestamptz,
  -- Blocked: the words of who did it.
  note text,
  recorded_at timestamptz not null,
  primary key (program_id, run_id, affiliate_id),
  foreign key (program_id, run_id) references payout_run (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  check ((missing_minor is null) = (missing_currency is null))
);

-- ───────────────────────────── payouts ─────────────────────────────

-- One payout per affiliate, currency and run. Its money leaves payable in the step that makes it; rules: docs/payouts.md.
create table payout (
  program_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  affiliate_id uuid not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  method_id uuid not null,
  method_kind text not null,
  paid_currency char(3) not null,
  paid_amount_minor bigint not null check (paid_amount_minor > 0),
  -- Of a payout in another currency: what one unit of it is worth in the program's, in billionths.
  fx_rate_ppb numeric check (fx_rate_ppb > 0 and fx_rate_ppb <> 'NaN' and fx_rate_ppb <> 'Infinity'),
  fx_source text,
  fx_effective_from timestamptz,
  status text not null check (status in ('draft', 'approved', 'instructed', 'settled', 'failed', 'returned', 'cancelled')),
  -- Approved, and passed over when its run was sent: why.
  not_sent_reason text,
  rail text,
  end_to_end_id text not null check (length(end_to_end_id) between 1 and 35),
  -- What the bank or the payer calls it.
  external_id text,
  -- The step that reserved it.
  sequence bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, run_id, affiliate_id, currency),
  unique (program_id, end_to_end_id),
  foreign key (program_id, run_id) references payout_run (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, method_id) references payout_method (program_id, id),
  check (paid_currency <> currency or paid_amount_minor = amount_minor),
  check ((paid_currency = currency) = (fx_rate_ppb is null) and (fx_rate_ppb is null) = (fx_source is null) and (fx_rate_ppb is null) = (fx_effective_from is null)),
  check (status not in ('instructed', 'settled', 'failed', 'returned') or rail is not null)
);
create unique index payout_external_id on payout (program_id, external_id) where external_id is not null;
create index payout_affiliate on payout (program_id, affiliate_id, id);
create index payout_open on payout (program_id, id) where status in ('draft', 'approved', 'instructed');

-- What happened to a payout: who, when, why.
create table payout_event (
  program_id uuid not null,
  id uuid not null,
  payout_id uuid not null,
  kind text not null check (kind in ('prepared', 'approved', 'passed_over', 'instructed', 'called', 'unknown', 'accepted', 'refused', 'late_answer',
    'settled', 'failed', 'returned', 'cancelled', 'downloaded')),
  actor text not null,
  reason text,
  external_id text,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, payout_id) references payout (program_id, id)
);
create index payout_event_payout on payout_event (program_id, payout_id, id);

-- The lines that a payout took. A line is in one payout that is not failed, returned or cancelled; it is paid when that one is settled.
create table payout_line (
  program_id uuid not null,
  payout_id uuid not null,
  commission_id uuid not null,
  -- The steps that took it, and that let it go again.
  sequence bigint not null,
  released_sequence bigint check (released_sequence > sequence),
  is_released boolean generated always as (released_sequence is not null) stored,
  primary key (program_id, payout_id, commission_id),
  foreign key (program_id, payout_id) references payout (program_id, id),
  foreign key (program_id, commission_id) references commission (program_id, id)
);
create unique index payout_line_live on payout_line (program_id, commission_id) where not is_released;

-- ───────────────────────────── who is not paid ─────────────────────────────

-- The least that is sent by a kind of method in a currency; where there is none, the program's payout_minimum_minor.
create table payout_minimum (
  program_id uuid not null references program (id),
  currency char(3) not null,
  -- any: every kind that has none of its own.
  method_kind text not null,
  minimum_minor bigint not null check (minimum_minor >= 0),
  updated_at timestamptz not null,
  primary key (program_id, currency, method_kind)
);

-- A manager's hold on an affiliate's payouts; the latest decides.
create table payout_block (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  kind text not null check (kind in ('set', 'lifted')),
  reason text not null,
  actor text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index payout_block_affiliate on payout_block (program_id, affiliate_id, id);

-- ───────────────────────────── what goes out ─────────────────────────────

-- What is sent to pay a payout, and its key at the receiver: stored before anything goes out, once for each payout, for good.
create table payout_instruction (
  program_id uuid not null,
  id uuid not null,
  payout_id uuid not null,
  idempotency_key text not null,
  rail text not null,
  -- stored: nothing went out yet. sent: it is under way, or out of our hands (files, by hand). unknown: it may have been carried out.
  -- accepted: the receiver has it. refused: nothing was paid, and nothing will be.
  state text not null check (state in ('stored', 'sent', 'unknown', 'accepted', 'refused')),
  calls integer not null default 0 check (calls >= 0),
  -- Somebody calls until then; when it has passed, what came of the call is unknown.
  leased_until timestamptz,
  -- When the payer is called, or asked, next; null: never.
  next_at timestamptz,
  detail text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, payout_id),
  unique (program_id, idempotency_key),
  foreign key (program_id, payout_id) references payout (program_id, id)
);
create index payout_instruction_next on payout_instruction (program_id, next_at) where next_at is not null;
create index payout_instruction_unknown on payout_instruction (program_id, id) where state = 'unknown';

-- The bytes that went to a bank, sealed: they hold account numbers. A second download is the same file.
create table payout_file (
  program_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  rail text not null,
  message_id text not null,
  file_name text not null,
  content_type text not null,
  sealed_content bytea not null,
  -- Of the content.
  sha256 bytea not null,
  payouts integer not null check (payouts > 0),
  created_by text not null,
  created_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, message_id),
  foreign key (program_id, run_id) references payout_run (program_id, id)
);
create index payout_file_run on payout_file (program_id, run_id, id);

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['payout_run', 'payout_left_out', 'payout', 'payout_event', 'payout_line', 'payout_minimum', 'payout_block',
    'payout_instruction', 'payout_file'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on payout_run, payout_left_out, payout, payout_event, payout_line, payout_block, payout_instruction, payout_file to fairshare_app;
grant select, insert, update, delete on payout_minimum to fairshare_app;
grant update (status, prepared_until, approved_by, approved_at, cancelled_by, cancelled_at, cancellation_reason, updated_at) on payout_run to fairshare_app;
grant update (status, not_sent_reason, rail, external_id, updated_at) on payout to fairshare_app;
grant update (released_sequence) on payout_line to fairshare_app;
grant update (state, calls, leased_until, next_at, detail, updated_at) on payout_instruction to fairshare_app;
