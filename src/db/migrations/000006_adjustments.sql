-- Changing the past: manual adjustments, customers that a manager gives to another affiliate, and customers whose qualification a manager
-- takes away. The rules at the head of 000001 hold here too: what is of record is only ever added to.

alter table program
  -- Minor units. An adjustment of more than this needs a second person; 0: every one does.
  add column adjustment_limit_minor bigint not null default 0 check (adjustment_limit_minor >= 0);

-- ───────────────────────────── manual adjustments ─────────────────────────────

-- Money that somebody gives to an affiliate or takes from it, with the reason. Its state follows from its event.
create table adjustment (
  program_id uuid not null references program (id),
  id uuid not null,
  affiliate_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  currency char(3) not null,
  reason text not null,
  note text,
  -- The period that it is about, where that is not the one it is posted in.
  relates_to_period char(7),
  brand_id uuid,
  customer_id uuid,
  transaction_id uuid,
  -- More than the limit of that moment.
  needs_second_person boolean not null,
  created_by text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index adjustment_affiliate on adjustment (program_id, affiliate_id, id);

-- What was decided about an adjustment: once.
create table adjustment_event (
  program_id uuid not null,
  id uuid not null,
  adjustment_id uuid not null,
  kind text not null check (kind in ('approved', 'rejected')),
  actor text not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, adjustment_id),
  foreign key (program_id, adjustment_id) references adjustment (program_id, id)
);

-- ───────────────────────────── customers that are given to another affiliate ─────────────────────────────

-- A manager's decisions. The latest whose effective_from is at or before an event says whose the event is; the attribution stays as it was made.
create table customer_reattribution (
  program_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  affiliate_id uuid not null,
  tracker_id uuid not null,
  -- Null: with history.
  effective_from timestamptz,
  reason text not null,
  -- How many transactions moved at once.
  moved integer not null,
  created_by text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, customer_id) references customer (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, tracker_id) references tracker (program_id, id)
);
create index customer_reattribution_customer on customer_reattribution (program_id, customer_id, id);
create index customer_reattribution_affiliate on customer_reattribution (program_id, affiliate_id, id);

-- A transaction that moved to another affiliate stays, in the state `moved` and without effect; its successor names it.
alter table transaction add column replaces_id uuid;
create index transaction_replaces on transaction (program_id, replaces_id) where replaces_id is not null;
alter table transaction drop constraint transaction_status_check;
alter table transaction add constraint transaction_status_check check (status in ('pending', 'approved', 'rejected', 'moved'));
alter table transaction_event drop constraint transaction_event_kind_check;
alter table transaction_event add constraint transaction_event_kind_check check (kind in ('approved', 'rejected', 'moved'));

-- ───────────────────────────── what happened to an item ─────────────────────────────

create index transaction_exception_name on transaction_exception (program_id, external_id) where external_id is not null;

-- ───────────────────────────── customers that do not qualify ─────────────────────────────

-- A manager's decisions; the latest holds.
create table customer_disqualification (
  program_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('disqualified', 'restored')),
  -- Events from then on reach no level; null: none ever does.
  effective_from timestamptz,
  reason text,
  created_by text not null,
  recorded_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, customer_id) references customer (program_id, id)
);
create index customer_disqualification_customer on customer_disqualification (program_id, customer_id, id);

-- ───────────────────────────── row-level security and rights ─────────────────────────────

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['adjustment', 'adjustment_event', 'customer_reattribution', 'customer_disqualification'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on adjustment, adjustment_event, customer_reattribution, customer_disqualification to fairshare_app;
