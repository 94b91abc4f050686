-- Invoices and tax (docs/invoices.md). The rules at the head of 000001 hold here too: what is of record is only ever added to.

-- ───────────────────────────── who issues, and to whom ─────────────────────────────

-- In whose name a program's invoices are issued. Each counts its own, without gaps: the next number is taken under the lock of this row, in
-- the transaction that issues.
create table legal_entity (
  program_id uuid not null references program (id),
  id uuid not null,
  name text not null,
  address text not null,
  country text not null,
  -- As it is printed, without spaces; null: not registered.
  tax_id text,
  -- What its numbers begin with: ACME-000001, and ACME-CN-000001 of credit notes.
  prefix text not null,
  first_invoice_number bigint not null check (first_invoice_number > 0),
  next_invoice_number bigint not null,
  first_credit_note_number bigint not null check (first_credit_note_number > 0),
  next_credit_note_number bigint not null,
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, prefix),
  check (next_invoice_number >= first_invoice_number),
  check (next_credit_note_number >= first_credit_note_number)
);
create unique index legal_entity_default on legal_entity (program_id) where is_default;

-- What an affiliate is for the tax. A change is another version; the latest at a moment holds. Rates in parts per million.
create table tax_profile (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  -- Null, like address, country and tax id: the affiliate was erased.
  legal_name text,
  address text,
  country text,
  tax_id text,
  vat_rate_ppm bigint not null check (vat_rate_ppm between 0 and 1000000),
  reverse_charge boolean not null,
  withholding_rate_ppm bigint not null check (withholding_rate_ppm between 0 and 1000000),
  invoicing text not null check (invoicing in ('self_billed', 'uploaded', 'none')),
  -- Who issues its self-billed invoices; null: the program's default.
  legal_entity_id uuid,
  created_by text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, legal_entity_id) references legal_entity (program_id, id)
);
create index tax_profile_affiliate on tax_profile (program_id, affiliate_id, id);
create index tax_profile_entity on tax_profile (program_id, legal_entity_id) where legal_entity_id is not null;

-- ───────────────────────────── what was taxed, and what was issued ─────────────────────────────

-- The tax of a sealed statement: what it was taken of, at which rates, by which version of the tax profile.
create table statement_tax (
  program_id uuid not null,
  statement_id uuid not null,
  affiliate_id uuid not null,
  -- Null: there was none, so neither tax nor invoice.
  tax_profile_id uuid,
  currency char(3) not null,
  base_minor bigint not null,
  vat_rate_ppm bigint not null,
  vat_minor bigint not null,
  reverse_charge boolean not null,
  withholding_rate_ppm bigint not null,
  withheld_minor bigint not null,
  invoicing text not null check (invoicing in ('self_billed', 'uploaded', 'none')),
  recorded_at timestamptz not null,
  primary key (program_id, statement_id),
  foreign key (program_id, statement_id) references statement (program_id, id),
  foreign key (program_id, tax_profile_id) references tax_profile (program_id, id)
);
create index statement_tax_affiliate on statement_tax (program_id, affiliate_id) where invoicing = 'uploaded';

-- A self-billed invoice, or the credit note of a period that ended below zero (its amounts are negative): one for a statement at most.
-- `document` is canonical JSON, with what both parties were called then.
create table invoice (
  program_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  kind text not null check (kind in ('invoice', 'credit_note')),
  sequence bigint not null,
  number text not null,
  statement_id uuid not null,
  affiliate_id uuid not null,
  period_name text not null,
  currency char(3) not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  withheld_minor bigint not null,
  document text not null,
  hash bytea not null,
  issued_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, statement_id),
  unique (program_id, legal_entity_id, kind, sequence),
  unique (program_id, number),
  foreign key (program_id, legal_entity_id) references legal_entity (program_id, id),
  foreign key (program_id, statement_id) references statement_tax (program_id, statement_id)
);
create index invoice_affiliate on invoice (program_id, affiliate_id, id);

-- ───────────────────────────── invoices that affiliates send ─────────────────────────────

-- An affiliate's own invoice for a statement. Equal to it to the cent it is matched; else a person decides.
create table affiliate_invoice (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  statement_id uuid not null,
  number text not null,
  -- As duplicates are found: without case, spaces and marks.
  number_folded text not null,
  -- 2026-11-30, as it is printed on it.
  issued_on text not null,
  currency char(3) not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  -- What it differs in from the statement; empty: matched.
  differences text[] not null,
  file_name text,
  content bytea,
  content_hash bytea,
  is_rejected boolean not null default false,
  created_by text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, statement_id) references statement (program_id, id)
);
create unique index affiliate_invoice_number on affiliate_invoice (program_id, affiliate_id, number_folded) where not is_rejected;
create unique index affiliate_invoice_statement on affiliate_invoice (program_id, statement_id) where not is_rejected;

-- What a person decided about one: once.
create table affiliate_invoice_event (
  program_id uuid not null,
  id uuid not null,
  affiliate_invoice_id uuid not null,
  kind text not null check (kind in ('accepted', 'rejected')),
  actor text not null,
  reason text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, affiliate_invoice_id),
  foreign key (program_id, affiliate_invoice_id) references affiliate_invoice (program_id, id)
);

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['legal_entity', 'tax_profile', 'statement_tax', 'invoice', 'affiliate_invoice', 'affiliate_invoice_event'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on legal_entity, tax_profile, statement_tax, invoice, affiliate_invoice, affiliate_invoice_event to fairshare_app;
grant update (name, address, country, tax_id, prefix, first_invoice_number, next_invoice_number, first_credit_note_number, next_credit_note_number,
  is_default, updated_at) on legal_entity to fairshare_app;
grant delete on legal_entity to fairshare_app;
-- What erasing an affiliate takes away.
grant update (legal_name, address, country, tax_id) on tax_profile to fairshare_app;
grant update (is_rejected) on affiliate_invoice to fairshare_app;
