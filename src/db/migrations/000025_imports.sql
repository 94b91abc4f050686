-- Data that operators bring along in files, where webhooks are to go, and hosts that a program's tracking links use.
-- The rules at the head of 000001 hold here too.

-- ───────────────────────────── imports ─────────────────────────────

-- A file that somebody uploads, how it is to be read, and how far a worker is with it.
create table data_import (
  program_id uuid not null references program (id),
  id uuid not null,
  kind text not null check (kind in ('customers', 'transactions', 'affiliates', 'coupons', 'legacy_links')),
  file_name text,
  parts integer not null check (parts between 1 and 16),
  bytes bigint not null check (bytes >= 0),
  -- Null until all parts are there.
  encoding text check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  delimiter text not null default ',' check (length(delimiter) = 1),
  heading text[],
  -- Field → column, null for a field that is not read. Of imports that were started: what the next one of the kind proposes.
  mapping jsonb,
  -- uploading: parts are missing. ready: it waits for somebody to start it. reading: rows are being made of the file. taking: rows are being
  -- taken in. settling: transactions are taken in and being processed. failed: the file cannot be read, nothing was taken in.
  status text not null check (status in ('uploading', 'ready', 'reading', 'taking', 'settling', 'done', 'failed', 'cancelled')),
  error_code text,
  error_message text,
  -- Rows known so far, and what became of them; what is none of these is still to come.
  rows integer not null default 0,
  imported integer not null default 0,
  duplicates integer not null default 0,
  waiting integer not null default 0,
  failed integer not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  started_by text,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (program_id, id),
  check ((started_at is null) = (started_by is null))
);
create index data_import_at_work on data_import (program_id, id) where status in ('reading', 'taking', 'settling');
create index data_import_kind on data_import (program_id, kind, id);

-- The file as it came; goes when its rows are made.
create table data_import_part (
  program_id uuid not null,
  import_id uuid not null,
  number integer not null check (number between 1 and 16),
  content bytea not null check (octet_length(content) between 1 and 8388608),
  primary key (program_id, import_id, number),
  foreign key (program_id, import_id) references data_import (program_id, id)
);

-- A row of the file and what became of it.
create table data_import_row (
  program_id uuid not null,
  import_id uuid not null,
  number integer not null,
  -- As an editor counts; the heading is line 1 unless blank lines stand before it.
  line integer not null,
  -- What the row is about, by the operator's own id of it.
  row_key text,
  -- What was read, until it is taken in.
  values jsonb,
  batch_id uuid,
  batch_index integer,
  -- Null: still to come.
  outcome text check (outcome in ('imported', 'duplicate', 'waiting', 'failed', 'skipped')),
  code text,
  message text,
  primary key (program_id, import_id, number),
  foreign key (program_id, import_id) references data_import (program_id, id)
);
create index data_import_row_open on data_import_row (program_id, import_id, number) where outcome is null;
create index data_import_row_outcome on data_import_row (program_id, import_id, outcome, number);

-- ───────────────────────────── webhooks ─────────────────────────────

-- Where an operator wants to be called when something happens, and of what.
create table webhook_endpoint (
  program_id uuid not null references program (id),
  id uuid not null,
  url text not null,
  description text,
  -- Kinds of outbox_event; empty: all of them.
  event_kinds text[] not null,
  -- The newest first; two of them while one takes the other's place.
  sealed_secrets bytea not null,
  status text not null default 'active' check (status in ('active', 'paused')),
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (program_id, id)
);

-- ───────────────────────────── click domains ─────────────────────────────

-- Until it is verified any program may have named a host: nobody takes it from its owner by being first.
alter table click_domain drop constraint click_domain_pkey, add primary key (host, program_id);
create unique index click_domain_verified on click_domain (host) where verified_at is not null;
create index on click_domain (program_id);
alter table click_domain add column added_at timestamptz, add column checked_at timestamptz;

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['data_import', 'data_import_part', 'data_import_row', 'webhook_endpoint'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert, delete on data_import, data_import_part, data_import_row to fairshare_app;
grant update (bytes, encoding, delimiter, heading, mapping, status, error_code, error_message, rows, imported, duplicates, waiting, failed, started_by, started_at, finished_at)
  on data_import to fairshare_app;
grant update (values, batch_id, batch_index, outcome, code, message) on data_import_row to fairshare_app;
grant select, insert on webhook_endpoint to fairshare_app;
grant update (url, description, event_kinds, sealed_secrets, status, updated_at, archived_at) on webhook_endpoint to fairshare_app;
