-- Drafts of plans replayed on real history. A simulation is a question and its answer: it touches nothing, and is forgotten after a while.

create table simulation (
  program_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  request jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  result jsonb,
  error text,
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (program_id, id)
);
create index simulation_waiting on simulation (program_id, created_at) where status in ('queued', 'running');

alter table simulation enable row level security;
alter table simulation force row level security;
create policy own_program on simulation using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on simulation to fairshare_app;
