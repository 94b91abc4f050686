-- What affiliates have agreed to: the text of a plan's version as they saw it, and when.

-- A text that was accepted, once for all who accepted it. Never changed: the version and the context give it again, its hash proves it.
create table plan_text (
  program_id uuid not null references program (id),
  plan_version_id uuid not null,
  -- SHA-256 of `body` in UTF-8, hexadecimal.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  language text not null check (language in ('en', 'pt-BR', 'es')),
  -- Names, and the program's carryover, as they were.
  context jsonb not null,
  -- Which wording it was written with: another one does not say the same in the same words.
  wording integer not null check (wording > 0),
  body text not null,
  created_at timestamptz not null,
  primary key (program_id, plan_version_id, sha256),
  foreign key (program_id, plan_version_id) references commission_plan_version (program_id, id)
);

create table plan_acceptance (
  program_id uuid not null,
  id uuid not null,
  affiliate_id uuid not null,
  plan_id uuid not null,
  plan_version_id uuid not null,
  sha256 text not null,
  -- How it was given: in the portal, on a signed document, in a message.
  via text not null check (via in ('portal', 'document', 'message')),
  accepted_at timestamptz not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (program_id, id),
  unique (program_id, affiliate_id, plan_version_id),
  foreign key (program_id, affiliate_id) references affiliate (program_id, id),
  foreign key (program_id, plan_id) references commission_plan (program_id, id),
  foreign key (program_id, plan_version_id, sha256) references plan_text (program_id, plan_version_id, sha256)
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['plan_text', 'plan_acceptance'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_program on %I using (program_id = (select nullif(current_setting(''app.program_id'', true), '''')::uuid))', tenant_table);
  end loop;
end $$;

grant select, insert on plan_text, plan_acceptance to fairshare_app;
