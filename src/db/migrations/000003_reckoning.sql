-- Commissions that are reckoned from an affiliate's whole history (docs/commission-rules.md, "Reckoning"): their lines are about an award,
-- not about one transaction; the rules at the head of 000001 hold here too.

alter table commission
  alter column brand_id drop not null,
  alter column transaction_id drop not null,
  -- What the line is a part of: all lines of one key come to what the award is worth. Null for lines that are rated with a transaction.
  add column award_key text,
  -- The transaction that the award is for, where it is for one.
  add column award_transaction_id uuid,
  -- The leaves of the award, as they were when the line was made.
  add column evidence jsonb,
  drop constraint commission_kind_check,
  add constraint commission_kind_check check (kind in ('computed', 'supplied', 'reversal', 'rerate', 'carryover', 'zero')),
  add constraint commission_about check ((transaction_id is null) = (award_key is not null)),
  add constraint commission_brand check (brand_id is not null or award_key is not null);
create index commission_award on commission (program_id, affiliate_id, plan_id, component, award_key) where award_key is not null;
create index commission_award_transaction on commission (program_id, award_transaction_id) where award_transaction_id is not null;

create index commission_award_customer on commission (program_id, customer_id) where award_key is not null and customer_id is not null;

-- Affiliates whose awards may have changed. Marks are only added and taken away, so that nobody waits for anybody.
create table reckoning_mark (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  primary key (program_id, id)
);

-- How far a program's time has been reckoned: the periods that ended by then have been looked at, and the clicks that were stored.
create table reckoning_state (
  program_id uuid primary key references program (id),
  reckoned_until timestamptz not null,
  clicks_until timestamptz not null
);

alter table commission_plan_version
  -- Whether a registration, a click or a recruit's commission can earn by it; set when the version is stored.
  add column needs text[] not null default '{}';

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['reckoning_mark', 'reckoning_state'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert, delete on reckoning_mark to fairshare_app;
grant select, insert, update on reckoning_state to fairshare_app;
