-- Where affiliates want to be paid. The rules at the head of 000001 hold here too.

alter table program
  -- How long nothing is paid to an account that is new or was changed.
  add column payout_hold_hours integer not null default 72 check (payout_hold_hours between 0 and 2160);

-- Details never change: a change is another method that names the one it replaces. Their columns can be written again only so that
-- an erasure can empty them (docs/decisions/0026).
create table payout_method (
  program_id uuid not null references program (id),
  id uuid not null,
  affiliate_id uuid not null,
  kind text not null check (kind in ('bank', 'pix', 'paypal', 'wise', 'crypto', 'other')),
  -- What it is paid in.
  currency char(3) not null,
  label text,
  -- What may be seen of the details: DE89 … 3000.
  hint text not null,
  -- Null: erased.
  sealed_details bytea,
  -- Equal for equal accounts of a program, and says nothing to who has not the key. Null: erased, or free text.
  fingerprint bytea,
  is_default boolean not null default false,
  replaces_id uuid,
  -- Null: never held.
  held_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, replaces_id) references payout_method (program_id, id),
  check (archived_at is null or not is_default),
  check (archived_at is not null or sealed_details is not null)
);
create unique index payout_method_default on payout_method (program_id, affiliate_id) where is_default;
create unique index payout_method_replaces on payout_method (program_id, replaces_id) where replaces_id is not null;
create index payout_method_affiliate on payout_method (program_id, affiliate_id, id);
create index payout_method_fingerprint on payout_method (program_id, fingerprint) where fingerprint is not null;

-- Who did what with a method, by which proof, and why.
create table payout_method_event (
  program_id uuid not null,
  id uuid not null,
  payout_method_id uuid not null,
  kind text not null check (kind in ('created', 'replaced', 'made_default', 'relabelled', 'revealed', 'archived')),
  actor text not null,
  proof text check (proof in ('operator', 'fresh_sign_in')),
  reason text,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, payout_method_id) references payout_method (program_id, id)
);
create index payout_method_event_method on payout_method_event (program_id, payout_method_id, id);

-- Addresses that affiliates had until lately: whoever takes an account over changes the address first, and the one before is to be told too.
create table former_email (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  email text not null,
  replaced_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index former_email_affiliate on former_email (program_id, affiliate_id, replaced_at);
create index former_email_age on former_email (program_id, replaced_at);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['payout_method', 'payout_method_event', 'former_email'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on payout_method, payout_method_event to fairshare_app;
grant update (label, hint, sealed_details, fingerprint, is_default, held_until, updated_at, archived_at) on payout_method to fairshare_app;
grant update (reason) on payout_method_event to fairshare_app;
grant select, insert, delete on former_email to fairshare_app;
