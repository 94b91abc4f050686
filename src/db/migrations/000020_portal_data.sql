-- What affiliates set up and read in their portal. The rules at the head of 000001 hold here too.

-- Where an affiliate wants to be called when something happens to its customers: an https URL with macros.
create table postback (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  url text not null check (url like 'https://%' and length(url) <= 2048),
  -- Which kinds of events; never empty.
  events text[] not null check (cardinality(events) > 0),
  status text not null check (status in ('active', 'inactive')),
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (program_id, id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id)
);
create index postback_affiliate on postback (program_id, affiliate_id, id);
alter table postback enable row level security;
alter table postback force row level security;
create policy own_program on postback using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, delete on postback to fairshare_app;
grant update (url, events, status, updated_at) on postback to fairshare_app;

-- What concerns one affiliate, and (without one) what concerns the program, newest first.
create index outbox_event_affiliate on outbox_event (program_id, affiliate_id, id);
