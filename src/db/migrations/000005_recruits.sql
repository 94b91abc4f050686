-- Who recruited whom, and since when (docs/commission-rules.md, "Sub-affiliates"); the rules at the head of 000001 hold here too.

-- What was decided about an affiliate's parent, in the order of the decisions. Each holds from its date on and takes the place of all
-- earlier decisions about that time; affiliate.parent_affiliate_id is the last one's parent.
create table affiliate_parent (
  program_id uuid not null,
  affiliate_id uuid not null,
  -- Counted per affiliate from 1.
  number integer not null check (number > 0),
  -- Null: recruited by nobody.
  parent_id uuid,
  effective_from timestamptz not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (program_id, affiliate_id, number),
  check (parent_id <> affiliate_id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, parent_id) references affiliate (program_id, id)
);
-- The recruits of an affiliate, of all times.
create index affiliate_parent_recruits on affiliate_parent (program_id, parent_id) where parent_id is not null;

-- Few lines are rejected: whoever sums up an affiliate's lines leaves out these without looking at the events of each.
create index commission_event_rejected on commission_event (program_id, commission_id) where kind = 'rejected';

alter table affiliate_parent enable row level security;
alter table affiliate_parent force row level security;
create policy own_program on affiliate_parent using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert on affiliate_parent to fairshare_app;

-- Parents of before have been so since the affiliate was made. Row-level security binds the owner too, so each program is entered.
do $$
declare
  own_program uuid;
begin
  for own_program in select id from program loop
    perform set_config('app.program_id', own_program::text, true);
    insert into affiliate_parent (program_id, affiliate_id, number, parent_id, effective_from, created_by, created_at)
    select program_id, id, 1, parent_affiliate_id, created_at, 'system', created_at
      from affiliate where program_id = own_program and parent_affiliate_id is not null and parent_affiliate_id <> id;
  end loop;
end $$;
