-- What a program's documents carry and prove: its logo, and how its signing keys follow one another.
-- The rules at the head of 000001 hold here too.

-- A picture as statements and invoices draw it: a PNG is unfolded to its colours. Apart from the program, which every call reads.
create table program_logo (
  program_id uuid primary key references program (id),
  content bytea not null check (octet_length(content) <= 2097152),
  content_type text not null check (content_type in ('image/png', 'image/jpeg')),
  updated_at timestamptz not null
);
alter table program_logo enable row level security;
alter table program_logo force row level security;
create policy own_program on program_logo using (program_id = (select nullif(current_setting('app.program_id', true), '')::uuid));
grant select, insert, update, delete on program_logo to fairshare_app;

-- A key that replaces another is signed by it: who trusts the one can trust the next.
alter table signing_key
  add column endorsed_by uuid,
  add column endorsement bytea,
  add constraint signing_key_endorsement check ((endorsed_by is null) = (endorsement is null)),
  add foreign key (program_id, endorsed_by) references signing_key (program_id, id);
