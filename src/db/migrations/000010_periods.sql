-- Periods that are closed, the statements that this seals, and what a later delivery will tell others about money.
-- The rules at the head of 000001 hold here too: what is of record is only ever added to.

alter table program
  -- Copies of a restored database know nothing of what was paid since: while set, no money goes out.
  add column payouts_frozen_at timestamptz,
  add column payouts_frozen_reason text;

-- ───────────────────────────── where money stands ─────────────────────────────

alter table program_book
  -- The rhythm of statements: [{"kind": "monthly"}, {"kind": "weekly", "from": "2026-12-01"}]; from: a day of the program's time zone on
  -- which a period of the entry before ends. Rules count in calendar months whatever stands here (docs/decisions/0025).
  add column period_kinds jsonb not null default '[{"kind": "monthly"}]',
  -- Everything before it stands on statements that are final: the first moment of the earliest open period. Null: nothing was closed yet.
  add column open_from timestamptz,
  -- The earliest moment of all that was posted: the first period to close is the one that it stands in.
  add column first_moment timestamptz;
update program_book b set first_moment = (select min(t.occurred_at) from ledger_transfer t where t.program_id = b.program_id);

-- The period on whose statement a row stands; null: recorded before there were any, it is the month in `period`.
-- missed_period: the closed period that it would have stood in, had it come in time.
alter table commission add column statement_period text, add column missed_period text;
alter table ledger_transfer add column statement_period text, add column missed_period text;

-- ───────────────────────────── periods ─────────────────────────────

-- A period that is being closed or is closed; a period without a row is open. It goes forward only: calculating → review → sealed.
create table period (
  program_id uuid not null references program (id),
  -- 2026-11, 2026-W45, 2026-11-H1, 2026-Q4.
  name text not null,
  kind text not null check (kind in ('weekly', 'half_monthly', 'monthly', 'quarterly')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null check (status in ('calculating', 'review', 'sealed')),
  requested_by text not null,
  requested_at timestamptz not null,
  -- What was acknowledged, or marked for reckoning, under an id before it is worked through before the cut.
  awaits_before uuid,
  -- The last step of the book that could add to it; null until what had arrived has been worked through.
  cut_sequence bigint,
  cut_at timestamptz,
  -- How far the book's steps have been looked through for its transfers.
  gathered_sequence bigint not null default 0,
  calculated_at timestamptz,
  sealed_by text,
  sealed_at timestamptz,
  primary key (program_id, name),
  unique (program_id, ends_at),
  check (starts_at < ends_at),
  check ((status = 'sealed') = (sealed_at is not null))
);

-- The account of one affiliate for one period. `document` is canonical JSON (RFC 8785): what is hashed and signed, to the byte.
create table statement (
  program_id uuid not null,
  id uuid not null,
  period_name text not null,
  affiliate_id uuid not null,
  currency char(3) not null,
  opening_pending_minor bigint not null,
  opening_payable_minor bigint not null,
  closing_pending_minor bigint not null,
  closing_payable_minor bigint not null,
  -- What is invoiced: commission, carryover and adjustments; and the taxes of it, as they change what is owed.
  net_minor bigint not null,
  vat_minor bigint not null,
  withheld_minor bigint not null,
  lines integer not null check (lines >= 0),
  previous_id uuid,
  document text not null,
  hash bytea not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, period_name, affiliate_id),
  foreign key (program_id, period_name) references period (program_id, name),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index statement_affiliate on statement (program_id, affiliate_id, id);

-- The transfers that stand on a statement, in the order of their ids.
create table statement_line (
  program_id uuid not null,
  period_name text not null,
  affiliate_id uuid not null,
  transfer_id uuid not null,
  primary key (program_id, period_name, affiliate_id, transfer_id)
);

-- What is left to do of a period that is being closed: affiliates whose statement is not written yet.
create table statement_draft (
  program_id uuid not null,
  period_name text not null,
  affiliate_id uuid not null,
  -- What moved from pending to payable, less what moved back.
  matured_minor numeric(30, 0) not null default 0,
  -- Set when its taxes are posted.
  statement_id uuid,
  primary key (program_id, period_name, affiliate_id)
);

-- The keys that seal periods: Ed25519, the private half sealed by the installation's secret. The newest that is not retired signs.
create table signing_key (
  program_id uuid not null references program (id),
  id uuid not null,
  public_key bytea not null,
  sealed_private_key bytea not null,
  created_by text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (program_id, id)
);

-- What closes a period for good. `document` is canonical JSON with the Merkle root over the hashes of its statements, in the order of
-- their affiliates, and the hash of the seal before; the signature is over its bytes.
create table period_seal (
  program_id uuid not null,
  period_name text not null,
  document text not null,
  hash bytea not null,
  key_id uuid not null,
  signature bytea not null,
  recorded_at timestamptz not null,
  primary key (program_id, period_name),
  foreign key (program_id, period_name) references period (program_id, name),
  foreign key (program_id, key_id) references signing_key (program_id, id)
);

-- ───────────────────────────── what others are to be told ─────────────────────────────

-- What happened that operators and affiliates may want to hear of, in the transaction of what it tells. Read by cursor.
create table outbox_event (
  program_id uuid not null,
  id uuid not null,
  -- Subject and verb: payout.settled.
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  affiliate_id uuid,
  payload jsonb not null,
  recorded_at timestamptz not null,
  primary key (program_id, id)
);

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['period', 'statement', 'statement_line', 'statement_draft', 'signing_key', 'period_seal', 'outbox_event'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on period, statement, statement_line, signing_key, period_seal, outbox_event to fairshare_app;
grant update (status, awaits_before, cut_sequence, cut_at, gathered_sequence, calculated_at, sealed_by, sealed_at) on period to fairshare_app;
grant select, insert, update, delete on statement_draft to fairshare_app;
grant update (retired_at) on signing_key to fairshare_app;
