-- Where the operator pays from, and what banks say that became of it. The rules at the head of 000001 hold here too.

-- ───────────────────────────── paying accounts ─────────────────────────────

-- An account at a bank, or a payer that is called. Its details never change: another account is another row.
create table paying_account (
  program_id uuid not null references program (id),
  id uuid not null,
  kind text not null check (kind in ('sepa', 'pix', 'webhook')),
  name text not null,
  -- What may be seen of the details.
  hint text not null,
  -- Of a payer that is called also its secrets, the newest first.
  sealed_details bytea not null,
  -- What runs are paid from that name no account: one of each kind.
  is_default boolean not null,
  -- The number of the last file that was made for it.
  last_file_number integer not null default 0 check (last_file_number between 0 and 999999),
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (program_id, id),
  check (not is_default or archived_at is null)
);
create unique index paying_account_default on paying_account (program_id, kind) where is_default;

-- The number of each file among those of its account: banks refuse one twice, and the same file has the same.
create table paying_account_file (
  program_id uuid not null,
  paying_account_id uuid not null,
  file_number integer not null,
  message_id text not null,
  recorded_at timestamptz not null,
  primary key (program_id, paying_account_id, file_number),
  unique (program_id, paying_account_id, message_id),
  foreign key (program_id, paying_account_id) references paying_account (program_id, id)
);

-- ───────────────────────────── what banks say ─────────────────────────────

-- A result file that was uploaded: what was read of it and what came of that. The same bytes are the same reconciliation.
create table payout_reconciliation (
  program_id uuid not null references program (id),
  id uuid not null,
  format text not null check (format in ('csv', 'pain.002', 'camt', 'cnab240')),
  file_name text,
  sha256 bytea not null,
  lines integer not null check (lines >= 0),
  applied integer not null check (applied >= 0),
  unchanged integer not null check (unchanged >= 0),
  discrepancies integer not null check (discrepancies >= 0),
  errors integer not null check (errors >= 0),
  ignored integer not null check (ignored >= 0),
  created_by text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, format, sha256)
);

create table payout_reconciliation_line (
  program_id uuid not null,
  reconciliation_id uuid not null,
  number integer not null,
  -- Where it stands in the file: "line 3", "entry 2".
  place text not null,
  end_to_end_id text,
  amount text,
  currency text,
  -- What the bank says.
  told text check (told in ('accepted', 'settled', 'failed', 'returned')),
  external_id text,
  bank_reason text,
  payout_id uuid,
  -- applied: it changed the payout. unchanged: we knew. discrepancy: it contradicts our books and changed nothing. error: it cannot be
  -- read. ignored: it is not about a payout.
  outcome text not null check (outcome in ('applied', 'unchanged', 'discrepancy', 'error', 'ignored')),
  code text,
  message text,
  primary key (program_id, reconciliation_id, number),
  foreign key (program_id, reconciliation_id) references payout_reconciliation (program_id, id),
  foreign key (program_id, payout_id) references payout (program_id, id)
);
create index payout_reconciliation_line_payout on payout_reconciliation_line (program_id, payout_id) where payout_id is not null;

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['paying_account', 'paying_account_file', 'payout_reconciliation', 'payout_reconciliation_line'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on paying_account, paying_account_file, payout_reconciliation, payout_reconciliation_line to fairshare_app;
grant update (name, sealed_details, is_default, last_file_number, updated_at, archived_at) on paying_account to fairshare_app;
